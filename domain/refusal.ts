import { EngineError, EXIT } from './engine-error.ts';
import { speak, type Speaker } from './speak.ts';

/** Every reason for which the engine refuses an act, and what it says in general: the rule book lists these. */
export const REFUSALS = {
  UNKNOWN_MOU: 'No memorandum of that id has been opened.',
  ALREADY_OPENED: 'A memorandum of that id was opened before; an id is used once.',
  NOT_A_PARTICIPANT: 'Only the Participants act under the memorandum.',
  ALREADY_RECORDED: 'Something is recorded under that id already: another one needs an id of its own.',
  ALREADY_SIGNED: 'The Participant has already signed, with other facts.',
  NOT_SIGNED: 'The Participant has not signed.',
  ALREADY_CONFIRMED: 'The Participant has already confirmed.',
  ALREADY_OPERATIVE: 'The memorandum is operative already.',
  NOT_OPERATIVE: 'Before the memorandum is operative nothing can be modified, discontinued or carried out under it.',
  PREMATURE: 'A notice of before the operative date starts no period and stops no renewal: a fresh notice is needed.',
  FUTURE_DATE: 'A civil date may not lie in the future at the place it belongs to.',
  BEFORE_OPERATIVE: 'The date lies before the operative date.',
  DECISION_UNKNOWN: 'No decision of that id has been proposed.',
  DECISION_CLOSED: 'The decision was declined, retracted, taken or has lapsed.',
  ALREADY_CONSENTED: 'The Participant has already consented to the decision.',
  TEXT_DIFFERS: 'Both consents must name the same text, by its SHA-256.',
  NOTICE_UNKNOWN: 'No notice of that id has been given.',
  NOTICE_PENDING: "The Participant's own notice is still pending.",
  ALREADY_DELIVERED: 'The delivery of the notice to that Participant is already recorded.',
  DELIVERED_BEFORE_WRITTEN: 'A notice is not delivered before the day of its own date.',
  WRONG_RECIPIENT: 'A notice is delivered to the other Participant.',
  NOTICE_FINAL: 'The notice was withdrawn, superseded or has taken effect.',
  WITHDRAWAL_NOT_FORESEEN: 'The instrument does not foresee this way of withdrawing a notice.',
  NOTHING_TO_CORRECT: 'No such fact is recorded, or it is recorded with that very date.',
  AMBIGUOUS: 'More than one recorded fact may be meant.',
  NOT_FORESEEN: 'The instrument does not foresee it.',
  BAD_PATCH: 'The patch does not apply to the instrument, or leaves one that is not valid.',
  MEETING_UNKNOWN: 'No meeting of that id has been scheduled.',
  MEETING_NOT_SCHEDULED: 'The meeting was held or cancelled.',
  MEETING_NOT_HELD: 'The meeting has not been held.',
  MEETING_CANCELLED: 'The meeting was cancelled.',
  MINUTES_MISSING: 'No minutes of the meeting are recorded.',
  ALREADY_APPROVED: 'The minutes are approved already.',
  ACTION_UNKNOWN: 'No action of that id is recorded for the meeting.',
  ACTION_COMPLETED: 'The action is completed already.',
  INITIATIVE_UNKNOWN: 'No initiative of that id has been started.',
  INITIATIVE_CONCLUDED: 'The initiative is concluded.',
  AREA_UNKNOWN: 'The memorandum has no area of cooperation of that id.',
  COMMITS_FUNDS: 'Nothing under the memorandum commits the Participants to the expenditure of funds.',
  PAUSED: 'The implementation of the memorandum is paused.',
  NOT_PAUSED: 'The implementation of the memorandum is not paused.',
  RESUMED_BEFORE_PAUSED: 'Implementation is not resumed before it was paused.',
  DISCONTINUED: 'The memorandum is discontinued.',
  INVALID: 'The input is malformed. Never a matter of what is recorded.',
  TOO_LARGE: 'The act, or what it would make of the memorandum, is larger than can be kept.',
  RETROACTIVE: 'A decision takes no effect before the date of its own proposal, and a notice none before its own.',
  CONFLICT: 'A part of the text that both read has changed since by another decision.',
  TOO_LATE: 'The last day for a notice that stops the renewal is over.',
  TOO_EARLY: 'The date lies before the date of what it answers.',
  NO_EXTENSION: 'The term would not end later than it does.',
  DECISION_NOT_TAKEN: 'The decision has not been taken: its proposer may retract it.',
  STANDS_IN_THE_WAY: 'Something that is recorded could no longer have happened on its date.',
  ALREADY_ACCEDED: 'The Participant has joined already.',
  EXPIRED: 'The term of the memorandum is over.',
  LAPSED: 'The memorandum has lapsed without becoming operative.',
  ANNULLED: 'The opening was annulled.',
  NOT_AUTHORISED: 'The Participant may not do this.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

const EXIT_CODES: Partial<Record<RefusalCode, number>> = { INVALID: EXIT.invalid, TOO_LARGE: EXIT.invalid, UNKNOWN_MOU: EXIT.notFound };

/** The exit code of the command that met the refusal: malformed input is told from what the memorandum's rules refuse. */
export const exitCodeOf = (code: RefusalCode): number => EXIT_CODES[code] ?? EXIT.refused;

/** A refusal names the code, one sentence and the clause, and changes nothing. */
export class Refusal extends EngineError {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  override readonly clause: string | undefined;

  constructor(code: RefusalCode, message: string, clause?: string | null) {
    super(message);
    this.code = code;
    this.clause = clause ?? undefined;
  }

  /** The same, as the memorandum speaks. The field's name, which stands first, is nobody's to reword, nor an id that follows it. */
  spokenBy(instrument: Speaker): Refusal {
    const [named = ''] = this.field === undefined ? [] : (/^\S+ \S+/.exec(this.message) ?? []);
    return new Refusal(this.code, named + speak(instrument, this.message.slice(named.length)), this.clause);
  }

  get exitCode(): number {
    return exitCodeOf(this.code);
  }
}

export const unknownMou = (mou: string): Refusal => new Refusal('UNKNOWN_MOU', `mou: no memorandum ${mou} has been opened`);
export const isUnknownMou = (error: unknown): error is Refusal => error instanceof Refusal && error.code === 'UNKNOWN_MOU';

/** For a `catch`: undefined where the memorandum is not known. Throws any other error. */
export const ifUnknownMou = (error: unknown): undefined => {
  if (!isUnknownMou(error)) throw error;
};
