import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, meeting, WINDING_UP } from './fields.ts';

export const recordMinutes = defineAct({
  name: 'record-minutes',
  command: 'meeting record-minutes',
  summary: 'Records the minutes of a meeting.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    minutesOn: Day.optional().describe("the minutes' own date (default: today at the seat)"),
    document: document('the minutes'),
  },
  events: ['MinutesRecorded'],
  refusals: [...WINDING_UP, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_NOT_HELD', 'ALREADY_APPROVED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  // What was begun can be wound up.
  afterTheEnd: () => true,
  rule: (recording, { by, meeting: id, minutesOn, document }) => {
    const { clause, on } = beginCommittee(recording, by, 'minutesOn', minutesOn);
    const meeting = meetingOf(recording.state, id, clause);
    mustBe(id, meeting, clause, 'MEETING_NOT_HELD');
    if (meeting.minutes?.approved) refuse('ALREADY_APPROVED', `meeting: the minutes of ${id} are approved already`, clause);
    recording.record('MinutesRecorded', { on, by, clause, data: { meeting: id, document } });
  },
});
