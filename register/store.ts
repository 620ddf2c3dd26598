/** The statements that read and write one memorandum. */
import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { Event } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import { eventsOf } from './events.ts';
import {
  type Advance,
  advance,
  type Columns,
  columnsAfter,
  columnsOf,
  type Projected,
  PROJECTION,
  step,
  instrumentText,
  stateText,
} from './projection.ts';
import { withChanges, withTexts } from './prose.ts';
import type { Database } from './schema.ts';
import { firstAppend, nextAppend, wholeRow } from './statements.ts';

/** What is known of a memorandum. */
export type Known = Projected & {
  seq: number;
  /**
   * How long its state was when it was written last, and how long the events since are: in characters. Undefined where it
   * has no row, or one that another version of the engine made, and all was made from the events.
   */
  written: Written | undefined;
  /** What its row says; undefined where it was not written by this process. */
  columns?: Columns;
};

type Written = { length: number; since: number };

/** The state is written again after so many characters of events, or as many as it has itself: an append costs what it adds. */
const LEAST_CHARACTERS = 10_000;

/** From its row and the events since its state was written, or from all events. What its modifications change may have marks. */
const found = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const row = await db
    .selectFrom('memoranda as m')
    .select(['seq', 'head', 'document_bytes', 'projection', sql<string>`m.state::text`.as('state')])
    .select(sql<Instrument>`coalesce(m.state_instrument, m.instrument)`.as('instrument'))
    .select((one) =>
      one
        .selectFrom('events as e')
        .select(sql<Event[]>`coalesce(json_agg(e.event order by e.seq), '[]')`.as('events'))
        .whereRef('e.mou', '=', 'm.mou')
        .whereRef('e.seq', '>', 'm.state_seq')
        .whereRef('e.seq', '<=', 'm.seq')
        .as('since'),
    )
    .where('mou', '=', mou)
    .executeTakeFirst();
  if (row?.projection !== PROJECTION) return await foldedOf(db, mou);
  const { seq, head, instrument, state, document_bytes: documentBytes } = row;
  const since = row.since ?? [];
  let now: Projected = { state: { ...JSON.parse(state), instrument }, head, documentBytes };
  for (const event of since) now = step(mou, now, event, head);
  return { ...now, documentBytes, seq, written: { length: state.length, since: lengthOf(since.map((event) => JSON.stringify(event))) } };
};

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0);

const foldedOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const events = await eventsOf(db, mou);
  return events.length === 0 ? undefined : { ...advance(mou, undefined, events).after, seq: events.length, written: undefined };
};

/** What is known of a memorandum. */
export const currentOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const known = await found(db, mou);
  return known && { ...known, state: await withChanges(db, mou, known.state) };
};

/** As `currentOf`, and every long text is in its place. */
export const wholeOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const known = await found(db, mou);
  return known && { ...known, state: await withTexts(db, mou, known.state) };
};

/**
 * Writes further events and what they come to, in one statement: all of it or nothing, at the price of one commit.
 * Undefined where another writer came first: the row was no longer as `known` says, and then nothing was written.
 *
 * @param known undefined where there is no event yet; otherwise what its row says
 */
export const write = async (
  db: Kysely<Database>,
  known: Known | undefined,
  events: readonly Event[],
  made: Advance,
): Promise<Known | undefined> => {
  const last = events.at(-1) as Event;
  const since = (known?.written?.since ?? 0) + lengthOf(made.rows.map(({ text }) => text));
  const isDue = !known?.written || since >= Math.max(LEAST_CHARACTERS, known.written.length);
  const state = isDue ? stateText(made.after.state) : null;
  const written = state === null ? { length: known?.written?.length ?? 0, since } : { length: state.length, since: 0 };
  const texts = { state, stateSeq: last.seq, instrument: made.instrumentChanged ? instrumentText(made.after.state) : null };
  const columns = columnsAfter(known, made.after, events);
  const { text, values } = known ? nextAppend(known.seq, known.columns, columns, texts, made) : firstAppend(columns, texts, made);
  const { numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, values));
  return numAffectedRows === BigInt(events.length) ? { ...made.after, seq: last.seq, written, columns } : undefined;
};

/**
 * Makes the row again from all events. It is replaced in its place: who appends meanwhile waits
 * for it, and then finds it. Others who make it again wait for each other, where there is no row to hold either.
 */
export const replaceProjection = async (db: Kysely<Database>, mou: string): Promise<void> => {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${mou}, 0))`.execute(transaction);
    const held = await transaction.selectFrom('memoranda').select('mou').where('mou', '=', mou).forUpdate().execute();
    const events = await eventsOf(transaction, mou);
    const last = events.at(-1);
    if (!last) {
      await transaction.deleteFrom('memoranda').where('mou', '=', mou).execute();
      return;
    }
    const made = advance(mou, undefined, events);
    const { state } = made.after;
    const texts = { state: stateText(state), stateSeq: last.seq, instrument: instrumentText(state) };
    const { text, values } = wholeRow(columnsOf(made.after, last), texts, made, held.length > 0);
    await transaction.executeQuery(CompiledQuery.raw(text, values));
  });
};
