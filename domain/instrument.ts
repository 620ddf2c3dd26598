/**
 * A memorandum as data. The engine holds rules and takes every number, name and clause from here:
 * sibling memoranda differ in their clauses, so no rule may ask which memorandum it is.
 */
import { z } from 'zod';
import { problemsOf } from './instrument-problems.ts';
import { withoutArticle } from './speak.ts';
import { Terms } from './terms.ts';
import { CalendarPeriod, ClauseId, Day, Line, Prose, Seat, Sha256, Slug, TimeZone, VALUES } from './values.ts';

export { ClauseId } from './values.ts';
export type { Term } from './terms.ts';

export const Participant = z.strictObject({
  id: Slug.meta({ description: 'By which acts and contacts name it', examples: ['rok'] }),
  name: Line.meta({ description: 'The full name, as the text has it', examples: ['The Government of the Republic of Korea'] }),
  shortName: Line.meta({ description: 'The name in messages and tables', examples: ['Republic of Korea'] }),
  seat: Seat.meta({
    description: 'Where it sits',
    effect: 'A date that concerns all begins when it has begun at every seat; a delivery has the date of the place where it is delivered.',
  }),
});
export type Participant = z.infer<typeof Participant>;

const Clause = z.strictObject({
  id: ClauseId.meta({ description: 'Its number, as the paper has it; no slash and no tilde', examples: ['III.4', 'Article 7', '§ 5'] }),
  heading: Line.optional().meta({ description: 'Its heading', examples: ['Operation and Discontinuation'] }),
  text: Prose.meta({ description: 'Its text, word for word' }),
});

const Area = z.strictObject({
  id: ClauseId.meta({
    description: 'By which initiatives name it; where a clause has the same number, it is that clause',
    examples: ['II.B.4'],
  }),
  heading: Line.meta({ description: 'The heading under which it stands', examples: ['Trusted Technology Leadership'] }),
  title: Line.meta({ description: 'Its short name', examples: ['Leading Quantum Innovation'] }),
});

/** Where the text comes from, and whether it was checked against an original. */
const Provenance = z.strictObject({
  status: z.enum(['verified', 'unverified']).meta({ description: 'Whether it was compared with an original', examples: ['unverified'] }),
  source: Line.meta({ description: 'Where the text was taken from', examples: ['Signed original of 5 May 2026, scanned'] }),
  note: Prose.optional().meta({ description: 'What a reader should know about it' }),
  sha256: Sha256.optional().meta({ description: 'SHA-256 of the file from which it was taken, as 64 hexadecimal digits' }),
});

const Periods = z.array(CalendarPeriod).max(20);
const asked = Periods.default([]);
const usual = Periods.optional();

/**
 * When to remind: so long before a commencement or a departure, a meeting and an action's date, and so long after the first signature or
 * the proposal of a decision, while a signature or a consent is outstanding: only where asked for. Before the last day
 * for a notice of non-renewal, the end of the term, a review and a lapse: as usual, unless another time is asked for.
 */
const Reminders = z.strictObject({
  commencement: asked.meta({
    description: 'So long before a discontinuation commences, or one Participant leaves alone',
    examples: [['P90D', 'P7D']],
  }),
  meeting: asked.meta({ description: 'So long before a meeting', examples: [['P7D']] }),
  action: asked.meta({ description: 'So long before an action is due; on the day itself always', examples: [['P7D']] }),
  signature: asked.meta({ description: 'So long after the first signature, while others are outstanding', examples: [['P30D']] }),
  consent: asked.meta({ description: 'So long after a proposal, while consents are outstanding', examples: [['P30D']] }),
  renewal: usual.meta({ description: 'So long before the last day for a notice of non-renewal', examples: [['P180D', 'P30D']] }),
  expiry: usual.meta({ description: 'So long before the end of the term', examples: [['P1Y', 'P90D']] }),
  review: usual.meta({ description: 'So long before a review', examples: [['P30D']] }),
  lapse: usual.meta({ description: 'So long before it lapses', examples: [['P30D']] }),
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
  participant: Line.optional().meta({ description: 'for Participant', examples: ['Party'] }),
  participants: Line.optional().meta({ description: 'for Participants', examples: ['Parties'] }),
  operative: Line.optional().meta({ description: 'for operative', examples: ['in force'] }),
  modification: Line.optional().meta({ description: 'for modification', examples: ['amendment'] }),
  discontinuation: Line.optional().meta({ description: 'for discontinuation', examples: ['termination'] }),
  memorandum: Line.optional().meta({ description: 'for Memorandum', examples: ['Agreement'] }),
});
export type Words = z.infer<typeof Words>;

