/**
 * The state on a civil date E, as known at an instant K: what held then, by what had been recorded by then.
 *
 * Events recorded after K are not known. Of the known ones, a rectification rewrites the facts it corrected, as if they
 * had been recorded right at first; then only what holds on or before E counts.
 */
import { beginsEverywhere, type CivilDate, formatInstant, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import type { Event, EventOf } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import { zonesOf } from '../domain/instrument.ts';
import { governing } from '../domain/rules/discontinuation.ts';
import type { State } from '../domain/state.ts';

export type AsOf = { on?: CivilDate | undefined; knownAt?: Milliseconds | undefined };

type Corrections = {
  /** By notice and recipient, the last correction; and by notice alone, the last clock after one. */
  deliveries: Map<string, EventOf<'DeliveryRectified'>>;
  signatures: Map<string, CivilDate>;
  operativeOn: CivilDate | undefined;
};

const correctionsIn = (events: readonly Event[]): Corrections => {
  const corrections: Corrections = { deliveries: new Map(), signatures: new Map(), operativeOn: undefined };
  for (const event of events) {
    if (event.type === 'DeliveryRectified') {
      corrections.deliveries.set(`${event.data.notice} ${event.data.to}`, event);
      corrections.deliveries.set(event.data.notice, event);
    }
    if (event.type === 'SignatureRectified') corrections.signatures.set(event.data.signature, event.data.signedOn);
    if (event.type === 'OperativeDateRectified') corrections.operativeOn = event.data.operativeOn;
  }
  return corrections;
};

/** With its true date and, once everybody has been served, the clock as it was corrected since. */
const correctedDelivery = (event: EventOf<'NoticeDelivered'>, deliveries: Corrections['deliveries']): Event => {
  const { notice, to, servedOn } = event.data;
  const deliveredOn = deliveries.get(`${notice} ${to}`)?.data.deliveredOn ?? event.data.deliveredOn;
  const last = deliveries.get(notice);
  if (!last || last.seq < event.seq || servedOn === null) return { ...event, on: deliveredOn, data: { ...event.data, deliveredOn } };
  const { from, started, period, expectedOn } = last.data;
  return {
    ...event,
    on: deliveredOn,
    data: { ...event.data, deliveredOn, servedOn: last.data.servedOn, from, started, period, expectedOn },
  };
};

/** The event as it would have been recorded, had the fact been known right at first. */
const corrected = (event: Event, { deliveries, signatures, operativeOn }: Corrections): Event => {
  if (event.type === 'NoticeDelivered') return correctedDelivery(event, deliveries);
  if (event.type === 'Signed') {
    const signedOn = signatures.get(event.by);
    if (signedOn) return { ...event, on: signedOn, data: { ...event.data, signedOn } };
  }
  if (event.type === 'BecameOperative' && operativeOn) return { ...event, on: operativeOn, data: { operativeOn } };
  return event;
};

/** What a commencement closed along with itself, until a rectification superseded it: a decision only proposed stays lapsed. */
const isOfCommencement = (event: Event, reopened: ReadonlySet<string>): boolean =>
  event.type === 'DiscontinuationCommenced' ||
  event.type === 'DispositionRequested' ||
  (event.type === 'NoticeSuperseded' && event.data.cause === 'commencement') ||
  (event.type === 'DecisionLapsed' && event.data.cause === 'commencement' && reopened.has(event.data.decision));

const DERIVED = new Set<Event['type']>([
  'DeliveryRectified',
  'SignatureRectified',
  'OperativeDateRectified',
  'DiscontinuationExpected',
  'DiscontinuationNoLongerExpected',
  'CommencementSuperseded',
]);

/** The facts that stand: corrected, without superseded commencements, and without what is derived anew below. */
const standing = (known: readonly Event[]): Event[] => {
  const corrections = correctionsIn(known);
  const supersessions = known.filter((event) => event.type === 'CommencementSuperseded');
  const superseded = supersessions.at(-1)?.seq ?? 0;
  const reopened = new Set(supersessions.flatMap(({ data }) => data.decisions));
  return known
    .filter((event) => !DERIVED.has(event.type) && !(event.seq < superseded && isOfCommencement(event, reopened)))
    .map((event) => corrected(event, corrections));
};

/** Seats differ in date: on one civil date an answer can be there and what it answers not yet. Both then count from the later date. */
const isAbout = (state: State | undefined, { data }: Event): boolean => {
  const { notice, decision, meeting, action, initiative } = data as Record<string, string | undefined>;
  if (!state) return false;
  const known = (items: Record<string, unknown>, id: string | null | undefined) =>
    id === undefined || id === null || Object.hasOwn(items, id);
  const actions = meeting === undefined ? {} : (state.meetings[meeting]?.actions ?? {});
  return (
    known(state.notices, notice) &&
    known(state.decisions, decision) &&
    known(state.meetings, meeting) &&
    known(state.initiatives, initiative) &&
    known(actions, action)
  );
};

const OPENING = new Set<Event['type']>(['NoticeGiven', 'DecisionProposed', 'MeetingScheduled', 'ActionRecorded', 'InitiativeStarted']);

const foldUntil = (events: readonly Event[], on: CivilDate): State | undefined =>
  events
    // The opening is when the record begins, not when the memorandum does: facts of an earlier date are among what it holds.
    .filter((event) => event.on <= on || event.type === 'MemorandumOpened')
    .reduce<State | undefined>((state, event) => {
      if (event.type === 'MemorandumOpened') return evolve(undefined, event);
      return state && (OPENING.has(event.type) || isAbout(state, event)) ? evolve(state, event) : state;
    }, undefined);

const withDiscontinuation = (state: State, on: CivilDate, events: readonly Event[]): State => {
  const decisions = Object.fromEntries(
    Object.entries(state.decisions).map(([id, one]) => [
      id,
      one.kind === 'rectify' && one.status === 'taken' ? { ...one, status: 'effective' as const } : one,
    ]),
  );
  const commenced = events.findLast((event) => event.type === 'DiscontinuationCommenced' && event.on <= on) as
    | EventOf<'DiscontinuationCommenced'>
    | undefined;
  const next = commenced ? { ...commenced.data, expectedOn: commenced.data.commencedOn } : governing(state);
  if (!next) return { ...state, decisions, discontinuation: null };
  const { expectedOn, notice, decision } = next;
  const commencesAt = formatInstant(beginsEverywhere(expectedOn, zonesOf(state.instrument)));
  return {
    ...state,
    decisions,
    discontinuation: { expectedOn, commencesAt, notice, decision, commencedOn: commenced ? expectedOn : null },
  };
};

/** Undefined where nothing was known, or nothing held yet. Without `on`, everything known counts. */
export const stateAsOf = (log: readonly Event[], { on, knownAt }: AsOf): State | undefined => {
  const known = eventsAsOf(log, { knownAt });
  if (on === undefined) return known.reduce<State | undefined>(evolve, undefined);
  const facts = standing(known);
  const state = foldUntil(facts, on);
  return state && withDiscontinuation(state, on, facts);
};

/** The events known at an instant that hold on or before a civil date, as they were recorded. */
export const eventsAsOf = (log: readonly Event[], { on, knownAt }: AsOf): Event[] =>
  log.filter((event) => (knownAt === undefined || parseInstant(event.at) <= knownAt) && (on === undefined || event.on <= on));
