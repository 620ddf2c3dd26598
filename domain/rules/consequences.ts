/**
 * What follows from the facts as they are recorded now, recorded as far as it differs from what the record says: so the
 * same facts lead to the same dates, in whichever order they were recorded.
 *
 * What time brings (a commencement, a renewal) is recorded when it is due, one thing after the other: see `time.ts`.
 */
import { addDays, type CivilDate } from '../calendar.ts';
import { departuresOf } from '../end.ts';
import type { Life } from '../reckoning/life.ts';
import type { Departure, End } from '../reckoning/outcomes.ts';
import { misdatedReview } from '../review.ts';
import { beginning } from '../seats.ts';
import type { Discontinuation, State } from '../state.ts';
import { recordDecisions } from './consequences-of-decisions.ts';
import { recordJoinings } from './consequences-of-joining.ts';
import { recordNotices } from './consequences-of-notices.ts';
import { recordTerm } from './consequences-of-terms.ts';
import { doneUnder } from './done-under.ts';
import { isOver, type Reckoned, reckon } from './reckoned.ts';
import { type Clause, clauseOf, type Recording, refuse } from './recording.ts';
import { clauseOfEnd, clauseOfNotice, textHaving } from './text.ts';

/** @param on the date since which it follows; @param decision the one that brings it about, where one does */
export const recordConsequences = (recording: Recording, on: CivilDate, decision: string | null = null): Reckoned => {
  const reckoned = reckon(recording.state, recording.now);
  recordOperation(recording, reckoned, on, decision);
  supersedeEnd(recording, reckoned, on, decision);
  supersedeWithdrawals(recording, reckoned, on, decision);
  if (isOver(recording.state)) for (const departure of reckoned.lived.departures) recordDeparture(recording, departure);
  recordDecisions(recording, reckoned);
  // By the decisions as they stand; a seat that a modification moves leaves the day on which one begins to belong, and moves the instant.
  recordJoinings(recording, reckoned, on, decision);
  recordNotices(recording, reckoned, on, decision);
  const { status } = recording.state;
  if (status !== 'open') recordTerm(recording, reckoned, on, decision);
  // Once it has commenced, the date stands: who turns out to have left before it moves the instant.
  if (status === 'operative' || status === 'discontinued') recordDiscontinuation(recording, reckoned, on);
  if (status === 'operative') recordWithdrawals(recording, reckoned, on);
  supersedeReviews(recording, decision);
  return reckoned;
};

/** People were told of them; what they rested on is another, or the end was before each of them. Those that were due instead since then fall due at once. */
const supersedeReviews = (recording: Recording, decision: string | null): void => {
  for (let misdated = misdatedReview(recording.state); misdated; misdated = misdatedReview(recording.state)) {
    const clause = clauseOf(textHaving('review', recording.state, misdated.dueOn), 'review');
    recording.record('ReviewSuperseded', { on: misdated.dueOn, clause, data: { ...misdated, decision } });
  }
};

const recordOperation = (recording: Recording, { lived, today }: Reckoned, on: CivilDate, decision: string | null): void => {
  const { operativeOn, waits, lapsesOn } = lived.operation;
  const clause = recording.clause('operative');
  const { lapsedOn } = recording.state;
  // Where its last day is another, it lapses again once that is over.
  if (lapsedOn !== null && lapsesOn !== lapsedOn) recording.record('LapseSuperseded', { on, clause, data: { lapsedOn, decision } });
  const { state } = recording;
  if (state.status === 'lapsed' || state.status === 'annulled') return;
  mustBeginInTime(lived, recording.clause('duration'));
  const isAhead = operativeOn === null || (waits && operativeOn > today);
  if (state.operativeOn === null) return isAhead ? expectOperation(recording, operativeOn, on) : begin(recording, operativeOn);
  if (operativeOn !== state.operativeOn) correctOperation(recording, lived, isAhead ? null : operativeOn, decision);
};

