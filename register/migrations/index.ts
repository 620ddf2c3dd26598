/** Brings a database up to what this version of the engine expects; forward only, since the record is kept. */
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { isDatabaseError, RegisterUnfit } from '../errors.ts';
import type { Database } from '../schema.ts';
import * as register from './0001-register.ts';
import * as desk from './0002-desk.ts';
import * as digests from './0003-digests-additive.ts';
import * as stateInstrument from './0004-state-instrument-additive.ts';
import * as firstAhead from './0005-first-ahead-additive.ts';
import * as firstAheadColumns from './0006-first-ahead-columns-additive.ts';

/**
 * By its name a migration says that versions from before it go on working: it adds tables, indexes, or columns that may be
 * left out, and takes nothing away. Then the version before can be gone back to while the tables stay: docs/upgrading.md.
 */
const ADDITIVE = /-additive$/;

const MIGRATIONS: Record<string, Migration> = {
  '0001-register': register,
  '0002-desk': desk,
  '0003-digests-additive': digests,
  '0004-state-instrument-additive': stateInstrument,
  '0005-first-ahead-additive': firstAhead,
  '0006-first-ahead-columns-additive': firstAheadColumns,
};

/** By SQLSTATE: neither the schema nor the table is there. */
const NOTHING_THERE = /^(3F000|42P01)$/;

export type Tables = 'as-expected' | 'older' | 'none';

/**
 * Whether the tables are those of this version. It only reads, which a role without any right to create may do, and
 * waits for nobody. What a newer version only added is left alone. Throws `RegisterUnfit` where it changed more.
 */
export const tablesOf = async (db: Kysely<Database>): Promise<Tables> => {
  try {
    const { rows } = await sql<{ name: string }>`select name from mou.kysely_migration`.execute(db);
    const applied = rows.map(({ name }) => name);
    const unknown = applied.find((name) => !Object.hasOwn(MIGRATIONS, name) && !ADDITIVE.test(name));
    if (unknown !== undefined) {
      throw new RegisterUnfit('other-tables', `A newer version of the engine has changed the register (${unknown}): use that version`);
    }
    return Object.keys(MIGRATIONS).every((name) => applied.includes(name)) ? 'as-expected' : 'older';
  } catch (error) {
    if (isDatabaseError(error) && NOTHING_THERE.test(error.code)) return 'none';
    throw error;
  }
};

/** Applies what is missing, in one transaction under an advisory lock: workers may start at the same moment. */
export const migrate = async (db: Kysely<Database>): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS }, migrationTableSchema: 'mou' });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
};
