/** Webhooks to a real server: what arrives, how it is signed, and what an answer means. */
import { type CloudEvent, HTTP } from 'cloudevents';
import ICAL from 'ical.js';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { delayAfter } from '../../activities/notify/in-activity.ts';
import type { MessageEvent } from '../../activities/notify/cloud-event.ts';
import { cloudEvents } from '../../export/cloud-events.ts';
import { dossier } from '../support/dossiers.ts';
import { Life, untilDelivery } from '../support/lives.ts';
import { expectedNotification } from '../support/mail-stage.ts';
import { never, type Received, startWebhooks, status } from '../support/webhook-capture.ts';
import { failureOf, NEW, OLD, setWebhookStage } from '../support/webhook-stage.ts';

const stage = setWebhookStage();

const only = (): Received => {
  const [received, ...others] = stage.server.received;
  if (!received || others.length > 0) throw new Error(`${stage.server.received.length} arrived`);
  return received;
};

type Words = MessageEvent['data'];

describe('a webhook', () => {
  test('is a batch of CloudEvents that the official library takes', async () => {
    expect(await stage.send()).toMatchObject({
      messageId: 'seed-life:7:rok:hook',
      detail: expect.stringMatching(/^HTTP 204 after \d+ ms$/),
    });
    const { headers, body, path } = only();
    expect(path).toBe('/hook');
    const events = HTTP.toEvent({ headers, body }) as CloudEvent<Words>[];
    for (const event of events) expect(event.validate()).toBe(true);
    expect(events.map(({ id, type, subject }) => [id, type, subject])).toEqual([
      ['seed-life/6', 'alt.mou-engine.notice-delivered', 'notice/n1'],
      ['seed-life/7', 'alt.mou-engine.discontinuation-expected', 'notice/n1'],
      ['seed-life/7/rok/hook', 'alt.mou-engine.message', '7'],
    ]);
    for (const { source, time } of JSON.parse(body) as CloudEvent[])
      expect([source, time]).toEqual(['/mou/seed-life', expectedNotification.at]);
  });

  test('holds the events as an export does, and the message in words at the end', async () => {
    await stage.send();
    const { headers, body } = only();
    const events = HTTP.toEvent({ headers, body }) as CloudEvent<Words>[];
    const exported = cloudEvents(dossier(new Life(untilDelivery).log)).slice(5);
    expect(events.slice(0, 2).map(({ id, data }) => [id, data])).toEqual(exported.map(({ id, data }) => [id, data]));
    const message = events.at(-1);
    expect(message?.recipient).toBe('rok/hook');
    expect(message?.data).toMatchObject({ headline: expectedNotification.headline, clause: { id: 'III.4' } });
    expect(message?.data?.forInformation).toContain('is not delivery of a notice');
    const [file] = message?.data?.ics ?? [];
    expect(file?.method).toBe('PUBLISH');
    const calendar = new ICAL.Component(ICAL.parse(file?.content ?? '') as unknown[] as never);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(2);
  });

  test('is signed by the Standard Webhooks scheme', async () => {
    await stage.send();
    const { headers, body } = only();
    expect(headers['webhook-id']).toBe('seed-life:7:rok:hook');
    expect(new Webhook(OLD).verify(body, headers as Record<string, string>)).toMatchObject([{}, {}, { id: 'seed-life/7/rok/hook' }]);
    expect(() => new Webhook(NEW).verify(body, headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(OLD).verify(body.replace('2027-07-31', '2027-08-31'), headers as Record<string, string>)).toThrow();
  });

  test('is signed by both secrets while one takes over from the other', async () => {
    await stage.send(stage.contactAt(stage.server.url, 'rotating'));
    const { headers, body } = only();
    for (const one of [OLD, NEW]) expect(new Webhook(one).verify(body, headers as Record<string, string>)).toBeDefined();
    expect(headers['webhook-signature']?.toString().split(' ')).toHaveLength(2);
  });

  test('carries the same key and content when it is sent again', async () => {
    stage.server.answers.push(status(500));
    await failureOf(stage.send());
    await stage.send();
    const [first, second] = stage.server.received;
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
    stage.server.answers.push(status(code, { 'retry-after': '120' }));
    expect(await failureOf(stage.send())).toMatchObject({
      message: expect.stringContaining(says),
      nonRetryable,
      type: 'NOT_TAKEN',
      nextRetryDelay: 120_000,
    });
  });

  test('that redirects is not followed', async () => {
    const elsewhere = await startWebhooks();
    stage.server.answers.push(status(307, { location: elsewhere.url }));
    expect(await failureOf(stage.send())).toMatchObject({
      nonRetryable: true,
      message: expect.stringMatching(/HTTP 307 after \d+ ms: no redirect is followed; record the address itself$/),
    });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test('that does not answer in time is given up, and tried again', async () => {
    stage.server.answers.push(never);
    const failure = await failureOf(stage.send(undefined, { MOU_WEBHOOK_TIMEOUT: 300 }));
    expect(failure.message).toMatch(/^Webhook 127\.0\.0\.1:\d+: not done within 300 ms$/);
    expect(failure.nonRetryable).toBe(false);
  });

  test('that is down is tried again', async () => {
    await stage.server.stop();
    expect(await failureOf(stage.send())).toMatchObject({ nonRetryable: false, message: expect.stringContaining('ECONNREFUSED') });
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
    stage.server.answers.push(({ socket }) => socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'));
    expect(await failureOf(stage.send())).toMatchObject({ nonRetryable: false, message: expect.stringMatching(/: no answer$/) });
  });

  test('whose body is long is not listened to for long', async () => {
    let closed = false;
    stage.server.answers.push((response) => {
      response.on('close', () => {
        closed = true;
      });
      const pour = (): unknown => response.write(Buffer.alloc(65_536)) || response.once('drain', pour);
      response.writeHead(200);
      pour();
    });
    await stage.send();
    await expect.poll(() => closed).toBe(true);
  });

  test('whose body does not end has answered by its status', async () => {
    stage.server.answers.push((response) => {
      response.writeHead(200).write('x');
    });
    expect(await stage.send()).toMatchObject({ detail: expect.stringContaining('HTTP 200') });
  });
});
