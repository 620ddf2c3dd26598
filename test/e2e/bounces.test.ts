/** Reports of mail servers (RFC 3464) from a mailbox of each kind. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportsIn, reportsOf } from '../../client/bounces.ts';

/** As Postfix writes it. */
const bounce = (key: string, action = 'failed', original = 'message/rfc822'): string =>
  `Return-Path: <>
Date: Tue,  5 Jan 2027 08:00:05 +0000 (UTC)
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: register@mou.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"
Message-Id: <1@mx.example>

This is a MIME-encapsulated message.

--B1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Tue,  5 Jan 2027 08:00:00 +0000 (UTC)

Final-Recipient: rfc822; desk@us.example
Original-Recipient: rfc822;desk@us.example
Action: ${action}
Status: 5.1.1
Remote-MTA: dns; mail.us.example
Diagnostic-Code: smtp; 550 5.1.1 <desk@us.example>: Recipient address
    rejected: User unknown

--B1
Content-Description: Undelivered Message
Content-Type: ${original}

From: MOU register <register@mou.example>
To: desk@us.example
Subject: [us-rok-tpd] The United States signed on 2027-01-05 (T)
Message-ID: <us-rok-tpd.2.us.desk@mou.example>
X-MOU-Idempotency-Key: ${key}
X-MOU-Event: Signed

${original === 'message/rfc822' ? 'Text' : ''}
--B1--
`;

const OTHER =
  'From: a@b.example\nTo: register@mou.example\nSubject: Hello\nDate: Tue, 5 Jan 2027 08:00:05 +0000\n\nFrom here on nothing.\n';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-bounces-'));
});
afterEach(() => rm(folder, { recursive: true }));

const MESSAGE_ID = '<us-rok-tpd.2.us.desk+mifk2x0a@mou.example>';

/** A report made of parts, each with its headers and its content. */
const made = (...parts: [type: string, content: string, base64?: boolean][]): string =>
  [
    '\ufeffFrom: MAILER-DAEMON@mx.example',
    'Date: Tue, 5 Jan 2027 08:00:05 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    ...parts.flatMap(([type, content, base64]) => [
      '--B',
      `Content-Type: ${type}`,
      ...(base64 ? ['Content-Transfer-Encoding: base64', '', Buffer.from(content).toString('base64')] : ['', content]),
    ]),
    '--B--',
    '',
  ].join('\n');
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');
const group = (address: string, action = 'failed', type = 'rfc822'): string =>
  `Final-Recipient: ${type}; ${address}\nAction: ${action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 사용자 없음\n`;
const HEADERS = `From: register@mou.example\nMessage-ID: ${MESSAGE_ID}\nX-MOU-Idempotency-Key: us-rok-tpd/2/us/desk\n`;

