/** The way to PostgreSQL: a pool in which no query outlasts its deadline, and a connection that did is never used again. */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { RegisterUnavailable, translated } from './errors.ts';
import type { Database } from './schema.ts';

export type Access = { url: string } | { pool: pg.Pool };

/** What the server needs at most beyond its own limit to say so. */
const GRACE_MS = 1_000;

type PoolOptions = {
  /** Milliseconds for each query to be answered. */
  patience: number;
  /** Milliseconds for a connection to be made. Default: `patience`. */
  connecting?: number;
  connections: number;
};

const newPool = (url: string, { patience, connecting = patience, connections }: PoolOptions): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'mou-register',
    connectionTimeoutMillis: connecting,
    statement_timeout: patience,
    idle_in_transaction_session_timeout: 6 * patience,
    keepAlive: true,
  });

const ignore = (): void => {};

/** The statements that append the few events of an act, and only those: planned once a connection, since they are sent over and over. */
const names = new Map<string, string>();
const LONGEST_NAMED = 6_000;
/** One for each set of columns that changes together: some tens are met in practice. */
const MOST_NAMED = 200;
const nameOf = (text: string): string | undefined => {
  if (!text.startsWith('with changed as') || text.length > LONGEST_NAMED) return undefined;
  if (!names.has(text) && names.size < MOST_NAMED) names.set(text, `mou-append-${names.size + 1}`);
  return names.get(text);
};

/** Rejects after the deadline. Where it did, `late` has been called before. */
const within = async <Result>(work: Promise<Result>, patience: number, late: () => void): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late();
      reject(new RegisterUnavailable(`The register did not answer within ${patience / 1_000} s`));
    }, patience + GRACE_MS);
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    throw translated(error);
  } finally {
    clearTimeout(timer);
  }
};

const guarded = (client: pg.PoolClient, patience: number): PostgresPoolClient => {
  let broken = false;
  const spoil = () => {
    broken = true;
  };
  // The server may go while nothing is being asked; without a listener that would end our process.
  client.on('error', spoil);
  const query = async (text: string, values: unknown[]) => {
    // A rollback after a deadline would wait for a second one.
    if (broken) throw new RegisterUnavailable('The connection to the register is lost');
    return await within(client.query({ text, values, name: nameOf(text) }), patience, spoil);
  };
  const release = () => {
    client.off('error', spoil);
    client.release(broken);
  };
  return { query, release } as unknown as PostgresPoolClient;
};

const guardedPool = (pool: pg.Pool, { patience, connecting = patience }: PoolOptions): PostgresPool => ({
  connect: async () => {
    const connected = pool.connect();
    // One that comes after the deadline goes back: nobody waits for it any more.
    const giveBack = () => void connected.then((client) => client.release()).catch(ignore);
    return guarded(await within(connected, connecting, giveBack), patience);
  },
  end: async () => await pool.end(),
});

/** Destroying it closes the pool only where that is our own. */
export const connect = (access: Access, options: PoolOptions): Kysely<Database> => {
  const own = 'url' in access;
  const pool = own ? newPool(access.url, options) : access.pool;
  pool.on('error', ignore);
  const guarded = guardedPool(pool, options);
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: own ? guarded : { ...guarded, end: async () => {} } }),
  }).withSchema('mou');
};
