/** Brings a database up to what this version of the engine expects; forward only, since the record is kept. */
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { isDatabaseError } from '../errors.ts';
import type { Database } from '../schema.ts';
import * as register from './0001-register.ts';
import * as deliveries from './0002-deliveries.ts';

const MIGRATIONS: Record<string, Migration> = { '0001-register': register, '0002-deliveries': deliveries };

/** By SQLSTATE: neither the schema nor the table is there. */
const NOTHING_THERE = /^(3F000|42P01)$/;

/**
 * Whether nothing is missing. It only reads, which a role without any right to create may do, and waits for nobody.
 * Throws an Error where a newer version of the engine has changed the tables.
 */
export const isMigrated = async (db: Kysely<Database>): Promise<boolean> => {
  try {
    const { rows } = await sql<{ name: string }>`select name from mou.kysely_migration`.execute(db);
    const unknown = rows.find(({ name }) => !Object.hasOwn(MIGRATIONS, name));
    if (unknown) throw new Error(`A newer version of the engine has changed the register (${unknown.name}): use that one`);
    return rows.length === Object.keys(MIGRATIONS).length;
  } catch (error) {
    if (isDatabaseError(error) && NOTHING_THERE.test(error.code)) return false;
    throw error;
  }
};

/** Applies what is missing, in one transaction under an advisory lock: workers may start at the same moment. */
export const migrate = async (db: Kysely<Database>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS }, migrationTableSchema: 'mou' });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
};
