import { seatZone } from '../instrument.ts';
import { actionOf, meetingOf, recordedOfCommittee } from '../rules/meeting.ts';
import { mustNotBePaused } from '../rules/pause.ts';
import { refuse, mustHaveBegun, mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { action, by, CLERK, document, meeting, WINDING_UP } from './fields.ts';

export const completeAction = defineAct({
  name: 'complete-action',
  command: 'meeting complete-action',
  summary: 'Records that an action is completed.',
  who: CLERK,
  term: 'committee',
  fields: {
    by: by.optional(),
    meeting,
    action,
    completedOn: Day.optional().describe("when (default: today at the owner's seat)"),
    document: document('the paper that shows it').optional(),
  },
  events: ['ActionCompleted'],
  refusals: [...WINDING_UP, 'NOT_FORESEEN', 'MEETING_UNKNOWN', 'ACTION_UNKNOWN', 'ACTION_COMPLETED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  // What was begun can be wound up.
  afterTheEnd: () => true,
  rule: (recording, { by, meeting, action: id, ...act }) => {
    const clause = recordedOfCommittee(recording, by, act.completedOn);
    const action = actionOf(meetingOf(recording.state, meeting, clause), id, clause);
    if (action.status === 'completed') refuse('ACTION_COMPLETED', `action: ${id} was completed on ${action.completedOn}`, clause);
    const completedOn = act.completedOn ?? recording.todayUnder(action.owner);
    mustNotBePaused(recording.state, completedOn, clause);
    mustHaveBegun('completedOn', completedOn, seatZone(recording.state.instrument, action.owner), recording.now, clause);
    mustNotPrecedeOperative(recording.state, 'completedOn', completedOn, clause);
    recording.record('ActionCompleted', {
      on: completedOn,
      by,
      clause,
      data: { meeting, action: id, completedOn, ...(act.document && { document: act.document }) },
    });
  },
});
