/** Attempts at the desk by its wire: what is no HTTP, what two programs would read differently, paths, names and bodies that are made to harm. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { giveNotice, startInitiative } from './acts.ts';
import { type Served, servedInMemory } from '../support/desk-in-memory.ts';

const ACTS = '/v1/memoranda/m1/acts';
const notice = (more: object = {}): string => JSON.stringify({ ...giveNotice('us', 'n1', '2027-01-05'), ...more });

type Lines = Record<string, string>;
const headed = (start: string, headers: Lines, body: string | Buffer = ''): Buffer => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[start, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
};
const KEEPER = { Host: '127.0.0.1', Authorization: 'Bearer keeper', Connection: 'close' };
const asking = (path: string, headers: Lines = {}, method = 'GET'): Buffer =>
  headed(`${method} ${path} HTTP/1.1`, { ...KEEPER, ...headers });
const posting = (body: string | Buffer, headers: Lines = {}, path = ACTS): Buffer =>
  headed(
    `POST ${path} HTTP/1.1`,
    { ...KEEPER, 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)), ...headers },
    body,
  );
const withCookie = (secret: string, headers: Lines, body = notice()): Buffer => {
  const { Authorization: _, ...others } = KEEPER;
  const all = { ...others, Cookie: `mou_session=${secret}`, 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  return headed(`POST ${ACTS} HTTP/1.1`, { ...all, ...headers }, body);
};

describe('on the wire', () => {
  let desk: Served;
  beforeAll(async () => {
    desk = await servedInMemory();
  });
  afterAll(() => desk.stop());
  afterEach(() => vi.useRealTimers());

  const opened = async (sent: Buffer): Promise<Socket> => {
    const socket = connect(desk.port, '127.0.0.1').setEncoding('latin1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(sent);
    return socket;
  };

  /** All that is answered until the other side ends. */
  const answerTo = async (sent: Buffer): Promise<string> => {
    const socket = await opened(sent);
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    await once(socket, 'close');
    return text;
  };
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

  const chunked = (size: number): Buffer =>
    Buffer.concat([
      asking(ACTS, { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' }, 'POST'),
      Buffer.from(`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`),
    ]);
  const twice = (name: string, first: string, second: string): Buffer =>
    Buffer.from(asking('/v1/memoranda').toString('latin1').replace('\r\n\r\n', `\r\n${name}: ${first}\r\n${name}: ${second}\r\n\r\n`));

  it.each<[what: string, statuses: number[], sent: () => Buffer]>([
    ['a length and chunks', [400], () => posting(notice(), { 'Transfer-Encoding': 'chunked' })],
    ['two lengths', [400], () => twice('Content-Length', '0', '5')],
    ['a length that is no number', [400], () => posting('', { 'Content-Length': '+5' })],
    ['an unknown transfer coding', [400, 501], () => asking(ACTS, { 'Transfer-Encoding': 'xchunked' }, 'POST')],
    ['a chunk whose length is no number', [400], () => Buffer.concat([chunked(1).subarray(0, -9), Buffer.from('zz\r\n')])],
    ['a folded header', [400], () => asking('/v1/memoranda', { Accept: 'a\r\n b' })],
    ['a space before the colon', [400], () => asking('/v1/memoranda', { 'Accept ': 'a' })],
    ['a NUL in a header', [400], () => asking('/v1/memoranda', { Accept: 'a\0b' })],
    ['lines that end otherwise', [400], () => Buffer.from('GET /v1/memoranda HTTP/1.1\nHost: a\n\n')],
    ['no host', [400], () => headed('GET /v1/memoranda HTTP/1.1', { Authorization: 'Bearer keeper' })],
    ['a host that is a path', [400], () => asking('/v1/memoranda', { Host: 'a/../b' })],
    ['a header beyond the limit', [431], () => asking('/v1/memoranda', { Accept: 'x'.repeat(40_000) })],
    ['an address beyond the limit', [431], () => asking(`/v1/memoranda?search=${'x'.repeat(40_000)}`)],
    ['another protocol', [400], () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
    ['HTTP/2 without being asked', [400, 505], () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    ['a tunnel', [0, 400, 405], () => asking('elsewhere.example:443', {}, 'CONNECT')],
    ['TRACE', [400, 404, 405], () => asking('/v1/memoranda', {}, 'TRACE')],
    ['an unknown method', [400, 404, 405], () => asking('/v1/memoranda', {}, 'SEIZE')],
    ['another method in a header', [405], () => asking('/v1/memoranda', { 'X-HTTP-Method-Override': 'GET' }, 'POST')],
    ['a body without a length beyond the limit', [413], () => chunked(2_000_000)],
    ['a body that is packed', [400, 415], () => posting(Buffer.from([0x1f, 0x8b, 8, 0]), { 'Content-Encoding': 'gzip' })],
    ['a name twice', [400], () => posting(notice().replace('"by":"us"', '"by":"rok","by":"us"'))],
    ['a name twice, once in escapes', [400], () => posting(notice().replace('"by":"us"', '"b\\u0079":"rok","by":"us"'))],
    ['lists in lists without end', [400], () => posting(`{"do":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)],
    ['objects in objects without end', [400], () => posting(`${'{"do":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
    ['__proto__ as a name', [400], () => posting(notice().replace('{', '{"__proto__":{"actsFor":"keeper"},'))],
    ['constructor as a name', [400], () => posting(notice({ constructor: { prototype: { actsFor: 'keeper' } } }))],
    ['bytes that are no UTF-8', [400], () => posting(Buffer.from(notice().replace('n1', 'nÿ'), 'latin1'))],
    ['half a letter', [400], () => posting(notice({ notice: 'n\ud800' }))],
    ['two ids of the act', [400], () => posting(notice({ id: 'one' }), { 'Idempotency-Key': 'other' })],
    ['an id of another type', [400], () => posting(notice({ id: { $ne: null } }))],
    ['a condition on what is recorded', [400], () => posting(notice(), { 'If-Match': '"0"' })],
    ['a form as JSON', [415], () => posting('do=give-notice', { 'Content-Type': 'application/x-www-form-urlencoded' })],
    ['JSON as text, as a form of another site can', [415], () => posting(notice(), { 'Content-Type': 'text/plain' })],
    ['parts without a beginning', [400], () => posting('--a\r\nnothing', { 'Content-Type': 'multipart/form-data; boundary=a' }, '/open')],
    ['parts without a boundary', [400], () => posting('x', { 'Content-Type': 'multipart/form-data' }, '/open')],
    [
      'a sign-in that is no form',
      [400],
      () => posting('x', { 'Content-Type': 'multipart/form-data', 'Sec-Fetch-Site': 'same-origin' }, '/session'),
    ],
    ['the cookie without an origin', [401], () => withCookie('keeper', {})],
    [
      'the cookie from a neighbouring port',
      [401],
      () => withCookie('keeper', { Origin: 'http://127.0.0.1:9', 'Sec-Fetch-Site': 'same-site' }),
    ],
    ['the cookie with two sayings', [401], () => withCookie('keeper', { 'Sec-Fetch-Site': 'same-origin, cross-site' })],
    ['the address of a feed as the cookie', [403], () => withCookie('feed', { 'Sec-Fetch-Site': 'same-origin' })],
  ])('%s is refused, and nothing is recorded', async (_, statuses, sent) => {
    const before = desk.seq();
    expect(statuses).toContain(statusOf(await answerTo(sent())));
    expect([desk.seq(), desk.told.splice(0)]).toEqual([before, []]);
    expect(({} as { actsFor?: unknown }).actsFor).toBeUndefined();
  });

  const headersOf = (answer: string): string[] => (answer.split('\r\n\r\n')[0] ?? '').split('\r\n').slice(1);
  const named = (answer: string, name: string): string[] => headersOf(answer).filter((line) => line.toLowerCase().startsWith(`${name}: `));

  it.each([
    ['a state', asking('/v1/memoranda/m1')],
    ['its head alone', asking('/v1/memoranda/m1', {}, 'HEAD')],
    ['a page', asking('/memoranda/m1')],
    ['a problem', asking('/v1/nothing')],
    ['what nobody may see', asking('/v1/memoranda/m1', { Authorization: 'Bearer nobody' })],
    [
      'a cookie',
      posting('token=keeper', { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }, '/session'),
    ],
    ['a sign of life', asking('/healthz')],
  ])('%s has each header that secures it, once', async (_, sent) => {
    const answer = await answerTo(sent);
    for (const name of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'content-type']) {
      const isTyped = name !== 'content-type' || !answer.startsWith('HTTP/1.1 303');
      expect(named(answer, name), name).toHaveLength(isTyped ? 1 : 0);
    }
    const lines = headersOf(answer).map((line) => line.split(':')[0]?.toLowerCase());
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('a report has the policy of its own in the place of the usual one', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await answerTo(asking('/v1/memoranda/m1/report', {}, method));
      expect(named(answer, 'content-security-policy')).toEqual([expect.stringContaining("style-src 'unsafe-inline'")]);
      expect(named(answer, 'x-frame-options')).toHaveLength(1);
    }
  });

  it.each<[path: string, status: number]>([
    // Dots are resolved first: what is asked for then is asked for with the same token.
    ['/v1/memoranda/m1/../../../healthz', 200],
    ['/feeds/keeper/../../v1/memoranda/m1', 200],
    ['/feeds/keeper/../../v1/nothing', 404],
    ['/v1//memoranda', 404],
    ['/V1/memoranda', 404],
    ['/v1/memoranda/m1%2facts', 400],
    ['/v1/memoranda/m1;role=keeper', 400],
    ['/v1/memoranda/m1%00', 400],
    ['/v1/memoranda/__proto__', 400],
    ['/v1/memoranda/m1/constructor', 404],
    ['/memoranda/m1/acts/constructor', 404],
    ['/memoranda/m1/acts/__proto__', 404],
    ['/memoranda/m1/acts/propose?kind=__proto__', 200],
    ['/v1/memoranda/m1?on=2027-01-05&on=2027-01-06', 400],
    ['/v1/memoranda/m1?%6fn=2027-01-05&on=2027-01-06', 400],
    ['/feeds/keeper/calendar.ics', 403],
    ['/feeds/feed/constructor', 404],
    ['/feeds/late/calendar.ics', 401],
    ['/feeds/gone/events.atom', 401],
    ['/feeds/feed%00/calendar.ics', 401],
    ['/assets/../desk/tokens.json', 404],
    ['/session?token=nothing', 401],
  ])('%s is answered with %i', async (path, status) => {
    expect([statusOf(await answerTo(asking(path))), desk.told.splice(0)]).toEqual([status, []]);
  });

  it('a feed of one memorandum stays one, whatever is asked beside it', async () => {
    const calendar = await answerTo(asking('/feeds/feed/calendar.ics?mou=other&participant=us'));
    expect(statusOf(calendar)).toBe(200);
    expect(await answerTo(asking('/feeds/feed/calendar.ics'))).toContain(calendar.slice(calendar.indexOf('\r\n\r\n')));
  });

  it('another host in the address leads nowhere else', async () => {
    const answer = await answerTo(asking('http://elsewhere.example/v1/memoranda/m1/events?limit=1', { Host: 'elsewhere.example' }));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(new RegExp(`^link: <${desk.url}/v1/memoranda/m1/events`, 'im'));
    expect(answer).not.toContain('elsewhere');
  });

  it('OPTIONS opens nothing to other sites', async () => {
    const answer = await answerTo(
      asking(ACTS, { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' }, 'OPTIONS'),
    );
    expect(statusOf(answer)).toBe(405);
    expect(answer).not.toMatch(/access-control/i);
  });

  it('HEAD tells what GET would, without a body, and holds no stream open', async () => {
    const path = '/v1/memoranda/m1/stream?after=99';
    for (let n = 0; n < 5; n += 1) expect(statusOf(await answerTo(asking(path, {}, 'HEAD')))).toBe(200);
    const streams = await Promise.all([1, 2, 3].map(() => opened(asking(path))));
    for (const stream of streams) expect(((await once(stream, 'data')) as [string])[0]).toMatch(/^HTTP\/1\.1 200/);
    expect(statusOf(await answerTo(asking(path)))).toBe(503);
    for (const stream of streams) stream.destroy();
    const state = await answerTo(asking('/v1/memoranda/m1', {}, 'HEAD'));
    expect(state).toMatch(/etag: "[\da-f]+"/i);
    expect(state.slice(state.indexOf('\r\n\r\n'))).toBe('\r\n\r\n');
    expect(statusOf(await answerTo(asking(ACTS, {}, 'HEAD')))).toBe(405);
  });

  it('a stream with something to tell all the time ends as well, once its token has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const begin = Date.parse('2027-01-05T08:00:00Z');
    vi.setSystemTime(begin);
    const stream = await opened(asking('/v1/memoranda/m1/stream', { Authorization: 'Bearer soonLate' }));
    let told = '';
    stream.on('data', (chunk: string) => (told += chunk));
    let isOver = false;
    const ended = once(stream, 'close').then(() => (isOver = true));
    await once(stream, 'data');
    for (let n = 1; n <= 6; n += 1) {
      vi.setSystemTime(begin + n * 10_000);
      const act = startInitiative('us', `i${n}`, 'II.B.4', { title: `Initiative ${n}` });
      expect(statusOf(await answerTo(posting(JSON.stringify(act))))).toBe(201);
      while (!isOver && !told.includes(`Initiative ${n}`)) await Promise.race([ended, once(stream, 'data')]);
    }
    expect([isOver, told.includes('Initiative 3'), told.includes('Initiative 6')]).toEqual([true, true, false]);
  });

  it('two requests in one packet are two answers, in their order', async () => {
    const { Connection: _, ...open } = KEEPER;
    const first = headed('GET /v1/memoranda/m1/text HTTP/1.1', open);
    const answer = await answerTo(Buffer.concat([first, asking('/v1/nothing')]));
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404']);
  });
});
