/** The desk as a program meets it: acts, questions, streams, tags and problems, on a real worker and register. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { execa } from 'execa';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAct } from '../../domain/input.ts';
import { deliver, giveNotice, open, sign } from '../domain/acts.ts';
import { plusDays } from '../domain/oracle.ts';
import { type DeskStage, startDeskStage } from '../support/desk.ts';
import { newMou } from '../support/engine.ts';
import { KEYS, signedWith, type TestKey } from '../support/keys.ts';
import { ROOT } from '../support/service.ts';
import { readBack } from '../support/calendar-readers.ts';

/** As it was when all of this began: what is told twice is the same day. */
const TODAY = new Date().toISOString().slice(0, 10);
const day = (offset: number): string => plusDays(TODAY, offset);

describe('the desk', () => {
  let stage: DeskStage;
  beforeAll(async () => {
    stage = await startDeskStage();
  });
  afterAll(() => stage.end());

  /** Opened and signed: 4 events, and the register has them. */
  const operative = async (name: string): Promise<string> => {
    const mou = newMou(name);
    const { mou: _, ...opening } = open();
    for (const act of [opening, sign('us', '2025-10-29'), sign('rok', '2025-10-29')]) {
      expect(await stage.act(mou, act)).toMatchObject({ status: 201 });
    }
    await kept(mou, 4);
    return mou;
  };
  const kept = (mou: string, seq: number) =>
    vi.waitFor(async () => {
      expect((await stage.client.archive?.ask((register) => register.head(mou)))?.seq).toBeGreaterThanOrEqual(seq);
    }, 30_000);

  it('opens a memorandum by the id of an instrument, signs and reads it', async () => {
    const mou = newMou('desk-open');
    const opened = await stage.act(mou, { do: 'open', instrument: 'us-rok-tpd' });
    expect(opened).toMatchObject({ status: 201, json: { mou, seq: 1, status: 'open', events: [{ type: 'MemorandumOpened' }] } });
    expect(opened.headers.get('Location')).toBe(`${stage.desk.url}/v1/memoranda/${mou}`);
    expect((await stage.act(mou, sign('us', '2025-10-29'))).json).toMatchObject({ seq: 2 });
    const { json } = await stage.ask(`/v1/memoranda/${mou}`);
    expect(json).toMatchObject({ mou, seq: 2, status: 'open', awaited: [{ of: 'rok', what: 'signature' }] });
  });

  it('answers at once what it has just recorded, and then from the register', async () => {
    const mou = await operative('desk-fresh');
    expect((await stage.act(mou, giveNotice('us', 'n1', day(-3)))).status).toBe(201);
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json).toMatchObject({ seq: 5, notices: { n1: { status: 'given' } } });
    await kept(mou, 5);
    await vi.waitFor(
      async () => expect((await stage.ask(`/v1/memoranda/${mou}`)).json.answeredBy).toMatchObject({ seq: 5, from: 'register' }),
      30_000,
    );
    const fresh = await stage.ask(`/v1/memoranda/${mou}`, { headers: { 'Cache-Control': 'no-cache' } });
    expect(fresh.json.answeredBy.from).toMatch(/workflow|register/);
  });

  it('records an act once by its Idempotency-Key, and refuses the key for another act', async () => {
    const mou = await operative('desk-key');
    const notice = giveNotice('us', 'n1', day(-3));
    const key = { 'Idempotency-Key': 'notice-1' };
    const first = await stage.act(mou, notice, key);
    const second = await stage.act(mou, notice, key);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json).toEqual(first.json);
    expect(await stage.act(mou, giveNotice('rok', 'n2', day(-3)), key)).toMatchObject({
      status: 409,
      json: { code: 'ALREADY_RECORDED' },
    });
    expect(await stage.act(mou, { ...notice, id: 'other' }, key)).toMatchObject({ status: 400, json: { field: 'id' } });
  });

  it('shows a preview, which records nothing and is refused like the act', async () => {
    const mou = await operative('desk-preview');
    const path = `/v1/memoranda/${mou}/acts?preview=true`;
    const preview = await stage.ask(path, { method: 'POST', body: giveNotice('us', 'n1', day(-3)) });
    expect(preview).toMatchObject({
      status: 200,
      json: { repeated: false, events: [{ type: 'NoticeGiven' }], awaited: [{ of: 'rok', what: 'delivery' }] },
    });
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json.seq).toBe(4);
    const refused = await stage.ask(path, { method: 'POST', body: deliver('n9', 'rok', day(-3)) });
    expect(refused).toMatchObject({ status: 409, json: { code: 'NOTICE_UNKNOWN', clause: 'III.4' } });
    const { json } = await stage.act(mou, deliver('n9', 'rok', day(-3)));
    expect(json).toEqual(refused.json);
  });

  it('tells what is wrong as a problem document with code, clause and field', async () => {
    const mou = await operative('desk-problems');
    const problem = async (act: object) => {
      const { status, headers, json } = await stage.act(mou, act);
      expect(headers.get('Content-Type')).toBe('application/problem+json');
      expect(json.status).toBe(status);
      return json;
    };
    expect(await problem({ ...sign('us', '2025-10-29'), signedOn: 'yesterday' })).toMatchObject({
      status: 400,
      code: 'INVALID',
      field: 'signedOn',
      clause: 'T',
    });
    expect(await problem(sign('us', '2025-10-30'))).toMatchObject({ status: 409, code: 'ALREADY_SIGNED', clause: 'T' });
    expect(await problem({ do: 'jump' })).toMatchObject({ status: 400, field: 'do' });
    expect(await problem({ ...giveNotice('us', 'n1', day(-3)), more: 'x'.repeat(300_000) })).toMatchObject({
      status: 413,
      code: 'TOO_LARGE',
    });
    const unknown = await stage.ask('/v1/memoranda/no-such');
    expect(unknown).toMatchObject({ status: 404, json: { code: 'UNKNOWN_MOU', field: 'mou' } });
  });

  it.each([
    ['no JSON', '{', {}, 400],
    ['no object', '[]', {}, 400],
    ['another type', '{}', { 'Content-Type': 'text/plain' }, 415],
    ['too much', `{"a":"${'x'.repeat(2_000_000)}"}`, {}, 413],
    ['a path as instrument', '{"do":"open","instrument":"/etc/passwd"}', {}, 400],
    ['a bad key', '{"do":"sign"}', { 'Idempotency-Key': 'two words' }, 400],
  ])('refuses %s', async (_, body, headers, status) => {
    const answer = await stage.ask('/v1/memoranda/any/acts', { method: 'POST', body, headers });
    expect(answer).toMatchObject({ status, json: { status } });
  });

  it.each([
    ['GET', '/v1/memoranda?limit=0', 400],
    ['GET', '/v1/memoranda?colour=red', 400],
    ['GET', '/v1/memoranda?limit=1&limit=2', 400],
    ['GET', '/v1/memoranda/a%2Fb', 400],
    ['GET', '/v1/nothing', 404],
    ['DELETE', '/v1/memoranda/any', 405],
    ['GET', '/v1/memoranda/any/acts', 405],
  ])('answers %s %s with %s', async (method, path, status) => {
    expect(await stage.ask(path, { method })).toMatchObject({ status, json: { status } });
  });

  it('sends nothing again to who has it, by the head of the chain', async () => {
    const mou = await operative('desk-tags');
    for (const part of ['', '/events', '/text', '/explain', '/awaited', '/report', '/export?format=ics', '/deliveries']) {
      const path = `/v1/memoranda/${mou}${part}`;
      // Messages may be sent meanwhile.
      await vi.waitFor(async () => {
        const tag = (await stage.ask(path)).headers.get('ETag') ?? '';
        expect(await stage.ask(path, { headers: { 'If-None-Match': tag } }), part).toMatchObject({ status: 304, text: '' });
      }, 30_000);
    }
    const { headers, json } = await stage.ask(`/v1/memoranda/${mou}`);
    expect(headers.get('ETag')).toBe(`"${json.answeredBy.head}"`);
    await stage.act(mou, giveNotice('us', 'n1', day(-3)));
    const changed = await stage.ask(`/v1/memoranda/${mou}`, { headers: { 'If-None-Match': headers.get('ETag') ?? '' } });
    expect(changed).toMatchObject({ status: 200, json: { seq: 5 } });
  });

  it('answers the questions that the command answers', async () => {
    const mou = await operative('desk-questions');
    await stage.act(mou, giveNotice('us', 'n1', day(-3)));
    await stage.act(mou, deliver('n1', 'rok', day(-2)));
    const get = async (part: string) => (await stage.ask(`/v1/memoranda/${mou}${part}`)).json;
    expect((await get('/explain')).dates.map(({ id }: { id: string }) => id)).toContain('discontinuation');
    expect(await get('/deadlines?from=2020-01-01&what=commencement')).toMatchObject([{ what: 'commencement', on: plusDays(day(-2), 180) }]);
    expect(await get('?on=2025-10-28')).toMatchObject({ status: 'open' });
    expect(await get('/text?version=1')).toMatchObject({ version: 1 });
    expect(await stage.ask(`/v1/memoranda/${mou}/text?version=9`)).toMatchObject({ status: 400, json: { field: 'version' } });
    expect(await get('/diff')).toMatchObject({ changes: [] });
    expect((await get('/deliveries')).deliveries).toBeInstanceOf(Array);
    expect(await get('/proof')).toMatchObject({ ok: true, findings: [] });
    expect((await stage.ask(`/v1/memoranda/${mou}/report`)).text).toContain('<!doctype html>');
    expect((await stage.ask(`/v1/memoranda/${mou}/export?format=akn`)).text).toContain('akomaNtoso');
    expect((await get('/export')).events.length).toBeGreaterThanOrEqual(6);
  });

  it('lists and pages by links', async () => {
    const mous = [await operative('desk-page'), await operative('desk-page'), await operative('desk-page')];
    const next = (headers: Headers) => /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1]?.replace(stage.desk.url, '');
    const found: string[] = [];
    let path: string | undefined = '/v1/memoranda?limit=2&status=operative';
    while (path !== undefined) {
      const page = await stage.ask(path);
      found.push(...page.json.map(({ mou }: { mou: string }) => mou));
      path = next(page.headers);
    }
    expect(found).toEqual(expect.arrayContaining(mous));
    expect(found).toEqual([...found].sort());
    const seqs: number[] = [];
    path = `/v1/memoranda/${mous[0]}/events?limit=3`;
    while (path !== undefined) {
      const page = await stage.ask(path);
      seqs.push(...page.json.map(({ seq }: { seq: number }) => seq));
      path = next(page.headers);
    }
    expect(seqs).toEqual([1, 2, 3, 4]);
  });

  /** Reads a stream until so many messages have come that hold a text. */
  const messages = async (
    path: string,
    count: number,
    headers: Record<string, string> = {},
    once?: () => Promise<unknown>,
    holding = '',
  ) => {
    const { secret } = await stage.token({});
    const abort = new AbortController();
    const answer = await fetch(`${stage.desk.url}${path}`, {
      signal: abort.signal,
      headers: { Authorization: `Bearer ${secret}`, ...headers },
    });
    expect(answer.headers.get('Content-Type')).toContain('text/event-stream');
    const read = (text: string) =>
      text
        .split('\n\n')
        .slice(0, -1)
        .flatMap((part) => {
          const [id, data] = [/^id: ?(.*)$/m.exec(part)?.[1], /^data: ?(.*)$/m.exec(part)?.[1]];
          return data?.includes(holding) ? [{ id, data: JSON.parse(data) }] : [];
        });
    let text = '';
    const acted = once?.();
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      if (read(text).length >= count) break;
    }
    abort.abort();
    await acted;
    return read(text);
  };

  it('streams the events of one memorandum, and goes on after the last that was read', async () => {
    const mou = await operative('desk-stream');
    const path = `/v1/memoranda/${mou}/stream`;
    const first = await messages(path, 4);
    expect(first.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    const [next] = await messages(path, 1, { 'Last-Event-ID': '4' }, () => stage.act(mou, giveNotice('us', 'n1', day(-3))));
    expect(next).toMatchObject({ id: '5', data: { type: 'NoticeGiven', seq: 5 } });
    expect(await stage.ask('/v1/memoranda/no-such/stream')).toMatchObject({ status: 404 });
  });

  it('streams the events of all memoranda in one order, none left out and none twice', async () => {
    const mou = newMou('desk-all');
    const begun = await messages('/v1/stream', 1, {}, () => stage.act(mou, { do: 'open', instrument: 'us-rok-tpd' }), mou);
    const [{ id = '' } = {}] = begun;
    expect(begun).toMatchObject([{ data: { mou, type: 'MemorandumOpened' } }]);
    await stage.act(mou, sign('us', '2025-10-29'));
    await stage.act(mou, sign('rok', '2025-10-29'));
    // What others recorded just before may come behind it.
    const after = await messages('/v1/stream', 3, { 'Last-Event-ID': id }, undefined, mou);
    expect(after.map(({ data }) => `${data.mou} ${data.type}`)).toEqual([`${mou} Signed`, `${mou} Signed`, `${mou} BecameOperative`]);
    expect(await stage.ask('/v1/stream', { headers: { 'Last-Event-ID': 'nonsense' } })).toMatchObject({ status: 400 });
  });

  it('has calendars that two parsers read, in which a date moves and no entry is added', async () => {
    const mou = await operative('desk-calendar');
    await stage.act(mou, giveNotice('us', 'n1', day(-3)));
    await stage.act(mou, deliver('n1', 'rok', day(-2)));
    await kept(mou, 7);
    const { secret } = await stage.token({ feed: { mou } });
    const path = `/feeds/${secret}/calendar.ics`;
    const before = await stage.ask(path, { token: null });
    expect(before.text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    const entry = (text: string) => readBack(text).find(({ uid }) => uid.startsWith('discontinuation.'));
    expect(entry(before.text)).toMatchObject({ start: plusDays(day(-2), 180), sequence: 7 });
    expect(await stage.ask(path, { token: null, headers: { 'If-None-Match': before.headers.get('ETag') ?? '' } })).toMatchObject({
      status: 304,
    });
    const document = { title: 'Correction', sha256: 'c'.repeat(64) };
    const rectify = {
      do: 'propose',
      by: 'us',
      decision: 'd1',
      kind: 'rectify',
      title: 'Delivery',
      notice: 'n1',
      deliveredOn: day(-1),
      document,
    };
    expect(await stage.act(mou, rectify)).toMatchObject({ status: 201 });
    expect(await stage.act(mou, { do: 'consent', by: 'rok', decision: 'd1', document })).toMatchObject({ status: 201 });
    const after = await stage.ask(path, { token: null });
    expect(entry(after.text)).toMatchObject({ uid: entry(before.text)?.uid, start: plusDays(day(-1), 180) });
    expect(readBack(after.text).length).toBe(readBack(before.text).length);
    expect(entry(after.text)?.sequence).toBeGreaterThan(7);
    const ofRok = (await stage.token({ feed: { participant: 'rok' } })).secret;
    await vi.waitFor(async () => {
      const all = readBack((await stage.ask(`/feeds/${ofRok}/calendar.ics`, { token: null })).text);
      expect(all.find(({ uid }) => uid === entry(after.text)?.uid)).toMatchObject({ start: plusDays(day(-1), 180) });
    }, 30_000);
    const atom = await stage.ask(`/feeds/${secret}/events.atom`, { token: null });
    const feed = XmlDocument.fromString(atom.text);
    const values = (path: string) => feed.find(path, { a: 'http://www.w3.org/2005/Atom' }).map(({ content }) => content);
    const ids = values('/a:feed/a:entry/a:id');
    expect(ids.length).toBeGreaterThanOrEqual(7);
    expect(new Set(ids).size).toBe(ids.length);
    expect(values('/a:feed/a:entry/a:title').join()).toContain('was delivered');
    feed.dispose();
  });

  it('is used from Python with its standard library alone', async () => {
    const mou = newMou('desk-python');
    const { secret } = await stage.token({ role: 'desk', actsFor: 'keeper' });
    const env = { MOU_DESK: stage.desk.url, MOU_DESK_TOKEN: secret };
    const run = () => execa('python3', [join(ROOT, 'examples', 'desk.py'), mou], { env, reject: false });
    const first = await run();
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toContain('would bring: Signed, BecameOperative');
    expect(first.stdout).toContain(`${mou} is operative since 2025-10-29`);
    expect((await run()).stdout.split('\n').filter((line) => line.startsWith('recorded'))).toEqual(
      first.stdout.split('\n').filter((line) => line.startsWith('recorded')),
    );
  });

  it('tells nothing without a good token, but that it is there and reaches what it needs', async () => {
    expect(await stage.ask('/healthz', { token: null })).toMatchObject({ status: 200 });
    expect(await stage.ask('/readyz', { token: null })).toMatchObject({
      status: 200,
      json: { status: 'ok', parts: { server: 'ok', register: 'ok' } },
    });
    for (const path of ['/', '/v1/memoranda', '/v1/openapi.json', '/nothing', '/feeds/mou_x/calendar.ics']) {
      expect(await stage.ask(path, { token: null }), path).toMatchObject({ status: 401, json: { code: 'NOT_AUTHENTICATED' } });
      expect(await stage.ask(path, { token: 'mou_x' }), path).toMatchObject({ status: 401 });
    }
  });

  it('takes the token of a browser from a cookie that no script reads, and from no other site', async () => {
    const mou = await operative('desk-cookie');
    const { secret } = await stage.token({ role: 'desk', actsFor: 'keeper' });
    const form = (headers: Record<string, string>, token = secret, next = '/v1/memoranda') =>
      fetch(`${stage.desk.url}/session?${new URLSearchParams({ next }).toString()}`, {
        ...{ method: 'POST', body: new URLSearchParams({ token }), headers, redirect: 'manual' },
      });
    const own = { Origin: stage.desk.url };
    const signedIn = await form(own);
    expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([303, '/v1/memoranda']);
    const cookie = signedIn.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect((await form(own, secret, '//elsewhere.example')).headers.get('Location')).toBe('/');
    expect((await form(own, 'mou_wrong')).status).toBe(401);
    expect((await form({ Origin: 'https://elsewhere.example' })).status).toBe(403);
    const Cookie = cookie.split(';')[0] ?? '';
    expect(await stage.ask(`/v1/memoranda/${mou}`, { token: null, headers: { Cookie } })).toMatchObject({ status: 200 });
    const acting = (headers: Record<string, string>) =>
      stage.ask(`/v1/memoranda/${mou}/acts`, {
        method: 'POST',
        token: null,
        body: giveNotice('us', 'n1', day(-3)),
        headers: { Cookie, ...headers },
      });
    expect(await acting({ Origin: 'https://elsewhere.example' })).toMatchObject({ status: 401 });
    expect(await acting({ 'Sec-Fetch-Site': 'cross-site' })).toMatchObject({ status: 401 });
    expect(await acting(own)).toMatchObject({ status: 201 });
    const policy = (await stage.ask('/v1/memoranda')).headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('passes signed acts on as they are, and takes a signature for nothing where acts are not signed', async () => {
    const mou = newMou('desk-signed');
    const at = new Date().toISOString();
    const signed = (key: TestKey, act: object) => signedWith(parseAct({ id: randomUUID(), ...act }), { key, mou, at });
    const keys = { us: [KEYS.us.jwk], rok: [KEYS.rok.jwk] };
    expect(await stage.act(mou, signed(KEYS.keeper, { ...open(), mou, keys, keeperKeys: [KEYS.keeper.jwk] }))).toMatchObject({
      status: 201,
    });
    const rok = await stage.token({ role: 'desk', actsFor: ['rok'] });
    const acting = (id: string, act: object) => stage.ask(`/v1/memoranda/${id}/acts`, { method: 'POST', token: rok.secret, body: act });
    const forbidden = { status: 403, json: { code: 'NOT_AUTHORISED' } };
    expect(await acting(mou, signed(KEYS.us, sign('us', '2025-10-29')))).toMatchObject({ status: 201 });
    expect(await acting(mou, sign('rok', '2025-10-29'))).toMatchObject(forbidden);
    expect(await acting(mou, signed(KEYS.us, sign('rok', '2025-10-29')))).toMatchObject(forbidden);
    expect(await acting(mou, { ...signed(KEYS.rok, sign('rok', '2025-10-29')), signedOn: '2025-10-28' })).toMatchObject(forbidden);
    expect(await stage.act(mou, sign('rok', '2025-10-29'))).toMatchObject(forbidden);
    const unsigned = await operative('desk-unsigned');
    const notice = signedWith(parseAct({ id: 'n', ...giveNotice('us', 'n1', day(-3)) }), { key: KEYS.other, mou: unsigned, at });
    expect(await acting(unsigned, notice)).toMatchObject({ ...forbidden, json: { field: 'by' } });
  });

  it('lets each token do what it is for, and a revoked one nothing from then on', async () => {
    const mou = await operative('desk-roles');
    const reader = await stage.token({});
    const rok = await stage.token({ role: 'desk', actsFor: ['rok'] });
    const feed = await stage.token({ feed: {} });
    const late = await stage.token({ expiresAt: '2020-01-01T00:00:00Z' });
    const acting = (token: string, act: object, query = '') =>
      stage.ask(`/v1/memoranda/${mou}/acts${query}`, { method: 'POST', token, body: act });
    const forbidden = { status: 403, json: { code: 'NOT_AUTHORISED' } };
    expect(await acting(reader.secret, giveNotice('rok', 'n1', day(-3)))).toMatchObject(forbidden);
    expect(await acting(rok.secret, giveNotice('us', 'n1', day(-3)))).toMatchObject({ ...forbidden, json: { field: 'by' } });
    expect(await acting(rok.secret, giveNotice('us', 'n1', day(-3)), '?preview=true')).toMatchObject(forbidden);
    expect(await acting(rok.secret, deliver('n1', 'us', day(-3)))).toMatchObject(forbidden);
    expect(await acting(feed.secret, giveNotice('rok', 'n1', day(-3)))).toMatchObject(forbidden);
    expect(await stage.ask('/v1/memoranda', { token: feed.secret })).toMatchObject(forbidden);
    expect(await stage.ask(`/feeds/${reader.secret}/calendar.ics`, { token: null })).toMatchObject(forbidden);
    expect(await stage.ask('/v1/memoranda', { token: late.secret })).toMatchObject({ status: 401 });
    expect(await stage.ask(`/v1/memoranda/${mou}/resend`, { method: 'POST', token: rok.secret, body: { keys: null } })).toMatchObject(
      forbidden,
    );
    expect(await acting(rok.secret, giveNotice('rok', 'n1', day(-3)))).toMatchObject({ status: 201 });
    await stage.tokens.revoke(rok.id);
    expect(await acting(rok.secret, giveNotice('rok', 'n2', day(-3)))).toMatchObject({ status: 401 });
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json.notices).not.toHaveProperty('n2');
  });
});
