import { decisionOf, isRectification, mustBeOpen, mustNotHaveConsented } from '../rules/decision.ts';
import { mustBeParticipant } from '../rules/recording.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document, reason } from './fields.ts';

export const decline = defineAct({
  name: 'decline',
  summary: 'Declines a decision.',
  who: 'Any Participant that has not consented.',
  term: 'modification',
  fields: { by, decision, reason, document: document('the reply').optional() },
  events: ['DecisionDeclined'],
  refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'ALREADY_CONSENTED'],
  afterDiscontinuation: isRectification,
  rule: (recording, { do: _, id: __, by, ...data }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    mustBeParticipant(state.instrument, by, clause);
    const decision = decisionOf(state, data.decision, clause);
    mustBeOpen(data.decision, decision, clause);
    const instead = decision.by === by ? '; the proposer retracts instead' : '';
    mustNotHaveConsented(state, data.decision, decision, by, clause, instead);
    recording.record('DecisionDeclined', { on: recording.today(by), by, clause, data });
  },
});
