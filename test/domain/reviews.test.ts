/** Reviews, whatever the text says of them over the years, and wherever the operative date is put. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { addDays, addPeriod, sumOfPeriods } from '../../domain/calendar.ts';
import { nextReview } from '../../domain/review.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { type Run, type Scenario, simulate } from '../../domain/scenario.ts';
import { MOU } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, modify, open, proposal, rectifySignature, sign } from './acts.ts';

type Said = { every?: string; first?: string } | null;
type Change = { on: string; said: Said };

const SIGNED = '2024-01-31';
const END = '2036-01-01';

const periods = fc.constantFrom('P1Y', 'P2Y', 'P5Y', 'P1M', 'P7M', 'P1Y1M', 'P45D', 'P26W');
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.constant(null),
  fc.record({ every: periods, first: periods }, { requiredKeys: ['every'] }),
  fc.record({ first: periods }),
);
const day = fc.integer({ min: 1, max: 11 * 365 }).map((days) => addDays(SIGNED, days));
const changesBy = fc
  .uniqueArray(fc.record({ on: day, said }), { maxLength: 4, selector: ({ on }) => on })
  .map((all) => all.sort((a, b) => (a.on < b.on ? -1 : 1)));

const at = (on: string): string => `${on}T12:00:00Z`;
const review = (said: Said) => (said ? { review: { clause: 'III.5', ...said } } : {});

const decided = (act: ActInput & { decision: string }, on: string) => [
  { at: at(on), ...act },
  { at: at(on), ...consent('rok', act.decision) },
];

const modified = (before: Said, { on, said: after }: Change, id: string) => {
  const path = '/terms/review';
  const value = { clause: 'III.5', ...after };
  if (!before && !after) return [];
  return decided(modify('us', id, [after ? { op: before ? 'replace' : 'add', path, value } : { op: 'remove', path }]), on);
};

const lived = (first: Said, changes: Change[], corrected: (Scenario['steps'][number] & { at: string })[] = [], until = END): Run => {
  const signed = (['us', 'rok'] as const).map((by) => ({ at: at(SIGNED), ...sign(by, SIGNED) }));
  const texts = [first, ...changes.map(({ said }) => said)];
  const modifications = changes.flatMap((change, index) => modified(texts[index] ?? null, change, `d${index}`));
  const acts = [...modifications, ...corrected].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const steps = [{ at: at(SIGNED), ...open() }, ...signed, ...acts, { at: at(until), do: 'look' as const }];
  const instrument = smallInstrumentWith(review(first));
  const [opening, ...rest] = steps;
  return simulate({ mou: MOU, steps: [{ ...opening, instrument }, ...rest] } as Scenario, instrument);
};

const madeDue = ({ steps }: Run) =>
  steps
    .flatMap((step) => ('events' in step ? step.events : []))
    .flatMap((event) => (event.type === 'ReviewDue' ? [{ on: event.on, recorded: event.at.slice(0, 10), ...event.data }] : []));

const superseded = ({ steps }: Run) =>
  steps
    .flatMap((step) => ('events' in step ? step.events : []))
    .flatMap((event) => (event.type === 'ReviewSuperseded' ? [{ review: event.data.review, dueOn: event.data.dueOn }] : []));

/** Where the text of a day was decided only on it, the day had begun. */
const standing = (run: Run) => madeDue(run).filter(({ on }) => !superseded(run).some(({ dueOn }) => dueOn === on));

/** All dates of a rhythm, told one by one. */
const datesOf = (operativeOn: string, said: Said): string[] => {
  const { every, first = every } = said ?? {};
  const dates: string[] = [];
  for (let n = 1; first !== undefined; n++) {
    const on = addPeriod(operativeOn, sumOfPeriods([first, ...Array<string>(n - 1).fill(every ?? 'P1D')]));
    if (on > END || (n > 1 && every === undefined)) break;
    dates.push(on);
  }
  return dates;
};

const foreseen = (operativeOn: string, first: Said, changes: Change[]): string[] =>
  [{ on: operativeOn, said: first }, ...changes].flatMap(({ on: from, said: now }, index) => {
    const until = changes[index]?.on ?? addDays(END, 1);
    return datesOf(operativeOn, now).filter((on) => from <= on && on < until);
  });

it('a review is due on each date that the text in force on it counts from the operative date, and on no other', () => {
  fc.assert(
    fc.property(said, changesBy, (first, changes) => {
      const due = standing(lived(first, changes));
      expect(due.map(({ on }) => on)).toEqual(foreseen(SIGNED, first, changes));
      expect(due.map(({ dueOn }) => dueOn)).toEqual(due.map(({ on }) => on));
      expect(due.map((one) => one.review)).toEqual(due.map((_, index) => index + 1));
    }),
    { numRuns: drawn(25) },
  );
});

