import { meetingOf, mustBe, mustBeGivable, recordedOfCommittee } from '../rules/meeting.ts';
import { mustNotBePaused } from '../rules/pause.ts';
import { mustBeNew } from '../rules/recording.ts';
import type { CivilDate } from '../calendar.ts';
import type { State } from '../state.ts';
import { Day, Line, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { action, by, CLERK, meeting, UNDER } from './fields.ts';

/** An action is of the meeting that decided it, and has its date. */
const heldOnIn = ({ meetings }: State, id: string): CivilDate | undefined => meetings[id]?.heldOn ?? undefined;

export const recordAction = defineAct({
  name: 'record-action',
  command: 'meeting record-action',
  summary: 'Records an action, its owner and by when it is due.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    action,
    owner: ParticipantId.describe('the Participant who owns it'),
    what: Line.describe('what is to be done'),
    dueOn: Day.describe('by when'),
  },
  events: ['ActionRecorded'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'MEETING_CANCELLED', 'BEFORE_OPERATIVE'],
  dated: ({ meeting }, state) => heldOnIn(state, meeting),
  rule: (recording, { do: _, id: __, by, ...data }) => {
    const heldOn = heldOnIn(recording.state, data.meeting);
    const clause = recordedOfCommittee(recording, by, heldOn);
    const meeting = meetingOf(recording.state, data.meeting, clause);
    const on = heldOn ?? recording.todayUnder(by);
    mustNotBePaused(recording.state, on, clause);
    mustBe(data.meeting, meeting, clause, 'MEETING_CANCELLED');
    mustBeGivable(recording.state, data, on, clause);
    mustBeNew(meeting.actions, 'action', data.action, clause);
    recording.record('ActionRecorded', { on, by, clause, data });
  },
});
