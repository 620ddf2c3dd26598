/** The built worker in a process of its own, killed and faced with servers that misbehave: nothing is lost, and what comes twice has one key. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { open, sign } from '../domain/acts.ts';
import { newMou } from '../support/engine.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { startService } from '../support/service.ts';
import { never, startWebhooks, status, type Webhooks } from '../support/webhook-capture.ts';

const CONTACTS = 'us: [{ name: Desk, email: desk@us.example }]\nrok: [{ name: Desk, email: desk@rok.example }]\n';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let smtp: MailCapture;
let webhooks: Webhooks;
let folder = '';
let worker: WorkerProcess | undefined;
// A worker that was killed is missed by the server only after ten seconds: an act waits that long for the next one.
const client = await MouClient.connect({ connection: { address: inject('temporalAddress') }, namespace: 'default', patience: 30_000 });

const start = async (more: Record<string, string> = {}): Promise<WorkerProcess> =>
  await startService({
    MOU_SMTP_URL: smtp.url,
    MOU_MAIL_FROM: 'register@mou.example',
    MOU_CONTACTS: join(folder, 'contacts.yaml'),
    MOU_WEBHOOK_SECRETS: join(folder, 'secrets.yaml'),
    MOU_WEBHOOK_ALLOW: '127.0.0.1',
    MOU_SMTP_TIMEOUT: '1500',
    MOU_WEBHOOK_TIMEOUT: '3000',
    ...more,
  });

beforeAll(async () => {
  smtp = await MailCapture.start();
  webhooks = await startWebhooks();
  folder = await mkdtemp(join(tmpdir(), 'mou-crash-'));
  await writeFile(join(folder, 'contacts.yaml'), CONTACTS);
  await writeFile(join(folder, 'secrets.yaml'), `hook: ${secret}\n`);
  worker = await start();
});
afterAll(async () => {
  await worker?.stop();
  await smtp.stop();
  await webhooks.stop();
  await client.close();
  await rm(folder, { recursive: true });
});

const sent = (mou: string): Promise<void> =>
  expect.poll(async () => (await client.outbox(mou)).waiting, { timeout: 45_000, interval: 200 }).toBe(0);
const mailed = (mou: string, recipient: string): { seq: number; key: string; id: string }[] =>
  smtp.mails.flatMap(({ mail }) => {
    const key = (mail.headers.get('x-mou-idempotency-key') as string | undefined) ?? '';
    const [of, seq, to] = key.split('/');
    return of === mou && to === recipient ? [{ seq: Number(seq), key, id: mail.messageId ?? '' }] : [];
  });

describe('a mail server', () => {
  test('that drops the connection after DATA, then refuses or says no more, and comes back gets every message, in order', async () => {
    smtp.afterData = 'drop';
    const mou = newMou('dropped');
    await client.act(mou, open());
    await client.act(mou, sign('us', '2025-10-29'));
    await expect.poll(() => mailed(mou, 'rok').length).toBeGreaterThanOrEqual(1);
    smtp.afterData = 'hang';
    smtp.answers.set('desk@us.example', { code: 451, message: 'Try later' });
    await expect.poll(() => mailed(mou, 'rok').length).toBeGreaterThanOrEqual(2);
    expect((await client.outbox(mou)).waiting).toBe(4);
    smtp.afterData = undefined;
    smtp.answers.clear();
    await sent(mou);
    for (const recipient of ['us', 'rok']) {
      const all = mailed(mou, recipient);
      expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).sort((a, b) => a - b));
      expect(new Set(all.map(({ key }) => key)).size).toBe(2);
      expect(all.at(-1)?.seq).toBe(2);
    }
  });
});

describe('a webhook', () => {
  test('that times out and fails gets every message once it is well, delays nobody else, and is given up once gone or moved', async () => {
    webhooks.answers.push(never, status(503));
    const mou = newMou('hooked');
    await client.act(mou, open());
    await client.act(mou, {
      do: 'change-contacts',
      by: 'us',
      contacts: [{ id: 'hook', channel: 'webhook', url: webhooks.url, secret: 'hook' }],
    });
    await expect.poll(() => mailed(mou, 'rok').length).toBe(2);
    expect(webhooks.received.length).toBeLessThan(3);
    await sent(mou);
    const ids = webhooks.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual(Array.from({ length: 3 }, () => `${mou}:2:us:hook`));
    webhooks.answers.push(status(410), status(307, { location: `${webhooks.url}/elsewhere` }));
    await client.act(mou, sign('us', '2025-10-29'));
    await client.act(mou, sign('rok', '2025-10-29'));
    await sent(mou);
    const dead = (await client.deliveries(mou)).filter(({ recipient, seq }) => recipient === 'us/hook' && (seq === 3 || seq === 5));
    expect(dead).toMatchObject([
      { status: 'dead', channel: 'webhook', detail: expect.stringContaining('HTTP 410') },
      { status: 'dead', channel: 'webhook', detail: expect.stringMatching(/HTTP 307 .*: no redirect is followed/) },
    ]);
    expect(webhooks.received.filter(({ path }) => path !== '/hook')).toEqual([]);
    expect(await client.resend(mou)).toEqual(dead.map(({ key }) => key));
    await expect.poll(async () => (await client.outbox(mou)).dead).toBe(0);
    expect(JSON.stringify(await client.events(mou))).not.toContain(secret);
  });
});

describe('a worker', () => {
  test('killed between handing a mail over and saying so loses nothing, and what comes twice has the same key', async () => {
    let killed = false;
    smtp.onMessage = ({ to }) => {
      if (killed || !to.includes('desk@rok.example')) return;
      killed = true;
      process.kill(worker?.pid ?? 0, 'SIGKILL');
    };
    const mou = newMou('killed');
    await client.act(mou, open());
    await worker?.exited;
    // From here on no mail is slow but by chance, and none is to come more often for that.
    worker = await start({ MOU_SMTP_TIMEOUT: '15000' });
    await client.act(mou, sign('us', '2025-10-29'));
    await sent(mou);
    const toRok = mailed(mou, 'rok');
    expect(toRok.map(({ seq }) => seq)).toEqual([1, 1, 2]);
    expect(new Set(toRok.map(({ key }) => key)).size).toBe(2);
    expect([...new Set(mailed(mou, 'us').map(({ seq }) => seq))]).toEqual([1, 2]);
    expect((await client.deliveries(mou)).map(({ status: of }) => of)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(smtp.open).toBeGreaterThan(0);
    await worker.stop();
    await expect.poll(() => smtp.open).toBe(0);
  });

  test('killed while one recipient was told and another is waited for tells the first no second time', async () => {
    worker = await start({ MOU_SMTP_TIMEOUT: '15000' });
    let isRokSlow = true;
    smtp.onMessage = ({ to }) => (isRokSlow && to.includes('desk@rok.example') ? 'hang' : undefined);
    const mou = newMou('between-two');
    await client.act(mou, open());
    // That the first was told is noted with the activity that is under way.
    const noted = async (): Promise<string> => {
      const { raw } = await client.client.workflow.getHandle(workflowIdOf(mou)).describe();
      const payloads = raw.pendingActivities?.flatMap(({ heartbeatDetails }) => heartbeatDetails?.payloads ?? []) ?? [];
      return payloads.map(({ data }) => Buffer.from(data ?? []).toString()).join('');
    };
    await expect.poll(noted).toContain(`${mou}/1/us`);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    isRokSlow = false;
    worker = await start();
    await sent(mou);
    expect(mailed(mou, 'us').map(({ seq }) => seq)).toEqual([1]);
    expect(mailed(mou, 'rok').map(({ seq }) => seq)).toContain(1);
    const deliveries = await client.deliveries(mou);
    expect(deliveries).toMatchObject([
      { recipient: 'rok', status: 'accepted' },
      { recipient: 'us', status: 'accepted', messageId: mailed(mou, 'us')[0]?.id },
    ]);
  });
});
