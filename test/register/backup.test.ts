/** Backups, put back into a place where nothing is: the same heads, and a record that is still kept by the database itself. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegister } from '../../register/postgres.ts';
import { startPostgres } from '../../dev/embedded-postgres.ts';
import { fullLives } from '../support/lives.ts';
import { type Ground, startGround } from './support.ts';

const dead = { seq: 1, recipient: 'us', channel: 'email', at: '2027-01-05T06:00:00Z', status: 'dead', detail: 'no route' } as const;

/** Of the first number in `pg_dump (PostgreSQL) 15.18`; 0 where there is none. */
const majorOfTools = async (): Promise<number> => {
  const { stdout } = await execa('pg_dump', ['--version'], { reject: false });
  return Number(/(\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
};

describe('a backup', () => {
  let ground: Ground;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-backup-'));
    ground = await startGround();
  });
  afterAll(async () => {
    await ground.end();
    await rm(folder, { recursive: true });
  });

  const filled = async () => {
    const register = await ground.register();
    for (const { log, state } of fullLives()) await register.append(state.mou, log);
    const [first] = await register.heads();
    await register.keepDeliveries(first?.mou ?? '', [{ ...dead, key: `${first?.mou}/1/us` }]);
    return { heads: await register.heads(), listed: await register.list() };
  };

  const isThere = async (url: string, before: Awaited<ReturnType<typeof filled>>): Promise<void> => {
    const register = await openRegister({ url });
    expect(await register.verify(undefined, before.heads)).toMatchObject({ ok: true, memoranda: before.heads.length });
    expect(await register.heads()).toEqual(before.heads);
    expect(await register.list()).toEqual(before.listed);
    await register.close();
  };

  it("by PostgreSQL's own tools brings back the record, and what keeps it", async ({ skip }) => {
    const [server] = await ground.sql<{ major: number }>("select current_setting('server_version_num')::int / 10000 as major");
    if (!server || (await majorOfTools()) < server.major) skip('no pg_dump of the version of the server, or later');
    const { url } = ground;
    const before = await filled();
    await execa('pg_dump', ['--format=custom', '--schema=mou', `--file=${join(folder, 'mou.dump')}`, url]);
    await ground.sql('drop schema mou cascade');
    await execa('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, join(folder, 'mou.dump')]);
    await isThere(url, before);
    await expect(ground.sql('delete from mou.events')).rejects.toThrow('permission denied');
    await ground.sql('grant all on mou.events to current_user');
    await expect(ground.sql('delete from mou.events')).rejects.toThrow('events are never changed');
  });

  it('by a copy of the files of a server that was stopped', async () => {
    const server = await startPostgres({ dir: join(folder, 'one'), log: () => {} });
    const register = await openRegister({ url: server.url });
    for (const { log, state } of fullLives()) await register.append(state.mou, log);
    const before = { heads: await register.heads(), listed: await register.list() };
    await register.close();
    await server.stop();
    await cp(join(folder, 'one'), join(folder, 'two'), { recursive: true });
    await rm(join(folder, 'one'), { recursive: true });
    const other = await startPostgres({ dir: join(folder, 'two'), log: () => {} });
    await isThere(other.url, before);
    await other.stop();
  });
});
