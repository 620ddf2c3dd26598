/** The desk as a door: whatever comes in is answered with a status that says whose fault it is, and never with one of ours. */
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { MouClient } from '../../client/index.ts';
import { createApp } from '../../desk/app.ts';
import { Callers } from '../../desk/callers.ts';
import { ROUTES } from '../../desk/routes/index.ts';
import { readSettings } from '../../desk/settings.ts';
import { Source } from '../../desk/source.ts';
import { Streams } from '../../desk/streams.ts';
import { hashOf, type TokenStore } from '../../desk/tokens.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { unknownMou } from '../../domain/refusal.ts';
import type { Token } from '../../domain/tokens.ts';
import { previewOf } from '../../projections/preview.ts';
import { deliver, giveNotice, open, sign } from './acts.ts';

const NOW = Date.UTC(2027, 0, 5, 7);

/** One memorandum in memory, as the client would tell of it. */
const clientOf = (memorandum: Memorandum): MouClient => {
  const known = (mou: string): Memorandum => {
    if (mou !== memorandum.mou) throw unknownMou(mou);
    return memorandum;
  };
  const by = () => ({ seq: memorandum.seq, from: 'workflow' as const, head: memorandum.headAt(memorandum.seq) });
  const client = {
    look: async (mou: string) => await Promise.resolve({ value: known(mou).state, by: by() }),
    events: async (mou: string) => await Promise.resolve([...known(mou).log]),
    deliveries: async (mou: string) => await Promise.resolve(known(mou) && []),
    outbox: async (mou: string) => await Promise.resolve(known(mou) && { sent: {}, waiting: 0, dead: 0 }),
    resend: async (mou: string) => await Promise.resolve(known(mou) && []),
    list: async () => await Promise.resolve([]),
    stuck: async () => await Promise.resolve(new Map()),
    record: async (mou: string, input: unknown) =>
      await Promise.resolve({ receipt: known(mou).record(parseAct(input, memorandum.state?.instrument), NOW), repeated: false }),
    preview: async (mou: string, input: unknown) =>
      await Promise.resolve(previewOf(known(mou), parseAct(input, memorandum.state?.instrument), NOW)),
  };
  return client as unknown as MouClient;
};

const deskOf = () => {
  const memorandum = new Memorandum('m1');
  for (const act of [{ ...open(), mou: 'm1' }, sign('us', '2027-01-04'), sign('rok', '2027-01-05')]) memorandum.record(parseAct(act), NOW);
  const keeper: Token = {
    ...{ id: 'k', name: 'K', role: 'operator', actsFor: 'keeper', feed: null },
    ...{ createdAt: '2027-01-05T00:00:00Z', expiresAt: null, revokedAt: null },
  };
  const feed: Token = { ...keeper, id: 'f', role: 'reader', actsFor: [], feed: { mou: 'm1' } };
  const tokens = new Map([
    [hashOf('keeper'), keeper],
    [hashOf('feed'), feed],
  ]);
  const store = { by: async () => await Promise.resolve(tokens) } as unknown as TokenStore;
  const told: unknown[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => told.push(JSON.parse(line)) });
  const source = new Source(clientOf(memorandum));
  const settings = readSettings({ MOU_DESK_RATE: '0' });
  const streams = new Streams(10);
  streams.close();
  const desk = { source, streams, settings, logger, url: 'http://127.0.0.1:8080', prepare: async () => {} };
  return { app: createApp(desk, new Callers(store), 'test'), told };
};

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('m1', '0', '-1', '1e9', '2027-02-30', '2027-01-05', '..', '%', '__proto__'),
);
const path = fc.constantFrom(
  ...Array.from({ length: 10 }, () => '/v1/memoranda/m1/acts'),
  '/v1/memoranda/m1/text',

  ...ROUTES.map((route) => route.path),
  '/feeds/feed/calendar.ics',
  '/feeds/feed/events.atom',
  '/v1/openapi.json',
  '/',
  '/open',
  ...['', '/text', '/record', '/acts', '/acts/sign', '/acts/propose', '/acts/x'].map((part) => `/memoranda/m1${part}`),
);
const names = [...new Set(ROUTES.flatMap(({ query }) => Object.keys(query?.shape ?? {}))), 'x', '__proto__'];
const query = fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 }));
const value: fc.Arbitrary<unknown> = fc.oneof(fc.jsonValue(), text);
/** Whole acts, which the rules refuse or take. */
const acts = [sign('us', '2027-01-03'), giveNotice('us', 'n1', '2027-01-05'), deliver('n9', 'rok', '2027-01-05')];
const body = fc.oneof(
  fc.constantFrom(...acts.map((act) => JSON.stringify(act))),
  fc.string(),
  fc
    .record(
      { do: fc.constantFrom(...ACT_NAMES, 'x'), by: fc.constantFrom('us', 'rok', 'x'), id: value, document: value, on: value },
      { requiredKeys: [] },
    )
    .map((act) => JSON.stringify(act)),
  fc.jsonValue().map((any) => JSON.stringify(any)),
  fc
    .dictionary(fc.constantFrom('step', 'by', 'kind', 'clause', 'clauseText', 'patch', 'document.title', 'signatory', 'agenda'), text)
    .map((fields) => new URLSearchParams({ step: 'preview', ...fields }).toString()),
);
/** What may stand in a header at all. */
const line = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }).map((one) => one.replace(/[^\x20-\x7e]/g, '')),
  fc.constantFrom('"a"', '*', 'W/', '5'),
);

describe('The desk', () => {
  it('answers whatever comes in, and nothing that comes in is its own failure', async () => {
    const { app, told } = deskOf();
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'HEAD'),
        path,
        text,
        query,
        body,
        line,
        line,
        async (method, at, mou, asked, sent, one, other) => {
          const place = at.replace('{mou}', encodeURIComponent(mou === '..' || mou === '.' ? 'm1' : mou));
          const url = new URL(`http://127.0.0.1:8080${place}`);
          url.search = new URLSearchParams(asked).toString();
          const headers = {
            Authorization: 'Bearer keeper',
            'Content-Type': 'application/json',
            'Idempotency-Key': one,
            'If-None-Match': other,
            'Last-Event-ID': one,
          };
          const answer = await app.request(url.href, { method, headers, ...(method === 'POST' || method === 'PUT' ? { body: sent } : {}) });
          await answer.text();
          seen.add(answer.status);
          expect([200, 201, 202, 304, 400, 403, 404, 405, 409, 413, 415, 503], `${method} ${url.href} ${sent}`).toContain(answer.status);
        },
      ),
      { numRuns: 400, seed: 20_270_105 },
    );
    expect(told).toEqual([]);
    expect([...seen].sort()).toEqual(expect.arrayContaining([200, 400, 404, 405, 409]));
  });

  it.each([
    '/v1/memoranda/%E0%A4%A',
    '/v1/memoranda/%00',
    '/v1/memoranda/m1/text?on=%',
    '//v1/memoranda',
    '/v1/memoranda/m1/',
    '/v1/%2e%2e/healthz',
    '/feeds/%E0%A4%A/calendar.ics',
  ])('answers %s', async (place) => {
    const { app, told } = deskOf();
    const { status } = await app.request(`http://127.0.0.1:8080${place}`, { headers: { Authorization: 'Bearer keeper' } });
    expect([200, 400, 401, 404]).toContain(status);
    expect(told).toEqual([]);
  });
});
