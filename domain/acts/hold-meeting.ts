import { meetingOf, mustBe, recordedOfCommittee } from '../rules/meeting.ts';
import { mustNotBePaused } from '../rules/pause.ts';
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
  refusals: [...UNDER, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_NOT_SCHEDULED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ heldOn, meeting }, { meetings }) => heldOn ?? meetings[meeting]?.on,
  rule: (recording, act) => {
    const { state } = recording;
    const clause = recordedOfCommittee(recording, act.by, act.heldOn ?? state.meetings[act.meeting]?.on);
    const meeting = meetingOf(state, act.meeting, clause);
    const heldOn = act.heldOn ?? meeting.on;
    mustNotBePaused(state, heldOn, clause);
    mustBe(act.meeting, meeting, clause, 'MEETING_NOT_SCHEDULED');
    mustHaveBegunAtPlace(recording, 'heldOn', heldOn, meeting, clause);
    mustNotPrecedeOperative(state, 'heldOn', heldOn, clause);
    recording.record('MeetingHeld', { on: heldOn, by: act.by, clause, data: { meeting: act.meeting, heldOn } });
  },
});
