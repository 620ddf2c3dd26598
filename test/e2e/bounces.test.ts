/** Reports of mail servers (RFC 3464) from a mailbox of each kind. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportIn, reportsIn } from '../../client/bounces.ts';

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

describe('a report', () => {
  test.each(['message/rfc822', 'text/rfc822-headers'])(
    'with the original as %s names the message by its key, the address and the reason',
    async (original) => {
      expect(await reportIn(bounce('us-rok-tpd/2/us/desk', 'failed', original))).toEqual({
        mou: 'us-rok-tpd',
        key: 'us-rok-tpd/2/us/desk',
        at: '2027-01-05T08:00:00.000Z',
        failed: true,
        detail: 'desk@us.example failed 5.1.1 550 5.1.1 <desk@us.example>: Recipient address rejected: User unknown',
      });
    },
  );

  test.each(['delayed', 'delivered', 'relayed'])('that a message was %s is no failure', async (action) => {
    expect(await reportIn(bounce('us-rok-tpd/2/us', action))).toMatchObject({ failed: false });
  });

  test('of somebody else’s message, or no report at all, is passed over', async () => {
    expect(await reportIn(bounce('us-rok-tpd/2/us').replace(/X-MOU-Idempotency-Key.*\n/, ''))).toBeUndefined();
    expect(await reportIn(OTHER)).toBeUndefined();
    expect(await reportIn('')).toBeUndefined();
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
