/** The PostgreSQL of `mou dev`: it starts again after anything, on this machine alone, and ends with us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, postgresUrl, startPostgres } from '../../dev/embedded-postgres.ts';
import { freePort } from '../../dev/free-port.ts';

const isRoot = process.getuid?.() === 0;
const log = () => {};

const query = async <Row = Record<string, unknown>>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let server: Postgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-postgres-'));
    server = await startPostgres({ dir: join(folder, 'db'), log });
    await query(server.url, 'create table kept (what text)');
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const again = async (port?: number) => {
    server = await startPostgres({ dir: join(folder, 'db'), port, log });
    return await query<{ what: string }>(server.url, 'select what from kept order by what');
  };

  it('keeps what was committed over a restart, on the port asked for', async () => {
    await query(server.url, "insert into kept values ('a')");
    await server.stop();
    expect((await server.exited).code).toBe(0);
    const port = await freePort();
    expect(await again(port)).toEqual([{ what: 'a' }]);
    expect(new URL(server.url).port).toBe(String(port));
    expect(await postgresUrl(join(folder, 'db'))).toBe(server.url);
    expect(await postgresUrl(folder)).toBeUndefined();
  });

  it('recovers after a kill -9', async () => {
    await query(server.url, "insert into kept values ('b')");
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    expect(await again()).toEqual([{ what: 'a' }, { what: 'b' }]);
  });

  it('starts although what a killed server left behind names a process that is another by now', async () => {
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    const file = join(folder, 'db', 'data', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const { uid, gid } = await stat(join(folder, 'db', 'data'));
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    await writeFile(file, [String(other.pid), ...lines.slice(1)].join('\n'));
    expect(await again()).toHaveLength(2);
    expect(other.exitCode).toBeNull();
    other.kill('SIGKILL');
  });

  it('refuses a second one on the same files while the first runs, and leaves the first alone', async () => {
    await expect(startPostgres({ dir: join(folder, 'db'), log })).rejects.toThrow(`process ${server.pid}`);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a port that another program holds', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    await expect(startPostgres({ dir: join(folder, 'other'), port, log })).rejects.toThrow('in use by another program');
    holder.close();
  });

  it('listens on 127.0.0.1 and nowhere else, and asks for its password', async () => {
    const port = Number(new URL(server.url).port);
    const elsewhere = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of elsewhere) {
      const reached = await new Promise((resolve) => {
        const socket = connect({ host: address, port, timeout: 1_000 }, () => resolve(true));
        socket.once('error', () => resolve(false)).once('timeout', () => resolve(false));
      });
      expect(reached, address).toBe(false);
    }
    const other = new URL(server.url);
    other.password = 'guessed';
    await expect(query(other.href, 'select 1')).rejects.toThrow('password authentication failed');
    other.username = 'postgres';
    await expect(query(other.href, 'select 1')).rejects.toThrow('pg_hba.conf');
    expect((await stat(join(folder, 'db', 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'db', 'url'))).mode & 0o777).toBe(0o600);
    expect(await query(server.url, 'select usesuper from pg_user where usename = current_user')).toEqual([{ usesuper: false }]);
  });

  it('holds nothing back from the disk', async () => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']) {
      expect(await query(server.url, `select current_setting('${setting}') as value`)).toEqual([{ value: 'on' }]);
    }
  });

  /** Another program of ours that starts one and stays. */
  const startsOne = async (dir: string, options: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; pid: number }> => {
    const module = join(import.meta.dirname, '..', '..', 'dist', 'dev', 'embedded-postgres.js');
    const code = `const { startPostgres } = await import(${JSON.stringify(module)});
      const { pid } = await startPostgres({ dir: ${JSON.stringify(dir)}, log: () => {} });
      console.log(pid); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let problem = '';
    child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    const pid = await new Promise<number>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
      child.once('exit', () => reject(new Error(problem)));
    });
    return { child, pid };
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('ends with the program that started it, even by kill -9, and the next one starts on its files', async () => {
    const dir = join(folder, 'orphan');
    const { child, pid } = await startsOne(dir);
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
    const next = await startPostgres({ dir, log });
    await next.stop();
  });

  it.runIf(isRoot)('runs for an ordinary user', async () => {
    const dir = join(folder, 'ordinary');
    await mkdir(dir);
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await execa('id', [flag, 'nobody'])).stdout)));
    await chown(folder, uid as number, gid as number);
    await chown(dir, uid as number, gid as number);
    const { child, pid } = await startsOne(dir, { uid, gid });
    expect((await stat(join(dir, 'data'))).uid).toBe(uid);
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
    await chown(folder, 0, 0);
  });

  it.runIf(isRoot && existsSync('/usr/bin/unshare'))('runs for root in a folder that no other account can reach', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'mou-closed-'));
    const hidden = await startPostgres({ dir: join(closed, 'db'), log });
    expect((await stat(join(closed, 'db', 'data'))).uid).toBe(0);
    await query(hidden.url, 'create table one (n int)');
    process.kill(hidden.pid, 'SIGKILL');
    await hidden.exited;
    const second = await startPostgres({ dir: join(closed, 'db'), log });
    expect(await query(second.url, 'select * from one')).toEqual([]);
    await second.stop();
    await rm(closed, { recursive: true });
  });
});
