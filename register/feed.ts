/** The events of all memoranda, in the order in which the register took them. */
import { type Kysely, sql } from 'kysely';
import type { Arrived, FeedAsked } from './port.ts';
import type { Database } from './schema.ts';

/**
 * Two that are written at the same moment become visible one after the other: what is younger than this is told the next
 * time, so that nothing is passed over.
 */
const SETTLED = sql<boolean>`e.recorded_at < statement_timestamp() - interval '1 second'`;
const MOST = 1_000;

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\/([^/]+)\/(\d{1,9})$/;

/** Whether a text can be the place of an event: what `Arrived` has as `place`. */
export const isPlace = (text: string): boolean => PLACE.test(text);

export const feed = async (
  db: Kysely<Database>,
  { after, newest = false, mou, participant, limit = 100 }: FeedAsked,
): Promise<Arrived[]> => {
  const at = sql<string>`to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  let query = db
    .selectFrom('events as e')
    .innerJoin('memoranda as m', 'm.mou', 'e.mou')
    .select(['e.mou', 'e.seq', 'e.event', 'm.title', at.as('at')]);
  if (!newest) query = query.where(SETTLED);
  if (mou !== undefined) query = query.where('e.mou', '=', mou);
  if (participant !== undefined) query = query.where('m.participants', '@>', sql<string[]>`array[${participant}]::text[]`);
  const [, when, which, seq] = (after !== undefined && PLACE.exec(after)) || [];
  if (when !== undefined) {
    query = query.where(sql<boolean>`(e.recorded_at, e.mou, e.seq) > (${when}::timestamptz, ${which}, ${Number(seq)}::int)`);
  }
  const order = newest ? 'desc' : 'asc';
  const sorted = query.orderBy('e.recorded_at', order).orderBy('e.mou', order).orderBy('e.seq', order);
  const rows = await sorted.limit(Math.min(limit, MOST)).execute();
  return rows.map(({ at, seq, event, ...row }) => ({ ...row, event, place: `${at}/${row.mou}/${seq}` }));
};

/** Behind the last event that is settled; null where there is none. */
export const lastPlace = async (db: Kysely<Database>): Promise<string | null> => {
  const at = sql<string>`to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const row = await db
    .selectFrom('events as e')
    .select(['e.mou', 'e.seq', at.as('at')])
    .where(SETTLED)
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.mou', 'desc')
    .orderBy('e.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? `${row.at}/${row.mou}/${row.seq}` : null;
};
