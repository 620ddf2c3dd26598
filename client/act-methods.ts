// Made by `npm run docs` from the acts. Do not edit: a test compares.
import type { Receipt } from '../domain/memorandum.ts';
import type { Facts } from './facts.ts';

/**
 * One method an act. Each takes the memorandum’s id and the facts, and gives the receipt with the events recorded. It is retried by the
 * same id until it is answered; give `id` yourself so that a later retry is the same act. With `quiet: true` nobody is told: for history.
 * Dates are civil dates at the place they belong to. Throws `Refusal`, or `NoService` where nobody answers.
 */
export interface ActMethods {
  /**
   * Opens a memorandum from an instrument file, or from an instrument that comes with the engine by its id.
   *
   * Who: The one who keeps the record: it is no act of a Participant. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `instrument`: the memorandum as data; the command takes an instrument's id or a file; instrument
   * - `keys` (optional): the keys of each Participant, by its id: from then on acts are signed; any JSON
   * - `keeperKeys` (optional): the keys of the keeper of the record, with one of which the opening is signed; list of public key (JWK)s
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `ALREADY_OPENED`: A memorandum of that id was opened before; an id is used once.
   */
  open(mou: string, facts: Facts<'open'>): Promise<Receipt>;

  /**
   * Records a signature. The latest date of signature is the operative date; the order of recording changes nothing.
   *
   * Who: Each Participant, for itself. Rests on the instrument's term `signature`.
   *
   * Facts:
   * - `by`: the Participant who signs; id
   * - `signatory`: who signed, and in which office; name and title
   * - `signedOn`: the date written on the document; civil date, as `YYYY-MM-DD`
   * - `place`: where it was signed; line
   * - `timeZone` (optional): IANA time zone of the place, where the instrument does not list it; IANA time zone
   * - `document`: the document signed; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `ALREADY_SIGNED`: The Participant has already signed, with other facts.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `TEXT_DIFFERS`: Both consents must name the same text, by its SHA-256.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  sign(mou: string, facts: Facts<'sign'>): Promise<Receipt>;

  /**
   * Records the confirmation by which some memoranda become operative.
   *
   * Who: Each Participant that has signed, where the instrument asks for confirmations. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `confirmedOn`: the date of the confirmation; civil date, as `YYYY-MM-DD`
   * - `receivedOn` (optional): the date on which the others, or the depositary, received it, where that is the date that counts; civil
   *   date, as `YYYY-MM-DD`
   * - `document`: the confirmation; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NOT_SIGNED`: The Participant has not signed.
   * - `ALREADY_CONFIRMED`: The Participant has already confirmed.
   * - `ALREADY_OPERATIVE`: The memorandum is operative already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   */
  confirm(mou: string, facts: Facts<'confirm'>): Promise<Receipt>;

  /**
   * Records a written notice of discontinuation. It starts no clock: its delivery does.
   *
   * Who: Any Participant that has no notice of its own pending. Rests on the instrument's term `notice`.
   *
   * Facts:
   * - `by`: the Participant who gives notice; id
   * - `notice`: the notice's id; id
   * - `kind` (optional): discontinuation, or non-renewal: that the term is not to be renewed; `discontinuation` or `non-renewal`
   * - `noticeOn`: the notice's own date; civil date, as `YYYY-MM-DD`
   * - `takesEffectOn` (optional): the date that the notice states, where that is later than the one to which its period leads; civil
   *   date, as `YYYY-MM-DD`
   * - `document`: the notice; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NOTICE_PENDING`: The Participant's own notice is still pending.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `PREMATURE`: A notice of before the operative date starts no period and stops no renewal: a fresh notice is needed.
   * - `RETROACTIVE`: A decision takes no effect before the date of its own proposal, and a notice none before its own.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  giveNotice(mou: string, facts: Facts<'give-notice'>): Promise<Receipt>;

  /**
   * Records the delivery of a notice, on the date at the recipient's seat. It starts the clock.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. What a depositary received that is a Participant is
   * recorded by itself, or by the one who keeps the record. Rests on the instrument's term `commencement`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `notice`: the notice's id; id
   * - `to` (optional): the Participant to whom it was delivered; left out where a depositary receives it for all; id
   * - `deliveredOn`: the date where it was delivered: at a place that is known, such as an embassy, or at the recipient's seat; civil
   *   date, as `YYYY-MM-DD`
   * - `place`: where it was delivered; line
   * - `timeZone` (optional): IANA time zone of the place, where the instrument does not list it; IANA time zone
   * - `method`: how, such as "note verbale, by hand"; e-mail is never delivery; line
   * - `evidence`: the evidence of delivery; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `NOTICE_UNKNOWN`: No notice of that id has been given.
   * - `NOTICE_FINAL`: The notice was withdrawn, superseded or has taken effect.
   * - `WRONG_RECIPIENT`: A notice is delivered to the other Participant.
   * - `ALREADY_DELIVERED`: The delivery of the notice to that Participant is already recorded.
   * - `DELIVERED_BEFORE_WRITTEN`: A notice is not delivered before the day of its own date.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `PREMATURE`: A notice of before the operative date starts no period and stops no renewal: a fresh notice is needed.
   * - `TOO_LATE`: The last day for a notice that stops the renewal is over.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   */
  recordDelivery(mou: string, facts: Facts<'record-delivery'>): Promise<Receipt>;

