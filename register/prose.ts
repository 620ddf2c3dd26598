/**
 * Long texts stand in the events alone. In the state that is kept with a memorandum a mark is in the place of each, and
 * says which event has it: so what an append writes does not grow with what was recorded before.
 */
import type { Kysely } from 'kysely';
import type { Event } from '../domain/events.ts';
import type { Decision, State } from '../domain/state.ts';
import { EVENTS_AT_ONCE } from './events.ts';
import type { Database } from './schema.ts';

/** In characters of JSON: what is shorter stays in its place, and most states need no second question. */
const LONG = 1_000;

type Mark = { inEvent: number };
type Prose = Record<string, unknown>;

/** What nothing is worked out of. */
const FIELDS: { [Type in Event['type']]?: readonly string[] } = {
  MeetingScheduled: ['agenda'],
  DecisionProposed: ['patch'],
  InitiativeReported: ['report'],
};
/** What a patch changes: by it one knows what is awaited and lies ahead, so it is left out only where a state is written. */
const CHANGES = 'changes';
/** No other field has a mark, whatever somebody calls an action or a Participant. */
const MARKED = [...Object.values(FIELDS).flat(), CHANGES];

const sizeOf = (value: unknown): number => (JSON.stringify(value) ?? '').length;

/** The event with a mark in the place of each long text: of `evolve` alone to be read. */
export const withMarks = (event: Event): Event => {
  const data = event.data as Prose;
  // A short patch may take a long text out.
  const isLong = (field: string) => sizeOf(data[field]) > LONG || (field === 'patch' && sizeOf(data[CHANGES]) > LONG);
  const long = (FIELDS[event.type] ?? []).filter(isLong);
  if (long.length === 0) return event;
  const mark: Mark = { inEvent: event.seq };
  return { ...event, data: { ...data, ...Object.fromEntries(long.map((field) => [field, mark])) } } as Event;
};

const isMark = (value: unknown): value is Mark => typeof value === 'object' && value !== null && 'inEvent' in value;

const marksIn = (one: Prose, fields: readonly string[]): [field: string, mark: Mark][] =>
  fields.flatMap((field): [string, Mark][] => {
    const value = one[field];
    return isMark(value) ? [[field, value]] : [];
  });

const eachOf = <Part>(parts: Record<string, Part>, change: (part: Part) => Part): Record<string, Part> =>
  Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, change(part)]));

/** As a state is written: a long patch has its mark, and what it changes has the same. */
export const asWritten = <Some extends Pick<State, 'decisions'>>(state: Some): Some => {
  const marked = (decision: Decision): Decision =>
    decision.kind === 'modify' && isMark(decision.patch) ? { ...decision, [CHANGES]: decision.patch } : decision;
  return { ...state, decisions: eachOf(state.decisions, marked) };
};

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

/** A state with its marks in these fields replaced by what the events say. */
const withFields = async (db: Kysely<Database>, mou: string, state: State, fields: readonly string[]): Promise<State> => {
  const seqs = new Set(partsOf(state).flatMap((part) => marksIn(part, fields).map(([, { inEvent }]) => inEvent)));
  if (seqs.size === 0) return state;
  const texts = await textsOf(db, mou, [...seqs]);
  const filled = <Part extends object>(part: Part): Part => {
    const marks = marksIn(part as Prose, fields);
    if (marks.length === 0) return part;
    return { ...part, ...Object.fromEntries(marks.map(([field, { inEvent }]) => [field, texts.get(inEvent)?.[field]])) };
  };
  return {
    ...state,
    meetings: eachOf(state.meetings, filled),
    decisions: eachOf(state.decisions, filled),
    initiatives: eachOf(state.initiatives, (one) => ({ ...one, reports: one.reports.map(filled) })),
  };
};

/** A state that was written, with what its modifications change. */
export const withChanges = async (db: Kysely<Database>, mou: string, state: State): Promise<State> =>
  await withFields(db, mou, state, [CHANGES]);

/** A state with every long text in its place. */
export const withTexts = async (db: Kysely<Database>, mou: string, state: State): Promise<State> =>
  await withFields(db, mou, state, MARKED);
