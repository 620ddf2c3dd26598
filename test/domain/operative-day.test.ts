/** What is decided for the operative date comes in the same order as on any other day, whichever was recorded first (III.2). */
import { describe, test } from 'vitest';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { discontinueOn, extend, modify, operative, replacing } from './acts.ts';
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
