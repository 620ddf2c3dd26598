/** A PostgreSQL of our own on 127.0.0.1, from binaries that npm installed: no server of the user's is needed. */
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { writePrivate } from '../keys/private-file.ts';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { accountFor } from './postgres-account.ts';
import { clearStalePid, environment, findBinaries, type More, NAME, prepareCluster } from './postgres-cluster.ts';

/** After a crash its log is replayed first; a hundred megabytes of it take seconds. */
const READY_WITHIN_MS = 120_000;
/** A stop writes a checkpoint. Killed without one it loses nothing, and recovers at the next start. */
const STOP_WITHIN_MS = 20_000;
const ATTEMPTS = 5;

export interface PostgresOptions {
  /** Keeps the database over restarts, and the address of the one that runs. */
  dir: string;
  /** A free one without it. */
  port?: number | undefined;
  /** Further roles and databases, made along with the files; access as lines of `pg_hba.conf` name it: database and role. */
  more?: More;
  /** Each line of the server's log. */
  log: (line: string) => void;
}

export interface Postgres extends Child {
  /** With the password of its one role, which owns its one database and is no superuser. */
  url: string;
}

/**
 * Starts PostgreSQL on the files in `dir`, which it makes at first, and returns when it answers. After a `kill -9` it
 * recovers by itself. Throws with the end of its log if it does not answer within 120 s, or another one runs on `dir`.
 */
export async function startPostgres({ dir, port, more, log }: PostgresOptions): Promise<Postgres> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  const folder = await realpath(dir);
  const binaries = await findBinaries();
  const account = await accountFor(binaries.postgres, folder);
  const password = await prepareCluster(folder, binaries, account, more);
  const data = join(folder, 'data');
  for (let attempt = 1; ; attempt += 1) {
    await clearStalePid(data);
    const wanted = await freePort(port);
    const url = `postgres://${NAME}:${password}@127.0.0.1:${wanted}/${NAME}`;
    try {
      const server = await run([...account.prefix, binaries.postgres, ...args(data, wanted)], account.ids, url, log);
      await tellUrl(folder, url);
      return { url, ...server };
    } catch (error) {
      // A free port may be taken by another in between, and a killed server's children hold its memory for a moment longer.
      if (attempt === ATTEMPTS || !/already in use|still in use|Is another postmaster/.test(String(error))) throw error;
      await pause(200 * attempt);
    }
  }
}

/** The address of the server on `dir` that was started last, which may have ended since; undefined where none ever was. */
export const postgresUrl = async (dir: string): Promise<string | undefined> =>
  await readFile(join(dir, 'url'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );

/** Other processes find it there. */
const tellUrl = (dir: string, url: string): Promise<void> => writePrivate(join(dir, 'url'), `${url}\n`);

function args(data: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // A path in the file system can be too long for one, and nobody needs it.
    unix_socket_directories: '',
    // At the start after a crash: one call instead of one for each of a thousand files.
    ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
    // Each part of a Temporal server has connections of its own: up to 30, beside those of worker and desk.
    max_connections: '200',
    log_timezone: 'UTC',
    timezone: 'UTC',
    jit: 'off',
  };
  return ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function run(command: string[], ids: { uid?: number; gid?: number }, url: string, log: (line: string) => void): Promise<Child> {
  return startChild({
    name: 'PostgreSQL',
    command: command as [string, ...string[]],
    options: { ...ids, cwd: '/', env: environment(), extendEnv: false },
    // At SIGTERM it would wait for its clients to leave.
    stopSignal: 'SIGINT',
    stopWithin: STOP_WITHIN_MS,
    readyWithin: READY_WITHIN_MS,
    isReady: async (signal) => {
      while (!signal.aborted && !(await answers(url))) await pause(50);
    },
    log,
  });
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  return await client
    .connect()
    .then(() => true)
    .catch(() => false)
    .finally(() => void client.end().catch(() => {}));
}