  /**
   * Withdraws a notice, where the instrument foresees that one Participant may.
   *
   * Who: The Participant that gave the notice, where the instrument foresees that it may do so alone. Rests on the instrument's term
   * `notice`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `notice`: the notice's id; id
   * - `withdrawnOn` (optional): the withdrawal's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `document` (optional): the withdrawal; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `NOTICE_UNKNOWN`: No notice of that id has been given.
   * - `NOTICE_FINAL`: The notice was withdrawn, superseded or has taken effect.
   * - `WITHDRAWAL_NOT_FORESEEN`: The instrument does not foresee this way of withdrawing a notice.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  withdrawNotice(mou: string, facts: Facts<'withdraw-notice'>): Promise<Receipt>;

  /**
   * Proposes a mutual written decision; the proposal is the proposer's own consent.
   *
   * Who: Any Participant. Rests on the instrument's term `modification`.
   * Kinds: `modify`, `withdraw-notice`, `discontinue-on`, `extend`, `withdraw-decision`, `admit`, `change-keys`, `rectify`; each takes
   * fields of its own.
   *
   * Facts:
   * - `by`: the Participant who proposes, and thereby consents; id
   * - `decision`: the decision's id; id
   * - `kind`: what is decided; `modify` or `withdraw-notice` or `discontinue-on` or `extend` or `withdraw-decision` or `admit` or
   *   `change-keys` or `rectify`
   * - `title` (optional): a title; line
   * - `proposedOn` (optional): the proposal's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `document`: the text decided; document
   * - `patch` (optional): a JSON Patch (RFC 6902); JSON Patch
   * - `effectiveOn` (optional): takes effect on this date, if later than the date to which the decision leads by itself; civil date, as
   *   `YYYY-MM-DD`
   * - `notice` (optional): the notice; id
   * - `on` (optional): the date decided; civil date, as `YYYY-MM-DD`
   * - `until` (optional): the new last operative day; civil date, as `YYYY-MM-DD`
   * - `period` (optional): so much longer than the end that stands; ISO 8601 period, as `P180D`
   * - `withdraws` (optional): the decision, taken and not yet effective; id
   * - `participant` (optional): who is admitted, by an id that no Participant has yet; id
   * - `keysOf` (optional): whose keys change; absent: those of the keeper of the record; id
   * - `jwk` (optional): the key that is registered, as a JSON Web Key; public key (JWK)
   * - `kid` (optional): the id of the key that is revoked; id of a key
   * - `to` (optional): the recipient, among more than two Participants; id
   * - `deliveredOn` (optional): the true date of delivery, also of one that was never recorded; civil date, as `YYYY-MM-DD`
   * - `noticeOn` (optional): the true date of the notice; civil date, as `YYYY-MM-DD`
   * - `takesEffectOn` (optional): the later date that the notice truly states; civil date, as `YYYY-MM-DD`
   * - `signature` (optional): whose signature; id
   * - `signedOn` (optional): the true date of the signature; civil date, as `YYYY-MM-DD`
   * - `confirmation` (optional): whose confirmation; id
   * - `confirmedOn` (optional): the true date of the confirmation; civil date, as `YYYY-MM-DD`
   * - `receivedOn` (optional): the true date on which the confirmation was received; civil date, as `YYYY-MM-DD`
   * - `consent` (optional): whose consent; a proposal is the consent of who proposed; id
   * - `of` (optional): to which decision; id
   * - `consentedOn` (optional): the true date of the consent; civil date, as `YYYY-MM-DD`
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `RETROACTIVE`: A decision takes no effect before the date of its own proposal, and a notice none before its own.
   * - `NOTICE_UNKNOWN`: No notice of that id has been given.
   * - `DECISION_UNKNOWN`: No decision of that id has been proposed.
   * - `NOT_SIGNED`: The Participant has not signed.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `BAD_PATCH`: The patch does not apply to the instrument, or leaves one that is not valid.
   * - `CONFLICT`: A part of the text that both read has changed since by another decision.
   * - `NOTICE_FINAL`: The notice was withdrawn, superseded or has taken effect.
   * - `WITHDRAWAL_NOT_FORESEEN`: The instrument does not foresee this way of withdrawing a notice.
   * - `DECISION_NOT_TAKEN`: The decision has not been taken: its proposer may retract it.
   * - `DECISION_CLOSED`: The decision was declined, retracted, taken or has lapsed.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NO_EXTENSION`: The term would not end later than it does.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `ALREADY_ACCEDED`: The Participant has joined already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `PREMATURE`: A notice of before the operative date starts no period and stops no renewal: a fresh notice is needed.
   * - `DELIVERED_BEFORE_WRITTEN`: A notice is not delivered before the day of its own date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   * - `NOTHING_TO_CORRECT`: No such fact is recorded, or it is recorded with that very date.
   * - `AMBIGUOUS`: More than one recorded fact may be meant.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  propose(mou: string, facts: Facts<'propose'>): Promise<Receipt>;

  /**
   * Consents to a decision, naming the same text by its SHA-256.
   *
   * Who: Each of the other Participants, once. Rests on the instrument's term `modification`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `decision`: the decision's id; id
   * - `consentedOn` (optional): the consent's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `document`: the text consented to; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `DECISION_UNKNOWN`: No decision of that id has been proposed.
   * - `ALREADY_CONSENTED`: The Participant has already consented to the decision.
   * - `TEXT_DIFFERS`: Both consents must name the same text, by its SHA-256.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `BAD_PATCH`: The patch does not apply to the instrument, or leaves one that is not valid.
   * - `CONFLICT`: A part of the text that both read has changed since by another decision.
   * - `NOTICE_FINAL`: The notice was withdrawn, superseded or has taken effect.
   * - `WITHDRAWAL_NOT_FORESEEN`: The instrument does not foresee this way of withdrawing a notice.
   * - `DECISION_NOT_TAKEN`: The decision has not been taken: its proposer may retract it.
   * - `DECISION_CLOSED`: The decision was declined, retracted, taken or has lapsed.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NO_EXTENSION`: The term would not end later than it does.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `ALREADY_ACCEDED`: The Participant has joined already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `PREMATURE`: A notice of before the operative date starts no period and stops no renewal: a fresh notice is needed.
   * - `DELIVERED_BEFORE_WRITTEN`: A notice is not delivered before the day of its own date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   * - `NOTHING_TO_CORRECT`: No such fact is recorded, or it is recorded with that very date.
   * - `AMBIGUOUS`: More than one recorded fact may be meant.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  consent(mou: string, facts: Facts<'consent'>): Promise<Receipt>;

  /**
   * Declines a decision.
   *
   * Who: Any Participant that has not consented. Rests on the instrument's term `modification`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `decision`: the decision's id; id
   * - `declinedOn` (optional): the reply's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the reply; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `DECISION_UNKNOWN`: No decision of that id has been proposed.
   * - `DECISION_CLOSED`: The decision was declined, retracted, taken or has lapsed.
   * - `ALREADY_CONSENTED`: The Participant has already consented to the decision.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  decline(mou: string, facts: Facts<'decline'>): Promise<Receipt>;

  /**
   * Retracts one's own proposal.
   *
   * Who: The Participant that proposed. Rests on the instrument's term `modification`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `decision`: the decision's id; id
   * - `retractedOn` (optional): the retraction's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the retraction; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `DECISION_UNKNOWN`: No decision of that id has been proposed.
   * - `DECISION_CLOSED`: The decision was declined, retracted, taken or has lapsed.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  retract(mou: string, facts: Facts<'retract'>): Promise<Receipt>;

  /**
   * Records that implementation is paused, where the instrument foresees it.
   *
   * Who: Any Participant, where the instrument foresees a pause. Rests on the instrument's term `pause`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `pausedOn` (optional): since when (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the communication; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  pause(mou: string, facts: Facts<'pause'>): Promise<Receipt>;

  /**
   * Records that implementation is resumed.
   *
   * Who: Any Participant, once implementation is paused. Rests on the instrument's term `pause`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `resumedOn` (optional): since when (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the communication; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NOT_PAUSED`: The implementation of the memorandum is not paused.
   * - `RESUMED_BEFORE_PAUSED`: Implementation is not resumed before it was paused.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  resume(mou: string, facts: Facts<'resume'>): Promise<Receipt>;

  /**
   * Schedules a meeting of the committee.
   *
   * Who: Any Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `on`: the date of the meeting; civil date, as `YYYY-MM-DD`
   * - `place`: where it takes place; line
   * - `timeZone` (optional): IANA time zone of the place, where the instrument does not list it; IANA time zone
   * - `agenda` (optional): an item of the agenda; may be given again; list of lines
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  scheduleMeeting(mou: string, facts: Facts<'schedule-meeting'>): Promise<Receipt>;

  /**
   * Moves a scheduled meeting to another date, or to another place.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `on`: the new date of the meeting; civil date, as `YYYY-MM-DD`
   * - `place` (optional): where it takes place, if elsewhere; line
   * - `timeZone` (optional): IANA time zone of the place, where the instrument does not list it; IANA time zone
   * - `rescheduledOn` (optional): when it was moved (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the communication; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MEETING_NOT_SCHEDULED`: The meeting was held or cancelled.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  rescheduleMeeting(mou: string, facts: Facts<'reschedule-meeting'>): Promise<Receipt>;

  /**
   * Records that a meeting was held.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `heldOn` (optional): the date on which it was held (default: as scheduled); civil date, as `YYYY-MM-DD`
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MEETING_NOT_SCHEDULED`: The meeting was held or cancelled.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  holdMeeting(mou: string, facts: Facts<'hold-meeting'>): Promise<Receipt>;

  /**
   * Records the minutes of a meeting.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `minutesOn` (optional): the minutes' own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `document`: the minutes; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MEETING_NOT_HELD`: The meeting has not been held.
   * - `ALREADY_APPROVED`: The minutes are approved already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  recordMinutes(mou: string, facts: Facts<'record-minutes'>): Promise<Receipt>;

  /**
   * Records a co-chair's approval of the minutes.
   *
   * Who: Each co-chair of the committee, once for each version of the minutes. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by`: the co-chair who approves; id
   * - `meeting`: the meeting's id; id
   * - `approvedOn` (optional): the approval's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `document` (optional): the minutes; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MINUTES_MISSING`: No minutes of the meeting are recorded.
   * - `ALREADY_APPROVED`: The minutes are approved already.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `TEXT_DIFFERS`: Both consents must name the same text, by its SHA-256.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  approveMinutes(mou: string, facts: Facts<'approve-minutes'>): Promise<Receipt>;

  /**
   * Cancels a meeting.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `cancelledOn` (optional): when (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `reason` (optional): why; text
   * - `document` (optional): the communication; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MEETING_NOT_SCHEDULED`: The meeting was held or cancelled.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  cancelMeeting(mou: string, facts: Facts<'cancel-meeting'>): Promise<Receipt>;

  /**
   * Records an action, its owner and by when it is due.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `action`: the action's id; id
   * - `owner`: the Participant who owns it; id
   * - `what`: what is to be done; line
   * - `dueOn`: by when; civil date, as `YYYY-MM-DD`
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `MEETING_CANCELLED`: The meeting was cancelled.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  recordAction(mou: string, facts: Facts<'record-action'>): Promise<Receipt>;

  /**
   * Records that an action is completed.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `committee`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `meeting`: the meeting's id; id
   * - `action`: the action's id; id
   * - `completedOn` (optional): when (default: today at the owner's seat); civil date, as `YYYY-MM-DD`
   * - `document` (optional): the paper that shows it; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `MEETING_UNKNOWN`: No meeting of that id has been scheduled.
   * - `ACTION_UNKNOWN`: No action of that id is recorded for the meeting.
   * - `ACTION_COMPLETED`: The action is completed already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  completeAction(mou: string, facts: Facts<'complete-action'>): Promise<Receipt>;

  /**
   * Starts an initiative in an area of cooperation.
   *
   * Who: Any Participant. Rests on the instrument's term `cooperation`.
   *
   * Facts:
   * - `by`: the Participant who acts; id
   * - `initiative`: the initiative's id; id
   * - `area`: the area of cooperation, such as II.B.4; line
   * - `areaTitle` (optional): title of an area that the instrument does not list; line
   * - `title`: the initiative's title; line
   * - `startedOn` (optional): when (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `funds` (optional): a commitment of funds, accepted as a field so that it is refused as such; any JSON
   * - `commitsFunds` (optional): it would commit funds (and is refused: III.9 of the seed); true or false
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `AREA_UNKNOWN`: The memorandum has no area of cooperation of that id.
   * - `COMMITS_FUNDS`: Nothing under the memorandum commits the Participants to the expenditure of funds.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  startInitiative(mou: string, facts: Facts<'start-initiative'>): Promise<Receipt>;

  /**
   * Reports on an initiative.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `cooperation`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `initiative`: the initiative's id; id
   * - `reportedOn` (optional): the report's own date (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `report` (optional): the report; text
   * - `document` (optional): the report; document
   * - `funds` (optional): a commitment of funds, accepted as a field so that it is refused as such; any JSON
   * - `commitsFunds` (optional): it would commit funds (and is refused: III.9 of the seed); true or false
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `INITIATIVE_UNKNOWN`: No initiative of that id has been started.
   * - `INITIATIVE_CONCLUDED`: The initiative is concluded.
   * - `COMMITS_FUNDS`: Nothing under the memorandum commits the Participants to the expenditure of funds.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   */
  reportInitiative(mou: string, facts: Facts<'report-initiative'>): Promise<Receipt>;