/** What would be over before it began never is operative. */
const mustBeginInTime = ({ operation: { operativeOn }, facts }: Life, clause: Clause): void => {
  const lastDay = facts.signed.terms.duration?.until;
  if (operativeOn === null || lastDay === undefined || operativeOn <= lastDay) return;
  refuse('EXPIRED', `The memorandum would be operative only on ${operativeOn}, and its own last day is ${lastDay}`, clause);
};

/** It was operative since another date or, where `since` is null, it is not by the papers recorded so far. */
const correctOperation = (recording: Recording, { operation }: Life, since: CivilDate | null, decision: string | null): void => {
  const { state } = recording;
  const { operativeOn, lapsesOn } = operation;
  const clause = recording.clause('operative');
  const previously = state.operativeOn;
  if (since !== null && previously !== null)
    return recording.record('OperativeDateRectified', { on: since, clause, data: { decision, previously, operativeOn: since } });
  // The earlier of the papers came to light last: it had lapsed before, and nothing was done under it.
  const [first] = doneUnder(state);
  if (lapsesOn !== null && !first) return recording.record('Lapsed', { on: lapsesOn, clause, data: { lapsedOn: lapsesOn } });
  const would = `The memorandum is operative since ${previously}, and would not be${operativeOn ? ` before ${operativeOn}` : ''}`;
  const message = first ? `${would}; ${first.what} on ${first.on}` : would;
  refuse('STANDS_IN_THE_WAY', message, clause);
};

const begin = (recording: Recording, operativeOn: CivilDate): void =>
  recording.record('BecameOperative', { on: operativeOn, clause: recording.clause('operative'), data: { operativeOn } });

const expectOperation = (recording: Recording, expectedOn: CivilDate | null, on: CivilDate): void => {
  const { state } = recording;
  const known = state.operation?.expectedOn;
  if (known === expectedOn || (known === undefined && expectedOn === null)) return;
  // An earlier of the papers came to light last: counted from that, the date would come too late.
  if (expectedOn === null) {
    const data = { expectedOn: known as CivilDate, reason: `By the earliest of its papers the memorandum lapses before ${known}.` };
    return recording.record('OperationNoLongerExpected', { on, clause: recording.clause('operative'), data });
  }
  const data = { expectedOn, beginsAt: beginning(state, expectedOn) };
  recording.record('OperationExpected', { on: expectedOn, clause: recording.clause('operative'), data });
};

/** Where the true end is another, the end recorded earlier falls, and the clock is armed again. */
const supersedeEnd = (recording: Recording, reckoned: Reckoned, on: CivilDate, decision: string | null): void => {
  const { status, discontinuation, expiry } = recording.state;
  if (status === 'discontinued' && discontinuation?.commencedOn && !isCommencement(discontinuation, reckoned.ahead.end)) {
    const data = { commencedOn: discontinuation.commencedOn, decision };
    recording.record('CommencementSuperseded', { on, clause: recording.clause('commencement'), data });
  }
  if (status === 'expired' && expiry?.expiredOn && !isExpiry(recording.state, reckoned.ahead.end)) {
    recording.record('ExpirySuperseded', { on, clause: recording.clause('duration'), data: { expiredOn: expiry.expiredOn, decision } });
  }
};

/** On the date recorded, and by the same notice of non-renewal, if there is one. */
const isExpiry = ({ expiry, notices }: State, end: End | null): boolean => {
  const [by = null] = Object.entries(notices).find(([, { kind, status }]) => kind === 'non-renewal' && status === 'effective') ?? [];
  return end?.cause === 'term' && end.on === expiry?.expiredOn && end.notice === by;
};

const isCommencement = ({ commencedOn, notice, decision }: Discontinuation, end: End | null): boolean =>
  end?.on === commencedOn && end.notice === notice && end.decision === decision;

/** Also where it left on the same day by another notice, of before, that came to light later. */
const supersedeWithdrawals = (recording: Recording, { lived }: Reckoned, on: CivilDate, decision: string | null): void => {
  const { participants, notices } = recording.state;
  for (const [participant, { until }] of Object.entries(participants)) {
    if (until === null) continue;
    const withdrewOn = addDays(until, 1);
    const leaving = lived.departures.find((one) => one.participant === participant && one.on === withdrewOn);
    if (leaving && notices[leaving.notice]?.status === 'effective') continue;
    recording.record('WithdrawalSuperseded', { on, clause: recording.clause('withdrawal'), data: { participant, withdrewOn, decision } });
  }
};

