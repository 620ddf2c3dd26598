import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, meeting, reason, UNDER } from './fields.ts';

export const cancelMeeting = defineAct({
  name: 'cancel-meeting',
  command: 'meeting cancel',
  summary: 'Cancels a meeting.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    cancelledOn: Day.optional().describe('when (default: today at the seat)'),
    reason,
    document: document('the communication').optional(),
  },
  events: ['MeetingCancelled'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ cancelledOn }) => cancelledOn,
  rule: (recording, { by, meeting, cancelledOn, reason, document }) => {
    const { clause, on } = beginCommittee(recording, by, 'cancelledOn', cancelledOn);
    mustBe(meeting, meetingOf(recording.state, meeting, clause), clause, 'MEETING_NOT_SCHEDULED');
    recording.record('MeetingCancelled', { on, by, clause, data: { meeting, ...(reason && { reason }), ...(document && { document }) } });
  },
});
