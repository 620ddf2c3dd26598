/** The consent of each other Participant to the same text; with the last one the decision is taken (III.2). */
import { CONTENT, decisionOf } from '../rules/content.ts';
import { isRectification, mustBeOpen, mustNotHaveConsented, settle } from '../rules/decision.ts';
import { paperOf, rectifyingPaperOf } from '../rules/paper.ts';
import { refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document } from './fields.ts';

export const consent = defineAct({
  name: 'consent',
  summary: 'Consents to a decision, naming the same text by its SHA-256.',
  who: 'Each of the other Participants, once.',
  term: 'modification',
  examples: ['consent MOU --by rok --decision d1 --document text.pdf'],
  fields: {
    by,
    decision,
    consentedOn: Day.optional().describe("the consent's own date (default: today at the seat)"),
    document: document('the text consented to'),
  },
  events: [
    'DecisionConsented',
    'DeliveryRectified',
    'NoticeDateRectified',
    'SignatureRectified',
    'ConfirmationRectified',
    'ConsentRectified',
  ],
  consequences: true,
  refusals: [...COMMON, 'DECISION_UNKNOWN', 'ALREADY_CONSENTED', 'TEXT_DIFFERS', ...CONTENT],
  afterTheEnd: isRectification,
  dated: ({ consentedOn }) => consentedOn,
  rule: (recording, { by, decision: id, document, consentedOn }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    const decision = decisionOf(state, id, clause);
    const dateOf = decision.kind === 'rectify' ? rectifyingPaperOf : paperOf;
    const on = dateOf(recording, by, 'consentedOn', consentedOn, clause);
    // Of a decision taken, everybody has consented: that is the truer reason.
    if (decision.takenOn === null) mustBeOpen(state, id, decision, on, clause);
    mustNotHaveConsented(state, id, decision, by, clause);
    if (document.sha256 !== decision.document.sha256) {
      const message = `document.sha256: ${document.sha256.slice(0, 12)}… is not the text proposed, ${decision.document.sha256.slice(0, 12)}…`;
      refuse('TEXT_DIFFERS', message, clause);
    }
    recording.record('DecisionConsented', { on, by, clause, data: { decision: id, document } });
    settle(recording, id, clause);
  },
});
