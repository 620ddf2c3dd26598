/** What the rules share: the events recorded so far, and the checks that more than one act makes. */
import { type CivilDate, dateAt, dateEverywhere, formatInstant, isDayIn, latest, type Milliseconds, type Zone } from '../calendar.ts';
import { endOf } from '../end.ts';
import type { ByOf, DataOf, Event, EventType } from '../events.ts';
import { evolve } from '../evolve.ts';
import { type Instrument, nameOf, participantOf, type Term, zoneOfPlace } from '../instrument.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { zonesIn } from '../seats.ts';
import { type Place, type State, waitsForAdmission } from '../state.ts';

/** The clause that an act or event cites; null where the memorandum has none. */
export type Clause = string | null;

/** `by` is left out where nobody acts. */
type Fact<Type extends EventType> = { on: CivilDate; clause: Clause; data: DataOf<Type> } & (null extends ByOf<Type>
  ? { by?: string | undefined }
  : { by: string });

/** Records events one after the other, so that a rule sees the state that its own earlier events have made. */
export class Recording {
  readonly events: Event[] = [];
  readonly now: Milliseconds;
  /** The state before all of it; undefined before the memorandum is opened. */
  readonly before: State | undefined;
  #state: State | undefined;
  /** How many of the events the state has taken in: most rules end with their event, and never ask what it made. */
  #taken = 0;

  constructor(state: State | undefined, now: Milliseconds) {
    this.before = state;
    this.#state = state;
    this.now = now;
  }

  get isOpened(): boolean {
    return this.#state !== undefined;
  }

