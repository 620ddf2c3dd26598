/** The register's roles, made by its owner: who reads cannot write, who appends cannot change, and nobody else comes in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRoles, migrate } from '../../client/archive.ts';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { Token } from '../../domain/tokens.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import type { RoleName } from '../../register/roles.ts';
import { mou } from '../support/service.ts';
import { logOf } from './support.ts';

const PASSWORDS = {
  MOU_APPENDER_PASSWORD: "append'er$1-password",
  MOU_READER_PASSWORD: 'reader"s;-password-2',
  MOU_DESK_PASSWORD: 'desk-password-4-desk',
};

let folder: string;
let server: Postgres;
let appender: Register;
let reader: Register;
const log: string[] = [];

const as = (role: RoleName, password: string): string => {
  const url = new URL(server.url);
  url.username = `mou_${role}`;
  url.password = encodeURIComponent(password);
  return url.href;
};
const urlOf = {
  appender: () => as('appender', PASSWORDS.MOU_APPENDER_PASSWORD),
  reader: () => as('reader', PASSWORDS.MOU_READER_PASSWORD),
};

const tried = async (url: string, statement: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(statement);
    return 'done';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-roles-'));
  const more = (password: string) => ({
    statements: ['ALTER ROLE mou CREATEROLE;', `CREATE ROLE stranger LOGIN PASSWORD '${password}';`],
    access: ['mou all'],
  });
  server = await startPostgres({ dir: folder, more, log: (line) => log.push(line) });
  const env = { DATABASE_URL: server.url, ...PASSWORDS };
  const { exitCode, stdout } = await mou(['migrate', '--roles', '--json'], { env });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).roles).toEqual([
    { name: 'mou_reader', may: 'reader', logsIn: true },
    { name: 'mou_desk', may: 'desk', logsIn: true },
    { name: 'mou_appender', may: 'appender', logsIn: true },
  ]);
  // Again, as after an upgrade: nothing is in the way.
  expect((await mou(['migrate', '--roles', '--json'], { env })).exitCode).toBe(0);
  appender = await openRegister({ url: urlOf.appender(), namespace: 'default' });
  reader = await openRegister({ url: urlOf.reader(), namespace: 'default', migrates: false });
});
afterAll(async () => {
  await Promise.all([appender?.close(), reader?.close()]);
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('the register’s roles', () => {
  it('let the appender do all that a worker does', async () => {
    await appender.append('m1', logOf('m1').slice(0, 3));
    await appender.append('m1', logOf('m1').slice(3));
    const delivery = { key: 'm1/1/us', seq: 1, recipient: 'us', channel: 'email', status: 'accepted', at: '2027-01-05T06:00:00Z' } as const;
    await appender.keepDeliveries('m1', [{ ...delivery, detail: '250 OK' }]);
    await appender.keepDeliveries('m1', [], [delivery.key]);
    await appender.reproject('m1');
    expect(await appender.verify()).toMatchObject({ ok: true });
  });

  it('let the reader ask all there is to ask', async () => {
    expect(await reader.events('m1')).toHaveLength(7);
    expect(await reader.verify('m1', [], { byRules: true })).toMatchObject({ ok: true });
    expect((await reader.list()).memoranda).toHaveLength(1);
    expect(await reader.deliveries('m1')).toEqual([]);
    await expect(reader.append('m2', logOf('m2'))).rejects.toThrow('permission denied');
    await expect(reader.reproject('m1')).rejects.toThrow('permission denied');
  });

  it('let the desk alone see and keep the tokens of those who use it, and record nothing', async () => {
    const desk = await openRegister({ url: as('desk', PASSWORDS.MOU_DESK_PASSWORD), namespace: 'default', migrates: false });
    try {
      const token = {
        id: 't1',
        name: 'Kim',
        role: 'reader',
        actsFor: [],
        feed: null,
        createdAt: '2027-01-05T06:00:00Z',
        expiresAt: null,
        revokedAt: null,
      };
      await desk.addToken('a'.repeat(64), Token.parse(token));
      expect(await desk.tokens()).toHaveLength(1);
      expect(await desk.events('m1')).toHaveLength(7);
      await expect(desk.append('m2', logOf('m2'))).rejects.toThrow('permission denied');
      for (const url of [urlOf.appender(), urlOf.reader()])
        expect(await tried(url, 'select * from mou.tokens')).toContain('permission denied');
    } finally {
      await desk.close();
    }
  });

  const CHANGES = [
    "update mou.events set type = 'Signed'",
    'delete from mou.events',
    'truncate mou.events',
    'drop table mou.events',
    'alter table mou.events disable trigger all',
    'set session_replication_role = replica',
    "update mou.settings set value = 'other'",
    'delete from mou.settings',
    'delete from mou.kysely_migration',
    'create table mou.mine (n int)',
    'create table public.mine (n int)',
    'create or replace function mou.refuse() returns trigger language plpgsql as $$ begin return null; end $$',
    'set role mou',
    'create role other',
    'alter role mou_appender superuser',
    'create temporary table mine (n int)',
  ];
  it.each(CHANGES)('refuse to the appender: %s', async (statement) => {
    expect(await tried(urlOf.appender(), statement)).toMatch(/permission denied|must be owner|refused/);
  });
  it.each([
    ...CHANGES,
    'insert into mou.events select * from mou.events where false returning mou',
    "update mou.memoranda set title = 'x'",
    'delete from mou.memoranda',
    "insert into mou.deliveries (mou, key, seq, recipient, channel, status, at, detail) values ('m1', 'k', 1, 'us', 'x', 'dead', 'x', 'x')",
    'select * from mou.memoranda for update',
  ])('refuse to the reader: %s', async (statement) => {
    expect(await tried(urlOf.reader(), statement)).toMatch(/permission denied|must be owner/);
  });

  it('grant nothing to each other, which PostgreSQL only warns of', async () => {
    await tried(urlOf.appender(), 'grant all on all tables in schema mou to mou_reader');
    await tried(urlOf.reader(), 'grant all on all tables in schema mou to mou_reader');
    expect(await tried(urlOf.reader(), "update mou.memoranda set title = 'x'")).toContain('permission denied');
  });

  it('let nobody else connect, nor with another password', async () => {
    const url = new URL(server.url);
    url.username = 'stranger';
    expect(await tried(url.href, 'select 1')).toContain('permission denied for database');
    expect(await tried(as('reader', 'another-password-3'), 'select 1')).toContain('password authentication failed');
  });

  it('leave the passwords out of the server’s log', () => {
    for (const password of Object.values(PASSWORDS)) expect(log.join('\n')).not.toContain(password);
  });

  it('are not made by a role that may not, which is told who may', async () => {
    const place = { url: urlOf.appender(), namespace: 'default', patience: 5_000 };
    expect(await migrate(place)).toEqual([]);
    await expect(makeRoles(place, {})).rejects.toThrow('as the owner of the database, with CREATEROLE');
  });

  it('ask for passwords that cannot be guessed, and name the variable', async () => {
    const { exitCode, stdout } = await mou(['migrate', '--roles', '--json'], {
      env: { DATABASE_URL: server.url, MOU_READER_PASSWORD: 'short' },
    });
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 2,
      error: { message: expect.stringContaining('MOU_READER_PASSWORD') },
    });
  });
});