  /**
   * Concludes an initiative.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `cooperation`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `initiative`: the initiative's id; id
   * - `concludedOn` (optional): when (default: today at the seat); civil date, as `YYYY-MM-DD`
   * - `outcome` (optional): the outcome; text
   * - `document` (optional): the conclusion; document
   * - `funds` (optional): a commitment of funds, accepted as a field so that it is refused as such; any JSON
   * - `commitsFunds` (optional): it would commit funds (and is refused: III.9 of the seed); true or false
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `PAUSED`: The implementation of the memorandum is paused.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `INITIATIVE_UNKNOWN`: No initiative of that id has been started.
   * - `INITIATIVE_CONCLUDED`: The initiative is concluded.
   * - `COMMITS_FUNDS`: Nothing under the memorandum commits the Participants to the expenditure of funds.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   */
  concludeInitiative(mou: string, facts: Facts<'conclude-initiative'>): Promise<Receipt>;

  /**
   * Records where a Participant is told of events: by e-mail, by webhook or as files. Changes nothing under the memorandum.
   *
   * Who: Each Participant, for its own contacts. Rests on the instrument's term `notice`.
   *
   * Facts:
   * - `by`: the Participant whose contacts they are; id
   * - `participant` (optional): whose contacts they are, if stated: the same as `by`; id
   * - `contacts`: the whole list, which replaces the one before; list of contacts
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   */
  changeContacts(mou: string, facts: Facts<'change-contacts'>): Promise<Receipt>;

