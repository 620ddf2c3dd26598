/** What views answer from the state is what is reckoned from the papers: one end, the same departures, the same dates ahead. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, parseInstant } from '../../domain/calendar.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { departuresOf, endOf } from '../../domain/end.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { aheadOf } from '../../domain/rules/reckoned.ts';
import type { State } from '../../domain/state.ts';
import { explain } from '../../projections/explain.ts';
import { MOU, type Step } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { decided, modify, operative, replacing, withdrawDecision } from './acts.ts';
import { life, logOf, watched } from './recorded-papers.ts';

const LIVES = drawn(20);

const answered = (state: State) => {
  const on = (what: string) => deadlinesOf(state).flatMap((one) => (one.what === what ? [one.on] : []));
  return {
    end: endOf(state).expectedOn,
    lastDay: explain(state).find(({ id }) => id === 'last-operative-day')?.date ?? null,
    departures: departuresOf(state)
      .map(({ notice, expectedOn }) => `${notice} ${expectedOn}`)
      .sort(),
    withdrawals: on('withdrawal').sort(),
    commencement: on('commencement')[0] ?? null,
    modifications: state.modifications,
    decisions: deadlinesOf(state)
      .flatMap(({ what, about, on: date }) => (what === 'decision' ? [`${about} ${date}`] : []))
      .sort(),
  };
};

const reckoned = (state: State): ReturnType<typeof answered> => {
  const { end, departures, inEffect, decisions } = aheadOf(state);
  const coming = departures.filter(({ participant }) => (state.participants[participant]?.until ?? null) === null);
  const later = inEffect.filter((id) => state.decisions[id]?.status === 'taken');
  return {
    end: end?.on ?? null,
    lastDay: end && addDays(end.on, -1),
    departures: coming.map(({ notice, on }) => `${notice} ${on}`).sort(),
    withdrawals: coming.map(({ on }) => on).sort(),
    commencement: end?.cause === 'notice' || end?.cause === 'decision' ? end.on : null,
    modifications: inEffect.filter((id) => state.modifications.includes(id)),
    decisions: later.map((id) => `${id} ${decisions.get(id)?.effectiveOn}`).sort(),
  };
};

it(`in ${LIVES} lives, after each paper, views answer what is reckoned`, () => {
  let asked = 0;
  fc.assert(
    fc.property(life, (one) => {
      watched(one, (memorandum) => {
        const state = memorandum.state as State;
        if (state.status !== 'operative') return;
        asked += 1;
        const [is, should] = [answered(state), reckoned(state)];
        if (!isDeepStrictEqual(is, should)) expect(is, logOf(memorandum)).toEqual(should);
      });
    }),
    { numRuns: LIVES },
  );
  expect(asked).toBeGreaterThan(LIVES * 5);
});

it('a decision that will not fit on its date is no date ahead, and is explained', () => {
  const memorandum = new Memorandum(MOU);
  const steps = [
    ...operative(),
    ...decided(modify('us', 'd1', replacing('/title', 'One'), '2027-06-01'), '2027-02-01T15:00:00Z'),
    ...decided(modify('us', 'd2', replacing('/title', 'Two'), '2027-06-02'), '2027-02-03T15:00:00Z'),
    ...decided(withdrawDecision('us', 'd3', 'd1'), '2027-02-04T15:00:00Z'),
  ] as Exclude<Step, string>[];
  for (const [act, at] of steps) memorandum.record(parseAct(act), parseInstant(at));
  const state = memorandum.state as State;
  expect(deadlinesOf(state).filter(({ what }) => what === 'decision')).toEqual([]);
  expect(explain(state).find(({ id }) => id === 'decision/d2')?.sentence).toContain('the decision lapses');
});
