/** What is looked at before a register is used: whether its tables are those of this version, and whose memoranda it keeps. */
import type { Kysely } from 'kysely';
import { isDenied, RegisterUnfit } from './errors.ts';
import { migrate, tablesOf } from './migrations/index.ts';
import type { Database } from './schema.ts';

const MIGRATE = 'run `mou migrate` as the owner of the database, or start a worker that may change it';

/** Throws `RegisterUnfit` where the tables are not those of this version. */
const mustHaveTables = async (db: Kysely<Database>): Promise<void> => {
  const tables = await tablesOf(db);
  if (tables === 'none') throw new RegisterUnfit('no-tables', `There is no register in this database: ${MIGRATE}`);
  if (tables === 'older') throw new RegisterUnfit('other-tables', `The register's tables are of an older version: ${MIGRATE}`);
};

/** Makes or updates the tables where they are not those of this version, and gives the names of the migrations that were applied. */
export const prepareTables = async (db: Kysely<Database>, long: Kysely<Database>): Promise<string[]> => {
  if ((await tablesOf(db)) === 'as-expected') return [];
  try {
    return await migrate(long);
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new RegisterUnfit(
      'other-tables',
      `The register's tables are not those of this version, and this role may not change them: ${MIGRATE}`,
      {
        cause: error,
      },
    );
  }
};

/** The first worker writes its namespace down. Throws `RegisterUnfit` where it is another's register. */
const claim = async (db: Kysely<Database>, namespace: string, first: boolean): Promise<void> => {
  const asked = () => db.selectFrom('settings').select('value').where('name', '=', 'namespace').executeTakeFirst();
  let kept = await asked();
  if (!kept && first) {
    await db
      .insertInto('settings')
      .values({ name: 'namespace', value: namespace })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    kept = await asked();
  }
  if (!kept || kept.value === namespace) return;
  throw new RegisterUnfit(
    'other-namespace',
    `This register keeps the memoranda of the Temporal namespace ${kept.value}, and not those of ${namespace}: each namespace needs a database of its own`,
  );
};

/** @param migrates whether the tables may be changed, and the namespace be written down */
export const makeReady = async (
  db: Kysely<Database>,
  long: Kysely<Database>,
  { migrates, namespace }: { migrates: boolean; namespace: string | undefined },
): Promise<void> => {
  if (migrates) await prepareTables(db, long);
  else await mustHaveTables(db);
  if (namespace !== undefined) await claim(db, namespace, migrates);
};
