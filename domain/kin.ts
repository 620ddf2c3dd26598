/**
 * Memoranda that belong together tell each other by acts that are recorded there: an annex its parent that it stands under it, or no
 * longer does, and the parent its annexes when its end is expected, moves, falls away or has come.
 */
import type { ActInput } from './acts/index.ts';
import { endOf } from './end.ts';
import type { State } from './state.ts';

/** A memorandum among those that it belongs with: what it stands under and what stands under it, what it replaces and is replaced by. */
export type Kin = Pick<State, 'mou' | 'status' | 'operativeOn'> & {
  title: string;
  expectedOn: string | null;
  commencedOn: string | null;
  /** The first day after the current term, while it is operative; the day on which it expired. */
  expiresOn: string | null;
  expiredOn: string | null;
  under: string | null;
  supersedes: string | null;
};

/** What another memorandum is to record. */
export type ToRecord = { mou: string; act: ActInput };

/** An id of at most 100 characters, which a retry repeats. */
const idOf = (...parts: string[]): string => parts.join('/').slice(0, 100);

/** What it stands under; what was opened by mistake stands under none. */
const aboveOf = ({ mou, status, instrument: { under } }: State): string | undefined =>
  status === 'annulled' || under === mou ? undefined : under;

/** When it is opened, annulled, has another title, or a modification places it under another one: the one before is told that too. */
const placedUnder = (before: State | undefined, after: State): ToRecord[] => {
  const { mou: annex, seq } = after;
  const [was, is] = [before && aboveOf(before), aboveOf(after)];
  const act = { do: 'record-annex' as const, id: idOf('annex', annex, `${seq}`), annex, asOfEvent: seq };
  const left = was === undefined || was === is ? [] : [{ mou: was, act }];
  if (is === undefined || (was === is && before?.instrument.title === after.instrument.title)) return left;
  return [...left, { mou: is, act: { ...act, title: after.instrument.title.slice(0, 500) } }];
};

/** Told once more only where it is another end than before the act; an annex that has just been recorded is told of any. */
const endAbove = (before: State | undefined, after: State): ToRecord[] => {
  const [was, end] = [before ? endOf(before) : { expectedOn: null, endedOn: null }, endOf(after)];
  const isSame = was.expectedOn === end.expectedOn && was.endedOn === end.endedOn;
  const hasNone = end.expectedOn === null && end.endedOn === null;
  const { mou: parent, seq } = after;
  return Object.keys(after.annexes)
    .filter((annex) => (before && Object.hasOwn(before.annexes, annex) ? !isSame : !hasNone))
    .map((annex) => ({
      mou: annex,
      act: { do: 'record-parent-end', id: idOf('end', parent, `${seq}`), parent, ...end, asOfEvent: seq },
    }));
};

/** What an act has other memoranda record. */
export const toRecordElsewhere = (before: State | undefined, after: State): ToRecord[] => [
  ...placedUnder(before, after),
  ...endAbove(before, after),
];
