import { recordConsequences } from '../rules/consequences.ts';
import { decisionOf } from '../rules/content.ts';
import { isRectification, mustBeOpen, mustNotHaveConsented } from '../rules/decision.ts';
import { mustAnswer, paperOf, rectifyingPaperOf } from '../rules/paper.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document, reason } from './fields.ts';

export const decline = defineAct({
  name: 'decline',
  summary: 'Declines a decision.',
  who: 'Any Participant that has not consented.',
  term: 'modification',
  fields: {
    by,
    decision,
    declinedOn: Day.optional().describe("the reply's own date (default: today at the seat)"),
    reason,
    document: document('the reply').optional(),
  },
  events: ['DecisionDeclined'],
  consequences: true,
  refusals: [
    ...COMMON,
    'DECISION_UNKNOWN',
    'DECISION_CLOSED',
    'ALREADY_CONSENTED',
    'FUTURE_DATE',
    'BEFORE_OPERATIVE',
    'TOO_EARLY',
    'STANDS_IN_THE_WAY',
  ],
  afterTheEnd: isRectification,
  dated: ({ declinedOn }) => declinedOn,
  rule: (recording, { do: _, id: __, by, declinedOn, ...data }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    const decision = decisionOf(state, data.decision, clause);
    const dateOf = decision.kind === 'rectify' ? rectifyingPaperOf : paperOf;
    const on = dateOf(recording, by, 'declinedOn', declinedOn, clause);
    mustBeOpen(state, data.decision, decision, on, clause);
    const instead = decision.by === by ? '; the proposer retracts instead' : '';
    mustNotHaveConsented(state, data.decision, decision, by, clause, instead);
    mustAnswer(state, 'declinedOn', { by, on, stated: declinedOn }, { by: decision.by, on: decision.proposedOn }, clause);
    recording.record('DecisionDeclined', { on, by, clause, data });
    if (decision.takenOn !== null) recordConsequences(recording, on);
  },
});
