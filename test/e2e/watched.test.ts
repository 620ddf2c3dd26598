/** The worker as those who watch over it see it: whether it lives, what it reaches, and the numbers. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { freePort } from '../../dev/free-port.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { open, sign } from '../domain/acts.ts';
import { newMou } from '../support/engine.ts';
import { fired } from '../support/fires.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { scraped } from '../support/scraped.ts';
import { startService } from '../support/service.ts';

const json = async (url: string) => {
  const response = await fetch(url);
  return {
    status: response.status,
    body: (await response.json()) as { status: string; parts?: Record<string, { status: string; reason?: string }> },
  };
};

describe('a worker that is watched', () => {
  let mail: MailCapture;
  let worker: WorkerProcess;
  let client: MouClient;
  let url: string;
  const lines: string[] = [];
  const mou = newMou('seldom-heard-of');

  beforeAll(async () => {
    mail = await MailCapture.start();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    worker = await startService({ MOU_SMTP_URL: mail.url, MOU_WATCH_ADDRESS: String(port) }, (line) => lines.push(line));
    const { MOU_TASK_QUEUE: taskQueue } = process.env;
    client = await MouClient.connect({ connection: { address: inject('temporalAddress') }, namespace: 'default', taskQueue });
    await client.act(mou, open());
    await client.act(mou, sign('us', '2025-10-29'));
    const unknown = { do: 'consent', by: 'us', decision: 'd1', document: { title: 'Paper', sha256: 'a'.repeat(64) } };
    await expect(client.act(mou, unknown)).rejects.toMatchObject({ code: 'DECISION_UNKNOWN' });
  });
  afterAll(async () => {
    await client.close();
    await worker.stop();
    await mail.stop();
  });

  it('says that it lives, and that it reaches what it needs', async () => {
    expect(await json(`${url}/healthz`)).toEqual({ status: 200, body: { status: 'ok' } });
    const [ok, off] = [{ status: 'ok' }, { status: 'off', reason: 'MOU_REGISTER=none' }];
    const parts = { server: ok, polling: ok, register: off, mail: ok };
    expect(await json(`${url}/readyz`)).toEqual({ status: 200, body: { status: 'ok', parts } });
    expect((await fetch(`${url}/else`)).status).toBe(404);
  });

  it('counts acts by kind, outcome and code, and measures the judge', async () => {
    const { value } = await scraped(url);
    expect(value('mou_acts_total', { act: 'open', outcome: 'recorded' })).toBe(1);
    expect(value('mou_acts_total', { act: 'sign', outcome: 'recorded' })).toBe(1);
    expect(value('mou_acts_total', { act: 'consent', outcome: 'refused', code: 'DECISION_UNKNOWN' })).toBe(1);
    expect(value('mou_judged_lag_seconds_count')).toBe(3);
    expect(value('mou_judge_seconds_count', { what: 'act' })).toBe(3);
  });

  it("passes on the SDK's own numbers at the same address", async () => {
    const { value, type } = await scraped(url);
    expect(type).toContain('text/plain');
    expect(value('temporal_worker_task_slots_available', { worker_type: 'WorkflowWorker' })).toBeGreaterThan(0);
    expect(value('temporal_sticky_cache_size')).toBeGreaterThan(0);
    expect(value('temporal_local_activity_total_total', { activity_type: 'judge' })).toBeGreaterThanOrEqual(3);
  });

  it('says at its start of each of what it is made of whether it is on, off or not reached', async () => {
    const said = () =>
      lines.flatMap((line) => (line.includes('"room"') ? [JSON.parse(line) as { room: string; is: string; why: string }] : []));
    await expect.poll(() => said().length).toBe(11);
    const rooms = Object.fromEntries(said().map(({ room, is }) => [room, is]));
    const on = { server: 'on', mail: 'on', watch: 'on' };
    const off = {
      register: 'off',
      contacts: 'off',
      webhooks: 'off',
      files: 'off',
      encryption: 'off',
      keys: 'off',
      desk: 'off',
      traces: 'off',
    };
    expect(rooms).toEqual({ ...on, ...off });
    expect(said().find(({ room }) => room === 'contacts')?.why).toContain('MOU_CONTACTS is not set');
  });

  it('names no memorandum, no Participant and nobody', async () => {
    const { text } = await scraped(url);
    for (const name of [mou, 'seldom', 'Korea', 'United States', 'rok']) expect(text).not.toContain(name);
  });
});

describe('a worker that does not reach what it needs', () => {
  it('lives, is not ready, and says what it lacks and why', async () => {
    const [watch, nothing] = [await freePort(), await freePort()];
    const worker = await startService({
      MOU_WATCH_ADDRESS: `127.0.0.1:${watch}`,
      MOU_SMTP_URL: `smtp://127.0.0.1:${nothing}`,
      DATABASE_URL: `postgres://mou@127.0.0.1:${nothing}/mou`,
    });
    try {
      const url = `http://127.0.0.1:${watch}`;
      expect((await json(`${url}/healthz`)).status).toBe(200);
      const { status, body } = await json(`${url}/readyz`);
      expect([status, body.status]).toEqual([503, 'unreachable']);
      for (const part of ['register', 'mail']) {
        expect(body.parts?.[part]).toMatchObject({ status: 'unreachable', reason: expect.stringContaining('ECONNREFUSED') });
      }
      const { value, samples } = await scraped(url);
      const before = samples.map((one) => (one.name === 'mou_reachable' ? { ...one, value: 1 } : one));
      const alerts = ['MouRegisterNotReached', 'MouMailNotReached'];
      expect(await fired(alerts, before, samples)).toEqual(alerts);
      const reached = ['server', 'polling', 'register', 'mail'].map((part) => value('mou_reachable', { part }));
      expect(reached).toEqual([1, 1, 0, 0]);
    } finally {
      await worker.stop();
    }
  });

  it('does not start where another program holds the address, and names the setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startService({ MOU_WATCH_ADDRESS: String(port) })).rejects.toThrow(
      `MOU_WATCH_ADDRESS: 127.0.0.1:${port} cannot be listened on`,
    );
    other.close();
  });
});
