/** The end of a memorandum as things stand, whichever of its ends comes first. */
import type { CivilDate } from './calendar.ts';
import { isPending } from './reckoning/outcomes.ts';
import { renewalOf } from './reckoning/term.ts';
import type { Instrument } from './instrument.ts';
import type { Initiative, State } from './state.ts';

/** Notices that the memorandum is not to be renewed, delivered in time: one that turned out to be too late has started nothing. */
export const stopsOf = ({ notices }: Pick<State, 'notices'>): string[] =>
  Object.entries(notices).flatMap(([id, { kind, status, started }]) =>
    kind === 'non-renewal' && started !== null && (status === 'delivered' || status === 'effective') ? [id] : [],
  );

/** Those delivered in the current term after the last day for it: that day is over then, and nothing stops its renewal. */
export const lateForTheTerm = ({ notices, expiry }: State): string[] =>
  Object.entries(notices).flatMap(([id, { kind, status, started, deliveredOn }]) => {
    const isLate = deliveredOn !== null && expiry !== null && expiry.noticeBy !== null && deliveredOn > expiry.noticeBy;
    return kind === 'non-renewal' && status === 'delivered' && started === null && isLate ? [id] : [];
  });

/** Whether the end of the current term is the end of the memorandum: nothing renews it by itself then. */
export const endsWithTerm = (state: State): boolean =>
  state.expiry !== null && (stopsOf(state).length > 0 || renewalOf(state.instrument.terms.duration, state.expiry) === undefined);

/** The first day on which it is expected to be no longer operative, or was. */
export type End = { expectedOn: CivilDate | null; endedOn: CivilDate | null };

export const endOf = (state: State): End => {
  const { discontinuation, expiry, lapsedOn } = state;
  const endedOn = discontinuation?.commencedOn ?? expiry?.expiredOn ?? lapsedOn;
  if (endedOn !== null || state.status !== 'operative') return { expectedOn: null, endedOn };
  const ends = [discontinuation?.expectedOn, endsWithTerm(state) ? expiry?.expectedOn : undefined].filter((end) => end !== undefined);
  return { expectedOn: ends.sort()[0] ?? null, endedOn: null };
};

/** What becomes of an initiative is asked at an end that it has not been concluded before; nothing, where the text says that it goes on. */
export const isAskedAt = ({ concludedOn }: Pick<Initiative, 'concludedOn'>, endedOn: CivilDate, { terms }: Instrument): boolean =>
  terms.afterwards?.initiatives !== 'continue' && (concludedOn === null || concludedOn >= endedOn);

/** Whether a date would come only after the end as it is expected now: what was to happen on it then does not. */
export const isAfterTheEnd = (state: State, date: CivilDate): boolean => {
  const { expectedOn } = endOf(state);
  return expectedOn !== null && expectedOn <= date;
};

/** Nobody joins what is over; who belongs from the operative date is among the first, and joins nothing. */
export const isInTime = (since: CivilDate, operativeOn: CivilDate | null, end: CivilDate | null): boolean =>
  since === operativeOn || end === null || since < end;

/** Of who joins later and waits, whether the memorandum ends, as things stand, before it would belong. */
export const neverJoins = (state: State, since: CivilDate): boolean => {
  const { expectedOn, endedOn } = endOf(state);
  return !isInTime(since, state.operativeOn, endedOn ?? expectedOn);
};

/** Those who have joined, and are expected to belong once they have waited. */
export const joiningsOf = (state: State): { participant: string; from: CivilDate; expectedOn: CivilDate }[] =>
  Object.entries((state.status === 'operative' && state.joining) || {}).flatMap(([participant, { from, since, beginsAt }]) =>
    beginsAt === null || neverJoins(state, since) ? [] : [{ participant, from, expectedOn: since }],
  );

/** Those who are expected to leave alone, each by a notice of its own, while the others go on. */
export type Departure = { notice: string; participant: string; expectedOn: CivilDate };

export const departuresOf = (state: State): Departure[] =>
  Object.entries(state.status === 'operative' ? state.notices : {}).flatMap(([notice, { takesOut, status, by, expectedOn }]) =>
    takesOut && expectedOn !== null && isPending({ status }) && !isAfterTheEnd(state, expectedOn)
      ? [{ notice, participant: by, expectedOn }]
      : [],
  );
