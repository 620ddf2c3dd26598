/** A message may tell of several acts: of a digest the number of its first event is kept, so that it can be sent again. */
import { type Kysely, sql } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('ALTER TABLE mou.deliveries ADD COLUMN since integer;').execute(db);
};
