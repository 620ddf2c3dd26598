/** What is decided on the first day and on the last is judged as what is decided on any other (III.2). */
import { describe, test } from 'vitest';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { discontinueOn, extend, giveNotice, modify, operative, replacing, withdraw, withdrawByDecision } from './acts.ts';
import { decidedOn } from './late-lives.ts';

const yearly = smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y' } });
const APRIL = '2027-04-01T15:00:00Z';

describe.each(['2027-01-05', '2027-01-06'])('On %s, the operative date or the day after,', (day) => {
  const [endProposed, endConsented] = decidedOn(discontinueOn('us', 'd1', day), day, APRIL) as [Exclude<Step, string>, Step];
  const extended = decidedOn(extend('us', 'd2', '2028-12-31'), day, APRIL);
  const over = {
    status: 'discontinued',
    discontinuation: { commencedOn: day },
    expiry: { expectedOn: '2028-01-05' },
    decisions: { d1: { status: 'effective' }, d2: { status: 'lapsed' } },
  } as const;

  test.each([
    ['after', [...extended, endProposed, endConsented]],
    ['before', [endProposed, ...extended, endConsented]],
  ])('a decided end leaves no room for an extension, proposed %s it', (_, decided) => {
    given(...operative(yearly), ...decided).withState(over);
  });

  test('a decided end is refused that would undo a modification of the day', () => {
    given(...operative(yearly), ...decidedOn(modify('us', 'd3', replacing('/title', 'Shorter')), day, APRIL))
      .when(...endProposed)
      .thenRefused('CONFLICT');
  });
});

/** In Seoul the fifth, in Washington still the fourth of January 2028, the last day of the term. */
const LAST_HOURS = '2028-01-04T16:00:00Z';

describe('An extension that is proposed in the last hours of the term, when the next day has begun at the other seat,', () => {
  test.each([
    ['names its date', { proposedOn: '2028-01-04' }],
    ['has the day of its recording', {}],
  ])('can be decided where it %s', (_, dated) => {
    const [, consented] = decidedOn(extend('us', 'd1', '2028-12-31'), '2028-01-04', LAST_HOURS) as [Step, Step];
    given(...operative(yearly), [{ ...extend('us', 'd1', '2028-12-31'), ...dated }, LAST_HOURS], consented).withState({
      status: 'operative',
      expiry: { expectedOn: '2029-01-01' },
    });
  });
});

/** Always before commencement (III.3): on its day nothing is left that could be withdrawn, though it has not begun everywhere. */
describe('The withdrawal of a notice in the last hours, dated on the day on which', () => {
  const alone = { duration: { clause: 'III.4', period: 'P1Y' }, noticeWithdrawal: 'unilateral' } as const;
  const byAll = { ...alone, noticeWithdrawal: 'mutual-decision' } as const;
  const noticed = (terms: Record<string, unknown>): Step[] => [
    ...operative(smallInstrumentWith(terms)),
    [giveNotice('rok', 'n1', '2027-03-01'), APRIL],
  ];
  const ends: [string, Step[]][] = [
    ['the term ends', []],
    ['a decided date ends the memorandum', decidedOn(discontinueOn('us', 'd1', '2028-01-05'), '2027-03-01', APRIL)],
  ];

  test.each(ends)('%s, is refused: by one alone, and by decision', (_, decided) => {
    given(...noticed(alone), ...decided)
      .when(withdraw('rok', 'n1'), LAST_HOURS)
      .thenRefused('NOTICE_FINAL', 'III.3', '2028-01-05')
      .when({ ...withdraw('rok', 'n1'), withdrawnOn: '2028-01-04' }, LAST_HOURS)
      .then({ type: 'NoticeWithdrawn', on: '2028-01-04' });
    given(...noticed(byAll), ...decided)
      .when(withdrawByDecision('rok', 'd2', 'n1'), LAST_HOURS)
      .thenRefused('NOTICE_FINAL', 'III.2', '2028-01-05');
  });
});

/** Recorded when 2 March has begun in Seoul and not yet in Washington, where it was proposed on the first. */
describe('A modification for the day that has begun at one seat only', () => {
  const renewed = smallInstrumentWith({
    duration: { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P1M' } },
  });
  const earlier = modify('us', 'd1', replacing('/terms/duration/renewal/unless', 'P3M'));
  const decided = decidedOn({ ...earlier, effectiveOn: '2027-03-02' }, '2027-03-01', '2027-03-02T01:00:00Z');

  test('moves no date before it takes effect', () => {
    given(...operative(renewed), ...decided)
      .withState({ version: 1, expiry: { noticeBy: '2027-12-05' } })
      .and('2027-03-02T05:00:00Z')
      .withState({ version: 2, expiry: { noticeBy: '2027-10-05' } });
  });
});
