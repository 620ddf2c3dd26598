/** What came and what went, word by word, where two texts have something in common. */
import { type Change, diffArrays, diffWords } from 'diff';

/**
 * A text with more words that differ is another text: word by word nobody could read what changed, and to find it would take
 * time by the square of that number. A clause may have 20,000 letters.
 */
const MOST_EDITS = 400;

export type WordChange = Pick<Change, 'value' | 'added' | 'removed'>;

/** Scripts that put no space between words: each of their letters stands for one. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'].map((name) => String.raw`\p{Script=${name}}`).join('');

/** Words of every script: the library itself knows those of the Latin one, and takes each letter of Hangul for a word. */
const WORDS = String.raw`(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}_\u{AD}])+`;
/** A line break is a token of its own where white space counts. */
const [SPACED, BARE] = [new RegExp(String.raw`${WORDS}|\r?\n|[^\S\n]+|[^]`, 'gu'), new RegExp(String.raw`${WORDS}|\s+|[^]`, 'gu')];

const spacedTokens = (text: string): string[] => text.match(SPACED) ?? [];

/** As far as the library asks one. */
const segmenter = {
  resolvedOptions: () => ({ granularity: 'word' }),
  segment: (text: string) => (text.match(BARE) ?? []).map((segment) => ({ segment })),
} as unknown as Intl.Segmenter;

const replaced = (before: string, after: string): WordChange[] => [
  { value: before, added: false, removed: true },
  { value: after, added: true, removed: false },
];

/** @param spaces whether white space counts as words do */
export const wordChanges = (before: string, after: string, { spaces }: { spaces: boolean }): WordChange[] => {
  const changes = spaces
    ? diffArrays(spacedTokens(before), spacedTokens(after), { maxEditLength: MOST_EDITS })?.map((one) => ({
        ...one,
        value: one.value.join(''),
      }))
    : diffWords(before, after, { maxEditLength: MOST_EDITS, intlSegmenter: segmenter });
  return changes ?? replaced(before, after).filter(({ value }) => value !== '');
};
