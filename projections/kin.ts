/** What a memorandum belongs with, in sentences: the same in every view. */
import type { State } from '../domain/state.ts';
import { quoted } from './words.ts';

const standing = ({ parentEnd }: State): string => {
  const { expectedOn = null, endedOn = null } = parentEnd ?? {};
  if (endedOn !== null) return `, which is no longer operative since ${endedOn}`;
  return expectedOn === null ? '' : `, which is expected to end on ${expectedOn}`;
};

export const kinSentences = (state: State): string[] => {
  const { under, supersedes } = state.instrument;
  return [
    ...(under === undefined ? [] : [`It stands under ${under}${standing(state)}.`]),
    ...(supersedes === undefined ? [] : [`It supersedes ${supersedes}.`]),
    ...Object.entries(state.annexes).map(([id, title]) => `Under it stands ${id}, ${quoted(title, 200)}.`),
  ];
};
