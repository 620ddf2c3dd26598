import { nameOf, namesOf } from '../instrument.ts';
import { beginCommittee, coChairsOf, meetingOf, outstandingOn } from '../rules/meeting.ts';
import { refuse } from '../rules/recording.ts';
import { hasLeft } from '../state.ts';
import { Day, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { document, meeting, WINDING_UP } from './fields.ts';

/** Minutes that are recorded again are to be approved again. */
export const approveMinutes = defineAct({
  name: 'approve-minutes',
  command: 'meeting approve-minutes',
  summary: "Records a co-chair's approval of the minutes.",
  who: 'Each co-chair of the committee, once for each version of the minutes.',
  term: 'committee',
  fields: {
    by: ParticipantId.describe('the co-chair who approves'),
    meeting,
    approvedOn: Day.optional().describe("the approval's own date (default: today at the seat)"),
    document: document('the minutes').optional(),
  },
  events: ['MinutesApproved'],
  refusals: [
    ...WINDING_UP,
    'NOT_FORESEEN',
    'MEETING_UNKNOWN',
    'MINUTES_MISSING',
    'ALREADY_APPROVED',
    'NOT_AUTHORISED',
    'TEXT_DIFFERS',
    'FUTURE_DATE',
    'BEFORE_OPERATIVE',
  ],
  // What was begun can be wound up.
  afterTheEnd: () => true,
  rule: (recording, { by, meeting: id, approvedOn, document }) => {
    const { clause, on } = beginCommittee(recording, by, 'approvedOn', approvedOn);
    const { state } = recording;
    const meeting = meetingOf(state, id, clause);
    const { minutes } = meeting;
    if (!minutes) refuse('MINUTES_MISSING', `meeting: no minutes of ${id} are recorded yet`, clause);
    const coChairs = coChairsOf(state, meeting);
    const name = nameOf(state.instrument, by);
    if (!coChairs.includes(by)) refuse('NOT_AUTHORISED', `by: ${name} is no co-chair (${namesOf(state.instrument, coChairs)})`, clause);
    if (minutes.approvedBy.includes(by)) refuse('ALREADY_APPROVED', `by: ${name} has already approved the minutes of ${id}`, clause);
    if (document && document.sha256 !== minutes.document.sha256) {
      refuse('TEXT_DIFFERS', `document.sha256: not the minutes recorded of ${id}`, clause);
    }
    const outstanding = outstandingOn(state, meeting, by, on);
    const final = outstanding.every((one) => hasLeft(state, one));
    const data = { meeting: id, document: minutes.document, final, ...(outstanding.length > 0 && { outstanding }) };
    recording.record('MinutesApproved', { on, by, clause, data });
  },
});
