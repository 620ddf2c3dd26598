/** The first that is awaited of each memorandum, and its first date, by which the first of all are found without looking at each. */
import { type Kysely, sql } from 'kysely';

/** Both are kept in their order: see `aheadOf` in `ahead.ts`. */
const FIRST = `
CREATE INDEX memoranda_by_first_awaited ON mou.memoranda
  (((ahead #>> '{awaited,0,dueOn}') COLLATE "C"), ((ahead #>> '{awaited,0,since}') COLLATE "C"), mou)
  WHERE (ahead #>> '{awaited,0,since}') IS NOT NULL;
CREATE INDEX memoranda_by_first_date ON mou.memoranda (((ahead #>> '{deadlines,0,on}') COLLATE "C"), mou);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(FIRST).execute(db);
};
