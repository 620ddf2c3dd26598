import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day, Line } from '../values.ts';
import { defineAct } from './define.ts';
import { by, meeting, reason, timeZone, UNDER } from './fields.ts';

export const rescheduleMeeting = defineAct({
  name: 'reschedule-meeting',
  command: 'meeting reschedule',
  summary: 'Moves a scheduled meeting to another date, or to another place.',
  who: 'Any Participant.',
  term: 'committee',
  fields: {
    by,
    meeting,
    on: Day.describe('the new date of the meeting').meta({ flag: 'meeting-on' }),
    place: Line.optional().describe('where it takes place, if elsewhere'),
    timeZone,
    reason,
  },
  events: ['MeetingRescheduled'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED', 'BEFORE_OPERATIVE'],
  rule: (recording, { by, meeting: id, on, place, timeZone, reason }) => {
    const { clause, on: today } = beginCommittee(recording, by);
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
    };
    recording.record('MeetingRescheduled', { on: today, by, clause, data });
  },
});
