import { beginCommittee, meetingOf, mustBe } from '../rules/meeting.ts';
import { mustBeNew, mustBeParticipant, mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day, Line, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { action, by, CLERK, meeting, UNDER } from './fields.ts';

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
  rule: (recording, { do: _, id: __, by, ...data }) => {
    const { clause, on } = beginCommittee(recording, by);
    const meeting = meetingOf(recording.state, data.meeting, clause);
    mustBe(data.meeting, meeting, clause, 'MEETING_CANCELLED');
    mustBeParticipant(recording.state.instrument, data.owner, clause, 'owner');
    mustBeNew(meeting.actions, 'action', data.action, clause);
    mustNotPrecedeOperative(recording.state, 'dueOn', data.dueOn, clause);
    recording.record('ActionRecorded', { on, by, clause, data });
  },
});