  /**
   * Registers a further key of a Participant or, without `by`, of the keeper of the record.
   *
   * Who: Each holder for itself, by an act signed with an older key. The keeper for a Participant that has no key that holds. Rests on
   * the instrument's term `operative`.
   *
   * Facts:
   * - `by` (optional): the Participant whose key it is; absent: the keeper of the record; id
   * - `jwk`: the public key, as a JSON Web Key; public key (JWK)
   * - `from` (optional): the instant from which it holds (default: the recording); instant
   * - `until` (optional): the instant from which it no longer holds (default: until it is revoked); instant
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `RETROACTIVE`: A decision takes no effect before the date of its own proposal, and a notice none before its own.
   * - `TOO_EARLY`: The date lies before the date of what it answers.
   */
  registerKey(mou: string, facts: Facts<'register-key'>): Promise<Receipt>;

  /**
   * Revokes a key: it signs nothing more. What it signed before stands.
   *
   * Who: Each holder for itself, with any of its keys. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `by` (optional): the Participant whose key it is; absent: the keeper of the record; id
   * - `kid`: the id of the key: its thumbprint; id of a key
   * - `from` (optional): the instant from which it no longer holds (default: the recording); instant
   * - `reason` (optional): why; text
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `RETROACTIVE`: A decision takes no effect before the date of its own proposal, and a notice none before its own.
   */
  revokeKey(mou: string, facts: Facts<'revoke-key'>): Promise<Receipt>;

