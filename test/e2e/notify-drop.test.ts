/** Files for offices without mail and webhooks, calendars in mail, and one bad destination among good ones. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bulkhead } from '../../activities/notify/bulkhead.ts';
import { NotTaken } from '../../activities/notify/port.ts';
import type { Message } from '../../projections/message.ts';
import { expectedNotification, setMailStage } from '../support/mail-stage.ts';

const dropped: Message = { ...expectedNotification, key: 'seed-life/7/rok/drop', contact: 'drop' };
const contact = { id: 'drop', channel: 'file', folder: 'rok-registry' } as const;
const stage = setMailStage();
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-drop-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file drop', () => {
  test('holds each message as an e-mail under a name made of its key, once however often it is written', async () => {
    const { notify } = stage.activities({ MOU_DROP_FOLDER: folder });
    expect(await notify(dropped, contact)).toMatchObject({ detail: 'rok-registry/seed-life.7.rok.drop.eml' });
    await notify(dropped, contact);
    expect(await readdir(join(folder, 'rok-registry'))).toEqual(['seed-life.7.rok.drop.eml']);
    const mail = await simpleParser(await readFile(join(folder, 'rok-registry', 'seed-life.7.rok.drop.eml')));
    expect(mail.subject).toBe(
      '[seed-life] Notice n1 was delivered to the Republic of Korea on 2027-02-01; discontinuation is expected to commence on 2027-07-31 (III.4)',
    );
    expect(mail.messageId).toBe('<seed-life.7.rok.drop@mou.example>');
    expect(mail.headers.get('x-mou-idempotency-key')).toBe('seed-life/7/rok/drop');
    expect([mail.to].flat()[0]?.text).toContain('The Government of the Republic of Korea');
    expect(mail.text).toContain('This is a notification for information');
  });

  test('says which setting it lacks, and is a dead letter at once', async () => {
    await expect(stage.activities().notify(dropped, contact)).rejects.toMatchObject({
      nonRetryable: true,
      message: 'No drop folder is set (MOU_DROP_FOLDER)',
    });
  });
});

describe('an e-mail to a recorded contact', () => {
  const desk = { id: 'desk', channel: 'email', address: 'desk@us.example', name: 'O\'Neill, "Pat" <pat>' } as const;
  const toDesk: Message = { ...expectedNotification, key: 'seed-life/7/us/desk', recipient: 'us', contact: 'desk' };

  test('goes to that address alone, under a Message-ID of its own', async () => {
    expect(await stage.activities({ MOU_CONTACTS: undefined }).notify(toDesk, desk)).toMatchObject({
      messageId: expect.stringMatching(/^<seed-life\.7\.us\.desk\+\w+@mou\.example>$/),
      detail: '250 OK: message queued',
    });
    expect(stage.server.last.to).toEqual(['desk@us.example']);
    expect(stage.server.last.mail.to).toMatchObject({ value: [{ name: desk.name, address: desk.address }] });
  });

  test('carries the dates that it speaks of as an iCalendar file', async () => {
    await stage.activities().notify(toDesk, desk);
    // Once as a part that mail programs act on, once as a file to keep.
    const [part, attachment] = stage.server.last.mail.attachments;
    expect(part).toMatchObject({ contentType: 'text/calendar' });
    expect(attachment).toMatchObject({ contentType: 'application/ics', filename: 'seed-life.7.us.desk.ics' });
    expect(String(attachment?.content)).toBe(String(part?.content));
    const calendar = new ICAL.Component(ICAL.parse(String(attachment?.content)) as unknown[] as never);
    const [event] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(event?.startDate.toString()).toBe('2027-07-31');
    expect(event?.sequence).toBe(7);
    expect(stage.server.last.raw).toMatch(/text\/calendar; charset=utf-8; method=PUBLISH/i);
  });

  test('of an event that moved no date carries none', async () => {
    await stage.activities().notify({ ...toDesk, calendar: [] }, desk);
    expect(stage.server.last.mail.attachments).toEqual([]);
  });

  test('to an address that is refused for good is a dead letter at once, and so is a message that is', async () => {
    stage.server.answers.set('desk@us.example', { code: 550, message: 'No such mailbox' });
    await expect(stage.activities().notify(toDesk, desk)).rejects.toMatchObject({ type: 'ADDRESS_REJECTED', nonRetryable: true });
    stage.server.answers.clear();
    stage.server.afterData = { code: 554, message: 'Message rejected' };
    await expect(stage.activities().notify(toDesk, desk)).rejects.toMatchObject({ type: 'NOT_TAKEN', nonRetryable: true });
    stage.server.afterData = { code: 451, message: 'Try later' };
    await expect(stage.activities().notify(toDesk, desk)).rejects.not.toMatchObject({ nonRetryable: true });
  });
});

describe('a destination that does not answer', () => {
  const held = () => {
    let release = (_error?: Error) => {};
    const attempt = () =>
      new Promise<string>((resolve, reject) => {
        release = (error) => (error ? reject(error) : resolve('sent'));
      });
    return { attempt, release: (error?: Error) => release(error) };
  };

  test('has a few attempts at a time, and the others are put off at once', async () => {
    const bulkhead = new Bulkhead(5);
    const slow = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), 1_050));
    await expect(bulkhead.run('dead.example', slow)).rejects.toThrow('no answer');
    const pending = [held(), held(), held()];
    const running = pending.map(({ attempt }) => bulkhead.run('dead.example', attempt));
    await expect(bulkhead.run('dead.example', async () => 'sent')).rejects.toThrow(NotTaken);
    expect(await bulkhead.run('well.example', async () => 'sent')).toBe('sent');
    for (const { release } of pending) release();
    expect(await Promise.all(running)).toEqual(['sent', 'sent', 'sent']);
    expect(await bulkhead.run('dead.example', async () => 'sent')).toBe('sent');
  });

  test('has not all of them, be it ever so well', async () => {
    const bulkhead = new Bulkhead(2);
    const pending = [held(), held()];
    const running = pending.map(({ attempt }) => bulkhead.run('busy.example', attempt));
    await expect(bulkhead.run('busy.example', async () => 'sent')).rejects.toThrow('2 other messages are being tried there');
    for (const { release } of pending) release();
    await Promise.all(running);
  });
});
