/** The consent of each other Participant to the same text; with the last one the decision is taken (III.2). */
import { latest } from '../calendar.ts';
import { Refusal } from '../refusal.ts';
import { checkContent, CONTENT, decisionOf, isRectification, mustBeOpen, mustNotHaveConsented, take } from '../rules/decision.ts';
import { mustBeParticipant } from '../rules/recording.ts';
import { defineAct } from './define.ts';
import { by, COMMON, decision, document } from './fields.ts';

export const consent = defineAct({
  name: 'consent',
  summary: 'Consents to a decision, naming the same text by its SHA-256.',
  who: 'Each of the other Participants, once.',
  term: 'modification',
  examples: ['consent MOU --by rok --decision d1 --document text.pdf'],
  fields: { by, decision, document: document('the text consented to') },
  events: [
    'DecisionConsented',
    'DecisionTaken',
    'ModificationTookEffect',
    'NoticeWithdrawn',
    'DeliveryRectified',
    'SignatureRectified',
    'OperativeDateRectified',
    'CommencementSuperseded',
    'DiscontinuationExpected',
    'DiscontinuationNoLongerExpected',
  ],
  refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'ALREADY_CONSENTED', 'TEXT_DIFFERS', ...CONTENT],
  afterDiscontinuation: isRectification,
  rule: (recording, { by, decision: id, document }) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    mustBeParticipant(state.instrument, by, clause);
    const decision = decisionOf(state, id, clause);
    // Of a decision taken, everybody has consented: that is the truer reason.
    if (decision.takenOn === null) mustBeOpen(id, decision, clause);
    mustNotHaveConsented(state, id, decision, by, clause);
    if (document.sha256 !== decision.document.sha256) {
      const message = `document.sha256: ${document.sha256.slice(0, 12)}… is not the text proposed, ${decision.document.sha256.slice(0, 12)}…`;
      throw new Refusal('TEXT_DIFFERS', message, clause);
    }
    const on = recording.today(by);
    const takenOn = latest(...Object.values(decision.consents), on);
    const last = state.instrument.participants.every((one) => one.id === by || Object.hasOwn(decision.consents, one.id));
    if (last) checkContent(recording, decision, takenOn, clause);
    recording.record('DecisionConsented', { on, by, clause, data: { decision: id, document } });
    if (last) take(recording, id, decision, takenOn);
  },
});