  /**
   * Annuls an opening made by mistake, while nothing is signed. The id stays spent.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `annulledOn` (optional): when (default: today, where it has begun at every seat); civil date, as `YYYY-MM-DD`
   * - `reason`: why it was opened by mistake; text
   * - `document` (optional): the paper that says so; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `ALREADY_SIGNED`: The Participant has already signed, with other facts.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   */
  annul(mou: string, facts: Facts<'annul'>): Promise<Receipt>;

  /**
   * Corrects a clerical fact on which no date rests: a name, a title, a place, a method, a document. Both stay to be seen. A date on
   * which others rest is put right by a decision to rectify.
   *
   * Who: The one who keeps the record. `by`, where it is given, names a Participant. Rests on the instrument's term `modification`.
   * Kinds: `signature`, `confirmation`, `notice`, `delivery`, `decision`, `meeting`, `minutes`, `action`, `initiative`; each takes
   * fields of its own.
   *
   * Facts:
   * - `kind`: what is corrected; `signature` or `confirmation` or `notice` or `delivery` or `decision` or `meeting` or `minutes` or
   *   `action` or `initiative`
   * - `of`: of which: the id of a Participant, notice, decision, meeting or initiative; `n1/rok` of a delivery, `m1/a1` of an action;
   *   line
   * - `by` (optional): the Participant who acts; id
   * - `correctedOn` (optional): the correction's own date (default: today, where it has begun at every seat); civil date, as
   *   `YYYY-MM-DD`
   * - `reason`: what was wrong; text
   * - `document`: the paper that shows it; document
   * - `signatory` (optional): who signed, and in which office; name and title
   * - `place` (optional): the place as it is; line
   * - `text` (optional): the document as it is; document
   * - `method` (optional): how it was delivered; line
   * - `title` (optional): the title as it is; line
   * - `agenda` (optional): an item of the agenda; may be given again; list of lines
   * - `owner` (optional): the Participant who owns it; id
   * - `task` (optional): what is to be done; line
   * - `dueOn` (optional): by when; civil date, as `YYYY-MM-DD`
   * - `areaTitle` (optional): the title of an area that the instrument does not list; line
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `ANNULLED`: The opening was annulled.
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `NOTHING_TO_CORRECT`: No such fact is recorded, or it is recorded with that very date.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   */
  correct(mou: string, facts: Facts<'correct'>): Promise<Receipt>;

