/**
 * The state on a civil date E, as known at an instant K: what held then, by what had been recorded by then.
 *
 * Events recorded after K are not known. Of what is known, the facts of on or before E are told by the same reckoning that
 * the record rests on: so a rectification counts as if the fact had been recorded right at first, and a fact that came to
 * light late counts from its own date.
 */
import { addDays, type CivilDate, dateEverywhere, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { isAskedAt } from '../domain/end.ts';
import type { Event } from '../domain/events.ts';
import { waitForWhoBelongs } from '../domain/evolve/cooperation.ts';
import { evolve } from '../domain/evolve.ts';
import type { Facts } from '../domain/reckoning/facts.ts';
import { countsOn, factsOf } from '../domain/reckoning/from-state.ts';
import { hasToWait } from '../domain/reckoning/joining.ts';
import type { Life } from '../domain/reckoning/life.ts';
import { expectedLife, livedUntil } from '../domain/reckoning/reckon.ts';
import { isUnmade, noticeOutcome } from '../domain/rules/reckoned.ts';
import { beginning, zonesIn } from '../domain/seats.ts';
import {
  type Decision,
  type Discontinuation,
  type Expiry,
  joinedOn,
  type Joining,
  type Membership,
  type Notice,
  type State,
  type Status,
} from '../domain/state.ts';

export type AsOf = { on?: CivilDate | undefined; knownAt?: Milliseconds | undefined };

const until = (dates: Readonly<Record<string, CivilDate>>, on: CivilDate): Record<string, CivilDate> =>
  Object.fromEntries(Object.entries(dates).filter(([, date]) => date <= on));

/** The facts of on or before a date. */
const factsBy = (state: State, on: CivilDate): Facts => {
  const facts = factsOf(state);
  const isClosed = (id: string) => (state.decisions[id]?.closedOn ?? '9999-12-31') <= on;
  return {
    signed: facts.signed,
    signatures: facts.signatures.filter(({ signedOn }) => signedOn <= on),
    confirmations: facts.confirmations.filter(({ countsOn }) => countsOn <= on),
    accessions: facts.accessions.filter(({ by }) => 'decision' in by || by.signedOn <= on),
    notices: facts.notices
      .filter(([, { noticeOn }]) => noticeOn <= on)
      .map(([id, notice]) => {
        const { deliveries, withdrawnOn } = notice;
        const withdrawn = withdrawnOn !== null && withdrawnOn <= on ? withdrawnOn : null;
        return [id, { ...notice, deliveries: until(deliveries, on), withdrawnOn: withdrawn }];
      }),
    decisions: facts.decisions
      .filter(([id]) => (state.decisions[id]?.proposedOn ?? on) <= on)
      .map(([id, decision]) => [id, { ...decision, consents: until(decision.consents, on), closed: decision.closed && isClosed(id) }]),
  };
};

const STATUS: Record<NonNullable<Life['end']>['cause'], Status> = {
  notice: 'discontinued',
  decision: 'discontinued',
  term: 'expired',
  lapse: 'lapsed',
};

const statusOf = ({ end, begun }: Life): Status => (end ? STATUS[end.cause] : begun ? 'operative' : 'open');

const discontinuationOf = (life: Life, ahead: Life, begins: (date: CivilDate) => string): Discontinuation | null => {
  const end = life.end ?? ahead.end;
  if (!life.begun || !end || (end.cause !== 'notice' && end.cause !== 'decision')) return null;
  const { on: expectedOn, notice, decision } = end;
  return { expectedOn, commencesAt: begins(expectedOn), notice, decision, commencedOn: life.end ? expectedOn : null };
};

const expiryOf = (life: Life, begins: (date: CivilDate) => string): Expiry | null => {
  const { term } = life;
  if (!term) return null;
  const { end: expectedOn } = term;
  const expiredOn = life.end?.cause === 'term' ? life.end.on : null;
  const { renewals } = term;
  return {
    expectedOn,
    lastOperativeDay: addDays(expectedOn, -1),
    ceasesAt: begins(expectedOn),
    noticeBy: life.noticeBy,
    renewals,
    expiredOn,
  };
};

/** Who joined later and waits, or did: since when it belongs, or is to belong by what is known. */
const joiningOf = (life: Life, on: CivilDate, begins: (date: CivilDate) => string): Pick<State, 'joining'> => {
  if (!life.begun) return {};
  const waiting = [...life.members].filter(([, one]) => hasToWait(one, life.operativeOn));
  const joining = waiting.map(([id, { since, from }]): [string, Joining] => {
    const hasBegun = since <= on && life.isInTime(since);
    return [id, { from, since, beginsAt: hasBegun ? null : begins(since) }];
  });
  return joining.length > 0 ? { joining: Object.fromEntries(joining) } : {};
};

const participantsOf = (life: Life, on: CivilDate): Record<string, Membership> =>
  Object.fromEntries(
    life.text.participants.map(({ id }) => {
      const { since = null, outOn = null } = life.members.get(id) ?? {};
      // Nobody belongs before it is operative, not even who has joined by a signature of before.
      const belongs = life.begun && since !== null && since <= on && life.isInTime(since);
      return [id, { since: belongs ? since : null, until: outOn && addDays(outOn, -1) }];
    }),
  );

/** In the order in which they were recorded, as the state has them. */
const noticesOf = (state: State, facts: Facts, told: { lived: Life; ahead: Life }): Record<string, Notice> => {
  const known = new Map(facts.notices);
  return Object.fromEntries(
    Object.entries(state.notices).flatMap(([id, notice]) => {
      const fact = known.get(id);
      const outcome = noticeOutcome(told, id);
      if (!fact || !outcome) return [];
      const { deliveries, withdrawnOn } = fact;
      const { closedBy: _, ...rest } = notice;
      const { status, deliveredOn, from, startedOn: started, period, expectedOn, takesOut, closedBy } = outcome;
      const clock = { deliveredOn, from, started, period, expectedOn, takesOut };
      const places = Object.fromEntries(Object.entries(rest.places).filter(([to]) => Object.hasOwn(deliveries, to)));
      return [[id, { ...rest, ...clock, status, deliveries: { ...deliveries }, places, withdrawnOn, ...(closedBy && { closedBy }) }]];
    }),
  );
};

const decisionsOf = (state: State, facts: Facts, life: Life): Record<string, Decision> => {
  const known = new Map(facts.decisions);
  return Object.fromEntries(
    Object.entries(state.decisions).flatMap(([id, decision]) => {
      const fact = known.get(id);
      const outcome = life.decisions.get(id);
      if (!fact || !outcome) return [];
      const { closedBy: _, takenSeq, ...rest } = decision;
      const { takenOn } = outcome;
      const effectiveOn = outcome.effectiveOn ?? decision.statedOn;
      const isAsRecorded = outcome.status === 'closed' || isUnmade(decision, outcome);
      const { status, closedBy } = isAsRecorded ? decision : { ...outcome, status: outcome.status as Decision['status'] };
      const taken = takenOn !== null && takenSeq !== undefined ? { takenSeq } : {};
      return [[id, { ...rest, consents: { ...fact.consents }, status, takenOn, effectiveOn, ...taken, ...(closedBy && { closedBy }) }]];
    }),
  );
};

/** What is recorded and not reckoned: meetings, initiatives, pauses, contacts, keys, reminders, what it belongs with. */
const KEPT = /^(MemorandumOpened|Meeting|Minutes|Action|Initiative|Paused|Resumed|Contacts|Key|ReminderDue|Review|Corrected|Annex)/;

const OPENING = new Set<Event['type']>(['MeetingScheduled', 'ActionRecorded', 'InitiativeStarted', 'ReminderDue']);

/** Seats differ in date: on one civil date an answer can be there and what it answers not yet. Both then count from the later date. */
const isAbout = ({ meetings, initiatives, keys }: State, { type, data }: Event): boolean => {
  const { meeting, action, initiative, kid } = data as Record<string, string | undefined>;
  const known = (items: Record<string, unknown>, id: string | undefined) => id === undefined || Object.hasOwn(items, id);
  if (type === 'KeyRevoked') return known(keys, kid);
  if (OPENING.has(type)) return type !== 'ActionRecorded' || known(meetings, meeting);
  return known(meetings, meeting) && known(initiatives, initiative) && known(meeting ? (meetings[meeting]?.actions ?? {}) : {}, action);
};

/** A meeting that was moved to another place later was not to be there before: what is corrected of that place is none of the first. */
const correctedThen = (state: State, event: Event): Event => {
  if (event.type !== 'Corrected' || event.data.what !== 'meeting') return event;
  const { of, previously, corrected } = event.data;
  const { place: _, ...elsewhere } = corrected;
  return state.meetings[of]?.place === previously.place ? event : { ...event, data: { ...event.data, corrected: elsewhere } };
};

const thingOf = ({ data }: Event): string => {
  const { meeting, action, initiative } = data as Record<string, string | undefined>;
  return JSON.stringify([meeting, action, initiative]);
};

const keptUntil = (events: readonly Event[], on: CivilDate): State | undefined => {
  const kept = events.filter(({ type }) => KEPT.test(type));
  // What something was done with by that day was there: a meeting of long ago may be entered and recorded as held today.
  const done = new Set(kept.filter(({ type, on: date }) => date <= on && !OPENING.has(type)).map(thingOf));
  // The opening is when the record begins, not when the memorandum does: facts of an earlier date are among what it holds.
  // What is corrected counts as if it had been recorded right at first, whenever the correction came.
  const holds = (event: Event) =>
    event.on <= on ||
    event.type === 'MemorandumOpened' ||
    event.type === 'Corrected' ||
    (OPENING.has(event.type) && event.type !== 'ReminderDue' && done.has(thingOf(event)));
  return kept.filter(holds).reduce<State | undefined>((state, event) => {
    if (event.type === 'MemorandumOpened') return evolve(undefined, event);
    return state && isAbout(state, event) ? evolve(state, correctedThen(state, event)) : state;
  }, undefined);
};

const initiativesOf = ({ initiatives }: State, { end, begun, text }: Life): State['initiatives'] =>
  Object.fromEntries(
    Object.entries(initiatives).map(([id, one]) => [
      id,
      { ...one, disposition: begun && end !== null && isAskedAt(one, end.on, text) ? 'requested' : null },
    ]),
  );

const isMove = ({ type, data }: Event): boolean =>
  (type === 'ModificationTookEffect' || type === 'ModificationSuperseded') && data.parts.some(({ path }) => path === '/under');

/** What was recorded by a day of the end of what it stood under on that day, since it came to stand there. */
const parentEndOf = (known: readonly Event[], under: string | undefined, on: CivilDate): State['parentEnd'] => {
  const isOf = (event: Event) => isMove(event) || (event.type === 'ParentEndRecorded' && event.data.parent === under);
  const last = known.findLast((event) => event.on <= on && isOf(event));
  return last?.type === 'ParentEndRecorded' ? { expectedOn: last.data.expectedOn, endedOn: last.data.endedOn } : null;
};

const standing = (state: State, kept: State, known: readonly Event[], on: CivilDate): State => {
  const facts = factsBy(state, on);
  const life = livedUntil(facts, on);
  const ahead = expectedLife(facts, on);
  const participants = participantsOf(life, on);
  const begins = (date: CivilDate) => beginning({ instrument: life.text, participants }, date);
  const { operativeOn } = life.operation;
  const opened = dateEverywhere(parseInstant(kept.openedAt), zonesIn({ instrument: life.text, participants }));
  return {
    ...kept,
    ...(on < opened && { beforeOpening: on }),
    seq: state.seq,
    status: state.status === 'annulled' ? 'annulled' : statusOf(life),
    operativeOn: life.begun ? operativeOn : null,
    operation: !life.begun && operativeOn !== null ? { expectedOn: operativeOn, beginsAt: begins(operativeOn) } : null,
    lapsedOn: life.end?.cause === 'lapse' ? life.end.on : null,
    version: life.inEffect.length + 1,
    modifications: [...life.inEffect],
    ...(life.inEffect.length > 0 && { signed: facts.signed }),
    reachedOn: state.reachedOn,
    discontinuation: discontinuationOf(life, ahead, begins),
    expiry: expiryOf(life, begins),
    participants,
    ...joiningOf(life, on, begins),
    signatures: state.signatures.filter(({ signedOn }) => signedOn <= on),
    confirmations: state.confirmations.filter((one) => countsOn(facts.signed, one) <= on),
    accessions: state.accessions.filter((one) => joinedOn(state, one) !== null && (state.joining?.[one.by]?.from ?? one.since) <= on),
    notices: noticesOf(state, facts, { lived: life, ahead }),
    decisions: decisionsOf(state, facts, life),
    initiatives: initiativesOf(kept, life),
    instrument: life.text,
    parentEnd: parentEndOf(known, life.text.under, on),
  };
};

/** True of a date that has not begun at every seat: what is answered as of it is expected, by what is decided already. */
export const isAhead = (state: State, on: CivilDate, now: Milliseconds): boolean => on > dateEverywhere(now, zonesIn(state));

/** Undefined where nothing was known, or nothing held yet. Without `on`, everything known counts. */
export const stateAsOf = (log: readonly Event[], { on, knownAt }: AsOf): State | undefined => {
  const known = eventsAsOf(log, { knownAt });
  const state = known.reduce<State | undefined>(evolve, undefined);
  if (on === undefined || !state) return state;
  const kept = keptUntil(known, on);
  if (!kept) return undefined;
  const shown = standing(state, kept, known, on);
  waitForWhoBelongs(shown);
  return shown;
};

/** The events known at an instant that hold on or before a civil date, as they were recorded. */
export const eventsAsOf = (log: readonly Event[], { on, knownAt }: AsOf): Event[] =>
  log.filter((event) => (knownAt === undefined || parseInstant(event.at) <= knownAt) && (on === undefined || event.on <= on));
