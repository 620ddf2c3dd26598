/** The instrument as it was when the state was written, where it has changed since: then the state need not be written again. */
import { type Kysely, sql } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('ALTER TABLE mou.memoranda ADD COLUMN state_instrument json;').execute(db);
};
