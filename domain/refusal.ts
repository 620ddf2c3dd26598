/** Every reason for which the engine refuses an act, and what it says in general: the rule book lists these. */
export const REFUSALS = {
  UNKNOWN_MOU: 'No memorandum of that id has been opened.',
  ALREADY_OPENED: 'A memorandum of that id is already open.',
  NOT_A_PARTICIPANT: 'Only the Participants act under the memorandum.',
  ALREADY_SIGNED: 'The Participant has already signed, with other facts.',
  NOT_OPERATIVE: 'Before the memorandum is operative nothing can be modified, discontinued or carried out under it.',
  PREMATURE: 'A notice delivered before the operative date starts no period: a fresh notice is needed.',
  FUTURE_DATE: 'A civil date may not lie in the future at the place it belongs to.',
  BEFORE_OPERATIVE: 'The date lies before the operative date.',
  DECISION_UNKNOWN: 'No decision of that id has been proposed.',
  DECISION_CLOSED: 'The decision was declined, retracted, taken or has lapsed.',
  ALREADY_CONSENTED: 'The Participant has already consented to the decision.',
  TEXT_DIFFERS: 'Both consents must name the same text, by its SHA-256.',
  NOTICE_UNKNOWN: 'No notice of that id has been given.',
  NOTICE_PENDING: "The Participant's own notice is still pending.",
  ALREADY_DELIVERED: 'The delivery of the notice to that Participant is already recorded.',
  WRONG_RECIPIENT: 'A notice is delivered to the other Participant.',
  NOTICE_FINAL: 'The notice was withdrawn, superseded or has taken effect.',
  WITHDRAWAL_NOT_FORESEEN: 'The instrument does not foresee this way of withdrawing a notice.',
  BAD_PATCH: 'The patch does not apply to the instrument, or leaves one that is not valid.',
  MEETING_UNKNOWN: 'No meeting of that id has been scheduled.',
  INITIATIVE_UNKNOWN: 'No initiative of that id has been started.',
  AREA_UNKNOWN: 'The memorandum has no area of cooperation of that id.',
  COMMITS_FUNDS: 'Nothing under the memorandum commits the Participants to the expenditure of funds.',
  PAUSED: 'The implementation of the memorandum is paused.',
  DISCONTINUED: 'The memorandum is discontinued.',
  INVALID: 'The input is not valid.',
  TOO_LARGE: 'The act, or what it would make of the memorandum, is larger than can be kept.',
  NOT_AUTHORISED: 'The Participant may not do this.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal names the code, one sentence and the clause, and changes nothing. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly clause: string | undefined;

  constructor(code: RefusalCode, message: string, clause?: string) {
    super(message);
    this.code = code;
    this.clause = clause;
  }

  toJSON(): { code: RefusalCode; message: string; clause?: string } {
    return { code: this.code, message: this.message, ...(this.clause && { clause: this.clause }) };
  }
}

export const unknownMou = (mou: string): Refusal => new Refusal('UNKNOWN_MOU', `mou: no memorandum ${mou} has been opened`);
