/** One Participant has one notice pending at a time, and leaves by one (III.3, III.4). */
import { describe, test } from 'vitest';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { decided, deliver, discontinueOn, giveNotice, noticeDelivered, operative, rectifySignature } from './acts.ts';
import { decidedOn, operativeThreeWith } from './late-lives.ts';

/** The day on which each notice is given, and each has arrived. */
const NOTICED = '2027-02-01';
const AUGUST = '2027-08-15T15:00:00Z';

const noticed = (notice: string, at: string, from: 'notice' | 'delivery', on = NOTICED): Step[] => [
  [giveNotice('jp', notice, on), at],
  ...(from === 'notice' ? [] : ['us', 'rok'].map((to): Step => [deliver(notice, to, on), at])),
];

describe.each(['notice', 'delivery'] as const)('A second notice by one that has left, its period counted from the %s,', (from) => {
  test('is of when the first was pending, though it comes to light only now', () => {
    given(
      ...operativeThreeWith({ commencement: { clause: 'III.4', period: 'P180D', from } }),
      ...noticed('n1', '2027-02-01T15:00:00Z', from),
    )
      .when(giveNotice('jp', 'n2', '2027-07-30'), AUGUST)
      .thenRefused('NOTICE_PENDING', 'III.3', 'Japan had notice n1 pending on 2027-07-30, which is effective since');
  });

  test('of an earlier date than the first, when that was not given yet, is that by which its giver left', () => {
    given(
      ...operativeThreeWith({ commencement: { clause: 'III.4', period: 'P1M', from, ends: 'end-of-month' } }),
      ...noticed('n1', '2027-02-03T15:00:00Z', from, '2027-02-03'),
      ...noticed('n2', AUGUST, from),
    ).withState({
      status: 'operative',
      participants: { jp: { until: '2027-03-31' } },
      notices: { n1: { status: 'superseded' }, n2: { status: 'effective' } },
    });
  });

  describe('A second notice that comes to light after the end', () => {
    const late = '2027-09-01T15:00:00Z';
    const refused = (...ended: Step[]) =>
      given(...operative(), ...noticeDelivered, ...ended, late).when(giveNotice('us', 'n2', '2027-02-02'), late);

    test('is refused where the first has ended it, or was pending when that of another did', () => {
      refused().thenRefused('NOTICE_PENDING', 'III.3', 'n1 pending on 2027-02-02, which is effective since');
      const sooner: Step[] = [
        [giveNotice('rok', 'n0', '2027-01-20'), '2027-02-03T15:00:00Z'],
        [deliver('n0', 'us', '2027-01-25'), '2027-02-03T15:00:00Z'],
      ];
      refused(...sooner).thenRefused('NOTICE_PENDING', 'III.3', 'which is superseded since');
    });

    test('is refused where it is of before the decision that took the place of the first, and given once it is of that day', () => {
      const at = '2027-03-02T15:00:00Z';
      const decision = decidedOn(discontinueOn('us', 'd1', '2027-08-31'), '2027-03-01', at);
      refused(...decision).thenRefused('NOTICE_PENDING');
      given(...operative(), ...noticeDelivered, ...decision)
        .when(giveNotice('us', 'n2', '2027-02-28'), at)
        .thenRefused('NOTICE_PENDING')
        .when(giveNotice('us', 'n2', '2027-03-01'), at)
        .then({ type: 'NoticeGiven' });
    });
  });
});

test('A notice that turns out to be dated before the operative date starts no period, delivered after it or not: a fresh one takes its place', () => {
  const at = '2027-03-01T15:00:00Z';
  given(
    ...operativeThreeWith({ commencement: { clause: 'III.4', period: 'P180D', from: 'notice' } }),
    [giveNotice('us', 'n1', NOTICED), '2027-02-01T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-20'), '2027-02-20T15:00:00Z'],
    ...decided(rectifySignature('us', 'd1', 'jp', '2027-02-10'), at, ['rok', 'jp']),
  )
    .when(giveNotice('us', 'n2', '2027-03-01'), at)
    .then(
      { type: 'NoticeGiven' },
      { type: 'NoticeSuperseded', data: { notice: 'n1', cause: 'fresh-notice' } },
      { type: 'WithdrawalExpected' },
    );
});

/** The Republic of Korea had left on 3 March 2027, as comes to light only once it has been served with the notice of the United States. */
describe('The notice of one that remained alone', () => {
  const leaving = smallInstrumentWith({
    commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' },
    withdrawal: { clause: 'III.4', remaining: 1 },
  });

  test('starts its period on the day of its delivery, not on the day on which nobody was left to be served', () => {
    given(
      ...operative(leaving),
      [giveNotice('us', 'n1', NOTICED), '2027-04-12T15:00:00Z'],
      [deliver('n1', 'rok', '2027-04-10'), '2027-04-12T15:00:00Z'],
      [giveNotice('rok', 'n2', NOTICED), '2027-04-12T15:00:00Z'],
      [deliver('n2', 'us', NOTICED), '2027-04-12T15:00:00Z'],
    ).withState({
      participants: { rok: { until: '2027-03-02' } },
      notices: { n1: { started: '2027-04-10', expectedOn: '2027-05-10' } },
    });
  });
});
