import { nameOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import { decisionOf, isRectification, mustBeOpen } from '../rules/decision.ts';
import { mustBeParticipant } from '../rules/recording.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document, reason } from './fields.ts';

export const retract = defineAct({
  name: 'retract',
  summary: "Retracts one's own proposal.",
  who: 'The Participant that proposed.',
  term: 'modification',
  fields: { by, decision, reason, document: document('the retraction').optional() },
  events: ['DecisionRetracted'],
  refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'NOT_AUTHORISED'],
  afterDiscontinuation: isRectification,
  rule: (recording, { do: _, id: __, by, ...data }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    mustBeParticipant(state.instrument, by, clause);
    const decision = decisionOf(state, data.decision, clause);
    mustBeOpen(data.decision, decision, clause);
    if (decision.by !== by) {
      const proposer = nameOf(state.instrument, decision.by);
      throw new Refusal('NOT_AUTHORISED', `by: ${proposer} proposed ${data.decision}, and alone may retract it`, clause);
    }
    recording.record('DecisionRetracted', { on: recording.today(by), by, clause, data });
  },
});
