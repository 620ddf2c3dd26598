/** The first that is awaited, and the first date, in columns of their own: while they stay as they are, an append touches no index for them. */
import { type Kysely, sql } from 'kysely';

/** Made of `ahead` by the database. Both are kept in their order: see `aheadOf` in `ahead.ts`. */
const FIRST = `
DROP INDEX mou.memoranda_by_first_awaited;
DROP INDEX mou.memoranda_by_first_date;
ALTER TABLE mou.memoranda
  ADD COLUMN first_due text COLLATE "C" GENERATED ALWAYS AS (ahead #>> '{awaited,0,dueOn}') STORED,
  ADD COLUMN first_since text COLLATE "C" GENERATED ALWAYS AS (ahead #>> '{awaited,0,since}') STORED,
  ADD COLUMN first_date text COLLATE "C" GENERATED ALWAYS AS (ahead #>> '{deadlines,0,on}') STORED;
CREATE INDEX memoranda_by_first_awaited ON mou.memoranda (first_due, first_since, mou) WHERE first_since IS NOT NULL;
CREATE INDEX memoranda_by_first_date ON mou.memoranda (first_date, mou);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(FIRST).execute(db);
};
