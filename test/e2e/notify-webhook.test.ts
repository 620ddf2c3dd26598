/** Webhooks to a real server: what arrives, how it is signed, and where they may not go. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { type CloudEvent, HTTP } from 'cloudevents';
import ICAL from 'ical.js';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNotifyActivities, type NotifySettings } from '../../activities/notify/index.ts';
import { delayAfter } from '../../activities/notify/in-activity.ts';
import { Guard, parseRanges } from '../../activities/notify/guard.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Notification } from '../../domain/notification.ts';
import { calendarChanges } from '../../domain/dates.ts';
import { Life, untilDelivery } from '../support/lives.ts';
import { expectedNotification } from '../support/mail-stage.ts';
import { never, type Received, startWebhooks, status, type Webhooks } from '../support/webhook-capture.ts';

const secret = (byte: string): string => `whsec_${Buffer.from(byte.repeat(32)).toString('base64')}`;
const OLD = secret('a');
const NEW = secret('b');
const SECRETS = `rok-hook: ${OLD}\nrotating: [${NEW}, ${OLD}]\n`;

const hook: Notification = {
  ...expectedNotification,
  key: 'seed-life/7/rok/hook',
  contact: 'hook',
  calendar: calendarChanges(new Life(untilDelivery).log, 7),
};

let server: Webhooks;
let folder = '';
let lines: string[] = [];

beforeEach(async () => {
  server = await startWebhooks();
  folder = await mkdtemp(join(tmpdir(), 'mou-webhook-'));
  await writeFile(join(folder, 'secrets.yaml'), SECRETS);
  lines = [];
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const contactAt = (url: string, name = 'rok-hook'): RecordedContact => ({ id: 'hook', channel: 'webhook', url, secret: name });

const send = (contact: RecordedContact = contactAt(server.url), settings: Partial<NotifySettings> = {}) =>
  createNotifyActivities({
    settings: {
      MOU_MAIL_FROM: 'register@mou.example',
      MOU_WEBHOOK_SECRETS: join(folder, 'secrets.yaml'),
      MOU_WEBHOOK_ALLOW: '127.0.0.1',
      MOU_WEBHOOK_TIMEOUT: 300,
      ...settings,
    },
    logger: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
  }).notify(hook, contact);

const only = (): Received => {
  const [received, ...others] = server.received;
  if (!received || others.length > 0) throw new Error(`${server.received.length} arrived`);
  return received;
};

const failureOf = async (sending: Promise<unknown>): Promise<ApplicationFailure> => {
  const failure = await sending.then(
    () => undefined,
    (error: ApplicationFailure) => error,
  );
  if (!(failure instanceof ApplicationFailure)) throw failure ?? new Error('It was sent');
  return failure;
};

describe('a webhook', () => {
  test('is a CloudEvent that the official library takes', async () => {
    expect(await send()).toMatchObject({ messageId: 'seed-life:7:rok:hook', detail: expect.stringMatching(/^HTTP 204 after \d+ ms$/) });
    const { headers, body, path } = only();
    expect(path).toBe('/hook');
    const event = HTTP.toEvent({ headers, body }) as CloudEvent<Notification & { ics: string }>;
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      id: 'seed-life/7/rok/hook',
      source: '/mou/seed-life',
      type: 'mou.DiscontinuationExpected',
      subject: '7',
      time: new Date(expectedNotification.at).toISOString(),
      recipient: 'rok/hook',
    });
    expect(event.data).toMatchObject({ headline: 'Discontinuation is expected to commence on 2027-07-31', clause: { id: 'III.4' } });
    expect(event.data?.forInformation).toContain('is not delivery of a notice');
    const calendar = new ICAL.Component(ICAL.parse(event.data?.ics ?? '') as unknown[] as never);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(2);
  });

  test('is signed by the Standard Webhooks scheme', async () => {
    await send();
    const { headers, body } = only();
    expect(headers['webhook-id']).toBe('seed-life:7:rok:hook');
    expect(new Webhook(OLD).verify(body, headers as Record<string, string>)).toMatchObject({ id: 'seed-life/7/rok/hook' });
    expect(() => new Webhook(NEW).verify(body, headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(OLD).verify(body.replace('2027-07-31', '2027-08-31'), headers as Record<string, string>)).toThrow();
  });

  test('is signed by both secrets while one takes over from the other', async () => {
    await send(contactAt(server.url, 'rotating'));
    const { headers, body } = only();
    for (const one of [OLD, NEW]) expect(new Webhook(one).verify(body, headers as Record<string, string>)).toBeDefined();
    expect(headers['webhook-signature']?.toString().split(' ')).toHaveLength(2);
  });

  test('carries the same key and content when it is sent again', async () => {
    server.answers.push(status(500));
    await failureOf(send());
    await send();
    const [first, second] = server.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });
});

describe('a receiver', () => {
  test.each([
    [500, 'HTTP 500', false],
    [503, 'HTTP 503', false],
    [429, 'HTTP 429', false],
    [404, 'HTTP 404', false],
    [301, 'HTTP 301', true],
    [410, 'HTTP 410', true],
  ])('that answers %i is tried again unless it is gone or elsewhere', async (code, says, nonRetryable) => {
    server.answers.push(status(code, { 'retry-after': '120' }));
    expect(await failureOf(send())).toMatchObject({
      message: expect.stringContaining(says),
      nonRetryable,
      type: 'NOT_TAKEN',
      nextRetryDelay: 120_000,
    });
  });

  test('that redirects is not followed', async () => {
    const elsewhere = await startWebhooks();
    server.answers.push(status(307, { location: elsewhere.url }));
    expect(await failureOf(send())).toMatchObject({
      nonRetryable: true,
      message: expect.stringMatching(/HTTP 307 after \d+ ms: no redirect is followed; record the address itself$/),
    });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test('that does not answer in time is given up, and tried again', async () => {
    server.answers.push(never);
    const failure = await failureOf(send());
    expect(failure.message).toMatch(/^Webhook 127\.0\.0\.1:\d+: not done within 300 ms$/);
    expect(failure.nonRetryable).toBe(false);
  });

  test('that is down is tried again', async () => {
    await server.stop();
    expect(await failureOf(send())).toMatchObject({ nonRetryable: false, message: expect.stringContaining('ECONNREFUSED') });
  });

  test.each([
    [1, 0, 1_000],
    [1, -5_000, 1_000],
    [1, 120_000, 120_000],
    [5, 1_000, 16_000],
    [40, 1_000, 3_600_000],
    [1, 86_400_000, 3_600_000],
  ])('after attempt %i that asks for %i ms is left alone for %i ms', (attempts, asked, waits) => {
    expect(delayAfter(attempts, asked)).toBe(waits);
  });

  test('that changes the protocol has not answered, and holds nothing up', async () => {
    server.answers.push(({ socket }) => socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'));
    expect(await failureOf(send())).toMatchObject({ nonRetryable: false, message: expect.stringMatching(/: no answer$/) });
  });

  test('whose body is long is not listened to for long', async () => {
    let closed = false;
    server.answers.push((response) => {
      response.on('close', () => {
        closed = true;
      });
      const pour = (): unknown => response.write(Buffer.alloc(65_536)) || response.once('drain', pour);
      response.writeHead(200);
      pour();
    });
    await send(undefined, { MOU_WEBHOOK_TIMEOUT: 10_000 });
    await expect.poll(() => closed).toBe(true);
  });

  test('whose body does not end has answered by its status', async () => {
    server.answers.push((response) => {
      response.writeHead(200).write('x');
    });
    expect(await send()).toMatchObject({ detail: expect.stringContaining('HTTP 200') });
  });
});

describe('an address', () => {
  test('of this machine or a private network is not connected to, unless a setting allows it', async () => {
    const failure = await failureOf(send(undefined, { MOU_WEBHOOK_ALLOW: undefined }));
    expect(failure).toMatchObject({ nonRetryable: true, message: expect.stringContaining('not a public address') });
    const byName = server.url.replace('127.0.0.1', 'localhost');
    const named = await failureOf(send(contactAt(byName), { MOU_WEBHOOK_ALLOW: '10.0.0.0/8' }));
    expect(named).toMatchObject({ nonRetryable: false, message: expect.stringContaining('Webhook localhost: not a public address') });
    expect(server.received).toEqual([]);
    await send(contactAt(byName), { MOU_WEBHOOK_ALLOW: '127.0.0.0/8' });
    expect(server.received).toHaveLength(1);
  });

  const guard = new Guard();
  const isOpen = (url: string): boolean => {
    try {
      guard.check(new URL(url));
      return true;
    } catch {
      return false;
    }
  };

  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001::1]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'http://93.184.215.14/',
  ])('%s is refused', (url) => {
    expect(isOpen(url)).toBe(false);
  });

  test.each(['https://93.184.215.14/', 'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/', 'https://172.32.0.1/'])(
    '%s is public',
    (url) => {
      expect(isOpen(url)).toBe(true);
    },
  );

  test.each(['10.0.0.0/33', 'localhost', '10.0.0.0/', '::1/129', '1.2.3'])('%s is no range', (text) => {
    expect(() => parseRanges(text)).toThrow(`${text.trim()} is not an address or a subnet`);
  });
});

describe('secrets', () => {
  test.each([
    ['rok-hook: whsec_short', /rok-hook must be one or two secrets/],
    [`rok-hook: [${OLD}, ${OLD}, ${NEW}]`, /rok-hook must be one or two secrets/],
    [`rok-hook: "${NEW}`, /is not YAML/],
    [`us-hook: ${NEW}`, /names no secret rok-hook/],
    [NEW, /\(the whole\) must be/],
  ])('%# a file in disorder is told without what it holds, and the message waits', async (text, says) => {
    await writeFile(join(folder, 'secrets.yaml'), text);
    const failure = await send().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure?.message).toMatch(says);
    expect(failure?.message).not.toMatch(/whsec_[A-Za-z0-9]{5}/);
    expect(failure).not.toBeInstanceOf(ApplicationFailure);
  });

  test('are in no log, no result and no failure', async () => {
    server.answers.push(status(500), status(204));
    const failure = await failureOf(send());
    const result = await send();
    const everything = JSON.stringify([failure.message, failure.stack, result, lines]);
    for (const one of [OLD, NEW]) expect(everything).not.toContain(one.slice(6));
    expect(lines.join('')).toContain('HTTP 204');
  });

  test('without a file of secrets nothing is sent unsigned', async () => {
    const failure = await failureOf(send(undefined, { MOU_WEBHOOK_SECRETS: undefined }));
    expect(failure).toMatchObject({ nonRetryable: true, message: 'No file of webhook secrets is set (MOU_WEBHOOK_SECRETS)' });
    expect(server.received).toEqual([]);
  });
});
