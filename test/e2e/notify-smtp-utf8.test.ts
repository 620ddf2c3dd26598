/** Addresses whose names are not ASCII, and what servers say in words that are not. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSmtpNotifier } from '../../activities/notify/smtp.ts';
import { RecordedContact } from '../../domain/contacts.ts';
import { MailCapture, type Manner } from '../support/mail-capture.ts';
import { expectedNotification } from '../support/mail-stage.ts';

const DESK = { name: 'Desk', email: 'desk@rok.example' };
const HANGUL = { name: '담당관', email: '담당@rok.example' };
let server: MailCapture | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const send = async (manner: Manner, ...contacts: { name: string; email: string }[]) => {
  server = await MailCapture.start(manner);
  const notifier = createSmtpNotifier({ url: `${server.url}?tls.rejectUnauthorized=false`, from: 'register@mou.example' });
  const sent = await notifier.send(expectedNotification, contacts);
  notifier.close();
  return sent;
};

describe('an address in Hangul', () => {
  test.each<Manner>([{}, { tls: 'starttls' }])('is sent to where the server offers SMTPUTF8: %j', async (manner) => {
    expect(await send(manner, HANGUL, DESK)).toMatchObject({ accepted: [HANGUL.email, DESK.email], refused: [] });
    expect(server?.last.to).toEqual([HANGUL.email, DESK.email]);
  });

  test('is refused in plain words elsewhere, and the others get the mail', async () => {
    expect(await send({ utf8: false }, HANGUL, DESK)).toMatchObject({
      accepted: [DESK.email],
      refused: [{ address: HANGUL.email, permanent: true, response: expect.stringContaining('offers no SMTPUTF8') }],
    });
    expect(server?.last.to).toEqual([DESK.email]);
    expect(await send({ utf8: false }, HANGUL)).toMatchObject({ accepted: [], refused: [{ address: HANGUL.email }] });
  });

  test.each<[what: string, greets: (socket: Socket) => void, timeout: number | undefined, reason: RegExp]>([
    ['ends the connection before a word', (socket) => socket.end(), undefined, /closed unexpectedly/],
    [
      'never comes to the end of what it offers',
      (socket) => {
        socket.write('220 hello\r\n');
        const more = setInterval(() => socket.write('250-MORE\r\n'), 50);
        socket.once('close', () => clearInterval(more)).on('error', () => {});
      },
      500,
      /not done within 500 ms/,
    ],
  ])('is tried again, and not given up, where the server %s', async (_, greets, timeout, reason) => {
    const listener = createServer(greets).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const url = `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const notifier = createSmtpNotifier({ url, from: 'register@mou.example', timeout });
    await expect(notifier.send(expectedNotification, [HANGUL])).rejects.toThrow(reason);
    notifier.close();
    listener.close();
  });

  test.each([
    ['담당@rok.example', true],
    ['desk@한국.example', true],
    ["o'neill+mou@us.example", true],
    ['담\u202e당@rok.example', false],
    ['담당@rok', false],
    ['a b@rok.example', false],
    ['<a>@rok.example', false],
    ['a@rok.example,b@rok.example', false],
  ])('can be recorded where it is one: %s', (address, isOne) => {
    expect(RecordedContact.safeParse({ id: 'c1', channel: 'email', address }).success).toBe(isOne);
  });
});

test('what a server says in another script is kept', async () => {
  server = await MailCapture.start();
  server.answers.set(DESK.email, { code: 550, message: '사용자 없음' });
  const notifier = createSmtpNotifier({ url: server.url, from: 'register@mou.example' });
  expect((await notifier.send(expectedNotification, [DESK])).refused).toMatchObject([{ response: '550 사용자 없음' }]);
  notifier.close();
});
