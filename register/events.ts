/** The events of one memorandum, a part at a time: a very long log is no single question that the database has to answer at once. */
import type { Kysely } from 'kysely';
import type { Event } from '../domain/events.ts';
import type { EventsAsked } from './port.ts';
import type { Database } from './schema.ts';

/** One event may have most of a megabyte. */
export const EVENTS_AT_ONCE = 50;

export const eventsOf = async (
  db: Kysely<Database>,
  mou: string,
  { after = 0, limit = Number.POSITIVE_INFINITY, knownAt }: EventsAsked = {},
): Promise<Event[]> => {
  const all: Event[] = [];
  for (let from = after; all.length < limit; from = all.at(-1)?.seq ?? from) {
    const wanted = Math.min(EVENTS_AT_ONCE, limit - all.length);
    let query = db.selectFrom('events').select('event').where('mou', '=', mou).where('seq', '>', from).orderBy('seq').limit(wanted);
    if (knownAt !== undefined) query = query.where('at', '<=', new Date(knownAt));
    const rows = await query.execute();
    for (const { event } of rows) all.push(event);
    if (rows.length < wanted) break;
  }
  return all;
};
