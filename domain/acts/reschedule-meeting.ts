import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day, Line } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, meeting, reason, timeZone, UNDER } from './fields.ts';

export const rescheduleMeeting = defineAct({
  name: 'reschedule-meeting',
  command: 'meeting reschedule',
  summary: 'Moves a scheduled meeting to another date, or to another place.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    on: Day.describe('the new date of the meeting').meta({ flag: 'meeting-on' }),
    place: Line.optional().describe('where it takes place, if elsewhere'),
    timeZone,
    rescheduledOn: Day.optional().describe('when it was moved (default: today at the seat)'),
    reason,
    document: document('the communication').optional(),
  },
  events: ['MeetingRescheduled'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ rescheduledOn }) => rescheduledOn,
  rule: (recording, { by, meeting: id, on, place, timeZone, rescheduledOn, reason, document }) => {
    const { clause, on: today } = beginCommittee(recording, by, 'rescheduledOn', rescheduledOn);
    const meeting = meetingOf(recording.state, id, clause);
    mustBe(id, meeting, clause, 'MEETING_NOT_SCHEDULED');
    mustNotPrecedeOperative(recording.state, 'on', on, clause);
    const where = place === undefined ? { place: meeting.place, timeZone: timeZone ?? meeting.timeZone } : { place, timeZone };
    const data = {
      meeting: id,
      previously: meeting.on,
      on,
      place: where.place,
      ...(where.timeZone && { timeZone: where.timeZone }),
      ...(reason && { reason }),
      ...(document && { document }),
    };
    recording.record('MeetingRescheduled', { on: today, by, clause, data });
  },
});
