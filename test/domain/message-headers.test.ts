/** Whatever names, titles and addresses hold, an e-mail has the headers that it always has, each on lines of its own. */
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { mailOf } from '../../activities/notify/message.ts';
import { plain } from '../../projections/words.ts';
import { anyText } from '../support/any-text.ts';
import { Life, untilDelivery } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';

const FROM = 'register@mou.example';
const notification = new Life(untilDelivery).told('DiscontinuationExpected');
const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** What turns up in forged headers and odd titles, and anything else. */
const hostile = fc.array(
  fc.oneof(
    fc.constantFrom('\r\n', '\n', '\r', '\0', '\u2028', '\u202e', '\u2066', '\u061c', 'Bcc: all@example.org', '\r\nX-Forged: yes\r\n\r\n'),
    fc.constantFrom('=?utf-8?q?=0D=0ABcc:_a@example.org?=', '"', '<a@example.org>', ',', ';', '양해각서', '👩‍👩‍👧‍👦🇰🇷', 'é'.repeat(300)),
    anyText(),
  ),
  { maxLength: 8 },
);
const text = hostile.map((parts) => parts.join(''));

const compose = async (headline: string, key: string, type: string, name: string) => {
  const content = {
    ...mailOf(
      {
        ...notification,
        headline,
        key,
        events: notification.events.map((one) => ({ ...one, event: { ...one.event, type: type as never } })),
      },
      { from: FROM },
    ),
    to: { name, address: 'desk@rok.example' },
  };
  const { message } = await composer.sendMail(content);
  return (message as Buffer).toString();
};

/** As a server reads them: up to the first empty line, continued where a line begins with a space. */
const headerNames = (raw: string): string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').flatMap((line) => (/^[ \t]/.test(line) ? [] : [line.split(':')[0] ?? '']));

describe('an e-mail', () => {
  test('has the same headers whatever its title, its key and its addressee say', async () => {
    const usual = headerNames(await compose('A title', 'a/1/rok', 'Signed', 'Desk'));
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (headline, key, type, name) => {
        const raw = await compose(headline, `a/1/rok${key}`, `Signed${type}`, name);
        expect(headerNames(raw)).toEqual(usual);
        const head = raw.split('\r\n\r\n')[0] ?? '';
        expect(head.replaceAll('\r\n', '')).toMatch(/^[\t\x20-\x7e]*$/);
        for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
        const { to, bcc } = await simpleParser(raw);
        expect([to].flat().flatMap((one) => one?.value.map(({ address }) => address) ?? [])).toEqual(['desk@rok.example']);
        expect(bcc).toBeUndefined();
      }),
      { numRuns: drawn(40) },
    );
  });

  test('shows no subject that a direction mark turns round, and none that is endless', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (headline) => {
        const { subject = '' } = await simpleParser(await compose(headline, 'a/1/rok', 'Signed', 'Desk'));
        expect(subject).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
        expect(Array.from(subject).length).toBeLessThanOrEqual(250);
        expect(plain(subject, 250)).toBe(subject);
      }),
      { numRuns: drawn(30) },
    );
  });
});
