import { describe, expect, test } from 'vitest';
import { keyIn } from '../../projections/message-identity.ts';
import type { Message } from '../../projections/message.ts';
import { Life, untilDelivery, untilModificationTaken } from '../support/lives.ts';
import { expectedNotification as expected, setMailStage } from '../support/mail-stage.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const stage = setMailStage();

/** As it is read: dates in HTML are kept in one piece by a span. */
const readable = (body: string | false | undefined): string =>
  String(body)
    .replace(/<\/?span[^>]*>/g, '')
    .replaceAll('&#39;', "'");

describe('an e-mail', () => {
  test('goes to every contact of the Participant, under a subject that names the memorandum, the date and the clause', async () => {
    const result = await stage.activities().notify(expected);
    expect(result).toEqual({
      messageId: expect.stringMatching(/^<seed-life\.7\.rok\+\w+@mou\.example>$/),
      detail: '250 OK: message queued',
      accepted: ['desk@rok.example', 'pat@rok.example'],
      addresses: ['desk@rok.example', 'pat@rok.example'].map((address) =>
        expect.objectContaining({ address, status: 'accepted', detail: '250 OK: message queued' }),
      ),
    });
    expect(stage.server.mails).toHaveLength(1);
    expect(stage.server.last.to).toEqual(['desk@rok.example', 'pat@rok.example']);
    expect(stage.server.last.mail.subject).toBe(
      '[seed-life] Notice n1 was delivered to the Republic of Korea on 2027-02-01; discontinuation is expected to commence on 2027-07-31 (III.4)',
    );
    expect(stage.server.last.mail.from?.text).toContain('register@mou.example');
    expect(stage.server.last.mail.to).toMatchObject({
      value: [
        { name: '담당관', address: 'desk@rok.example' },
        { name: 'O\'Neill, "Pat" <pat>', address: 'pat@rok.example' },
      ],
    });
  });

  test.each(['text', 'html'] as const)('quotes in %s the clause, and each date with its reason', async (part) => {
    await stage.activities().notify(expected);
    const body = readable(stage.server.last.mail[part]);
    expect(body).toContain(
      'The discontinuation is expected to commence on a date 180 days after the date on which notice of discontinuation is delivered.',
    );
    expect(body).toContain('Discontinuation is expected to commence on 2027-07-31, 180 days after 2027-02-01, the date on which notice n1');
    expect(body).toContain('2027-07-31 00:00 in Washington and 2027-07-31 13:00 in Seoul');
    expect(body).toContain('The last operative day is expected to be 2027-07-30');
    expect(body).toContain("The date begins once it has begun at every Participant's seat.");
    expect(body).toContain('presents its compliments to the Government of the Republic of Korea');
  });

  test.each(['text', 'html'] as const)('says in %s that it is for information and delivers no notice', async (part) => {
    await stage.activities().notify(new Life(untilModificationTaken).told('DecisionTaken', 'us'));
    expect(stage.server.last.to).toEqual(['desk@us.example']);
    expect(stage.server.last.mail[part]).toContain('This is a notification for information. It is not delivery of a notice under III.3');
    expect(readable(stage.server.last.mail[part])).toContain('expected to take effect on 2027-06-01');
  });

  test('loads nothing from elsewhere', async () => {
    await stage.activities().notify(expected);
    expect(stage.server.last.mail.html).not.toMatch(/https?:|src=|url\(|@import|<link|<script/i);
  });

  test('carries the same key when it is sent again, and a Message-ID of its own for each attempt', async () => {
    const { notify } = stage.activities();
    await notify(expected);
    await expect
      .poll(() => notify(expected).then(() => new Set(stage.server.mails.map(({ mail }) => mail.messageId)).size))
      .toBeGreaterThan(1);
    for (const { mail } of stage.server.mails) {
      expect(mail.headers.get('x-mou-idempotency-key')).toBe('seed-life/7/rok');
      expect(keyIn(mail.messageId ?? '')).toBe('seed-life/7/rok');
    }
    expect(stage.server.last.mail.headers.get('x-mou-events')).toBe('NoticeDelivered,DiscontinuationExpected');
    expect(stage.server.last.mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('belongs to the thread of its memorandum', async () => {
    const { notify } = stage.activities();
    await notify(new Life([]).told('MemorandumOpened'));
    await notify(expected);
    const [first, second] = stage.server.mails.map(({ mail }) => mail.references);
    expect(first).toBe('<seed-life.rok@mou.example>');
    expect(second).toBe(first);
  });

  test('keeps the longest key on one line, unencoded', async () => {
    const mou = `${'m'.repeat(32)}.${'o'.repeat(31)}`;
    const key = `${mou}/100000/rok`;
    await stage.activities().notify({ ...expected, mou, key, seq: 100_000 });
    expect(stage.server.last.raw.toLowerCase().split('\r\n')).toContain(`x-mou-idempotency-key: ${key}`);
    expect(stage.server.last.mail.messageId).toContain(`<${mou.replace('.', '~')}.100000.rok+`);
    expect(keyIn(stage.server.last.mail.messageId ?? '')).toBe(key);
  });

  test('gives two memoranda different Message-IDs whatever dots their ids hold', async () => {
    const { notify } = stage.activities();
    await notify({ ...expected, mou: 'a.1', seq: 2, key: 'a.1/2/rok' });
    await notify({ ...expected, mou: 'a', seq: 1, key: 'a/1/rok' });
    expect(new Set(stage.server.mails.map(({ mail }) => mail.messageId)).size).toBe(2);
  });
});

describe('hostile and foreign text', () => {
  const titled = (title: string): Message => {
    const life = new Life(untilDelivery, { instrument: { ...smallInstrument, title } });
    return life.told('DiscontinuationExpected');
  };

  test('a title with markup is text in HTML', async () => {
    const title = `<script>alert("1")</script> & 'quotes' <img src=x onerror=alert(1)>`;
    await stage.activities().notify(titled(title));
    expect(stage.server.last.mail.html).not.toMatch(/<script|<img/i);
    expect(stage.server.last.mail.html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;quotes&#39;');
    expect(stage.server.last.mail.text).toContain(title);
  });

  test('a title and a headline with markup are text in the title of the page too, and dates in it are no markup', async () => {
    await stage.activities().notify({ ...expected, headline: '</title><b>On 2027-07-31' });
    expect(stage.server.last.mail.html).toContain('<title>&lt;/title&gt;&lt;b&gt;On 2027-07-31</title>');
  });

  test('a title in Korean arrives as it was written, in the text, the HTML and the subject', async () => {
    const title = '한미 기술번영 양해각서';
    await stage.activities().notify({ ...titled(title), headline: `“${title}” was opened` });
    expect(stage.server.last.mail.text).toContain(title);
    expect(stage.server.last.mail.html).toContain(title);
    expect(stage.server.last.mail.subject).toBe(`[seed-life] “${title}” was opened (III.4)`);
  });

  test('line breaks forge no header and no recipient', async () => {
    const forged = 'A title\r\nBcc: everybody@example.org\r\nX-Forged: yes\r\n\r\nBody';
    await stage.activities().notify({ ...expected, headline: forged, key: `a/1/rok\r\nX-Forged: yes` });
    expect(stage.server.last.to).toEqual(['desk@rok.example', 'pat@rok.example']);
    expect([...stage.server.last.mail.headers.keys()]).not.toContain('x-forged');
    expect(stage.server.last.mail.bcc).toBeUndefined();
    expect(stage.server.last.mail.subject).toBe('[seed-life] A title Bcc: everybody@example.org X-Forged: yes Body (III.4)');
  });

  test('a template tag in a title is not run', async () => {
    const title = '<%= process.env.PATH %>';
    await stage.activities().notify(titled(title));
    expect(stage.server.last.mail.text).toContain(title);
  });
});
