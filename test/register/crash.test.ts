/** `kill -9` of PostgreSQL in the midst of appends: whatever was acknowledged is there, once, and the chain holds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegisterUnavailable } from '../../register/errors.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Head, Register } from '../../register/port.ts';
import { freePort } from '../../dev/free-port.ts';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { fullLives, type Life } from '../support/lives.ts';

describe('a register whose PostgreSQL is killed', () => {
  let folder: string;
  let port: number;
  let server: Postgres;
  let register: Register;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-register-'));
    port = await freePort();
    server = await startPostgres({ dir: folder, port, log: () => {} });
    register = await openRegister({ url: server.url, patience: 5_000 });
  });
  afterAll(async () => {
    await register.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('goes on where it was, having lost and doubled nothing', async () => {
    const [{ log }] = fullLives() as [Life];
    const acknowledged = new Map<string, Head>();
    const failures: unknown[] = [];
    let stopped = false;
    const record = async (mou: string): Promise<void> => {
      const own = log.map((event) => (event.type === 'MemorandumOpened' ? { ...event, data: { ...event.data, mou } } : event));
      for (const event of own) {
        while (!stopped) {
          try {
            acknowledged.set(mou, await register.append(mou, [event]));
            appended += 1;
            break;
          } catch (error) {
            failures.push(error);
            await pause(20);
          }
        }
      }
    };
    const work = async (writer: number): Promise<void> => {
      for (let life = 0; !stopped; life += 1) await record(`w${writer}-${life}`);
    };
    const writers = Promise.all([0, 1, 2, 3].map(work));
    let appended = 0;
    /** In the midst of it: however slow the machine is, each has recorded something since the last time, and goes on. */
    const goOn = async (): Promise<void> => {
      const goal = appended + 40;
      await expect.poll(() => appended).toBeGreaterThan(goal);
    };
    for (let kill = 0; kill < 3; kill += 1) {
      await goOn();
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
      const atKill = new Map(acknowledged);
      server = await startPostgres({ dir: folder, port, log: () => {} });
      for (const [mou, head] of atKill) expect((await register.head(mou))?.seq).toBeGreaterThanOrEqual(head.seq);
    }
    await goOn();
    stopped = true;
    await writers;
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toBeInstanceOf(RegisterUnavailable);
    expect(acknowledged.size).toBeGreaterThanOrEqual(4);
    const heads = [...acknowledged].map(([mou, head]) => ({ mou, ...head }));
    expect(await register.verify(undefined, heads)).toMatchObject({ ok: true, findings: [] });
  });

  it('says that it is unavailable while nothing answers, and answers again afterwards', async () => {
    await server.stop();
    const started = Date.now();
    await expect(register.list()).rejects.toThrow(RegisterUnavailable);
    await expect(openRegister({ url: server.url, patience: 1_000 })).rejects.toThrow(RegisterUnavailable);
    expect(Date.now() - started).toBeLessThan(9_000);
    server = await startPostgres({ dir: folder, port, log: () => {} });
    expect((await register.list({ limit: 1 })).memoranda).toHaveLength(1);
  });

  it('gives up at its deadline where the process that holds the port never answers', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `postgres://mou:secret@127.0.0.1:${(silent.address() as AddressInfo).port}/mou`;
    const started = Date.now();
    await expect(openRegister({ url, patience: 500 })).rejects.toThrow(RegisterUnavailable);
    // Far below what is waited for where nothing is set.
    expect(Date.now() - started).toBeLessThan(9_000);
    silent.close();
  });

  it('says so, too, where the password or the database is another', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'another';
    await expect(openRegister({ url: wrong.href })).rejects.toThrow(RegisterUnavailable);
    const elsewhere = new URL(server.url);
    elsewhere.pathname = '/postgres';
    await expect(openRegister({ url: elsewhere.href })).rejects.toThrow(RegisterUnavailable);
  });

  it('gives up at its deadline on a statement that another holds up', async () => {
    const { default: pg } = await import('pg');
    const holder = new pg.Client({ connectionString: server.url });
    holder.on('error', () => {});
    await holder.connect();
    const impatient = await openRegister({ url: server.url, patience: 2_000 });
    await holder.query('begin; lock table mou.memoranda');
    await expect(impatient.list()).rejects.toThrow(RegisterUnavailable);
    await holder.query('rollback');
    expect((await impatient.list({ limit: 1 })).memoranda).toHaveLength(1);
    await impatient.close();
    await holder.end();
  });
});
