import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { refuse } from '../rules/recording.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, meeting, UNDER } from './fields.ts';

export const recordMinutes = defineAct({
  name: 'record-minutes',
  command: 'meeting record-minutes',
  summary: 'Records the minutes of a meeting.',
  who: CLERK,
  term: 'committee',
  fields: { by: by.optional(), meeting, document: document('the minutes') },
  events: ['MinutesRecorded'],
  refusals: [...UNDER, 'MEETING_UNKNOWN', 'MEETING_NOT_HELD', 'ALREADY_APPROVED'],
  rule: (recording, { by, meeting: id, document }) => {
    const clause = beginCommittee(recording, by);
    const meeting = meetingOf(recording.state, id, clause);
    mustBe(id, meeting, clause, 'MEETING_NOT_HELD');
    if (meeting.minutes?.approved) refuse('ALREADY_APPROVED', `meeting: the minutes of ${id} are approved already`, clause);
    recording.record('MinutesRecorded', { on: recording.today(by), by, clause, data: { meeting: id, document } });
  },
});
