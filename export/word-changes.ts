/** What came and what went, word by word, where two texts have something in common. */
import { type Change, diffWords, diffWordsWithSpace } from 'diff';

/**
 * A text with more words that differ is another text: word by word nobody could read what changed, and to find it would take
 * time by the square of that number. A clause may have 20,000 letters, and each of Hangul is a word to the library.
 */
const MOST_EDITS = 400;

export type WordChange = Pick<Change, 'value' | 'added' | 'removed'>;

const replaced = (before: string, after: string): WordChange[] => [
  { value: before, added: false, removed: true },
  { value: after, added: true, removed: false },
];

/** @param spaces whether white space counts as words do */
export const wordChanges = (before: string, after: string, { spaces }: { spaces: boolean }): WordChange[] => {
  const changes = spaces
    ? diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS })
    : diffWords(before, after, { maxEditLength: MOST_EDITS });
  return changes ?? replaced(before, after).filter(({ value }) => value !== '');
};
