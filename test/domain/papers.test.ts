/**
 * The same papers, recorded in orders in which all of them are accepted, lead to the same dates, text and status; and
 * whatever the order, what follows is what the papers say.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, life } from './recorded-papers.ts';

const LIVES = Number(process.env.PAPER_LIVES ?? 40);

test(`the same papers lead to the same dates, text and status in whichever order they are recorded, in ${LIVES} lives`, () => {
  let compared = 0;
  fc.assert(
    fc.property(life, (one) => {
      const { papers, told, logs } = compare(one) ?? { papers: [], told: [], logs: [] };
      compared += papers.length > 3 ? 1 : 0;
      for (const other of told.slice(1)) expect(other, logs.join('\n\n')).toEqual(told[0]);
    }),
    { numRuns: LIVES },
  );
  expect(compared).toBeGreaterThan(LIVES / 4);
});