  /**
   * Records that a further Participant joins, with its seat and its signature.
   *
   * Who: Who joins, where the instrument foresees it: by its own signature, or admitted by a mutual decision. Rests on the instrument's
   * term `accession`.
   *
   * Facts:
   * - `by` (optional): the Participant who acts; id
   * - `participant`: who joins: its id, names and seat; any JSON
   * - `signatory`: who signed, and in which office; name and title
   * - `signedOn`: the date written on the document; civil date, as `YYYY-MM-DD`
   * - `place`: where it was signed; line
   * - `timeZone` (optional): IANA time zone of the place, where the instrument does not list it; IANA time zone
   * - `document`: the document signed; document
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `DISCONTINUED`: The memorandum is discontinued.
   * - `EXPIRED`: The term of the memorandum is over.
   * - `LAPSED`: The memorandum has lapsed without becoming operative.
   * - `ANNULLED`: The opening was annulled.
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   * - `NOT_AUTHORISED`: The Participant may not do this.
   * - `ALREADY_ACCEDED`: The Participant has joined already.
   * - `FUTURE_DATE`: A civil date may not lie in the future at the place it belongs to.
   * - `TEXT_DIFFERS`: Both consents must name the same text, by its SHA-256.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `STANDS_IN_THE_WAY`: Something that is recorded could no longer have happened on its date.
   */
  accede(mou: string, facts: Facts<'accede'>): Promise<Receipt>;

