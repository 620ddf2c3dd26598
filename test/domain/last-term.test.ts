/** The term in which a memorandum is, or ended, is what its papers say, in whichever order they were recorded (III.4). */
import { expect, test } from 'vitest';
import type { State } from '../../domain/state.ts';
import { tellingOf } from '../../projections/telling.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, decided, deliver, discontinueOn, giveNotice, modify, nonRenewal, operative, replacing } from './acts.ts';
import { decidedOn, operativeThreeWith } from './late-lives.ts';

const yearly = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P2M' } } as const;
const renewing = operative(smallInstrumentWith({ duration: yearly }));
const LATE = '2029-06-01T16:00:00Z';

/** The same papers, the last of them in time and long after. */
const told = (before: Step[], paper: Parameters<typeof decidedOn>[0], on: string, end?: Step[]): [State, State] => {
  const soon = `${on}T20:00:00Z`;
  return [
    given(...before, ...decidedOn(paper, on, soon), ...(end ?? []), LATE).state,
    given(...before, ...(end ?? []), LATE, ...decidedOn(paper, on, LATE), LATE).state,
  ];
};

test('with the renewals of before it, where a modification that made the term shorter comes to light after the end', () => {
  const shorter = modify('us', 'd1', replacing('/terms/duration/period', 'P6M'));
  const ended: Step[] = [
    [giveNotice('us', 'n1', '2028-06-01'), '2028-06-01T16:00:00Z'],
    [deliver('n1', 'rok', '2028-06-05'), '2028-06-05T02:00:00Z'],
  ];
  const [inTime, late] = told(renewing, shorter, '2027-03-01', ended);
  expect(inTime.expiry).toMatchObject({ renewals: 2, expectedOn: '2029-07-05' });
  expect([late.status, late.expiry]).toEqual([inTime.status, inTime.expiry]);
});

const stopped: Step[] = [
  [nonRenewal('us', 'n1', '2027-06-01'), '2027-06-01T16:00:00Z'],
  [deliver('n1', 'rok', '2027-06-05'), '2027-06-05T02:00:00Z'],
];
const sooner = modify('us', 'd1', replacing('/terms/duration/renewal/unless', 'P3M'));

test('with its last day for a notice, where a modification of that comes to light after it', () => {
  const [inTime, late] = told(renewing, sooner, '2027-03-01', stopped);
  expect(inTime).toMatchObject({ status: 'expired', expiry: { expiredOn: '2028-01-05', noticeBy: '2027-10-05' } });
  expect(late.expiry).toEqual(inTime.expiry);
});

test('without a renewal on the day of the end, whether that renewal was recorded before what was decided on the day or not', () => {
  const proposed: Step = [{ ...discontinueOn('us', 'd1', '2028-01-05'), proposedOn: '2028-01-04' }, '2028-01-04T20:00:00Z'];
  const decidedAt = (at: string): Step => [{ ...consent('rok', 'd1'), consentedOn: '2028-01-05' }, at];
  const [inTime, late] = ['2028-01-04T22:00:00Z', '2028-01-05T20:00:00Z'].map(
    (at) => given(...renewing, proposed, decidedAt(at), LATE).state,
  );
  expect(inTime).toMatchObject({ status: 'discontinued', expiry: { renewals: 0, expectedOn: '2028-01-05' } });
  expect(late?.expiry).toEqual(inTime?.expiry);
});

test('and it began to be over once its last day was over for those who belonged then, also where it comes to light later that one had left', () => {
  const three = operativeThreeWith({ duration: { clause: 'III.4', until: '2027-06-30' } });
  const notice = (at: string): Step[] => [
    [giveNotice('us', 'n1', '2027-02-01'), at],
    ...['rok', 'jp'].map((to): Step => [deliver('n1', to, '2027-02-02'), at]),
    LATE,
  ];
  const [inTime, late] = ['2027-02-03T16:00:00Z', LATE].map((at) => given(...three, at, ...notice(at)).state);
  expect(inTime).toMatchObject({ status: 'expired', expiry: { ceasesAt: '2027-06-30T15:00:00Z' } });
  expect(late?.expiry).toEqual(inTime?.expiry);
});

test('which is told as what is known of it now, and not as what is expected', () => {
  const { events, state } = given(...renewing, ...stopped, LATE, ...decidedOn(sooner, '2027-03-01', LATE));
  const told = events.filter(({ type }) => type === 'ExpiryExpected').map((event) => tellingOf(event, state));
  expect(told).toEqual([
    expect.objectContaining({
      headline: 'The term in which the memorandum ended was one to the end of 2028-01-04',
      happened:
        'By what is recorded now, the term in which the memorandum ended was one to the end of 2028-01-04; 2027-10-05 was the last day on which a notice could have stopped its renewal (III.4).',
    }),
  ]);
});

test('while it is operative, what a modification makes of it is told on the day of that, not when its papers of that day are recorded', () => {
  const seoul = '2027-06-01';
  const [shorter, sooner] = [replacing('/terms/duration/period', 'P6M'), replacing('/terms/duration/renewal/unless', 'P3M')];
  for (const patch of [shorter, sooner, [{ op: 'remove' as const, path: '/terms/duration' }]]) {
    const before = given(...renewing, ...decided(modify('us', 'd1', patch, seoul), '2027-02-01T16:00:00Z'), [
      giveNotice('us', 'n1', '2027-05-30'),
      '2027-05-31T16:00:00Z',
    ]);
    const { expiry } = before.state;
    before
      .when(deliver('n1', 'rok', seoul), '2027-05-31T20:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected' })
      .withState({ expiry })
      .whenTimeReaches('2027-06-01T04:00:00Z');
    const after = given(...renewing, ...decided(modify('us', 'd1', patch, seoul), '2027-02-01T16:00:00Z'), '2027-06-01T04:00:00Z').state
      .expiry;
    expect(after).not.toEqual(expiry);
    expect(before.state.expiry).toEqual(after);
  }
});