describe('a report', () => {
  test.each(['message/rfc822', 'text/rfc822-headers'])(
    'with the original as %s names the message by its key, the address and the reason, at its own date',
    async (original) => {
      expect(await reportsOf(bounce('us-rok-tpd/2/us/desk', 'failed', original))).toEqual([
        {
          mou: 'us-rok-tpd',
          key: 'us-rok-tpd/2/us/desk',
          messageId: '<us-rok-tpd.2.us.desk@mou.example>',
          addresses: ['desk@us.example'],
          at: '2027-01-05T08:00:05.000Z',
          action: 'failed',
          detail: 'desk@us.example failed 5.1.1 550 5.1.1 <desk@us.example>: Recipient address rejected: User unknown',
        },
      ]);
    },
  );

  test('of several recipients is a report of each', async () => {
    const groups = `Reporting-MTA: dns; mx.example\n\n${group('a@us.example')}\n\n${group('b@us.example', 'delayed')}`;
    const reports = await reportsOf(latin1(made(['message/delivery-status', groups], ['text/rfc822-headers', HEADERS])));
    expect(reports.map(({ addresses, action }) => [addresses, action])).toEqual([
      [['a@us.example'], 'failed'],
      [['b@us.example'], 'delayed'],
    ]);
  });

  test.each([
    ['message/global-delivery-status', 'message/global', false],
    ['message/global-delivery-status', 'message/global-headers', true],
    ['message/delivery-status', 'message/rfc822', true],
    ['message/delivery-status', 'text/rfc822-headers', true],
  ])('may come as %s with the original as %s, in base64: %s', async (status, original, base64) => {
    const groups = `Reporting-MTA: dns; mx.example\n\n${group('담당@rok.example', 'failed', 'utf-8')}`;
    const [report] = await reportsOf(latin1(made([status, groups, base64], [original, HEADERS, base64])));
    expect(report).toMatchObject({ key: 'us-rok-tpd/2/us/desk', messageId: MESSAGE_ID, addresses: ['담당@rok.example'] });
    expect(report?.detail).toBe('담당@rok.example failed 5.1.1 550 사용자 없음');
  });

  test.each([
    ['in the headers that came back', `Message-ID: ${MESSAGE_ID}\n`, ''],
    ['in what the report is an answer to', 'From: register@mou.example\n', `In-Reply-To: ${MESSAGE_ID}\n`],
  ])('may have our Message-ID alone, %s', async (_, headers, own) => {
    const raw = made(['message/delivery-status', `Reporting-MTA: dns; x\n\n${group('a@us.example')}`], ['text/rfc822-headers', headers]);
    expect(await reportsOf(latin1(raw.replace('MIME-Version', `${own}MIME-Version`)))).toMatchObject([
      { mou: 'us-rok-tpd', key: 'us-rok-tpd/2/us/desk', messageId: MESSAGE_ID },
    ]);
  });

  test('as a real Postfix writes it is of its recipient and its message', async () => {
    const folder = join(import.meta.dirname, 'reports');
    const reports = await reportsIn(folder);
    expect(reports.map(({ key, addresses, at, action }) => [key, addresses[0], at, action])).toEqual([
      ['bnc/2/rok', 'desk@tarry.example', '2026-11-25T23:40:54.000Z', 'delayed'],
      ['bnc/1/rok', 'desk@tarry.example', '2026-11-25T23:40:54.000Z', 'delayed'],
      ['bnc/2/us/l3', 'l3@us.example', '2026-11-25T23:39:49.000Z', 'failed'],
      ['bnc/2/rok', 'nobody@rok.example', '2026-11-25T23:39:49.000Z', 'failed'],
      ['bnc/1/rok', 'nobody@rok.example', '2026-11-25T23:39:49.000Z', 'failed'],
    ]);
    const one = await readFile(join(folder, '02-failed.eml'), 'latin1');
    expect(await reportsOf(`\u00ef\u00bb\u00bf${one}`)).toEqual(await reportsOf(one));
  });

  test('of somebody else’s message, or no report at all, is passed over', async () => {
    const ours = /(X-MOU-Idempotency-Key|Message-ID: <us).*\n/g;
    expect(await reportsOf(bounce('us-rok-tpd/2/us').replace(ours, ''))).toEqual([]);
    expect(await reportsOf(OTHER)).toEqual([]);
    expect(await reportsOf('')).toEqual([]);
  });
});

describe('a mailbox', () => {
  const first = bounce('us-rok-tpd/2/us/desk');
  const second = bounce('uk-tpd/3/rok');
  const keys = async (path: string) => (await reportsIn(path)).map(({ key }) => key);

  test('may be an mbox file', async () => {
    const line = 'From MAILER-DAEMON Tue Jan  5 08:00:05 2027\n';
    const file = join(folder, 'mbox');
    await writeFile(file, `${line}${first}\n${line}${OTHER.replace('From here', '>From here')}\n${line}${second}`);
    expect(await keys(file)).toEqual(['us-rok-tpd/2/us/desk', 'uk-tpd/3/rok']);
  });

  test('may be a Maildir', async () => {
    for (const name of ['cur', 'new', 'tmp']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'cur', '1.host:2,S'), first);
    await writeFile(join(folder, 'new', '2.host'), second);
    await writeFile(join(folder, 'tmp', '3.host'), second);
    expect(await keys(folder)).toEqual(['us-rok-tpd/2/us/desk', 'uk-tpd/3/rok']);
  });

  test('may be a folder of .eml files', async () => {
    await writeFile(join(folder, '1.eml'), first.replaceAll('\n', '\r\n'));
    await writeFile(join(folder, 'notes.txt'), second);
    expect(await keys(folder)).toEqual(['us-rok-tpd/2/us/desk']);
  });

  test('that is not there is said so', async () => {
    await expect(reportsIn(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
