/** The desk as a door: whatever comes in is answered with a status that says whose fault it is, and never with one of ours. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../desk/routes/index.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { deskInMemory } from '../support/desk-in-memory.ts';
import { drawn } from '../support/seed.ts';
import { deliver, giveNotice, sign } from './acts.ts';

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
    const { app, told } = deskInMemory();
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
      { numRuns: drawn(250) },
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
    const { app, told } = deskInMemory();
    const { status } = await app.request(`http://127.0.0.1:8080${place}`, { headers: { Authorization: 'Bearer keeper' } });
    expect([200, 400, 401, 404]).toContain(status);
    expect(told).toEqual([]);
  });
});
