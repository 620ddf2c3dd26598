/** Who left before the end has left: what is told of the end is told without it, whenever that comes to light (III.4). */
import { expect, test } from 'vitest';
import { stateAsOf } from '../../projections/as-of.ts';
import { tellingsOf } from '../../projections/telling.ts';
import { given, type Step } from '../support/given.ts';
import { decided, deliver, discontinueOn, giveNotice } from './acts.ts';
import { operativeThree } from './late-lives.ts';

const APRIL = '2027-04-01T15:00:00Z';
const AUGUST = '2027-08-01T15:00:00Z';
const left = (at: (day: string) => string): Step[] => [
  [giveNotice('us', 'n1', '2027-02-01'), at('01')],
  [deliver('n1', 'rok', '2027-02-02'), at('02')],
  [deliver('n1', 'jp', '2027-02-02'), at('02')],
];
const ended: Step[] = decided(discontinueOn('rok', 'd1', '2027-06-30'), APRIL, ['jp']);

test('The end had begun at each seat that counted, also where a departure of before it comes to light afterwards', () => {
  // In Washington, whose Government had left on 4 March, the last of June began thirteen hours later.
  const end = { commencedOn: '2027-06-30', decision: 'd1', commencesAt: '2027-06-29T15:00:00Z' };
  given(...operativeThree, ...left((day) => `2027-02-${day}T15:00:00Z`), ...ended, AUGUST).withState({ discontinuation: end });
  const late = [...operativeThree, ...decided(discontinueOn('rok', 'd1', '2027-06-30'), APRIL, ['us', 'jp']), AUGUST];
  given(...late).withState({ discontinuation: { ...end, commencesAt: '2027-06-30T04:00:00Z' } });
  const { events, state, memorandum } = given(...late, ...left(() => AUGUST)).withState({
    status: 'discontinued',
    discontinuation: end,
    participants: { us: { until: '2027-03-03' } },
  });
  expect(stateAsOf(memorandum.log, { on: '2027-07-15' })?.discontinuation).toMatchObject(end);
  const before = given(...late, ...left(() => AUGUST).slice(0, 2)).state;
  const told = tellingsOf(events, state, undefined, before).find(({ event }) => event.type === 'DiscontinuationExpected');
  expect(told?.happened).toBe(
    'The date 2027-06-30 stays as it was. The instant at which it has begun at every seat moved from 2027-06-30T04:00:00Z to 2027-06-29T15:00:00Z.',
  );
});
