import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import nodemailer from 'nodemailer';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DevServer, startDevServer } from '../../dev/dev-server.ts';
import { freePort } from '../../dev/free-port.ts';
import { startInbox } from '../../dev/inbox.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let binary: string;
let dir: string;

beforeAll(async () => {
  binary = await findTemporalBinary({ log: () => {}, root: ROOT });
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mou-server-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function withClient<T>({ address }: DevServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

describe('the development server', () => {
  test('shows its Web UI, and is gone once it has stopped', async () => {
    const server = await startDevServer({ binary, uiPort: 0 });
    try {
      expect((await fetch(`${server.uiAddress}/`)).status).toBe(200);
      expect(alive(server.pid)).toBe(true);
    } finally {
      await server.stop();
    }
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(alive(server.pid)).toBe(false);
  });

  /** A server that panics at its start so many times, and then is the real one. */
  const panicking = async (times: number): Promise<string> => {
    const path = join(dir, 'panicking');
    const script = `#!/bin/sh
      echo start >> '${dir}/starts'
      if [ "$(wc -l < '${dir}/starts')" -gt ${times} ]; then exec '${binary}' "$@"; fi
      echo 'panic: close of closed channel' >&2
      for frame in $(seq 60); do echo "goroutine $frame [running]:" >&2; done
      exit 2\n`;
    await writeFile(path, script, { mode: 0o755 });
    return path;
  };

  test('is started again where its own start panics', async () => {
    const server = await startDevServer({ binary: await panicking(2) });
    expect(alive(server.pid)).toBe(true);
    await server.stop();
  });

  test('is given up with its panic where it panics again and again', async () => {
    await expect(startDevServer({ binary: await panicking(9) })).rejects.toThrow('panic: close of closed channel');
    expect((await readFile(join(dir, 'starts'), 'utf8')).split('\n')).toHaveLength(4);
  });

  test('keeps its state over a restart, and takes search attributes that are new', async () => {
    const options = { binary, dbFile: join(dir, 'temporal.db'), searchAttributes: { MouStatus: 'Keyword' } as const };
    const start = { taskQueue: 'nobody', searchAttributes: { MouStatus: ['open'] } };
    const first = await startDevServer(options);
    try {
      await withClient(first, (client) => client.workflow.start('life', { ...start, workflowId: 'm1' }));
    } finally {
      await first.stop();
    }
    const second = await startDevServer({ ...options, searchAttributes: { ...options.searchAttributes, MouParty: 'KeywordList' } });
    try {
      await withClient(second, async (client) => {
        expect((await client.workflow.getHandle('m1').describe()).searchAttributes).toEqual({ MouStatus: ['open'] });
        await client.workflow.start('life', { ...start, workflowId: 'm2', searchAttributes: { MouParty: ['us', 'rok'] } });
      });
    } finally {
      await second.stop();
    }
  });

  test('says so if its port is in use, by another Temporal server too', async () => {
    const server = await startDevServer({ binary });
    try {
      const port = Number(server.address.split(':')[1]);
      await expect(startDevServer({ binary, port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
    } finally {
      await server.stop();
    }
  });

  test('quotes its log if it cannot start, as with a damaged database file', async () => {
    await writeFile(join(dir, 'temporal.db'), 'no database at all '.repeat(100));
    await expect(startDevServer({ binary, dbFile: join(dir, 'temporal.db') })).rejects.toThrow(
      /ended at its start \(code 1\):\n[^]*not a database/,
    );
  });

  test('says so if there is no such program', async () => {
    await expect(startDevServer({ binary: join(dir, 'temporal') })).rejects.toThrow('ENOENT');
  });

  test.each(['SIGKILL', 'SIGINT'] as const)('does not outlive the process that started it, ended by %s', async (signal) => {
    const parent = await startParent(dir);
    const [output] = await once(parent.stdout as NodeJS.ReadableStream, 'data');
    const pid = Number(output);
    expect(alive(pid)).toBe(true);
    parent.kill(signal);
    for (let waited = 0; alive(pid) && waited < 10_000; waited += 50) await pause(50);
    expect(alive(pid)).toBe(false);
  });
});

/** A process of its own that starts a server and prints its id; from what was built, since Node 20 runs no TypeScript. */
async function startParent(folder: string): Promise<ChildProcess> {
  const code = `import { startDevServer } from ${JSON.stringify(join(ROOT, 'dist', 'dev', 'dev-server.js'))};
    console.log((await startDevServer({ binary: ${JSON.stringify(binary)} })).pid);
    setInterval(() => {}, 1_000);`;
  await writeFile(join(folder, 'parent.mjs'), code);
  return spawn(process.execPath, [join(folder, 'parent.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test.runIf(process.platform === 'linux')('a free port is for a while given to nobody who asks for any', async () => {
  const ours = await freePort();
  const given = new Set<number>();
  for (let n = 0; n < 30_000; n += 1) {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    given.add((other.address() as AddressInfo).port);
    other.close();
    await once(other, 'close');
  }
  expect(given).not.toContain(ours);
  expect(await freePort(ours)).toBe(ours);
});

describe('the inbox', () => {
  test('shows a mail on its page and over REST, and keeps it over a restart', async () => {
    const first = await startInbox({ dir });
    const post = nodemailer.createTransport(first.smtpUrl);
    await post.sendMail({ from: 'mou@example.org', to: 'desk@rok.example', subject: 'Notice given · 통보', text: '…', html: '<p>…</p>' });
    post.close();
    const read = async (url: string) => (await (await fetch(url)).json()) as { subject: string; to: { address: string }[] }[];
    const mail = expect.objectContaining({ subject: 'Notice given · 통보', to: [{ address: 'desk@rok.example', name: '' }] });
    expect(await read(first.apiUrl)).toEqual([mail]);
    const page = await fetch(first.webUrl, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('MailDev')]);
    await first.stop();

    const second = await startInbox({ dir });
    expect(await read(second.apiUrl)).toEqual([mail]);
    await second.stop();
  });

  test('says so if its port is in use', async () => {
    const first = await startInbox();
    const smtpPort = Number(new URL(first.smtpUrl).port);
    await expect(startInbox({ smtpPort })).rejects.toThrow(`port ${smtpPort} on 127.0.0.1 is in use`);
    await first.stop();
  });
});
