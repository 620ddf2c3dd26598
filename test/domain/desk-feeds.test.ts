/** Calendars, feeds and pages of lists, as programs that know nothing of us read them. */
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { Dated, Listed } from '../../register/port.ts';
import { readBack } from '../support/calendar-readers.ts';
import { deskInMemory } from '../support/desk-in-memory.ts';
import { consent, deliver, giveNotice, rectifyDelivery, schedule } from './acts.ts';

type App = ReturnType<typeof deskInMemory>['app'];
const URL_OF_DESK = 'http://127.0.0.1:8080';
const KEEPER = { Authorization: 'Bearer keeper' };
const get = async (app: App, path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await app.request(`${URL_OF_DESK}${path}`, { headers, method });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const HOSTILE = [
  'Deal ]]></title><script>alert(1)</script>',
  'A & B "C" \'D\'',
  '\u202eafter\u202c 협력 💥 \ufffe',
  '%s \\n ; , BEGIN:VEVENT',
];

describe('An Atom feed', () => {
  it.each(HOSTILE)('is one, whatever the title says: %s', async (title) => {
    const { app } = deskInMemory({ title });
    const { text, headers } = await get(app, '/feeds/feed/events.atom');
    expect(headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8');
    const feed = XmlDocument.fromString(text);
    const of = (path: string): string[] => feed.find(path, { a: 'http://www.w3.org/2005/Atom' }).map(({ content }) => content);
    for (const needed of ['id', 'title', 'updated']) {
      expect(of(`/a:feed/a:${needed}`), needed).toHaveLength(1);
      expect(of(`/a:feed/a:entry/a:${needed}`), needed).toHaveLength(4);
    }
    expect(of('/a:feed/a:entry/a:author/a:name')).toHaveLength(4);
    const ids = [...of('/a:feed/a:id'), ...of('/a:feed/a:entry/a:id')];
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(ids).size).toBe(5);
    expect(of('/a:feed/a:updated')[0]).toBe(of('/a:feed/a:entry/a:updated').sort().at(-1));
    expect(of('//script')).toEqual([]);
    expect(text).not.toContain('feeds/feed');
    feed.dispose();
  });
});

describe('A calendar', () => {
  it.each(HOSTILE)('is read by two programs, whatever the title says: %s', async (title) => {
    const { app, record } = deskInMemory({ title });
    record(giveNotice('us', 'n1', '2027-01-05'));
    record(deliver('n1', 'rok', '2027-01-05'));
    const { text } = await get(app, '/feeds/feed/calendar.ics');
    expect(readBack(text).map(({ uid }) => uid.split('.')[0])).toContain('discontinuation');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(readBack(text).length);
  });

  it('moves an entry under its UID and a greater SEQUENCE, and keeps what no longer stands as cancelled', async () => {
    const { app, record } = deskInMemory();
    const read = async () =>
      new Map(readBack((await get(app, '/feeds/feed/calendar.ics')).text).map((one) => [one.uid.split('.')[0], one]));
    record(giveNotice('us', 'n1', '2027-01-04'));
    record(deliver('n1', 'rok', '2027-01-04'));
    record(schedule('us', 'm1', '2027-03-01'));
    const before = await read();
    record(rectifyDelivery('us', 'd1', 'n1', '2027-01-05'));
    record(consent('rok', 'd1'));
    record({ do: 'cancel-meeting', by: 'us', meeting: 'm1' });
    const after = await read();
    expect([...before.keys()].filter((uid) => !after.has(uid))).toEqual([]);
    const [old, moved] = [before.get('discontinuation'), after.get('discontinuation')];
    expect([old?.start, moved?.start, moved?.uid]).toEqual(['2027-07-03', '2027-07-04', old?.uid]);
    expect(moved?.sequence).toBeGreaterThan(old?.sequence ?? Number.NaN);
    const meeting = [...after.values()].find(({ uid }) => uid.includes('meeting'));
    expect(meeting?.status).toBe('CANCELLED');
  });

  it('is sent again only where it has changed, and told by HEAD without a body', async () => {
    const { app, record } = deskInMemory();
    const first = await get(app, '/feeds/feed/calendar.ics');
    const tag = first.headers.get('ETag') ?? '';
    const head = await get(app, '/feeds/feed/calendar.ics', {}, 'HEAD');
    expect([head.status, head.text, head.headers.get('ETag'), head.headers.get('Content-Type')]).toEqual([
      ...[200, '', tag],
      'text/calendar; charset=utf-8',
    ]);
    for (const known of [tag, `"x", ${tag}`, tag.replace('W/', '')]) {
      expect(await get(app, '/feeds/feed/calendar.ics', { 'If-None-Match': known })).toMatchObject({ status: 304, text: '' });
    }
    record(giveNotice('us', 'n1', '2027-01-05'));
    record(deliver('n1', 'rok', '2027-01-05'));
    expect((await get(app, '/feeds/feed/calendar.ics', { 'If-None-Match': tag })).status).toBe(200);
  });

  it('of all memoranda has the first five thousand dates, and says so', async () => {
    const dated = (n: number): Dated => ({
      ...{ mou: `m${n}`, title: 'T', seq: 1, changedAt: '2027-01-05T00:00:00Z', openedAt: '2027-01-05T00:00:00Z' },
      ...{ on: '2027-03-01', what: 'commencement', about: 'n1', of: ['us'], clause: 'III.4' },
    });
    const all = Array.from({ length: 7_000 }, (_, n) => dated(n));
    const asked: unknown[] = [];
    const deadlines = async ({ limit }: { limit?: number } = {}) => {
      asked.push(limit);
      return await Promise.resolve(all.slice(0, limit));
    };
    const { app } = deskInMemory({ register: { deadlines } });
    const answers = await Promise.all([1, 2, 3].map(() => get(app, '/v1/calendar.ics', KEEPER)));
    for (const { text } of answers) {
      expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(5_000);
      expect(text).toContain('NAME:Memoranda (the first 5\\,000 dates)');
    }
    // Those who ask at the same time are told the same.
    expect(asked).toEqual([5_001]);
  });
});

describe('A list of 10,000 memoranda', () => {
  const idOf = (n: number): string => `m${String(n).padStart(5, '0')}`;
  const all = Array.from({ length: 10_000 }, (_, n) => idOf(n));
  const list = async ({ after = '', limit = 50 }: { after?: string; limit?: number } = {}) => {
    const from = all.filter((mou) => mou > after);
    const memoranda = from.slice(0, limit).map((mou) => ({ mou }) as Listed);
    return await Promise.resolve({ memoranda, next: from.length > limit ? (memoranda.at(-1)?.mou ?? null) : null });
  };

  it.each([1_000, 333])('is walked through by its links, %i at a time, each of them once', async (limit) => {
    const { app } = deskInMemory({ register: { list } });
    const found: string[] = [];
    let path: string | undefined = `/v1/memoranda?limit=${limit}&participant=us`;
    while (path !== undefined) {
      const { text, headers }: Awaited<ReturnType<typeof get>> = await get(app, path, KEEPER);
      found.push(...(JSON.parse(text) as { mou: string }[]).map(({ mou }) => mou));
      path = /^<([^>]+)>; rel="next"$/.exec(headers.get('Link') ?? '')?.[1]?.replace(URL_OF_DESK, '');
      if (path !== undefined) expect(path).toContain('participant=us');
    }
    expect(found).toEqual(all);
  });
});

describe('A stream', () => {
  it('is kept by nobody between', async () => {
    const { app } = deskInMemory();
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await get(app, '/v1/memoranda/m1/stream', KEEPER, method);
      expect([headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual(['text/event-stream', 'no-store']);
    }
  });

  it('that fails ends, and why is told to the log of the desk and to nobody else', async () => {
    const register = {
      headsOf: async () => await Promise.resolve(new Map([['m1', { seq: 9, head: 'a' }]])),
      events: async () => await Promise.reject(new Error('password in a stack')),
    };
    const { app, told } = deskInMemory({ register, isStreaming: true });
    const { status, text } = await get(app, '/v1/memoranda/m1/stream', KEEPER);
    expect([status, text]).toEqual([200, ': the events follow as they come\nretry: 2000\n\n']);
    expect(told).toEqual([
      expect.objectContaining({ msg: 'A stream failed', err: expect.objectContaining({ message: 'password in a stack' }) }),
    ]);
  });
});
