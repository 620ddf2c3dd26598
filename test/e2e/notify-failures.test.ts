import { rm, writeFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { LONGEST } from '../../activities/notify/smtp.ts';
import { MailCapture, startHanging } from '../support/mail-capture.ts';
import { expectedNotification as expected, setMailStage } from '../support/mail-stage.ts';

/** What makes a destination an ailing one, in milliseconds. */
const LONG = 1_050;

const stage = setMailStage();

const failureOf = async (sending: Promise<unknown>): Promise<Error> => {
  const failure = await sending.then(
    () => undefined,
    (error: Error) => error,
  );
  if (!failure) throw new Error('It was sent');
  return failure;
};

const isRetried = (failure: Error): boolean => !(failure instanceof ApplicationFailure && failure.nonRetryable);

describe('contacts', () => {
  test('are read again when the file changes', async () => {
    const { notify } = stage.activities();
    await notify(expected);
    await writeFile(stage.contacts, 'rok: [{ name: Successor, email: successor@rok.example }]');
    await notify(expected);
    expect(stage.server.last.to).toEqual(['successor@rok.example']);
  });

  test('a Participant without any is skipped, with the reason', async () => {
    await writeFile(stage.contacts, 'us: [{ name: Desk Officer, email: desk@us.example }]');
    expect(await stage.activities().notify(expected)).toEqual({ skipped: `no contacts of rok are named in ${stage.contacts}` });
    expect(await stage.activities({ MOU_CONTACTS: undefined }).notify(expected)).toEqual({
      skipped: 'no contacts file is set (MOU_CONTACTS)',
    });
    expect(await stage.activities({ MOU_SMTP_URL: undefined }).notify(expected)).toEqual({
      skipped: 'no mail server is set (MOU_SMTP_URL)',
    });
    expect(stage.server.mails).toEqual([]);
  });

  test.each([
    ['rok: [{ name: A, email: nobody }]', /contacts\.yaml: rok\.0\.email: must be an e-mail address, not "nobody"/],
    ['rok: [{ name: "A\\r\\nBcc: b@example.org", email: a@rok.example }]', /contacts\.yaml: rok\.0\.name: must be one line/],
    ['rok: [{ name: A, email: "a@rok.example\\r\\nBcc: b@example.org" }]', /contacts\.yaml: rok\.0\.email: must be an e-mail address/],
    ['rok: [{ name: A, mail: a@rok.example }]', /contacts\.yaml: rok\.0\.email: is missing/],
    ['rok: a@rok.example', /contacts\.yaml: rok: /],
    ['rok: [', /contacts\.yaml: .*line 1/],
  ])('%s is refused by file and field, and tried again later', async (text, says) => {
    await writeFile(stage.contacts, text);
    const failure = await failureOf(stage.activities().notify(expected));
    expect(failure.message).toMatch(says);
    expect(isRetried(failure)).toBe(true);
  });

  test('a file that is missing is tried again later', async () => {
    await rm(stage.contacts);
    const failure = await failureOf(stage.activities().notify(expected));
    expect(failure.message).toMatch(/contacts\.yaml: ENOENT/);
    expect(isRetried(failure)).toBe(true);
  });
});

describe('a mail server', () => {
  test('that is down delays the mail: it is tried again', async () => {
    const { url } = stage.server;
    await stage.server.stop();
    const failure = await failureOf(stage.activities({ MOU_SMTP_URL: url }).notify(expected));
    expect(failure.message).toMatch(/Mail server 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(isRetried(failure)).toBe(true);
    stage.server = await MailCapture.start();
  });

  test('that refuses every address for good is not tried again', async () => {
    stage.server.answers.set('desk@us.example', { code: 550, message: 'No such mailbox' });
    const failure = await failureOf(stage.activities().notify({ ...expected, recipient: 'us' }));
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'ADDRESS_REJECTED', nonRetryable: true });
    expect(failure.message).toMatch(/desk@us\.example \(550 No such mailbox\)/);
  });

  test('whose words are long, or more than text, is quoted briefly and on one line', async () => {
    stage.server.answers.set('desk@us.example', { code: 550, message: `\u001b[31mNo\u202e ${'such '.repeat(1_000)}` });
    const toUs = { ...expected, recipient: 'us' };
    const refused = await failureOf(stage.activities().notify(toUs));
    expect(refused.message).toMatch(/desk@us\.example \(550 \[31mNo such such .{400,500}…\)$/);
    stage.server.answers.clear();
    stage.server.afterData = { code: 451, message: `\u001b[31mNo ${'such '.repeat(1_000)}` };
    const putOff = await failureOf(stage.activities().notify(toUs));
    expect(putOff.message).toMatch(/^Mail server .{400,600}…$/);
    expect(`${refused.message}${putOff.message}`).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test('that refuses one of two addresses for good still takes the other', async () => {
    stage.server.answers.set('pat@rok.example', { code: 550, message: 'No such mailbox' });
    expect(await stage.activities().notify(expected)).toMatchObject({ accepted: ['desk@rok.example'] });
    expect(stage.server.last.to).toEqual(['desk@rok.example']);
  });

  test('that puts an address off is tried again, and nobody gets the mail twice', async () => {
    const { notify } = stage.activities();
    stage.server.answers.set('pat@rok.example', { code: 450, message: 'Greylisted' });
    const failure = await failureOf(notify(expected));
    expect(failure.message).toMatch(/pat@rok\.example \(450 Greylisted\)/);
    expect(isRetried(failure)).toBe(true);
    stage.server.answers.clear();
    expect(await notify(expected)).toMatchObject({ accepted: ['desk@rok.example', 'pat@rok.example'] });
    expect(stage.server.mails.map(({ to }) => to)).toEqual([['desk@rok.example'], ['pat@rok.example']]);
  });

  test('that wants authentication is tried again: it is ours to mend', async () => {
    stage.server.answers.set('desk@us.example', { code: 530, message: 'Authentication required' });
    expect(isRetried(await failureOf(stage.activities().notify({ ...expected, recipient: 'us' })))).toBe(true);
  });

  test('that offers no TLS where the settings insist on it gets nothing', async () => {
    const failure = await failureOf(stage.activities({ MOU_SMTP_URL: `${stage.server.url}?requireTLS=true` }).notify(expected));
    expect(isRetried(failure)).toBe(true);
    expect(stage.server.mails).toEqual([]);
  });

  test.each([
    ['never greets', undefined],
    ['keeps talking without ever greeting', '220-wait\r\n'],
  ])('that hangs and %s is given up within the timeout', async (_, says) => {
    const hanging = await startHanging(says);
    const began = performance.now();
    const failure = await failureOf(stage.activities({ MOU_SMTP_URL: hanging.url, MOU_SMTP_TIMEOUT: 300 }).notify(expected));
    // Far below what a mail may take where nothing is set.
    expect(performance.now() - began).toBeLessThan(LONGEST / 2);
    expect(failure.message).toMatch(/Mail server 127\.0\.0\.1/);
    expect(isRetried(failure)).toBe(true);
    await hanging.stop();
  });

  test('that hangs has a few attempts at a time, so that webhooks and the register have the others', async () => {
    // Its own words and no clock say when an attempt ends: on a busy machine three may fail before the fourth is made.
    const attempts: ((failure: Error) => void)[] = [];
    let hangs = false;
    const send = (): Promise<never> =>
      new Promise((_, reject) => {
        if (hangs) attempts.push(reject);
        else setTimeout(() => reject(new Error('not done')), LONG);
      });
    const { notify } = stage.activities({}, { send, close: () => {} });
    await failureOf(notify(expected));
    hangs = true;
    const three = [1, 2, 3].map(() => failureOf(notify(expected)));
    await expect.poll(() => attempts.length).toBe(3);
    const fourth = await failureOf(notify(expected));
    expect(fourth.message).toBe('Mail server: 3 other messages are being tried there');
    expect(isRetried(fourth)).toBe(true);
    for (const fail of attempts) fail(new Error('not done'));
    expect((await Promise.all(three)).map(({ message }) => message)).toEqual(['not done', 'not done', 'not done']);
  });
});
