/** Notices of discontinuation: what their delivery starts, and what may follow from them (III.3, III.4). */
import { addDays, addPeriod, beginsAt, type CivilDate, latest } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Instrument, seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Notice, State } from '../state.ts';
import { refuse, mustHaveBegun, type Recording } from './recording.ts';
import { commencementOn } from './terms.ts';

export const isPending = (notice: Notice): boolean => notice.status === 'given' || notice.status === 'delivered';

/**
 * A notice that starts no period, because what would start it lies before the operative date (which may have been
 * corrected since): a fresh one may take its place.
 */
export const isPremature = (state: State, notice: Notice): boolean => {
  const started = notice.started ?? latest(notice.noticeOn, ...Object.values(notice.deliveries));
  return state.operativeOn !== null && started < state.operativeOn;
};

export const mustNotBePremature = (state: State, field: string, date: CivilDate, clause: string): void => {
  if (state.operativeOn !== null && date < state.operativeOn) {
    throw new Refusal(
      'PREMATURE',
      `${field}: ${date} lies before the operative date, ${state.operativeOn}, so the notice starts no period: a fresh notice is needed`,
      clause,
    );
  }
};

export const noticeOf = (state: State, id: string, clause: string): Notice => {
  const notice = Object.hasOwn(state.notices, id) ? state.notices[id] : undefined;
  if (!notice)
    throw new Refusal('NOTICE_UNKNOWN', `notice: no notice ${id} has been given${didYouMean(id, Object.keys(state.notices))}`, clause);
  return notice;
};

export const mustBePending = (id: string, notice: Notice, clause: string): void => {
  if (!isPending(notice)) throw new Refusal('NOTICE_FINAL', `notice: ${id} is ${notice.status}; nothing more can follow from it`, clause);
};

/** The date is past at the recipient's seat, not before the notice itself was written, and not before the operative date. */
export const checkDeliveredOn = (recording: Recording, notice: Notice, to: string, deliveredOn: CivilDate, clause: string): void => {
  const { state, now } = recording;
  const zone = seatZone(state.instrument, to);
  mustHaveBegun('deliveredOn', deliveredOn, zone, now, clause);
  const written = beginsAt(notice.noticeOn, seatZone(state.instrument, notice.by));
  if (beginsAt(addDays(deliveredOn, 1), zone) <= written) {
    refuse(
      'DELIVERED_BEFORE_WRITTEN',
      `deliveredOn: ${deliveredOn} was over in ${zone} before the notice's own date, ${notice.noticeOn}, began`,
      clause,
    );
  }
  mustNotBePremature(state, 'deliveredOn', deliveredOn, clause);
};

/**
 * The clock with this delivery: `servedOn` is the latest delivery once everybody is served, and null before. The period is
 * the one in force when it began to run: a later modification leaves it alone (III.2).
 */
export const clockAfter = (state: State, notice: Notice, to: string, deliveredOn: CivilDate) => {
  const { participants } = state.instrument;
  const deliveries: Record<string, CivilDate> = { ...notice.deliveries, [to]: deliveredOn };
  const last = latest(...Object.values(deliveries));
  const servedOn = participants.every(({ id }) => id === notice.by || Object.hasOwn(deliveries, id)) ? last : null;
  const { from, started, period, expectedOn } = notice;
  if (from === 'notice' && period !== null) return { servedOn, from, started, period, expectedOn };
  const begun = commencementOn(state, last).period;
  return { servedOn, from: 'delivery' as const, started: servedOn, period: begun, expectedOn: servedOn && addPeriod(servedOn, begun) };
};

export const notForeseen = (instrument: Instrument, clause: string): Refusal =>
  instrument.terms.noticeWithdrawal === 'never'
    ? new Refusal('WITHDRAWAL_NOT_FORESEEN', 'The instrument foresees no withdrawal of a notice', clause)
    : new Refusal('WITHDRAWAL_NOT_FORESEEN', 'The instrument foresees the withdrawal of a notice by mutual written decision only', clause);
