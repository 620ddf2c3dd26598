/** Mail over an encrypted line and with credentials, and what becomes of it where they are not in order. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { execa } from 'execa';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createNotifyActivities } from '../../activities/notify/index.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import { certificate } from '../support/certificate.ts';
import { MailCapture, type Manner } from '../support/mail-capture.ts';
import { expectedNotification as expected } from '../support/mail-stage.ts';
import { ROOT } from '../support/service.ts';

const PASSWORD = 'correct horse/battery';
const login = { user: 'register', pass: PASSWORD };
const contact: RecordedContact = { id: 'desk', channel: 'email', address: 'desk@rok.example' };

let server: MailCapture;
let lines: string[] = [];
afterEach(() => server.stop());

const start = async (manner: Manner): Promise<void> => {
  server = await MailCapture.start(manner);
  lines = [];
};

/** With credentials, and with what else is said in the URL. */
const urlOf = ({ user, pass }: { user?: string; pass?: string } = {}, query = ''): string => {
  const url = new URL(`${server.url}${query}`);
  Object.assign(url, { username: user ?? '', password: pass ? encodeURIComponent(pass) : '' });
  return url.href;
};

/** As where the operator has the worker trust anybody who answers. */
const TRUSTED = '?tls.rejectUnauthorized=false';

const send = (url: string) =>
  createNotifyActivities({
    settings: { MOU_SMTP_URL: url, MOU_MAIL_FROM: 'register@mou.example' },
    logger: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
  }).notify(expected, contact);

/** What is thrown and tried again, and what the log says at error. */
const refusal = async (url: string): Promise<{ message: string; errors: string[]; everything: string }> => {
  const failure = await send(url).then(
    () => new Error('It was sent'),
    (error: Error) => error,
  );
  expect(failure).not.toBeInstanceOf(ApplicationFailure);
  const errors = lines.map((line) => JSON.parse(line)).flatMap(({ level, reason }) => (level === 50 ? [reason as string] : []));
  return { message: failure.message, errors, everything: JSON.stringify([failure.message, failure.stack, failure.cause, lines]) };
};

describe('a mail server', () => {
  test('that offers STARTTLS is spoken to over it, with credentials if there are any', async () => {
    await start({ tls: 'starttls', login });
    expect(await send(urlOf(login, TRUSTED))).toMatchObject({ detail: '250 OK: message queued' });
    expect(server.last).toMatchObject({ secure: true, user: 'register', to: ['desk@rok.example'] });
    expect(lines.join('')).not.toContain(PASSWORD);
  });

  test('of smtps:// is spoken to over TLS from the first byte', async () => {
    await start({ tls: 'implicit', login });
    await send(urlOf(login, TRUSTED));
    expect(server.last).toMatchObject({ secure: true, user: 'register' });
  });

  test('that refuses the credentials is tried again, and the log says at error which setting to mend', async () => {
    await start({ tls: 'starttls', login });
    const { message, errors, everything } = await refusal(urlOf({ ...login, pass: `${PASSWORD}?` }, TRUSTED));
    expect(message).toMatch(/^Mail server 127\.0\.0\.1:\d+: refused the credentials in MOU_SMTP_URL \(535\)$/);
    expect(errors).toEqual([message]);
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64')])
      expect(everything).not.toContain(secret);
    expect(server.mails).toEqual([]);
  });

  test('that wants credentials where there are none says so', async () => {
    await start({ tls: 'starttls', login });
    const { message, errors } = await refusal(urlOf({}, TRUSTED));
    expect(message).toMatch(/wants credentials or encryption, which MOU_SMTP_URL is to name: 530/);
    expect(errors).toEqual([message]);
  });

  test.each(['starttls', 'implicit'] as const)('with the certificate of a stranger gets nothing (%s)', async (tls) => {
    await start({ tls, login });
    const { message, errors, everything } = await refusal(urlOf(login));
    expect(message).toMatch(
      /its certificate is not trusted \(self-signed certificate[^)]*\): NODE_EXTRA_CA_CERTS names .*\?ignoreTLS=true/,
    );
    expect(errors).toEqual([message]);
    expect(everything).not.toContain(PASSWORD);
    expect(server.mails).toEqual([]);
  });

  test('that offers no TLS gets no credentials, unless the URL says that it may', async () => {
    await start({ login });
    const { message, errors } = await refusal(urlOf(login));
    expect(message).toMatch(/no encrypted connection/);
    expect(errors).toEqual([message]);
    await send(urlOf(login, '?requireTLS=false'));
    expect(server.last).toMatchObject({ secure: false, user: 'register' });
  });

  test('whose certificate is of another name says what helps', async () => {
    await start({ tls: 'starttls' });
    const { message } = await refusal(urlOf({}, `?tls.ca=${encodeURIComponent(certificate)}&tls.servername=other.example`));
    expect(message).toMatch(
      /not trusted \(.*other\.example.*\): MOU_SMTP_URL is to name it as its certificate does, or, .*\?ignoreTLS=true/,
    );
  });

  test('of a line of your own can be spoken to without TLS, under a name of your own', async () => {
    await start({ tls: 'starttls' });
    await send(urlOf({}, '?ignoreTLS=true&name=register.mou.example'));
    expect(server.last).toMatchObject({ secure: false, greeting: 'register.mou.example' });
  });

  test('of a private authority is trusted where NODE_EXTRA_CA_CERTS names its certificate', async () => {
    await start({ tls: 'starttls', login });
    const folder = await mkdtemp(join(tmpdir(), 'mou-authority-'));
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, certificate);
    const script = `
      import { createNotifyActivities } from './dist/activities/notify/index.js';
      const logger = { info() {}, error() {} };
      const settings = { MOU_SMTP_URL: process.env.URL, MOU_MAIL_FROM: 'register@mou.example' };
      const { detail } = await createNotifyActivities({ settings, logger }).notify(...JSON.parse(process.env.ARGUMENTS));
      process.stdout.write(detail);
      process.exit();`;
    const env = { NODE_EXTRA_CA_CERTS: authority, URL: urlOf(login), ARGUMENTS: JSON.stringify([expected, contact]) };
    const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT, env });
    expect(stdout).toBe('250 OK: message queued');
    expect(server.last.secure).toBe(true);
    await rm(folder, { recursive: true });
  });
});
