import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { defineAct } from './define.ts';
import { by, CLERK, meeting, reason, UNDER } from './fields.ts';

export const cancelMeeting = defineAct({
  name: 'cancel-meeting',
  command: 'meeting cancel',
  summary: 'Cancels a meeting.',
  who: CLERK,
  term: 'committee',
  fields: { by: by.optional(), meeting, reason },
  events: ['MeetingCancelled'],
  refusals: [...UNDER, 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED'],
  rule: (recording, { by, meeting, reason }) => {
    const clause = beginCommittee(recording, by);
    mustBe(meeting, meetingOf(recording.state, meeting, clause), clause, 'MEETING_NOT_SCHEDULED');
    recording.record('MeetingCancelled', { on: recording.today(by), by, clause, data: { meeting, ...(reason && { reason }) } });
  },
});
