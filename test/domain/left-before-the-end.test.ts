/** Who left before the end has left: what is told of the end is told without it, whenever that comes to light (III.4). */
import { describe, expect, test } from 'vitest';
import { stateAsOf } from '../../projections/as-of.ts';
import { tellingsOf } from '../../projections/telling.ts';
import { given, type Step } from '../support/given.ts';
import { decided, deliver, discontinueOn, giveNotice } from './acts.ts';
import { japanLeaving, operativeThree } from './late-lives.ts';

const APRIL = '2027-04-01T15:00:00Z';
const FEBRUARY = '2027-02-15T15:00:00Z';
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

describe('A decided date stands in place of the notices that would end it otherwise, and not of a departure before it', () => {
  const decidedFor = (on: string, ...before: Step[]) =>
    given(...before, ...decided(discontinueOn('us', 'd1', on), FEBRUARY, ['rok', 'jp']));
  const superseded = { status: 'superseded', closedBy: 'decided-date' };

  test('who leaves alone before that date has left, and the others go on until then', () => {
    decidedFor('2027-06-30', ...japanLeaving())
      .withState({ discontinuation: { decision: 'd1', expectedOn: '2027-06-30' }, notices: { n1: { status: 'delivered' } } })
      .and('2027-03-05T15:00:00Z')
      .withState({ status: 'operative', participants: { jp: { until: '2027-03-03' } } })
      .and(AUGUST)
      .withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-06-30' }, notices: { n1: { status: 'effective' } } });
  });

  test.each(['2027-03-01', '2027-03-04'])('who would leave only on that date or later does not: %s', (on) => {
    decidedFor(on, ...japanLeaving()).withState({ discontinuation: { expectedOn: on }, notices: { n1: superseded } });
  });

  test('where too few would remain, it would have ended for all, and the decided date stands instead', () => {
    decidedFor('2027-06-30', ...japanLeaving({ withdrawal: { clause: 'III.4', remaining: 3 } })).withState({
      discontinuation: { decision: 'd1', expectedOn: '2027-06-30' },
      notices: { n1: superseded },
    });
  });

  const alsoThe = (by: string, day: string): Step[] => [
    [giveNotice(by, 'n2', day), FEBRUARY],
    ...['us', 'rok', 'jp'].filter((to) => to !== by).map((to): Step => [deliver('n2', to, day), FEBRUARY]),
  ];
  test.each<[string, string, object]>([
    ['of two that lead to one day neither', '2027-02-02', { n1: superseded, n2: superseded }],
    ['of two that follow each other the first', '2027-02-10', { n1: { status: 'delivered' }, n2: superseded }],
  ])('%s leaves where both are too many', (_, day, notices) => {
    decidedFor('2027-06-30', ...japanLeaving(), ...alsoThe('us', day)).withState({ notices });
  });

  test('also where its notice is delivered on the day on which the end is decided', () => {
    const late = given(...operativeThree, ...decided(discontinueOn('us', 'd1', '2027-06-30'), FEBRUARY, ['rok', 'jp']));
    late
      .and([giveNotice('jp', 'n1', '2027-02-15'), FEBRUARY])
      .and([deliver('n1', 'us', '2027-02-15'), FEBRUARY])
      .and([deliver('n1', 'rok', '2027-02-15'), FEBRUARY])
      .withState({ notices: { n1: { status: 'delivered', expectedOn: '2027-03-17' } } });
  });
});
