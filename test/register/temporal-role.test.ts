/** deploy/temporal-role.sql: the Temporal server of docker-compose.secured.yml works in its own databases, and reaches nothing of the register. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { ROOT } from '../../dev/paths.ts';

const hasPsql = (await execa('psql', ['--version'], { reject: false })).exitCode === 0;

describe.skipIf(!hasPsql)('the role of the Temporal server', () => {
  let folder: string;
  let server: Postgres;

  /** @param user whose password is its name; undefined: the owner of the server */
  const query = async (database: string, text: string, user?: string): Promise<unknown[]> => {
    const at = new URL(server.url);
    at.pathname = database;
    if (user !== undefined) [at.username, at.password] = [user, user];
    const client = new pg.Client({ connectionString: at.href });
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const makeRole = async (): Promise<void> => {
    const script = join(ROOT, 'deploy', 'temporal-role.sql');
    await execa('psql', ['-X', '-q', '-f', script, server.url], { env: { TEMPORAL_DB_PASSWORD: 'temporal_server' } });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-role-'));
    const access = ['all mou', 'all temporal_server'];
    const statements = ['CREATE DATABASE temporal;', 'CREATE DATABASE temporal_visibility;', 'ALTER ROLE mou SUPERUSER;'];
    server = await startPostgres({ dir: folder, log: () => {}, more: () => ({ statements, access }) });
    await query('mou', 'create schema mou; create table mou.events (n int)');
    for (const database of ['temporal', 'temporal_visibility']) await query(database, 'create table executions (n bigserial)');
    await makeRole();
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  it('does what the server does, in its two databases', async () => {
    for (const database of ['temporal', 'temporal_visibility']) {
      await query(database, 'insert into executions default values', 'temporal_server');
      expect(await query(database, 'select n::int from executions', 'temporal_server')).toEqual([{ n: 1 }]);
      await expect(query(database, 'drop table executions', 'temporal_server')).rejects.toThrow('must be owner');
    }
  });

  it('does not come into the register', async () => {
    await expect(query('mou', 'select * from mou.events', 'temporal_server')).rejects.toThrow('permission denied for database "mou"');
  });

  it('may be made again, and has then what a new schema brought', async () => {
    await query('temporal', 'create table nexus (n int)');
    await makeRole();
    expect(await query('temporal', 'select * from nexus', 'temporal_server')).toEqual([]);
  });
});
