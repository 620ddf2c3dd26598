/** Notices of discontinuation and of non-renewal: what may follow from them, and when (III.3, III.4). */
import type { CivilDate } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Instrument, receiverOf, seatZone, zoneOfPlace } from '../instrument.ts';
import { isPending, type NoticeOutcome } from '../reckoning/outcomes.ts';
import { noticeByOf, renewalOf } from '../reckoning/term.ts';
import type { Notice, Place, State } from '../state.ts';
import { whyTooEarly } from './paper.ts';
import { lifeOn, noticeOutcome, reckon } from './reckoned.ts';
import { type Clause, mustHaveBegun, type Recording, refuse } from './recording.ts';
import { textOn } from './text.ts';

export const mustNotBePremature = (state: State, kind: Notice['kind'], field: string, date: CivilDate, clause: Clause): void => {
  const { operativeOn } = state;
  if (operativeOn === null || date >= operativeOn) return;
  const none = kind === 'non-renewal' ? 'stops no renewal' : 'starts no period';
  refuse(
    'PREMATURE',
    `${field}: ${date} lies before the operative date, ${operativeOn}, so the notice ${none}: a fresh notice is needed`,
    clause,
  );
};

export const noticeOf = (state: State, id: string, clause: Clause): Notice => {
  const notice = state.notices[id];
  if (!notice) refuse('NOTICE_UNKNOWN', `notice: no notice ${id} has been given${didYouMean(id, Object.keys(state.notices))}`, clause);
  return notice;
};

const wasPendingOn = (state: State, id: string, notice: Notice, on: CivilDate): boolean =>
  isPending(lifeOn(state, on).notices.get(id) ?? notice);

const isFinal = (id: string, { status }: Notice, clause: Clause): never =>
  refuse('NOTICE_FINAL', `notice: ${id} is ${status}; nothing more can follow from it`, clause);

/** Or was on a day: over since by its own effect, or by that of another notice or decision. */
export const isPendingOn = (state: State, id: string, notice: Notice, on: CivilDate): boolean => {
  const { status, closedBy } = notice;
  const isOverByAnEffect = status === 'effective' || (status === 'superseded' && closedBy !== 'fresh-notice');
  return isPending(notice) || (isOverByAnEffect && wasPendingOn(state, id, notice, on));
};

/**
 * Its delivery of before the effect that closed it may still come to light: by its own effect, or that of another notice or decision.
 * Where it was withdrawn, or a fresh one took its place, that was because none was known.
 */
export const mustBePending = (state: State, id: string, notice: Notice, on: CivilDate, clause: Clause): void => {
  if (!isPendingOn(state, id, notice, on)) isFinal(id, notice, clause);
};

/** Once, and before it takes effect; its withdrawal of before whatever else closed it may still come to light. */
export const mustBeWithdrawable = (state: State, id: string, notice: Notice, on: CivilDate, clause: Clause): void => {
  const { status, expectedOn } = notice;
  const isOpen = status !== 'withdrawn' && wasPendingOn(state, id, notice, on);
  if (!isPending(notice) && !isOpen) isFinal(id, notice, clause);
  if (expectedOn !== null && on >= expectedOn)
    refuse('NOTICE_FINAL', `notice: ${id} leads to ${expectedOn}; it is withdrawn before, or not at all`, clause);
  // The memorandum ends on that day, which has not begun everywhere.
  if (!isOpen) refuse('NOTICE_FINAL', `notice: ${id} is over on ${on}; it is withdrawn before, or not at all`, clause);
};

/** Where it was delivered: another known place has its own date, an embassy for one; otherwise it is the recipient's seat. */
export const zoneOfDelivery = (state: State, notice: Pick<Notice, 'by' | 'noticeOn'>, to: string, at: Place | undefined): string => {
  const { instrument } = state;
  const own = receiverOf(instrument, to) ?? receiverOf(textOn(state, notice.noticeOn), to);
  const zone = (at && (at.timeZone ?? zoneOfPlace(instrument, at.place, own))) ?? own?.seat.timeZone;
  // A depositary of another text than that of the notice's date, as it was rectified.
  return zone ?? seatZone(instrument, notice.by);
};

/** The same of a delivery that is to be corrected. */
export const zoneWhereServed = (state: State, notice: Notice, to: string): string => zoneOfDelivery(state, notice, to, notice.places[to]);