/** Fixed when it is opened; only for whom the keeper may record can be modified later. */
const Acting = z.strictObject({
  signed: z
    .literal(true)
    .optional()
    .meta({ description: 'Acts are signed. Absent: as the deployment says', examples: [true] }),
  keeperRecordsFor: z
    .union([z.literal('all'), z.array(Slug).min(1).max(50)])
    .optional()
    .meta({
      description: 'For whom the keeper of the record may record acts with its own key. Absent: for nobody',
      examples: ['all', ['rok']],
      effect: 'The record says of each such act that the keeper recorded it.',
    }),
});

const Shape = z.strictObject({
  id: Slug.meta({
    description: 'The id of the instrument, and of the memorandum opened from it unless another is given',
    examples: ['roads-2024'],
  }),
  title: Line.meta({ description: 'The title, as the paper has it', effect: 'Heads every report, mail and export.' }),
  announcedOn: Day.optional().meta({
    description: 'When it was made public',
    examples: ['2025-10-29'],
    effect: 'Shown; nothing is computed from it.',
  }),
  participants: z.array(Participant).min(2, 'must name at least two Participants').max(50).meta({
    description: 'Who takes part, at least two',
    effect: 'All must sign or confirm, all must consent to a decision, and each is told of what happens.',
  }),
  places: z
    .record(Line, TimeZone)
    .default({})
    .meta({
      description: 'Time zones of places other than the seats: a signing venue, an embassy, a meeting’s city',
      examples: [{ Gyeongju: 'Asia/Seoul' }],
      effect: 'A signature or delivery there has the date of that place.',
    }),
  clauses: z.array(Clause).min(1).max(500).meta({
    description: 'The text, clause by clause',
    effect: 'Every answer, refusal and message cites a clause by its number. Modifications change clauses and give a new version.',
  }),
  areas: z.array(Area).max(500).default([]).meta({
    description: 'Areas of cooperation, where the text lists any',
    effect: 'Initiatives are started in an area.',
  }),
  terms: Terms.meta({ description: 'What the clauses mean to the engine' }),
  acts: Acting.optional().meta({
    description: 'Who may record acts. The text asks for none of it: these are settings',
    effect: 'Where acts are signed, each is refused (`NOT_AUTHORISED`) unless a key of who may do it signed it.',
  }),
  words: Words.optional().meta({
    description: 'How this memorandum speaks, where it is not as the engine does',
    effect: 'Messages, reports, explanations and mails use these words; the language check takes them as right.',
  }),
  reminders: Reminders.optional().meta({
    description: 'When to remind. The text asks for none of it: these are settings',
    effect: 'Everybody is sent a reminder on each of these days.',
  }),
  supersedes: Slug.optional().meta({
    description: 'The id of the memorandum that this one replaces once it is operative',
    examples: ['roads-2019'],
  }),
  under: Slug.optional().meta({
    description: 'The id of the memorandum that this one is an annex or implementing arrangement of',
    examples: ['roads-2024'],
  }),
  provenance: Provenance.meta({ description: 'Where the text comes from, and whether it was checked against an original' }),
});
export type Instrument = z.infer<typeof Shape>;