  /** Ask only once the memorandum is opened. */
  get state(): State {
    while (this.#taken < this.events.length) this.#state = evolve(this.#state, this.events[this.#taken++] as Event);
    if (!this.#state) throw new Error('The memorandum has not been opened');
    return this.#state;
  }

  record<Type extends EventType>(type: Type, fact: Fact<Type>): void {
    const { on, by = null, clause, data } = fact;
    const seq = (this.#state?.seq ?? 0) + this.events.length - this.#taken + 1;
    this.events.push({ seq, type, at: formatInstant(this.now), on, by, clause, data } as unknown as Event);
  }

  /** The civil date at a Participant's seat or, where nobody acts, the one that has begun at every seat. */
  today(by?: string): CivilDate {
    const seat = by === undefined ? undefined : participantOf(this.state.instrument, by)?.seat;
    return seat ? dateAt(this.now, seat.timeZone) : dateEverywhere(this.now, zonesIn(this.state));
  }

  /**
   * The same for what is done under the memorandum: where it is operative since a date that has not begun yet at the seat,
   * that date. Nothing is done under it before.
   */
  todayUnder(by?: string): CivilDate {
    const { operativeOn } = this.state;
    return operativeOn === null ? this.today(by) : latest(this.today(by), operativeOn);
  }

  /** Where a date begins last, of all seats. */
  latestZone(): Zone {
    const zones = zonesIn(this.state);
    const today = this.today();
    return zones.find((zone) => dateAt(this.now, zone) === today) ?? (zones[0] as Zone);
  }

  clause(term: Term): Clause {
    return clauseOf(this.state.instrument, term);
  }
}

/** The term whose clause is cited where the memorandum has none of that kind. */
const NEAREST: Partial<Record<Term, Term>> = {
  signature: 'operative',
  notice: 'commencement',
  commencement: 'notice',
  pause: 'modification',
};

/** The number of the clause a term rests on, or of the nearest one; null where the memorandum has neither. */
export const clauseOf = ({ terms }: Pick<Instrument, 'terms'>, term: Term): Clause => {
  const nearest = NEAREST[term];
  return (terms[term] ?? (nearest && terms[nearest]))?.clause ?? null;
};

export const mustBeParticipant = (instrument: Instrument, id: string, clause: Clause, field = 'by'): void => {
  if (participantOf(instrument, id)) return;
  const names = instrument.participants.map((participant) => participant.id).join(', ');
  refuse('NOT_A_PARTICIPANT', `${field}: ${id} is not a Participant of this memorandum (${names})`, clause);
};

/** Who has withdrawn acts no more; who joins later acts from then, and who has not signed yet, where others are operative, not at all. */
export const mustBelong = (state: State, id: string, on: CivilDate, clause: Clause, field = 'by'): void => {
  mustBeParticipant(state.instrument, id, clause, field);
  const name = nameOf(state.instrument, id);
  const { since = null, until = null } = state.participants[id] ?? {};
  if (until !== null && on > until) {
    refuse('NOT_A_PARTICIPANT', `${field}: ${name} has withdrawn; its last day was ${until}`, clause);
  }
  if (since !== null && since !== state.operativeOn && on < since) {
    refuse('NOT_A_PARTICIPANT', `${field}: ${name} had not joined on ${on}; it belongs since ${since}`, clause);
  }
  if (state.operativeOn !== null && since === null) {
    refuse('NOT_A_PARTICIPANT', `${field}: ${name} ${whyNotYet(state, id)}`, clause);
  }
};

const whyNotYet = (state: State, id: string): string => {
  const { endedOn } = endOf(state);
  if (endedOn !== null) return `had not joined by ${endedOn}, the end`;
  const admission = waitsForAdmission(state, id);
  if (admission !== null) return `waits for decision ${admission}, which admits it and is not taken`;
  const joining = state.joining?.[id];
  return joining ? `waits, and belongs from ${joining.since}` : 'has not signed yet, and belongs from the date of its signature';
};

/** Who joins is nobody whom the text names already: who has left as little as who has yet to sign. */
export const mustBeNewcomer = (state: State, id: string, field: string, clause: Clause): void => {
  if (state.instrument.terms.depositary?.id === id && !participantOf(state.instrument, id))
    refuse('ALREADY_ACCEDED', `${field}: ${id} is the depositary, which is no Participant; who joins has another id`, clause);
  if (!participantOf(state.instrument, id)) return;
  const { since = null, until = null } = state.participants[id] ?? {};
  const waits =
    state.joining?.[id] || waitsForAdmission(state, id) !== null
      ? `has joined already, and ${whyNotYet(state, id)}`
      : 'is named by the text already, and belongs once it signs';
  const named = since === null && state.operativeOn !== null ? waits : 'is a Participant already';
  const how = until === null ? named : `has withdrawn, and its last day was ${until}; it joins again under another id`;
  refuse('ALREADY_ACCEDED', `${field}: ${nameOf(state.instrument, id)} ${how}`, clause);
};

export const mustBeOperative = (state: State, clause: Clause): void => {
  if (state.operativeOn !== null) return;
  const expected = state.operation ? ` (it is expected to be on ${state.operation.expectedOn})` : '';
  refuse(
    'NOT_OPERATIVE',
    `The memorandum is not operative yet${expected}: until then there is no modification and no discontinuation of it, and nothing is carried out under it`,
    clause,
  );
};

const refuseFuture = (field: string, date: CivilDate, where: string, clause: Clause): never => {
  refuse('FUTURE_DATE', `${field}: ${date} has not begun ${where}`, clause);
};

/** A civil date may not lie in the future at the place it belongs to; a day that this place never had is no date. */
export const mustHaveBegun = (field: string, date: CivilDate, zone: Zone, now: Milliseconds, clause: Clause): void => {
  if (!isDayIn(date, zone))
    refuse('INVALID', `${field}: ${date} never was in ${zone}: the calendar there went on with the day after`, clause);
  const today = dateAt(now, zone);
  if (date > today) refuseFuture(field, date, `in ${zone}, where it is ${today}`, clause);
};

/** The same for what belongs to no one place. */
export const mustHaveBegunEverywhere = (recording: Recording, field: string, date: CivilDate, clause: Clause): void => {
  const today = recording.today();
  if (date > today) refuseFuture(field, date, `in ${recording.latestZone()}, where it is ${today}`, clause);
};

/**
 * The same for a place known by its name only. Where nobody says in which zone it lies, the date must have begun at
 * every seat: with the seats divided, the engine would have to guess.
 */
export const mustHaveBegunAtPlace = (
  recording: Recording,
  field: string,
  date: CivilDate,
  at: Place & { by?: string },
  clause: Clause,
): void => {
  const { instrument } = recording.state;
  const zone = at.timeZone ?? zoneOfPlace(instrument, at.place, at.by === undefined ? undefined : participantOf(instrument, at.by));
  if (zone) return mustHaveBegun(field, date, zone, recording.now, clause);
  if (date > recording.today()) {
    refuseFuture(field, date, `at every seat, and the time zone of ${at.place} is not known: give timeZone`, clause);
  }
};

export const mustNotPrecedeOperative = (state: State, field: string, date: CivilDate, clause: Clause): void => {
  if (state.operativeOn !== null && date < state.operativeOn) {
    refuse('BEFORE_OPERATIVE', `${field}: ${date} lies before the operative date, ${state.operativeOn}`, clause);
  }
};

export const mustBeNew = (items: Record<string, unknown>, what: string, id: string, clause: Clause): void => {
  if (Object.hasOwn(items, id)) refuse('ALREADY_RECORDED', `${what}: ${id} is already recorded; choose another id`, clause);
};

/** What another memorandum told as of an earlier event may come after what it told as of a later one, where it was sent again. */
export const mustBeLastHeard = ({ heard }: State, what: string, asOfEvent: number | undefined, clause: Clause): void => {
  const last = heard?.[what];
  if (last === undefined || asOfEvent === undefined || asOfEvent > last) return;
  refuse('ALREADY_RECORDED', `asOfEvent: that memorandum has told of it as of its event ${last}, which is not before ${asOfEvent}`, clause);
};

/** Its type is written out, so that the compiler knows that nothing follows it. */
export const refuse: (code: RefusalCode, message: string, clause: Clause) => never = (code, message, clause) => {
  throw new Refusal(code, message, clause);
};
