/** What a decision would do, in a few words. */
import { periodInWords } from '../domain/calendar.ts';
import type { Decision } from '../domain/state.ts';

type Rectification = Extract<Decision, { kind: 'rectify' }>;

const correctionOf = (decision: Rectification, name: (id: string) => string): string => {
  const { signature, signedOn, confirmation, confirmedOn, receivedOn, consent, of, consentedOn } = decision;
  const { notice, to, deliveredOn, noticeOn, takesEffectOn } = decision;
  if (signature) return `the date on which ${name(signature)} signed, to ${signedOn}`;
  if (confirmation) return `the date of the confirmation of ${name(confirmation)}, to ${receivedOn ?? confirmedOn}`;
  if (consent) return `the date on which ${name(consent)} consented to decision ${of}, to ${consentedOn}`;
  if (noticeOn) return `the date of notice ${notice}, to ${noticeOn}`;
  if (takesEffectOn) return `the date that notice ${notice} states, to ${takesEffectOn}`;
  return `the date on which notice ${notice} was delivered${to ? ` to ${name(to)}` : ''}, to ${deliveredOn}`;
};

/** Within a sentence: "discontinuation on 2029-12-31". */
export const purposeOf = (decision: Decision, name: (id: string) => string): string => {
  switch (decision.kind) {
    case 'modify':
      return decision.touches.length > 0 ? `a modification of clause ${decision.touches.join(', ')}` : 'a modification of the memorandum';
    case 'withdraw-notice':
      return `the withdrawal of notice ${decision.notice}`;
    case 'discontinue-on':
      return `discontinuation on ${decision.on}`;
    case 'extend':
      return decision.until ? `an extension until ${decision.until}` : `an extension by ${periodInWords(decision.period ?? 'P1D')}`;
    case 'withdraw-decision':
      return `the withdrawal of decision ${decision.withdraws}`;
    case 'admit':
      return `the admission of ${name(decision.participant)}`;
    case 'change-keys':
      return `a change of the keys of ${decision.keysOf === undefined ? 'the keeper of the record' : name(decision.keysOf)}`;
    case 'rectify':
      return `a correction of ${correctionOf(decision, name)}`;
    default:
      return decision satisfies never;
  }
};
