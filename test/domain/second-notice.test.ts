/** Who gives two notices that lead to one day leaves once, by the first (III.3, III.4). */
import { describe, test } from 'vitest';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { deliver, giveNotice, operative } from './acts.ts';
import { operativeThreeWith } from './late-lives.ts';

/** The day on which each notice is given, and each has arrived. */
const NOTICED = '2027-02-01';
const AUGUST = '2027-08-15T15:00:00Z';

const noticed = (notice: string, at: string, from: 'notice' | 'delivery', on = NOTICED): Step[] => [
  [giveNotice('jp', notice, on), at],
  ...(from === 'notice' ? [] : ['us', 'rok'].map((to): Step => [deliver(notice, to, on), at])),
];

describe.each(['notice', 'delivery'] as const)('A second notice by one that has left, its period counted from the %s,', (from) => {
  test('leads to the day of the first and is over: nobody leaves twice', () => {
    given(
      ...operativeThreeWith({ commencement: { clause: 'III.4', period: 'P180D', from } }),
      ...noticed('n1', '2027-02-01T15:00:00Z', from),
      ...noticed('n2', AUGUST, from),
    ).withState({
      status: 'operative',
      participants: { jp: { until: '2027-07-30' } },
      notices: { n1: { status: 'effective' }, n2: { status: 'superseded' } },
    });
  });

  test('of an earlier date than the first, leads to the same end of a month: it is that by which its giver left', () => {
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
