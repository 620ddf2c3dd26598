/**
 * Long texts stand in the events alone. In the state that is kept with a memorandum a mark is in the place of each, and
 * says which event has it: so what an append writes does not grow with what was recorded before.
 */
import type { Kysely } from 'kysely';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import type { Database } from './schema.ts';

/** In characters of JSON: what is shorter stays in its place, and most states need no second question. */
const LONG = 1_000;
/** One event may have most of a megabyte. */
const EVENTS_AT_ONCE = 50;

type Mark = { inEvent: number };
type Prose = Record<string, unknown>;

/** What nothing is worked out of: what a modification changes stays, for by it one knows what is awaited and lies ahead. */
const FIELDS: { [Type in Event['type']]?: readonly string[] } = {
  MeetingScheduled: ['agenda'],
  DecisionProposed: ['patch'],
  InitiativeReported: ['report'],
};
/** No other field has a mark, whatever somebody calls an action or a Participant. */
const MARKED = Object.values(FIELDS).flat();

/** The event with a mark in the place of each long text: of `evolve` alone to be read. */
export const withMarks = (event: Event): Event => {
  const data = event.data as Prose;
  const long = (FIELDS[event.type] ?? []).filter((field) => (JSON.stringify(data[field]) ?? '').length > LONG);
  if (long.length === 0) return event;
  const mark: Mark = { inEvent: event.seq };
  return { ...event, data: { ...data, ...Object.fromEntries(long.map((field) => [field, mark])) } } as Event;
};

const isMark = (value: unknown): value is Mark => typeof value === 'object' && value !== null && 'inEvent' in value;

const marksIn = (one: Prose): [field: string, mark: Mark][] =>
  MARKED.flatMap((field): [string, Mark][] => {
    const value = one[field];
    return isMark(value) ? [[field, value]] : [];
  });

/** Every part of a state that may have a mark. */
const partsOf = ({ meetings, decisions, initiatives }: State): Prose[] => [
  ...Object.values(meetings),
  ...Object.values(decisions),
  ...Object.values(initiatives).flatMap(({ reports }) => reports),
];

type Texts = Map<number, Prose>;

const textsOf = async (db: Kysely<Database>, mou: string, seqs: readonly number[]): Promise<Texts> => {
  const texts: Texts = new Map();
  for (let from = 0; from < seqs.length; from += EVENTS_AT_ONCE) {
    const some = seqs.slice(from, from + EVENTS_AT_ONCE);
    const rows = await db.selectFrom('events').select(['seq', 'event']).where('mou', '=', mou).where('seq', 'in', some).execute();
    for (const { seq, event } of rows) texts.set(seq, event.data);
  }
  return texts;
};

const filled = <Part extends object>(part: Part, texts: Texts): Part => {
  const marks = marksIn(part as Prose);
  if (marks.length === 0) return part;
  return { ...part, ...Object.fromEntries(marks.map(([field, { inEvent }]) => [field, texts.get(inEvent)?.[field]])) };
};

const filledAll = <Part extends object>(parts: Record<string, Part>, texts: Texts): Record<string, Part> =>
  Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, filled(part, texts)]));

/** A state with its marks replaced by what the events say. */
export const withTexts = async (db: Kysely<Database>, mou: string, state: State): Promise<State> => {
  const seqs = new Set(partsOf(state).flatMap((part) => marksIn(part).map(([, { inEvent }]) => inEvent)));
  if (seqs.size === 0) return state;
  const texts = await textsOf(db, mou, [...seqs]);
  const initiatives = Object.entries(state.initiatives).map(([id, one]): [string, typeof one] => [
    id,
    { ...one, reports: one.reports.map((report) => filled(report, texts)) },
  ]);
  return {
    ...state,
    meetings: filledAll(state.meetings, texts),
    decisions: filledAll(state.decisions, texts),
    initiatives: Object.fromEntries(initiatives),
  };
};
