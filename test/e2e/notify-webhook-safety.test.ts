/** Where webhooks may not go, and what is told to nobody. */
import { writeFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { Guard, parseRanges } from '../../activities/notify/guard.ts';
import { status } from '../support/webhook-capture.ts';
import { failureOf, NEW, OLD, setWebhookStage } from '../support/webhook-stage.ts';

const stage = setWebhookStage();

describe('an address', () => {
  test('of this machine or a private network is not connected to, unless a setting allows it', async () => {
    const failure = await failureOf(stage.send(undefined, { MOU_WEBHOOK_ALLOW: undefined }));
    expect(failure).toMatchObject({ nonRetryable: true, message: expect.stringContaining('not a public address') });
    const byName = stage.server.url.replace('127.0.0.1', 'localhost');
    const named = await failureOf(stage.send(stage.contactAt(byName), { MOU_WEBHOOK_ALLOW: '10.0.0.0/8' }));
    expect(named).toMatchObject({ nonRetryable: false, message: expect.stringContaining('Webhook localhost: not a public address') });
    expect(stage.server.received).toEqual([]);
    await stage.send(stage.contactAt(byName), { MOU_WEBHOOK_ALLOW: '127.0.0.0/8' });
    expect(stage.server.received).toHaveLength(1);
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
    await writeFile(stage.secrets, text);
    const failure = await stage.send().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure?.message).toMatch(says);
    expect(failure?.message).not.toMatch(/whsec_[A-Za-z0-9]{5}/);
    expect(failure).not.toBeInstanceOf(ApplicationFailure);
  });

  test('are in no log, no result and no failure', async () => {
    stage.server.answers.push(status(500), status(204));
    const failure = await failureOf(stage.send());
    const result = await stage.send();
    const everything = JSON.stringify([failure.message, failure.stack, result, stage.lines]);
    for (const one of [OLD, NEW]) expect(everything).not.toContain(one.slice(6));
    expect(stage.lines.join('')).toContain('HTTP 204');
  });

  test('without a file of secrets nothing is sent unsigned', async () => {
    const failure = await failureOf(stage.send(undefined, { MOU_WEBHOOK_SECRETS: undefined }));
    expect(failure).toMatchObject({ nonRetryable: true, message: 'No file of webhook secrets is set (MOU_WEBHOOK_SECRETS)' });
    expect(stage.server.received).toEqual([]);
  });
});
