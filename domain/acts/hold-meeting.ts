import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { mustHaveBegunAtPlace, mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, meeting, UNDER } from './fields.ts';

export const holdMeeting = defineAct({
  name: 'hold-meeting',
  command: 'meeting hold',
  summary: 'Records that a meeting was held.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    heldOn: Day.optional().describe('the date on which it was held (default: as scheduled)'),
  },
  events: ['MeetingHeld'],
  refusals: [...UNDER, 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  rule: (recording, act) => {
    const clause = beginCommittee(recording, act.by);
    const meeting = meetingOf(recording.state, act.meeting, clause);
    mustBe(act.meeting, meeting, clause, 'MEETING_NOT_SCHEDULED');
    const heldOn = act.heldOn ?? meeting.on;
    mustHaveBegunAtPlace(recording, 'heldOn', heldOn, meeting, clause);
    mustNotPrecedeOperative(recording.state, 'heldOn', heldOn, clause);
    recording.record('MeetingHeld', { on: heldOn, by: act.by, clause, data: { meeting: act.meeting, heldOn } });
  },
});