  /**
   * Records that another memorandum stands under this one, or no longer does. That one records it here by itself.
   *
   * Who: The engine itself, or who keeps the record: it is no act of a Participant. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `annex`: the id of the annex or implementing arrangement; id
   * - `title` (optional): its title; absent: it stands under this one no longer; line or null
   * - `asOfEvent` (optional): the number of the event there as of which it is told; what was told as of a later one stands; number
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `ANNULLED`: The opening was annulled.
   */
  recordAnnex(mou: string, facts: Facts<'record-annex'>): Promise<Receipt>;

  /**
   * Records when the memorandum under which this one stands is expected to end, or ended. That one records it here by itself.
   *
   * Who: The engine itself, or who keeps the record: it is no act of a Participant. Rests on the instrument's term `operative`.
   *
   * Facts:
   * - `parent`: the id of the memorandum under which this one stands; id
   * - `expectedOn` (optional): the first day on which it is expected to be no longer operative; absent: none is; civil date or null
   * - `endedOn` (optional): the first day on which it was no longer operative; civil date or null
   * - `asOfEvent` (optional): the number of the event there as of which it is told; what was told as of a later one stands; number
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_FORESEEN`: The instrument does not foresee it.
   */
  recordParentEnd(mou: string, facts: Facts<'record-parent-end'>): Promise<Receipt>;

  /**
   * Records that a memorandum which supersedes this one is operative, and who has decided by signing it that this one ends. That one
   * records it here by itself.
   *
   * Who: The engine itself, or who keeps the record: it is no act of a Participant. Rests on the instrument's term `modification`.
   *
   * Facts:
   * - `successor`: the id of the memorandum that supersedes this one; id
   * - `decision`: the decision's id; id
   * - `title`: its title; what was recorded of it first stands, and `correct` corrects that; line
   * - `on`: since when it is operative; civil date, as `YYYY-MM-DD`
   * - `decided`: the Participants of this memorandum that have signed it, each with the date of its paper; any JSON
   * - `document`: its text, as it was signed; recorded once, as its title is; document
   * - `asOfEvent` (optional): the number of the event there as of which it is told; what was told as of a later one stands; number
   *
   * Throws `Refusal` with one of these codes, and then nothing has changed:
   * - `INVALID`: The input is malformed. Never a matter of what is recorded.
   * - `ALREADY_RECORDED`: Something is recorded under that id already: another one needs an id of its own.
   * - `UNKNOWN_MOU`: No memorandum of that id has been opened.
   * - `ANNULLED`: The opening was annulled.
   * - `NOT_A_PARTICIPANT`: Only the Participants act under the memorandum.
   * - `NOT_OPERATIVE`: Before the memorandum is operative nothing can be modified, discontinued or carried out under it.
   * - `BEFORE_OPERATIVE`: The date lies before the operative date.
   * - `DECISION_CLOSED`: The decision was declined, retracted, taken or has lapsed.
   * - `AMBIGUOUS`: More than one recorded fact may be meant.
   */
  recordSuccessor(mou: string, facts: Facts<'record-successor'>): Promise<Receipt>;
}
