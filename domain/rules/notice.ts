/** Notices of discontinuation: given, delivered, withdrawn (III.3, III.4). */
import type { ActOf } from '../acts.ts';
import { addDays, addPeriod, beginsAt, type CivilDate, latest } from '../calendar.ts';
import { type Instrument, nameOf, seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Notice, State } from '../state.ts';
import { clockStart, countsFrom, expect } from './discontinuation.ts';
import { invalid, mustBeNew, mustBeOperative, mustBeParticipant, mustHaveBegun, type Recording } from './recording.ts';
import { commencementOn } from './terms.ts';

const isOpen = (notice: Notice) => notice.status === 'given' || notice.status === 'delivered';

/**
 * A notice that starts no period, because what would start it lies before the operative date (which may have been
 * corrected since): a fresh one may take its place.
 */
const isPremature = (state: State, notice: Notice): boolean => {
  const started = clockStart(state, notice) ?? latest(notice.noticeOn, ...Object.values(notice.deliveries));
  return started < (state.operativeOn ?? '');
};

/** Records a written notice; by III.3 it starts no clock, unless the instrument counts from the notice's own date. */
export const giveNotice = (recording: Recording, act: ActOf<'give-notice'>): void => {
  const clause = recording.clause('notice');
  const { state } = recording;
  const { instrument } = state;
  mustBeParticipant(instrument, act.by, clause);
  mustBeOperative(state, clause);
  const pending = Object.entries(state.notices).find(([, notice]) => notice.by === act.by && isOpen(notice));
  if (pending && !isPremature(state, pending[1])) {
    throw new Refusal(
      'NOTICE_PENDING',
      `${nameOf(instrument, act.by)} has notice ${pending[0]} pending; a second one would add nothing`,
      clause,
    );
  }
  mustBeNew(state.notices, 'notice', act.notice, clause);
  mustHaveBegun('noticeOn', act.noticeOn, seatZone(instrument, act.by), recording.now, clause);
  if (pending) {
    const reason = `It starts no period, being of before the operative date, and a fresh notice, ${act.notice}, was given.`;
    recording.record('NoticeSuperseded', {
      on: act.noticeOn,
      by: act.by,
      clause,
      data: { notice: pending[0], cause: 'fresh-notice', reason },
    });
  }
  const { notice, noticeOn, document } = act;
  recording.record('NoticeGiven', {
    on: noticeOn,
    by: act.by,
    clause,
    data: { notice, noticeOn, document, ...periodFromNotice(state, noticeOn, clause) },
  });
  expect(recording, noticeOn);
};

const periodFromNotice = (state: State, noticeOn: CivilDate, clause: string) => {
  const { from, period } = commencementOn(state, noticeOn);
  if (from !== 'notice') return {};
  mustNotBePremature(state, 'noticeOn', noticeOn, clause);
  return { period, expectedOn: addPeriod(noticeOn, period) };
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
  if (!notice) throw new Refusal('NOTICE_UNKNOWN', `notice: no notice ${id} has been given`, clause);
  return notice;
};

export const mustBePending = (id: string, notice: Notice, clause: string): void => {
  if (!isOpen(notice)) throw new Refusal('NOTICE_FINAL', `notice: ${id} is ${notice.status}; nothing more can follow from it`, clause);
};

