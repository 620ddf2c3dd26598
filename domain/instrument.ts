/**
 * A memorandum as data. The engine holds rules and takes every number, name and clause from here:
 * sibling memoranda differ in their clauses, so no rule may ask which memorandum it is.
 */
import { z } from 'zod';
import { CalendarPeriod, Day, Line, Prose, Sha256, Slug, TimeZone } from './values.ts';

/** A clause's own number in the memorandum's text, such as `III.4`. */
export const ClauseId = z.string().regex(/^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+){0,4}$/, 'must be a clause number such as III.4');

export const Participant = z.strictObject({
  id: Slug,
  name: Line,
  shortName: Line,
  seat: z.strictObject({ city: Line, timeZone: TimeZone }),
});
export type Participant = z.infer<typeof Participant>;

const Clause = z.strictObject({ id: ClauseId, heading: Line.optional(), text: Prose });

const Area = z.strictObject({ id: ClauseId, heading: Line, title: Line });

const cites = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ clause: ClauseId, ...shape });

/** What the clauses mean to the engine. Each term cites the clause it comes from. */
const Terms = z.strictObject({
  /** When it becomes operative: on the latest signature, or on the latest confirmation that follows the signatures. */
  operative: cites({ rule: z.enum(['last-signature', 'mutual-confirmation']) }),
  signature: cites({ originals: z.int().min(1).max(20), languages: z.array(Line).min(1) }),
  modification: cites({ rule: z.literal('mutual-decision') }),
  notice: cites({}),
  /** What starts the period (the delivery of the notice, or its date) and how long it is. */
  commencement: cites({ period: CalendarPeriod, from: z.enum(['delivery', 'notice']) }),
  /** How a notice may be withdrawn, always before commencement. */
  noticeWithdrawal: z.enum(['mutual-decision', 'unilateral', 'never']),
  /** The Joint Committee Meeting, or its like: who co-chairs it, and how often it meets where the text says so. */
  committee: cites({ name: Line, coChairs: z.array(Slug).min(1), cadence: CalendarPeriod.optional() }),
  cooperation: cites({ openEnded: z.boolean() }),
  nonBinding: cites({}),
  existingAgreements: cites({}).optional(),
  nationalLaw: cites({}).optional(),
  funds: cites({ committed: z.literal(false) }),
  /** Whether implementation may be paused and resumed without discontinuing. */
  pause: cites({}).optional(),
});

/** Where the text comes from, and whether it was checked against an original. */
const Provenance = z.strictObject({
  status: z.enum(['verified', 'unverified']),
  source: Line,
  note: Prose.optional(),
  sha256: Sha256.optional(),
});

const Periods = z.array(CalendarPeriod).max(20).default([]);

/**
 * When to remind: so long before a commencement, a meeting and an action's date, and so long after the first signature or
 * the proposal of a decision, while a signature or a consent is outstanding.
 */
const Reminders = z.strictObject({ commencement: Periods, meeting: Periods, action: Periods, signature: Periods, consent: Periods });

const Shape = z.strictObject({
  id: Slug,
  title: Line,
  announcedOn: Day,
  participants: z.array(Participant).min(2, 'must name at least two Participants').max(50),
  /** Time zones of places at which acts are done other than the seats: a signing venue, a meeting's city. */
  places: z.record(Line, TimeZone).default({}),
  clauses: z.array(Clause).min(1).max(500),
  areas: z.array(Area).max(500),
  terms: Terms,
  reminders: Reminders.optional(),
  provenance: Provenance,
});
export type Instrument = z.infer<typeof Shape>;

type Problem = { path: (string | number)[]; message: string };

const repeated = (values: readonly string[]): string | undefined => values.find((value, at) => values.indexOf(value) !== at);

const duplicates = (instrument: Instrument): Problem[] =>
  (['participants', 'clauses', 'areas'] as const).flatMap((list) => {
    const id = repeated(instrument[list].map((item) => item.id));
    return id ? [{ path: [list], message: `names ${id} twice` }] : [];
  });

/** Every clause that a term cites is in the text, and every co-chair is a Participant. */
const dangling = (instrument: Instrument): Problem[] => {
  const clauses = new Set(instrument.clauses.map((clause) => clause.id));
  const cited = Object.entries(instrument.terms).flatMap(([term, value]) =>
    typeof value === 'object' && !clauses.has(value.clause)
      ? [{ path: ['terms', term, 'clause'], message: `cites ${value.clause}, which is not among the clauses` }]
      : [],
  );
  const participants = new Set(instrument.participants.map((participant) => participant.id));
  const { coChairs } = instrument.terms.committee;
  const chairs = coChairs
    .filter((id, at) => !participants.has(id) || coChairs.indexOf(id) !== at)
    .map((id) => ({ path: ['terms', 'committee', 'coChairs'], message: `names ${id}, who is not a Participant, or twice` }));
  return [...cited, ...chairs];
};

export const Instrument = Shape.superRefine((instrument, context) => {
  for (const { path, message } of [...duplicates(instrument), ...dangling(instrument)]) {
    context.addIssue({ code: 'custom', path, message });
  }
});

export type Term = {
  [Key in keyof Instrument['terms']]-?: NonNullable<Instrument['terms'][Key]> extends { clause: string } ? Key : never;
}[keyof Instrument['terms']];

export const participantOf = (instrument: Instrument, id: string): Participant | undefined =>
  instrument.participants.find((participant) => participant.id === id);

/** Everybody's short name where the id is a Participant's, otherwise the id as it is. */
export const nameOf = (instrument: Instrument, id: string): string => participantOf(instrument, id)?.shortName ?? id;

/** The time zone of a Participant's seat. Ask only for a Participant of the instrument. */
export const seatZone = (instrument: Instrument, id: string): string => {
  const participant = participantOf(instrument, id);
  if (!participant) throw new Error(`${id} is not a Participant of ${instrument.id}`);
  return participant.seat.timeZone;
};

export const zonesOf = (instrument: Instrument): string[] => instrument.participants.map((participant) => participant.seat.timeZone);

/** The time zone of a place by its name ("Seoul", "Seoul, Republic of Korea"): a seat's city, or a place the instrument lists. */
export const zoneOfPlace = (instrument: Instrument, place: string): string | undefined => {
  const places: Record<string, string> = { ...instrument.places };
  for (const { seat } of instrument.participants) places[seat.city] = seat.timeZone;
  const named = (name: string) => Object.entries(places).find(([known]) => known.toLowerCase() === name.trim().toLowerCase())?.[1];
  return named(place) ?? named(place.split(',')[0] ?? '');
};

export const clauseText = (instrument: Instrument, id: string): string => instrument.clauses.find((clause) => clause.id === id)?.text ?? '';
