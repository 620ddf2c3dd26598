/** The statements that read and write one memorandum. */
import { canonicalize } from 'json-canonicalize';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { type Advance, advance, columnsOf, type Projected, PROJECTION, wordsOf } from './projection.ts';
import type { Database, NewMemorandum } from './schema.ts';

/** `listed`: the number in its row, which is what a writer has to find unchanged; undefined where it has no row. */
export type Known = Projected & { seq: number; listed: number | undefined };

/** What is known of a memorandum: from its row, or from the events where another version of the engine made the row. */
export const currentOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const row = await db
    .selectFrom('memoranda')
    .select(['seq', 'head', 'state', 'instrument', 'documents', 'projection'])
    .where('mou', '=', mou)
    .executeTakeFirst();
  if (row?.projection === PROJECTION) {
    const { seq, head, documents, instrument } = row;
    return { state: { ...row.state, instrument }, head, documents, seq, listed: seq };
  }
  const rows = await db.selectFrom('events').select('event').where('mou', '=', mou).orderBy('seq').execute();
  const events = rows.map(({ event }) => event);
  if (events.length === 0) return undefined;
  return { ...advance(mou, undefined, events).after, seq: events.length, listed: row?.seq };
};

/**
 * Writes further events and what they come to, in one statement: all of it or nothing, at the price of one commit.
 * False where another writer came first: the row was no longer as `known` says, and then nothing was written.
 */
export const write = async (
  db: Kysely<Database>,
  known: Known | undefined,
  events: readonly Event[],
  { after, hashes, wordsChanged }: Advance,
): Promise<boolean> => {
  const columns = columnsOf(after, events.at(-1) as Event);
  const words = wordsChanged || known?.listed === undefined ? textColumns(after) : {};
  const changed =
    known?.listed === undefined
      ? db
          .insertInto('memoranda')
          .values({ ...columns, ...words } as NewMemorandum)
          .onConflict((on) => on.column('mou').doNothing())
          .returning('mou')
      : db
          .updateTable('memoranda')
          .set({ ...columns, ...words })
          .where('mou', '=', columns.mou)
          .where('seq', '=', known.listed)
          .returning('mou');
  const { numInsertedOrUpdatedRows } = await db
    .with('changed', () => changed)
    .insertInto('events')
    .columns(['mou', 'seq', 'type', 'at', 'hash', 'event'])
    .expression(rowsOf(events, hashes))
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(events.length);
};

/** The events as rows, where the memorandum's own row was changed. Arrays, so that there may be any number of them. */
const rowsOf = (events: readonly Event[], hashes: readonly string[]): RawBuilder<never> => {
  const seqs = events.map(({ seq }) => seq);
  const types = events.map(({ type }) => type);
  const instants = events.map(({ at }) => new Date(parseInstant(at)).toISOString());
  const texts = events.map((event) => canonicalize(event));
  return sql<never>`
    select changed.mou, e.seq, e.type, e.at, e.hash, e.event::json
    from changed, unnest(${seqs}::int[], ${types}::text[], ${instants}::timestamptz[], ${hashes}::text[], ${texts}::text[])
      as e (seq, type, at, hash, event)
    order by e.seq`;
};

const textColumns = (after: Projected): { instrument: string; words: RawBuilder<string> } => {
  const { title, documents, clauses } = wordsOf(after);
  return {
    instrument: JSON.stringify(after.state.instrument),
    words: sql<string>`
      setweight(to_tsvector('pg_catalog.english', ${title}), 'A')
      || setweight(to_tsvector('pg_catalog.english', ${documents}), 'B')
      || setweight(to_tsvector('pg_catalog.english', ${clauses}), 'C')`,
  };
};

/** Makes the row anew from all events, whatever it says now. */
export const replaceProjection = async (db: Kysely<Database>, mou: string, events: readonly Event[]): Promise<void> => {
  const last = events.at(-1);
  if (!last) return void (await db.deleteFrom('memoranda').where('mou', '=', mou).execute());
  const { after } = advance(mou, undefined, events);
  const row = { ...columnsOf(after, last), ...textColumns(after) };
  await db
    .insertInto('memoranda')
    .values(row)
    // One appended meanwhile has made the row newer than these events.
    .onConflict((on) => on.column('mou').doUpdateSet(row).where('memoranda.seq', '<=', last.seq))
    .execute();
};
