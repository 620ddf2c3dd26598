/** Counts of all memoranda, from the indexes. */
import { type Kysely, sql } from 'kysely';
import { isDead } from './deliveries.ts';
import type { Totals } from './port.ts';
import type { Database } from './schema.ts';

const count = sql<number>`count(*)::int`.as('n');

export const totals = async (db: Kysely<Database>): Promise<Totals> => {
  const memoranda = await db.selectFrom('memoranda').select(['status', count]).groupBy('status').execute();
  const dead = await db.selectFrom('deliveries').select(count).where(isDead).executeTakeFirstOrThrow();
  return { memoranda: Object.fromEntries(memoranda.map(({ status, n }) => [status, n])), deadLetters: dead.n };
};
