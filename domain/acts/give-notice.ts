/** A written notice of discontinuation (III.3). */
import { addPeriod, type CivilDate } from '../calendar.ts';
import { nameOf, seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import { expect } from '../rules/discontinuation.ts';
import { isPending, isPremature, mustNotBePremature } from '../rules/notice.ts';
import { mustBeNew, mustBeOperative, mustBeParticipant, mustHaveBegun } from '../rules/recording.ts';
import { commencementOn } from '../rules/terms.ts';
import type { State } from '../state.ts';
import { Day, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { COMMON, document, notice } from './fields.ts';

/** By III.3 a notice starts no clock, unless the instrument counts from the notice's own date. */
const clockOf = (state: State, noticeOn: CivilDate, clause: string) => {
  const { from, period } = commencementOn(state, noticeOn);
  if (from !== 'notice') return {};
  mustNotBePremature(state, 'noticeOn', noticeOn, clause);
  return { from, started: noticeOn, period, expectedOn: addPeriod(noticeOn, period) };
};

export const giveNotice = defineAct({
  name: 'give-notice',
  summary: 'Records a written notice of discontinuation. It starts no clock: its delivery does.',
  who: 'Any Participant that has no notice of its own pending.',
  term: 'notice',
  examples: ['give-notice MOU --by us --notice n1 --notice-on 2026-03-01 --document notice.pdf'],
  fields: {
    by: ParticipantId.describe('the Participant who gives notice'),
    notice,
    noticeOn: Day.describe("the notice's own date"),
    document: document('the notice'),
  },
  events: ['NoticeSuperseded', 'NoticeGiven', 'DiscontinuationExpected'],
  refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_PENDING', 'FUTURE_DATE', 'PREMATURE'],
  rule: (recording, { by, notice, noticeOn: on, document }) => {
    const clause = recording.clause('notice');
    const { state } = recording;
    const { instrument } = state;
    mustBeParticipant(instrument, by, clause);
    mustBeOperative(state, clause);
    const pending = Object.entries(state.notices).find(([, notice]) => notice.by === by && isPending(notice));
    if (pending && !isPremature(state, pending[1])) {
      throw new Refusal(
        'NOTICE_PENDING',
        `${nameOf(instrument, by)} has notice ${pending[0]} pending; a second one would add nothing`,
        clause,
      );
    }
    mustBeNew(state.notices, 'notice', notice, clause);
    mustHaveBegun('noticeOn', on, seatZone(instrument, by), recording.now, clause);
    if (pending) {
      const reason = `It starts no period, being of before the operative date, and a fresh notice, ${notice}, was given.`;
      recording.record('NoticeSuperseded', { on, by, clause, data: { notice: pending[0], cause: 'fresh-notice', reason } });
    }
    recording.record('NoticeGiven', { on, by, clause, data: { notice, noticeOn: on, document, ...clockOf(state, on, clause) } });
    expect(recording, on);
  },
});
