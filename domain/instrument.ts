/**
 * A memorandum as data. The engine holds rules and takes every number, name and clause from here:
 * sibling memoranda differ in their clauses, so no rule may ask which memorandum it is.
 */
import { z } from 'zod';
import { type Problem, problemsOf, Terms } from './terms.ts';
import { CalendarPeriod, ClauseId, Day, Line, Prose, Sha256, Slug, TimeZone } from './values.ts';

export { ClauseId } from './values.ts';
export type { Term } from './terms.ts';

export const Participant = z.strictObject({
  id: Slug,
  name: Line,
  shortName: Line,
  seat: z.strictObject({ city: Line, timeZone: TimeZone }),
});
export type Participant = z.infer<typeof Participant>;

const Clause = z.strictObject({ id: ClauseId, heading: Line.optional(), text: Prose });

const Area = z.strictObject({ id: ClauseId, heading: Line, title: Line });

/** Where the text comes from, and whether it was checked against an original. */
const Provenance = z.strictObject({
  status: z.enum(['verified', 'unverified']),
  source: Line,
  note: Prose.optional(),
  sha256: Sha256.optional(),
});

const Periods = z.array(CalendarPeriod).max(20);
const asked = Periods.default([]);
const usual = Periods.optional();

/**
 * When to remind: so long before a commencement, a meeting and an action's date, and so long after the first signature or
 * the proposal of a decision, while a signature or a consent is outstanding: only where asked for. Before the last day
 * for a notice of non-renewal, the end of the term, a review and a lapse: as usual, unless another time is asked for.
 */
const Reminders = z.strictObject({
  commencement: asked,
  meeting: asked,
  action: asked,
  signature: asked,
  consent: asked,
  renewal: usual,
  expiry: usual,
  review: usual,
  lapse: usual,
});
export type Reminders = Required<z.infer<typeof Reminders>>;

const USUAL: Reminders = {
  commencement: [],
  meeting: [],
  action: [],
  signature: [],
  consent: [],
  renewal: ['P180D', 'P30D'],
  expiry: ['P1Y', 'P90D'],
  review: ['P30D'],
  lapse: ['P30D'],
};

/** When to remind of what under an instrument; what is usual, where it says nothing. */
export const remindersOf = ({ reminders }: Pick<Instrument, 'reminders'>): Reminders => ({ ...USUAL, ...reminders });

/** How this memorandum speaks, in the place of the engine's own words. */
const Words = z.strictObject({
  participant: Line.optional(),
  participants: Line.optional(),
  operative: Line.optional(),
  modification: Line.optional(),
  discontinuation: Line.optional(),
  memorandum: Line.optional(),
});
export type Words = z.infer<typeof Words>;

const Shape = z.strictObject({
  id: Slug,
  title: Line,
  announcedOn: Day.optional(),
  participants: z.array(Participant).min(2, 'must name at least two Participants').max(50),
  /** Time zones of places at which acts are done other than the seats: a signing venue, a meeting's city. */
  places: z.record(Line, TimeZone).default({}),
  clauses: z.array(Clause).min(1).max(500),
  areas: z.array(Area).max(500).default([]),
  terms: Terms,
  words: Words.optional().meta({ description: 'How this memorandum speaks: Party for Participant, in force for operative …' }),
  reminders: Reminders.optional(),
  supersedes: Slug.optional().meta({ description: 'The id of the memorandum that this one replaces once it is operative' }),
  under: Slug.optional().meta({ description: 'The id of the memorandum that this one is an annex or implementing arrangement of' }),
  provenance: Provenance,
});
type Stated = z.infer<typeof Shape>;

/** Terms that the rules still take for granted: each becomes optional in the type as its rules learn to do without. */
type TakenForGranted = 'signature' | 'modification' | 'notice' | 'commencement' | 'noticeWithdrawal' | 'committee' | 'cooperation';
type Granted = Required<Pick<Terms, TakenForGranted>> & { signature: { originals: number; languages: string[] } };
export type Instrument = Omit<Stated, 'terms' | 'announcedOn'> & { terms: Terms & Granted; announcedOn: string };

const repeated = (values: readonly string[]): string | undefined => values.find((value, at) => values.indexOf(value) !== at);

const duplicates = (instrument: Stated): Problem[] =>
  (['participants', 'clauses', 'areas'] as const).flatMap((list) => {
    const id = repeated(instrument[list].map((item) => item.id));
    return id ? [{ path: [list], message: `names ${id} twice` }] : [];
  });

export const Instrument = Shape.superRefine((instrument, context) => {
  for (const { path, message } of [...duplicates(instrument), ...problemsOf(instrument)]) {
    context.addIssue({ code: 'custom', path, message });
  }
}) as unknown as z.ZodType<Instrument, z.input<typeof Shape>>;

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