/** Who gave a notice that takes out its giver alone belongs no more; the others go on. */
export const recordDeparture = (recording: Recording, { participant, notice, on }: Departure): void => {
  if (recording.state.participants[participant]?.until) return;
  const data = { participant, notice, withdrewOn: on, lastDay: addDays(on, -1) };
  recording.record('ParticipantWithdrew', { on, clause: clauseOfNotice(recording.state, notice, 'withdrawal'), data });
};

const governs = ({ end }: Life): Pick<Discontinuation, 'expectedOn' | 'notice' | 'decision'> | undefined =>
  end && (end.cause === 'notice' || end.cause === 'decision')
    ? { expectedOn: end.on, notice: end.notice, decision: end.decision }
    : undefined;

const recordDiscontinuation = (recording: Recording, { ahead }: Reckoned, on: CivilDate): void => {
  const { state } = recording;
  const known = state.discontinuation;
  const next = governs(ahead);
  if (next) {
    // A seat that moves leaves the date, and moves the instant at which it has begun everywhere.
    const commencesAt = beginning(state, next.expectedOn);
    const isKnown = known?.expectedOn === next.expectedOn && known.notice === next.notice && known.decision === next.decision;
    if (isKnown && known.commencesAt === commencesAt) return;
    const clause = clauseOfEnd(state, next);
    const data = { ...next, commencesAt, lastOperativeDay: addDays(next.expectedOn, -1) };
    return recording.record('DiscontinuationExpected', { on, clause, data });
  }
  if (!known) return;
  const data = { expectedOn: known.expectedOn, reason: whyNot(state, known, ahead) };
  recording.record('DiscontinuationNoLongerExpected', { on, clause: recording.clause('commencement'), data });
};

const whyNot = (state: State, { notice, decision }: Discontinuation, ahead: Life): string => {
  if (ahead.end?.cause === 'term') return `The term of the memorandum ends before, on ${ahead.end.on}.`;
  if (decision !== null) return `Decision ${decision} no longer stands.`;
  const status = notice === null ? undefined : state.notices[notice]?.status;
  if (status === 'withdrawn') return 'The notice it rested on was withdrawn.';
  if (ahead.departures.some((one) => one.notice === notice))
    return `Notice ${notice} takes out its giver alone: enough Participants remain.`;
  return 'The notice it rested on was delivered before the corrected operative date, and so starts no period.';
};

/** Of each notice that is known to take out its giver alone: the date, and the instant at which it has begun everywhere. */
const departuresKnown = ({ before, events }: Recording): Map<string, string> => {
  const known = before ? departuresOf(before).map(({ notice, expectedOn }) => [notice, expectedOn, beginning(before, expectedOn)]) : [];
  const told = events.flatMap(({ type, data }) => (type === 'WithdrawalExpected' ? [[data.notice, data.expectedOn, data.leavesAt]] : []));
  return new Map([...known, ...told].map(([notice = '', ...when]) => [notice, when.join()]));
};

/** Whom a notice takes out alone: told when that is first expected, and when its date or its instant moves. */
const recordWithdrawals = (recording: Recording, { ahead }: Reckoned, on: CivilDate): void => {
  const { state } = recording;
  const known = departuresKnown(recording);
  for (const { participant, notice, on: expectedOn } of ahead.departures) {
    const leavesAt = beginning(state, expectedOn);
    if (state.participants[participant]?.until || known.get(notice) === [expectedOn, leavesAt].join()) continue;
    const data = { participant, notice, expectedOn, lastDay: addDays(expectedOn, -1), leavesAt };
    recording.record('WithdrawalExpected', { on, clause: clauseOfNotice(state, notice, 'withdrawal'), data });
  }
};