export const Instrument = Shape.superRefine((instrument, context) => {
  for (const { path, message } of problemsOf(instrument)) {
    context.addIssue({ code: 'custom', path, message });
  }
}).register(VALUES, { kind: 'instrument' });

export const participantOf = (instrument: Instrument, id: string): Participant | undefined =>
  instrument.participants.find((participant) => participant.id === id);

/** The depositary that is no Participant, named as one: nothing else is asked of it than where a paper was received. */
export const bodyOf = ({ terms: { depositary } }: Pick<Instrument, 'terms'>, id: string): Participant | undefined => {
  const { name, seat } = depositary ?? {};
  return depositary?.id === id && name && seat ? { id, name, shortName: withoutArticle(name), seat } : undefined;
};

/** One to which a paper can be delivered: a Participant, or a depositary of another kind. */
export const receiverOf = (instrument: Instrument, id: string): Participant | undefined =>
  participantOf(instrument, id) ?? bodyOf(instrument, id);

/** Everybody's short name where the id is a Participant's or the depositary's, otherwise the id as it is. */
export const nameOf = (instrument: Instrument, id: string): string => receiverOf(instrument, id)?.shortName ?? id;

export const namesOf = (instrument: Instrument, ids: readonly string[]): string => ids.map((id) => nameOf(instrument, id)).join(', ');

/** Whose a key is: null, of the one who keeps the record. */
export const holderOf = (instrument: Instrument, of: string | null): string =>
  of === null ? 'the keeper of the record' : nameOf(instrument, of);

/** The time zone of a Participant's seat. Ask only for a Participant of the instrument. */
export const seatZone = (instrument: Instrument, id: string): string => {
  const participant = participantOf(instrument, id);
  if (!participant) throw new Error(`${id} is not a Participant of ${instrument.id}`);
  return participant.seat.timeZone;
};

/** By whom what one gives is received for all others: the depositary, unless it is that one itself. Undefined: each of them receives it. */
export const receivedFor = ({ depositary }: Terms, by: string): string | undefined =>
  depositary === undefined || depositary.id === by ? undefined : depositary.id;

export const zonesOf = (instrument: Instrument): string[] => instrument.participants.map((participant) => participant.seat.timeZone);

/**
 * The time zone of a place by its name ("Seoul", "Seoul, Republic of Korea"): the seat of the one concerned, another's, or a place
 * the instrument lists. Of another name that stands for places in two zones it is not known which is meant.
 */
export const zoneOfPlace = ({ participants, places }: Instrument, place: string, own?: Participant): string | undefined => {
  const isNamed = (one: string, name: string): boolean => one.toLowerCase() === name.trim().toLowerCase();
  if (own && isNamed(own.seat.city, place)) return own.seat.timeZone;
  const seats = [...participants, ...(own ? [own] : [])].map(({ seat }): [string, string] => [seat.city, seat.timeZone]);
  const zonesNamed = (name: string): string[] => [
    ...new Set([...seats, ...Object.entries(places)].filter(([one]) => isNamed(one, name)).map(([, zone]) => zone)),
  ];
  const whole = zonesNamed(place);
  const [zone, ...others] = whole.length > 0 ? whole : zonesNamed(place.replace(/,.*$/s, ''));
  return others.length > 0 ? undefined : zone;
};

/** The time zone in which one signs that joins: as stated, that of the place, or its own seat's. */
export const zoneOfJoining = (instrument: Instrument, own: Participant, at: { place: string; timeZone?: string | undefined }): string =>
  at.timeZone ?? zoneOfPlace(instrument, at.place, own) ?? own.seat.timeZone;

/** Empty where the text has no such clause: a modification may have removed it. */
export const clauseText = (instrument: Instrument, id: string): string => {
  const clause = instrument.clauses.find((one) => one.id === id);
  return clause ? clause.text : '';
};
