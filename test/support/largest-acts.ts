/** Acts as large as they may be, or nearly, in Korean and drawn by a seed: what nobody records, and what must harm nothing. */
import fc from 'fast-check';
import type { ActInput } from '../../domain/acts/index.ts';
import { bytesOf, LIMITS } from '../../domain/limits.ts';
import { consent, decline, modify, schedule } from '../domain/acts.ts';

/** Syllables that no packing makes much shorter: 2 bytes of each 3 are left. */
const syllables = (length: number, seed: number): string => {
  let drawn = seed >>> 0;
  const next = (): number => (drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0);
  return String.fromCodePoint(...Array.from({ length }, () => 0xac00 + ((next() >>> 8) % 11_172)));
};

const LINES = 166;
const LETTERS = 500;
/** Of a clause's text, which has at most 20,000 letters. */
const TEXTS = 4;

const meeting = (id: string, seed: number): ActInput =>
  schedule('us', id, '2026-01-20', { agenda: Array.from({ length: LINES }, (_, n) => syllables(LETTERS, seed + n)) });

/** Of two clauses by turns, so that each text is a change of its own; the last of each counts. */
const proposal = (id: string, seed: number): ActInput =>
  modify(
    'us',
    id,
    Array.from({ length: TEXTS }, (_, n) => ({
      op: 'replace',
      path: `/clauses/III.${7 + (n % 2)}/text`,
      value: syllables(19_900, seed + n),
    })),
  );

const report = (initiative: string, seed: number): ActInput => ({
  do: 'report-initiative',
  by: 'rok',
  initiative,
  report: syllables(20_000, seed),
});

/** @param initiative one that has been started */
export const largestActs = (count: number, seed: number, initiative: string): ActInput[] => {
  const kinds = fc.constantFrom('meeting', 'meeting', 'declined', 'consented', 'open', 'report');
  const drawn = fc.sample(fc.tuple(kinds, fc.nat()), { numRuns: count, seed });
  const acts = drawn.flatMap(([kind, at], n): ActInput[] => {
    const id = `${kind}-${n}`;
    if (kind === 'meeting') return [meeting(id, at)];
    if (kind === 'report') return [report(initiative, at)];
    const proposed = proposal(id, at);
    if (kind === 'declined') return [proposed, decline('rok', id)];
    return kind === 'consented' ? [proposed, consent('rok', id)] : [proposed];
  });
  for (const act of acts) if (bytesOf(act) > LIMITS.act) throw new RangeError(`${act.do} has ${bytesOf(act)} bytes`);
  return acts;
};
