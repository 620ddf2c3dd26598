/** Brings a database up to what this version of the engine expects; forward only, since the record is kept. */
import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Database } from '../schema.ts';
import * as register from './0001-register.ts';

const MIGRATIONS: Record<string, Migration> = { '0001-register': register };

/**
 * Applies what is missing, in one transaction under an advisory lock: workers may start at the same moment. Where nothing
 * is missing it only reads, which a role without any right to create may do.
 */
export const migrate = async (db: Kysely<Database>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS }, migrationTableSchema: 'mou' });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
};