it('the next is told by what is decided already for its day, and by the text of now where that is withdrawn', () => {
  const change = (id: string, said: Said, effectiveOn: string) => {
    const [proposed, consented] = modified({ every: 'P2Y' }, { on: '2025-03-01', said }, id);
    return [{ ...proposed, effectiveOn } as Scenario['steps'][number], consented as Scenario['steps'][number]];
  };
  const next = (steps: Scenario['steps']) => {
    const { state } = lived({ every: 'P2Y' }, [], steps, '2025-06-01');
    return state && nextReview(state);
  };
  expect(next([])).toEqual({ review: 1, dueOn: '2026-01-31' });
  expect(next(change('d0', { every: 'P3Y' }, '2026-01-31'))).toEqual({ review: 1, dueOn: '2027-01-31' });
  expect(next(change('d0', { every: 'P3Y' }, '2026-02-01'))).toEqual({ review: 1, dueOn: '2026-01-31' });
  expect(next(change('d0', null, '2025-07-01'))).toBeNull();
  const withdrawn = decided({ ...proposal('us', 'd1'), kind: 'withdraw-decision', withdraws: 'd0' }, '2025-04-01');
  expect(next([...change('d0', null, '2025-07-01'), ...withdrawn])).toEqual({ review: 1, dueOn: '2026-01-31' });
});

/** The dates that follow those made due before: where the last of these turns out to be none of them, what follows as many as there were before it. */
const following = (dates: string[], before: string[], operativeOn: string): string[] => {
  const last = before.at(-1);
  if (last === undefined) return dates.filter((on) => on > operativeOn);
  const asMany = dates.filter((on) => on < last).slice(0, before.length - 1);
  const since = dates.includes(last) ? last : (asMany.at(-1) ?? operativeOn);
  return dates.filter((on) => on > since);
};

it('once the operative date is corrected, the last that was made due is superseded where it is none of its dates, and those after it follow', () => {
  fc.assert(
    fc.property(said, changesBy, day, fc.integer({ min: -300, max: 300 }), (first, changes, correctedOn, days) => {
      const operativeOn = addDays(SIGNED, days);
      fc.pre(days !== 0 && operativeOn < correctedOn && changes.every(({ on }) => on !== correctedOn && on > operativeOn));
      // The operative date is the later signature: both are moved.
      const correction = (by: string, id: string) => decided(rectifySignature('us', id, by, operativeOn), correctedOn);
      const run = lived(first, changes, [...correction('us', 'r1'), ...correction('rok', 'r2')]);
      expect(run.state?.operativeOn).toBe(operativeOn);
      const before = foreseen(SIGNED, first, changes).filter((on) => on <= correctedOn);
      const dates = foreseen(operativeOn, first, changes);
      const kept = before.filter((on) => on !== before.at(-1) || dates.includes(on));
      expect(standing(run).map(({ on }) => on)).toEqual([...kept, ...following(dates, before, operativeOn)]);
    }),
    { numRuns: drawn(25) },
  );
});

const ofBefore = (on: string, recorded: string, act: ActInput & { decision: string }): (Scenario['steps'][number] & { at: string })[] => [
  { at: at(recorded), ...act, proposedOn: on },
  { at: at(recorded), ...consent('rok', act.decision), consentedOn: on },
];

it('one that was due by what was known is superseded where an end, or another text, of before it comes to light', () => {
  const yearly = { every: 'P1Y' };
  const told = (run: Run) => [madeDue(run).map(({ on, review: number }) => `${number} ${on}`), superseded(run), run.state?.reviews];
  const ended = ofBefore('2025-10-01', '2026-03-01', { ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2025-11-01' });
  const known = { review: 2, dueOn: '2026-01-31' };
  expect(told(lived(yearly, [], ended, '2028-03-01'))).toEqual([['1 2025-01-31', '2 2026-01-31'], [known], 1]);
  const value = { clause: 'III.5', every: 'P23M' };
  const other = ofBefore('2025-10-01', '2026-03-01', modify('us', 'd1', [{ op: 'replace', path: '/terms/review', value }]));
  const rest = ['2 2025-12-31', '3 2027-11-30'];
  expect(told(lived(yearly, [], other, '2028-03-01'))).toEqual([['1 2025-01-31', '2 2026-01-31', ...rest], [known], 3]);
});

it('each that was due by what was known is superseded where the end of before all of them comes to light', () => {
  const ended = ofBefore('2025-10-01', '2028-03-01', { ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2025-11-01' });
  const run = lived({ every: 'P1Y' }, [], ended, '2028-03-02');
  expect(standing(run).map(({ on }) => on)).toEqual(['2025-01-31']);
  expect(run.state).toMatchObject({ reviews: 1, reviewedOn: '2025-01-31' });
});

it('one that is superseded does not count as of the days after it', () => {
  const end = ofBefore('2025-10-01', '2026-03-01', { ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2025-11-01' });
  const { steps } = lived({ every: 'P1Y' }, [], end, '2028-03-01');
  const log = steps.flatMap((step) => ('events' in step ? step.events : []));
  const asOf = (on: string) => stateAsOf(log, { on })?.reviewedOn;
  expect(['2025-01-30', '2025-01-31', '2026-02-01'].map(asOf)).toEqual([null, '2025-01-31', '2025-01-31']);
});

it('a state that is shown without the text as signed tells of no review of before the text that brings them in', () => {
  const { state } = lived(null, [{ on: '2026-03-01', said: { every: 'P1Y' } }], [], '2026-03-02');
  expect(state && nextReview(state)).toEqual({ review: 1, dueOn: '2027-01-31' });
});