/** Nothing is delivered before it is written; `field` is the date that is given. */
export const mustBeWritten = (
  state: State,
  { noticeOn, by }: Notice,
  field: 'deliveredOn' | 'noticeOn',
  zone: string,
  deliveredOn: CivilDate,
  clause: Clause,
): void => {
  const giver = seatZone(state.instrument, by);
  const why = whyTooEarly('deliveredOn', { on: deliveredOn, zone }, 'the date of the notice', { on: noticeOn, zone: giver });
  if (why === undefined) return;
  const had = `noticeOn: ${noticeOn} had not begun in ${giver} when the notice was delivered, on ${deliveredOn} in ${zone}`;
  refuse('DELIVERED_BEFORE_WRITTEN', field === 'deliveredOn' ? why : had, clause);
};

/** The date is past where it was delivered, not before the notice itself was written, and not before the operative date. */
export const checkDeliveredOn = (recording: Recording, notice: Notice, zone: string, deliveredOn: CivilDate, clause: Clause): void => {
  const { state, now } = recording;
  mustHaveBegun('deliveredOn', deliveredOn, zone, now, clause);
  mustBeWritten(state, notice, 'deliveredOn', zone, deliveredOn, clause);
  mustNotBePremature(state, notice.kind, 'deliveredOn', deliveredOn, clause);
};

/** A notice of non-renewal delivered too late: the text does not say whether it counts for the next term, so it is not guessed. */
export const mustBeInTime = (state: State, on: CivilDate, clause: Clause): void => {
  const { term, text } = lifeOn(state, on);
  const { duration } = text.terms;
  if (!term) return;
  const noticeBy = noticeByOf(duration, term);
  if (noticeBy === null) {
    const message = `deliveredOn: ${on} is after the last renewal; nothing renews the term that ends on ${term.end}, and so nothing is left that the notice could stop`;
    refuse('TOO_LATE', message, clause);
  }
  if (on <= noticeBy) return;
  const message = `deliveredOn: ${on} is after ${noticeBy}, the last day for a notice that stops the renewal on ${term.end}; it could stop only a later one, and the text does not say whether it does`;
  refuse('TOO_LATE', message, clause);
};

/** What the text of that day foresees. Absent terms do not exist. */
export const mustForesee = (state: State, kind: Notice['kind'], on: CivilDate, clause: Clause): void => {
  const { terms } = textOn(state, on);
  if (kind === 'discontinuation' && terms.commencement) return;
  if (kind === 'non-renewal' && renewalOf(terms.duration, { renewals: 0 })?.unless !== undefined) return;
  const what = kind === 'discontinuation' ? 'no notice of discontinuation by one Participant' : 'no notice that stops a renewal';
  refuse('NOT_FORESEEN', `The instrument foresees ${what}; ${foreseen(terms)}`, clause);
};

/** A notice may state a later date where the text of its own date says so; never one of before it was written. */
export const mustForeseeDate = (
  state: State,
  kind: Notice['kind'],
  takesEffectOn: CivilDate,
  noticeOn: CivilDate,
  clause: Clause,
): void => {
  if (kind !== 'discontinuation' || !textOn(state, noticeOn).terms.commencement?.orLater)
    refuse(
      'NOT_FORESEEN',
      'takesEffectOn: The instrument foresees no later date that such a notice states: its period alone counts',
      clause,
    );
  mustNotBeRetroactive(takesEffectOn, noticeOn, clause);
};

export const mustNotBeRetroactive = (takesEffectOn: CivilDate, noticeOn: CivilDate, clause: Clause): void => {
  if (takesEffectOn < noticeOn)
    refuse('RETROACTIVE', `takesEffectOn: ${takesEffectOn} lies before the notice's own date, ${noticeOn}`, clause);
};

const foreseen = ({ commencement, duration }: Instrument['terms']): string => {
  const ways = ['a mutual decision can set a date of discontinuation'];
  if (commencement) ways.unshift(`a notice of discontinuation (${commencement.clause})`);
  if (duration) ways.unshift(`it runs for a term (${duration.clause})`);
  return ways.join(', and ');
};

/** The clock of a notice, were the state this one. */
export const outcomeIn = (state: State, id: string, now: number): NoticeOutcome => {
  const outcome = noticeOutcome(reckon(state, now), id);
  if (!outcome) throw new Error(`No notice ${id} is known`);
  return outcome;
};

/** By the text of that day. */
export const refuseWithdrawal = ({ terms }: Instrument, on: CivilDate, clause: Clause): never =>
  refuse(
    'WITHDRAWAL_NOT_FORESEEN',
    terms.noticeWithdrawal === 'never'
      ? `The instrument foresees no withdrawal of a notice on ${on}`
      : `The instrument foresees the withdrawal of a notice on ${on} by mutual written decision only: propose one of the kind withdraw-notice`,
    clause,
  );
