/** An answer is not of before what it answers. Where seats differ in date the refusal names both zones: two dates alone do not say why. */
import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { given, type Step } from '../support/given.ts';
import { confirm, decline, deliver, giveNotice, modify, operative, replacing, startInitiative } from './acts.ts';

const MARCH = '2027-03-11T12:00:00Z';
const proposedBySeoul = { ...modify('rok', 'd1', replacing('/title', 'X')), proposedOn: '2027-03-10' };
const proposedByWashington = { ...modify('us', 'd1', replacing('/title', 'X')), proposedOn: '2027-03-10' };
const declined = (by: string, declinedOn: string): ActInput => ({ ...decline(by, 'd1'), declinedOn });
const reported = (by: string, reportedOn: string): ActInput => ({
  do: 'report-initiative',
  by,
  initiative: 'i1',
  reportedOn,
  report: 'On course.',
});
const startedBySeoul: Step = [{ ...startInitiative('rok', 'i1', 'II.B.4'), startedOn: '2027-03-10' }, MARCH];
const notes = smallInstrumentWith({
  operative: { clause: 'III.1', rule: 'mutual-confirmation', confirmations: 'notes-only', counts: 'receipt' },
});

describe('An answer of before what it answers names both zones where seats differ in date', () => {
  test.for<[what: string, steps: Step[], act: ActInput, code: 'TOO_EARLY' | 'DELIVERED_BEFORE_WRITTEN', words: string]>([
    [
      'a decline',
      [...operative(), [proposedBySeoul, MARCH]],
      declined('us', '2027-03-08'),
      'TOO_EARLY',
      'declinedOn: 2027-03-08 was over in America/New_York before 2027-03-10, the date of what it answers, began in Asia/Seoul',
    ],
    [
      'a decline of the day before, where the day begins earlier',
      [...operative(), [proposedByWashington, MARCH]],
      declined('rok', '2027-03-09'),
      'TOO_EARLY',
      'declinedOn: 2027-03-09 was over in Asia/Seoul before 2027-03-10, the date of what it answers, began in America/New_York',
    ],
    [
      'a report of an initiative',
      [...operative(), startedBySeoul],
      reported('us', '2027-03-08'),
      'TOO_EARLY',
      'reportedOn: 2027-03-08 was over in America/New_York before 2027-03-10, the date of its start, began in Asia/Seoul',
    ],
    [
      'a report at the same seat',
      [...operative(), startedBySeoul],
      reported('rok', '2027-03-09'),
      'TOO_EARLY',
      'reportedOn: 2027-03-09 lies before 2027-03-10, the date of its start',
    ],
    [
      'a note’s receipt',
      [operative(notes)[0] as Step],
      { ...confirm('us', '2027-03-10'), receivedOn: '2027-03-09' },
      'TOO_EARLY',
      'receivedOn: 2027-03-09 was over in Asia/Seoul before 2027-03-10, the date of the confirmation, began in America/New_York',
    ],
    [
      'a delivery',
      [...operative(), [giveNotice('us', 'n1', '2027-03-10'), MARCH]],
      deliver('n1', 'rok', '2027-03-09'),
      'DELIVERED_BEFORE_WRITTEN',
      'deliveredOn: 2027-03-09 was over in Asia/Seoul before 2027-03-10, the date of the notice, began in America/New_York',
    ],
  ])('%s', ([, steps, act, code, words]) => {
    given(...steps)
      .when(act, MARCH)
      .thenRefused(code, undefined, words);
  });

  test('a report of the day before is in time where it is still that day', () => {
    given(...operative(), startedBySeoul)
      .when(reported('us', '2027-03-09'), MARCH)
      .then({ type: 'InitiativeReported', on: '2027-03-09' });
  });
});
