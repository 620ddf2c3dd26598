/** A mail that is composed in one piece is the one that nodemailer streams. */
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, test } from 'vitest';
import { mailOf } from '../../activities/notify/message.ts';
import { wholeOf } from '../../activities/notify/whole-mail.ts';
import { anyText } from '../support/any-text.ts';
import { Life, untilDelivery } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';

/** RFC 5322, 2.1.1. */
const LONGEST_LINE = 998;

const both = async (mail: SendMailOptions) => {
  const node = new MailComposer({ ...mail, date: new Date(0), to: { name: '담당관', address: 'desk@rok.example' } }).compile();
  return { whole: wholeOf(node).toString('latin1'), streamed: (await node.build()).toString('latin1') };
};

const notification = new Life(untilDelivery).told('DiscontinuationExpected');
const mail = mailOf(notification, { from: 'register@mou.example' });

/** Line ends of all kinds, dots and white space where lines end and begin, what must be encoded, and lines of any length. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r\n', '\n', '\r', '.', ' ', '\t', '=', '양해각서', '👩‍👩‍👧‍👦🇰🇷', 'é', '--', 'a'.repeat(75), 'word '.repeat(20)),
      anyText(100),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('A mail in one piece', () => {
  test('has text, HTML and calendar as nodemailer streams them', async () => {
    const { whole, streamed } = await both(mail);
    expect(whole).toContain('text/calendar');
    expect(whole).toBe(streamed);
  });

  test('is the same with a second calendar file attached', async () => {
    const attachments = [
      { filename: 'x.2.ics', contentType: 'text/calendar; charset=utf-8; method=CANCEL', content: 'BEGIN:VCALENDAR\r\n' },
    ];
    const { whole, streamed } = await both({ ...mail, attachments });
    expect(whole).toBe(streamed);
  });

  // Where a long line is divided may differ: no reader sees that.
  test('reads the same whatever its texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(awkward, awkward, awkward, async (text, html, subject) => {
        const { whole, streamed } = await both({ ...mail, text, html, subject });
        expect(whole.split('\r\n').every((line) => line.length <= LONGEST_LINE)).toBe(true);
        const [a, b] = [await simpleParser(whole), await simpleParser(streamed)];
        expect([a.subject, a.text, a.html, a.attachments]).toEqual([b.subject, b.text, b.html, b.attachments]);
      }),
      { numRuns: drawn(30) },
    );
  });
});
