/**
 * The same papers, recorded in orders in which all of them are accepted, lead to the same dates, text and status; and
 * whatever the order, what follows is what the papers say.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draw } from './papers.ts';
import { compare, life } from './recorded-papers.ts';

const LIVES = Number(process.env.PAPER_LIVES ?? 40);

/** What is told after each order is the same; how many lives were compared, and how many decisions lapsed by conflict in them. */
const compareAll = (lives: typeof life, numRuns: number): { compared: number; conflicts: number } => {
  const met = { compared: 0, conflicts: 0 };
  fc.assert(
    fc.property(lives, (one) => {
      const { papers, told, logs } = compare(one) ?? { papers: [], told: [], logs: [] };
      met.compared += papers.length > 3 ? 1 : 0;
      met.conflicts += Object.values((told[0]?.decisions ?? {}) as Record<string, { closedBy?: string }>).filter(
        ({ closedBy }) => closedBy === 'conflict',
      ).length;
      for (const other of told.slice(1)) expect(other, logs.join('\n\n')).toEqual(told[0]);
    }),
    { numRuns },
  );
  return met;
};

test(`the same papers lead to the same dates, text and status in whichever order they are recorded, in ${LIVES} lives`, () => {
  expect(compareAll(life, LIVES).compared).toBeGreaterThan(LIVES / 4);
});

test('and so where one lapses by conflict, because what it was written with is withdrawn or somebody leaves', () => {
  const kind = fc.constantFrom(22, 25);
  const conflicting = fc.tuple(life, draw, kind).map(([one, first, kind]) => ({
    ...one,
    shape: kind === 25 ? 'leaving' : one.shape,
    draws: [{ ...first, kind }, ...one.draws.slice(0, 4)],
  }));
  expect(compareAll(conflicting, LIVES).conflicts).toBeGreaterThan(LIVES / 20);
});