/** Delivery starts the clock, on the civil date at the recipient's seat. Among more than two Participants the last delivery counts. */
export const recordDelivery = (recording: Recording, act: ActOf<'record-delivery'>): void => {
  const clause = recording.clause('commencement');
  const { state } = recording;
  const { instrument } = state;
  if (act.by !== undefined) mustBeParticipant(instrument, act.by, clause);
  mustBeOperative(state, clause);
  const notice = noticeOf(state, act.notice, clause);
  mustBePending(act.notice, notice, clause);
  mustBeParticipant(instrument, act.to, clause, 'to');
  if (act.to === notice.by) {
    throw new Refusal(
      'WRONG_RECIPIENT',
      `to: ${nameOf(instrument, act.to)} gave notice ${act.notice}; it is delivered to the other Participant`,
      clause,
    );
  }
  const before = Object.hasOwn(notice.deliveries, act.to) ? notice.deliveries[act.to] : undefined;
  if (before !== undefined)
    throw new Refusal(
      'ALREADY_DELIVERED',
      `notice: ${act.notice} was delivered to ${nameOf(instrument, act.to)} on ${before}; a mutual decision can rectify the date`,
      clause,
    );
  checkDeliveredOn(recording, notice, act.to, act.deliveredOn, clause);
  const { by: _, do: __, id: ___, ...fact } = act;
  recording.record('NoticeDelivered', {
    on: act.deliveredOn,
    by: act.by,
    clause,
    data: { ...fact, ...clockAfter(state, notice, act.to, act.deliveredOn) },
  });
  expect(recording, act.deliveredOn);
};

/** The date is past at the recipient's seat, not before the notice itself was written, and not before the operative date. */
export const checkDeliveredOn = (recording: Recording, notice: Notice, to: string, deliveredOn: CivilDate, clause: string): void => {
  const { state, now } = recording;
  const zone = seatZone(state.instrument, to);
  mustHaveBegun('deliveredOn', deliveredOn, zone, now, clause);
  const written = beginsAt(notice.noticeOn, seatZone(state.instrument, notice.by));
  if (beginsAt(addDays(deliveredOn, 1), zone) <= written) {
    invalid(`deliveredOn: ${deliveredOn} was over in ${zone} before the notice's own date, ${notice.noticeOn}, began`, clause);
  }
  mustNotBePremature(state, 'deliveredOn', deliveredOn, clause);
};

/** Whether everybody is served with this delivery and, if so, the date to which the period leads. */
export const clockAfter = (state: State, notice: Notice, to: string, deliveredOn: CivilDate) => {
  const { participants } = state.instrument;
  const deliveries: Record<string, CivilDate> = { ...notice.deliveries, [to]: deliveredOn };
  const complete = participants.every(({ id }) => id === notice.by || Object.hasOwn(deliveries, id));
  const last = latest(...Object.values(deliveries));
  if (countsFrom(state, notice) === 'notice' && notice.period) return { complete, period: notice.period, expectedOn: notice.expectedOn };
  // The period that was in force when it began to run: a later modification leaves it alone (III.2).
  const { period } = commencementOn(state, last);
  return { complete, period, expectedOn: complete ? addPeriod(last, period) : null };
};

/** By one Participant's own act, only where the instrument foresees it. */
export const withdrawNotice = (recording: Recording, act: ActOf<'withdraw-notice'>): void => {
  const clause = recording.clause('notice');
  const { state } = recording;
  mustBeParticipant(state.instrument, act.by, clause);
  mustBeOperative(state, clause);
  const notice = noticeOf(state, act.notice, clause);
  mustBePending(act.notice, notice, clause);
  if (state.instrument.terms.noticeWithdrawal !== 'unilateral') throw notForeseen(state.instrument, clause);
  if (notice.by !== act.by) {
    throw new Refusal(
      'NOT_AUTHORISED',
      `by: notice ${act.notice} was given by ${nameOf(state.instrument, notice.by)}, who alone may withdraw it`,
      clause,
    );
  }
  const today = recording.today(act.by);
  const data = { notice: act.notice, decision: null, ...(act.document && { document: act.document }) };
  recording.record('NoticeWithdrawn', { on: today, by: act.by, clause, data });
  expect(recording, today);
};

export const notForeseen = (instrument: Instrument, clause: string): Refusal =>
  instrument.terms.noticeWithdrawal === 'never'
    ? new Refusal('WITHDRAWAL_NOT_FORESEEN', 'The instrument foresees no withdrawal of a notice', clause)
    : new Refusal('WITHDRAWAL_NOT_FORESEEN', 'The instrument foresees the withdrawal of a notice by mutual written decision only', clause);
