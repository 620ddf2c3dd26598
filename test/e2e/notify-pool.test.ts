/** Mails share connections: what comes of a connection that is refused something, is dropped or hangs, and of the message on it. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Notifier, NotTaken } from '../../activities/notify/port.ts';
import { createSmtpNotifier } from '../../activities/notify/smtp.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { expectedNotification, setMailStage } from '../support/mail-stage.ts';

const stage = setMailStage();
const notifiers: Notifier[] = [];
afterEach(() => notifiers.splice(0).forEach((one) => one.close()));

const notifierOf = (timeout?: number): Notifier => {
  const notifier = createSmtpNotifier({ url: stage.server.url, from: 'register@mou.example', timeout });
  notifiers.push(notifier);
  return notifier;
};
const message = (seq: number) => ({ ...expectedNotification, seq, key: `seed-life/${seq}/us` });
const sender =
  (notifier: Notifier) =>
  (seq: number, email = 'desk@us.example') =>
    notifier.send(message(seq), [{ name: 'Desk', email }]);
const arrived = (): number[] =>
  stage.server.mails.map(({ mail }) => Number((mail.headers.get('x-mou-idempotency-key') as string).split('/')[1]));

describe('a connection', () => {
  test('carries one mail after the other, each with the evidence of its own', async () => {
    const send = sender(notifierOf());
    expect(await send(1)).toMatchObject({
      messageId: expect.stringContaining('<seed-life.1.rok+'),
      accepted: ['desk@us.example'],
      refused: [],
    });
    stage.server.answers.set('gone@us.example', { code: 550, message: 'No such mailbox' });
    expect(await send(2, 'gone@us.example')).toMatchObject({
      accepted: [],
      refused: [{ address: 'gone@us.example', response: '550 No such mailbox', permanent: true }],
    });
    stage.server.afterData = { code: 554, message: 'Message rejected' };
    await expect(send(3)).rejects.toThrow(NotTaken);
    stage.server.afterData = undefined;
    expect(await send(4)).toMatchObject({ response: '250 OK: message queued', accepted: ['desk@us.example'] });
    expect(arrived()).toEqual([1, 3, 4]);
    // After a refusal the next mail may come before the connection is ready for it.
    expect(stage.server.connections).toBeLessThanOrEqual(2);
  });

  test('that the server ended while nothing was on it is made again, and the mail goes out at once', async () => {
    const send = sender(notifierOf());
    await send(1);
    stage.server.drop();
    await send(2);
    const { url } = stage.server;
    await stage.server.stop();
    stage.server = await MailCapture.start({}, Number(new URL(url).port));
    await send(3);
    expect(arrived()).toEqual([3]);
  });

  test('that is dropped after DATA leaves the mail in doubt: it is told so, and not sent again on its own', async () => {
    const send = sender(notifierOf());
    await send(1);
    stage.server.afterData = 'drop';
    await expect(send(2)).rejects.toThrow(/^Mail server 127\.0\.0\.1:\d+: Connection closed unexpectedly$/);
    stage.server.afterData = undefined;
    expect(arrived()).toEqual([1, 2]);
    await send(2);
    expect(arrived()).toEqual([1, 2, 2]);
  });

  test('that hangs is given up within the timeout, and the next mail is not held up by it', async () => {
    const send = sender(notifierOf(1_500));
    await send(1);
    stage.server.afterData = 'hang';
    await expect(send(2)).rejects.toThrow('not done within 1500 ms');
    stage.server.afterData = undefined;
    await send(3);
    expect(stage.server.connections).toBe(2);
  });
});

describe('connections', () => {
  test('are few, however many mails there are, and every mail arrives once', async () => {
    const send = sender(notifierOf());
    const all = Array.from({ length: 60 }, (_, at) => at + 1);
    await Promise.all(all.map((seq) => send(seq)));
    expect(arrived().sort((a, b) => a - b)).toEqual(all);
    expect(stage.server.connections).toBeLessThanOrEqual(10);
  });

  test('are closed with the notifier', async () => {
    const notifier = notifierOf();
    await sender(notifier)(1);
    expect(stage.server.open).toBe(1);
    notifier.close();
    await expect.poll(() => stage.server.open).toBe(0);
  });
});
