import { nameOf } from '../instrument.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { decisionOf } from '../rules/content.ts';
import { isRectification, mustBeOpen } from '../rules/decision.ts';
import { mustAnswer, paperOf, rectifyingPaperOf } from '../rules/paper.ts';
import { refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document, reason } from './fields.ts';

export const retract = defineAct({
  name: 'retract',
  summary: "Retracts one's own proposal.",
  who: 'The Participant that proposed.',
  term: 'modification',
  fields: {
    by,
    decision,
    retractedOn: Day.optional().describe("the retraction's own date (default: today at the seat)"),
    reason,
    document: document('the retraction').optional(),
  },
  events: ['DecisionRetracted'],
  consequences: true,
  refusals: [
    ...COMMON,
    'DECISION_UNKNOWN',
    'DECISION_CLOSED',
    'NOT_AUTHORISED',
    'FUTURE_DATE',
    'BEFORE_OPERATIVE',
    'TOO_EARLY',
    'STANDS_IN_THE_WAY',
  ],
  afterTheEnd: isRectification,
  dated: ({ retractedOn }) => retractedOn,
  rule: (recording, { do: _, id: __, by, retractedOn, ...data }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    const decision = decisionOf(state, data.decision, clause);
    const dateOf = decision.kind === 'rectify' ? rectifyingPaperOf : paperOf;
    const on = dateOf(recording, by, 'retractedOn', retractedOn, clause);
    mustBeOpen(state, data.decision, decision, on, clause);
    if (decision.by !== by) {
      const proposer = nameOf(state.instrument, decision.by);
      refuse('NOT_AUTHORISED', `by: ${proposer} proposed ${data.decision}, and alone may retract it`, clause);
    }
    mustAnswer(state, 'retractedOn', { by, on, stated: retractedOn }, { by, on: decision.proposedOn }, clause);
    recording.record('DecisionRetracted', { on, by, clause, data });
    if (decision.takenOn !== null) recordConsequences(recording, on);
  },
});
