/** The statements that read and write one memorandum. */
import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { Event } from '../domain/events.ts';
import { type Advance, advance, columnsOf, type Projected, PROJECTION, step, textsOf } from './projection.ts';
import type { Database } from './schema.ts';
import { firstAppend, wholeRow, nextAppend, type Texts } from './statements.ts';

/** What is known of a memorandum. */
export type Known = Projected & {
  seq: number;
  /**
   * The number of the event after which its state was written last, and the length of that. Undefined where it has no
   * row, or one that another version of the engine made, and all was made from the events.
   */
  written: { seq: number; length: number } | undefined;
};

/** The state is written again after so many events, or after so many characters of it for each event. */
const SOON = 20;
const CHARACTERS_AN_EVENT = 500;

/** What is known of a memorandum: from its row and the events since its state was written, or from all events. */
export const currentOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const row = await db
    .selectFrom('memoranda as m')
    .select(['seq', 'head', 'instrument', 'document_bytes', 'projection', 'state_seq', sql<string>`m.state::text`.as('state')])
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
  const { seq, head, instrument, state, since, document_bytes: documentBytes } = row;
  let now: Projected = { state: { ...JSON.parse(state), instrument }, head, documentBytes };
  for (const event of since ?? []) now = step(mou, now, event, head);
  return { ...now, documentBytes, seq, written: { seq: row.state_seq, length: state.length } };
};

const foldedOf = async (db: Kysely<Database>, mou: string): Promise<Known | undefined> => {
  const events = await eventsOf(db, mou);
  return events.length === 0 ? undefined : { ...advance(mou, undefined, events).after, seq: events.length, written: undefined };
};

const eventsOf = async (db: Kysely<Database>, mou: string): Promise<Event[]> => {
  const rows = await db.selectFrom('events').select('event').where('mou', '=', mou).orderBy('seq').execute();
  return rows.map(({ event }) => event);
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
  const columns = columnsOf(made.after, last);
  const texts = textsDue(known, last.seq, made);
  const { text, values } = known || !texts ? nextAppend(known?.seq ?? 0, columns, texts, made) : firstAppend(columns, texts, made);
  const { numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, values));
  if (numAffectedRows !== BigInt(events.length)) return undefined;
  const written = texts ? { seq: last.seq, length: texts.state.length } : known?.written;
  return { ...made.after, seq: last.seq, written };
};

/** The state where it is time to write it, and the instrument where that changed: both are of the same event. */
const textsDue = (known: Known | undefined, seq: number, { after, instrumentChanged }: Advance): Texts | undefined => {
  const { seq: from, length } = known?.written ?? { seq: 0, length: 0 };
  const isDue = instrumentChanged || seq - from >= Math.max(SOON, length / CHARACTERS_AN_EVENT);
  if (!isDue) return undefined;
  const { state, instrument } = textsOf(after.state);
  return { state, stateSeq: seq, ...(instrumentChanged && { instrument }) };
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
    const { text, values } = wholeRow(
      columnsOf(made.after, last),
      { ...textsOf(made.after.state), stateSeq: last.seq },
      made,
      held.length > 0,
    );
    await transaction.executeQuery(CompiledQuery.raw(text, values));
  });
};
