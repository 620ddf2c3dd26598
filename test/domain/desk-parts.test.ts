/** The parts of the desk that need no server: batches, limits, tokens, tags, problems. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { NoService } from '../../client/errors.ts';
import type { MouClient } from '../../client/index.ts';
import { batched } from '../../desk/batched.ts';
import { Callers, mustActFor } from '../../desk/callers.ts';
import { limitsOf } from '../../desk/limits.ts';
import { problemOf } from '../../desk/problem.ts';
import { replied, tagged } from '../../desk/reply.ts';
import type { Env } from '../../desk/route.ts';
import { readSettings } from '../../desk/settings.ts';
import { readingOf } from '../../desk/pages/opening.ts';
import { shownFrom } from '../../desk/pages/shown.ts';
import { Source } from '../../desk/source.ts';
import { hashOf, makeToken, type TokenStore, tokensInFile } from '../../desk/tokens.ts';
import { type RefusalCode, Refusal, REFUSALS } from '../../domain/refusal.ts';
import type { Token } from '../../domain/tokens.ts';
import { Instrument } from '../../domain/instrument.ts';
import { MEANINGS } from '../../domain/decision-kinds.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { deskInMemory } from '../support/desk-in-memory.ts';
import { open, sign } from './acts.ts';

const NOW = Date.UTC(2027, 0, 5);

describe('Questions in batches', () => {
  it('are asked together while one is under way, each with an answer of its own', async () => {
    const asked: string[][] = [];
    const ask = batched(async (keys) => {
      asked.push(keys);
      await new Promise(setImmediate);
      return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]));
    });
    const first = [ask('a'), ask('b'), ask('a')];
    await new Promise(setImmediate);
    const second = [ask('c'), ask('none'), ask('a')];
    expect(await Promise.all([...first, ...second])).toEqual(['A', 'B', 'A', 'C', undefined, 'A']);
    expect(asked).toEqual([
      ['a', 'b'],
      ['c', 'none', 'a'],
    ]);
  });

  it('fail together, and the next one is asked again', async () => {
    let fails = true;
    const ask = batched(async (keys) => {
      if (fails) throw new Error('down');
      return await Promise.resolve(new Map(keys.map((key) => [key, 1])));
    });
    const [one, other] = await Promise.allSettled([ask('a'), ask('b')]);
    expect([one.status, other.status]).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await ask('a')).toBe(1);
  });
});

describe('A memorandum that is looked at again', () => {
  /** A register that counts how often it is asked for all events. */
  const kept = () => {
    const memorandum = new Memorandum('m1');
    const record = (act: object) => memorandum.record(parseAct(act), NOW);
    record({ ...open(), mou: 'm1' });
    const asked = { events: 0, stuck: 0, verify: 0 };
    const register = {
      verify: async () => {
        asked.verify += 1;
        return await Promise.resolve({ ok: true, memoranda: 1, events: memorandum.seq, findings: [] });
      },
      headsOf: async () => await Promise.resolve(new Map([['m1', { seq: memorandum.seq, head: memorandum.headAt(memorandum.seq) }]])),
      events: async () => {
        asked.events += 1;
        return await Promise.resolve([...memorandum.log]);
      },
    };
    const stuck = async () => {
      asked.stuck += 1;
      return await Promise.resolve(new Map([['m1', 'why']]));
    };
    const archive = { ask: async (question: (one: typeof register) => unknown) => await Promise.resolve(question(register)) };
    return { asked, record, source: new Source({ archive, stuck } as unknown as MouClient) };
  };

  it('is read and folded once, until something further is recorded', async () => {
    const { asked, record, source } = kept();
    const first = await shownFrom(source, 'm1');
    expect(await shownFrom(source, 'm1')).toBe(first);
    expect(asked.events).toBe(1);
    record(sign('us', '2027-01-04'));
    const second = await shownFrom(source, 'm1');
    expect([asked.events, second.dossier.log.length, second.report.signatures.length]).toEqual([2, 2, 1]);
  });

  it('is read once for all who ask at the same time', async () => {
    const { asked, source } = kept();
    const [one, other] = await Promise.all([source.log('m1'), source.log('m1')]);
    expect([asked.events, one === other, one.length]).toEqual([1, true, 1]);
  });

  it('is proven once, until something further is recorded or somebody asks again', async () => {
    const { asked, record, source } = kept();
    const first = await source.proof('m1', false);
    expect(first).toMatchObject({ ok: true, findings: [], at: expect.stringMatching(/Z$/) });
    expect([await source.proof('m1', false), asked.verify]).toEqual([first, 1]);
    await source.proof('m1', true);
    expect(asked.verify).toBe(2);
    record(sign('us', '2027-01-04'));
    await source.proof('m1', false);
    expect(asked.verify).toBe(3);
  });

  it('is shown as of another day when the day is over', async () => {
    const { source } = kept();
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    const first = await shownFrom(source, 'm1');
    vi.setSystemTime(NOW + 24 * 60 * 60 * 1_000);
    const next = await shownFrom(source, 'm1');
    vi.useRealTimers();
    expect([first.dossier.today, next.dossier.today]).toEqual(['2027-01-04', '2027-01-05']);
  });

  it('asks the server once what is stuck, for all who look at that time', async () => {
    const { asked, source } = kept();
    expect(await Promise.all([source.stuck(), source.stuck()])).toEqual([new Map([['m1', 'why']]), new Map([['m1', 'why']])]);
    expect(asked.stuck).toBe(1);
  });
});

describe('Limits', () => {
  it('hold each token apart, and say when to try again', async () => {
    const limits = limitsOf(1);
    for (let n = 0; n < 10; n += 1) await limits.asked('a');
    await expect(limits.asked('a')).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
    });
    await expect(limits.asked('b')).resolves.toBeUndefined();
  });

  it('end guesses at tokens by address', async () => {
    const limits = limitsOf(0);
    for (let n = 0; n < 120; n += 1) await limits.failed('192.0.2.1');
    await expect(limits.failed('192.0.2.1')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await expect(limits.failed('192.0.2.2')).resolves.toBeUndefined();
  });
});

it('who has no token comes to the page on which one signs in, however often that address came', async () => {
  const { app } = deskInMemory();
  const statuses = async (headers: Record<string, string>): Promise<Set<number>> => {
    const answers = Array.from(
      { length: 200 },
      async () => await app.request('http://127.0.0.1:8080/', { headers: { Accept: 'text/html', ...headers } }),
    );
    return new Set((await Promise.all(answers)).map(({ status }) => status));
  };
  expect(await statuses({})).toEqual(new Set([401]));
  expect(await statuses({ Authorization: 'Bearer guessed' })).toEqual(new Set([401, 429]));
});

describe('Tokens in a file', () => {
  it('are kept as hashes in a file that only its owner reads, and revoked there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mou-tokens-'));
    const path = join(folder, 'sub', 'tokens.json');
    const store = tokensInFile(path);
    expect(await store.all()).toEqual([]);
    const { secret, token } = await makeToken(store, { name: 'A', role: 'desk', actsFor: ['us'], feed: null }, NOW);
    expect(await readFile(path, 'utf8')).not.toContain(secret);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const callers = new Callers(store);
    expect(await callers.of(secret)).toEqual(token);
    expect(await callers.of(`${secret}x`)).toBeUndefined();
    expect(await store.revoke(token.id)).toMatchObject({ id: token.id, revokedAt: expect.any(String) });
    expect(await callers.of(secret)).toBeUndefined();
    expect(await store.revoke('nothing')).toBeUndefined();
    await rm(folder, { recursive: true });
  });
});

describe('A token', () => {
  const token: Token = {
    ...{ id: 't', name: 'T', role: 'desk', actsFor: ['us'], feed: null },
    ...{ createdAt: '2027-01-05T00:00:00Z', expiresAt: null, revokedAt: null },
  };

  it('that was good lately is taken as good while what keeps it is down, and no other is', async () => {
    let isDown = false;
    const by: TokenStore['by'] = async (hashes) => {
      if (isDown) throw new NoService('down');
      return await Promise.resolve(new Map(hashes.flatMap((hash) => (hash === hashOf('good') ? [[hash, token] as const] : []))));
    };
    const callers = new Callers({ by } as TokenStore);
    expect(await callers.of('good')).toEqual(token);
    isDown = true;
    expect(await callers.of('good')).toEqual(token);
    await expect(callers.of('other')).rejects.toThrow('down');
  });

  it('that asks is looked up once a second, and one that acts each time', async () => {
    let asked = 0;
    const by: TokenStore['by'] = async (hashes) => {
      asked += 1;
      return await Promise.resolve(new Map(hashes.map((hash) => [hash, token])));
    };
    const callers = new Callers({ by } as TokenStore);
    for (let n = 0; n < 3; n += 1) await callers.of('good', true);
    expect(asked).toBe(1);
    for (let n = 0; n < 3; n += 1) await callers.of('good');
    expect(asked).toBe(4);
  });

  it.each([
    ['its own Participant', { by: 'us' }, true],
    ['another one', { by: 'rok' }, false],
    ['nobody', {}, false],
    ['several', { by: ['us'] }, false],
    ['another one, with a signature', { by: 'rok', jws: 'header..signature' }, false],
  ])('of a Participant acts for %s: %o %s', (_, act, may) => {
    const attempt = () => mustActFor(token, act);
    if (may) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'NOT_AUTHORISED' }));
    expect(() => mustActFor({ ...token, actsFor: 'keeper' }, act)).not.toThrow();
  });
});

describe('The preview of an opening', () => {
  it('says what does not go together in the instrument', () => {
    const { terms } = smallInstrument;
    const given = { ...smallInstrument, terms: { ...terms, duration: { clause: 'III.1', period: 'P3M' } } };
    expect(readingOf(Instrument.parse(given)).contradictions).toEqual([expect.stringMatching(/^clause III\.4: a notice takes P180D, /)]);
    expect(readingOf(smallInstrument).contradictions).toEqual([]);
  });
});

describe('A problem document', () => {
  it('has a status for every refusal there is', () => {
    const statusOf = (code: RefusalCode) => problemOf(new Refusal(code, 'field.of: is wrong', 'III.1')).status;
    const special = { UNKNOWN_MOU: 404, INVALID: 400, TOO_LARGE: 413, NOT_AUTHORISED: 403 } as const;
    for (const code of Object.keys(REFUSALS) as RefusalCode[]) {
      expect(statusOf(code), code).toBe((special as Partial<Record<RefusalCode, number>>)[code] ?? 409);
    }
  });

  it('names the field and the clause, and tells nothing of what was not foreseen', () => {
    expect(problemOf(new Refusal('INVALID', 'signatory.name: is missing', 'III.1'))).toEqual({
      type: 'urn:mou-engine:problem:invalid',
      title: REFUSALS.INVALID,
      status: 400,
      detail: 'signatory.name: is missing',
      code: 'INVALID',
      clause: 'III.1',
      field: 'signatory.name',
    });
    expect(problemOf(new NoService('away'))).toMatchObject({ status: 503, code: 'NO_SERVICE' });
    expect(JSON.stringify(problemOf(new Error('password in a stack')))).not.toContain('password');
  });
});

describe('Tags', () => {
  const app = new Hono<Env>()
    .get('/recorded', (c) => tagged(c, '"abc"', async () => await Promise.resolve({ a: 1 })))
    .get('/made', (c) => replied(c, { a: 1 }));

  it.each(['"abc"', 'W/"abc"', '"x", "abc"', '*'])('%s is known', async (given) => {
    const answer = await app.request('/recorded', { headers: { 'If-None-Match': given } });
    expect([answer.status, await answer.text(), answer.headers.get('ETag')]).toEqual([304, '', '"abc"']);
  });

  it('are made of the answer where nothing else is known of it', async () => {
    const tag = (await app.request('/made')).headers.get('ETag') ?? '';
    expect(tag).toMatch(/^W\/"/);
    expect((await app.request('/made', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    expect((await app.request('/recorded', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
});

it('settings that are not valid are named', () => {
  expect(() => readSettings({ MOU_DESK_PORT: '70000', MOU_DESK_URL: 'desk.example' })).toThrow(/MOU_DESK_PORT.*MOU_DESK_URL/);
  for (const url of ['https://mou.example/desk', 'https://mou.example?a', 'https://me@mou.example', 'ftp://mou.example', 'https://'])
    expect(() => readSettings({ MOU_DESK_URL: url }), url).toThrow('MOU_DESK_URL: must be an http:// or https:// URL of a host');
  for (const url of ['https://mou.example/', 'http://[::1]:8080'])
    expect(readSettings({ MOU_DESK_URL: url })).toMatchObject({ MOU_DESK_URL: url });
  expect(readSettings({ MOU_DESK_PORT: '' })).toMatchObject({ MOU_DESK_HOST: '127.0.0.1', MOU_DESK_PORT: 8080 });
});

it('who proposes chooses among the kinds of decision by what is so once it is decided', async () => {
  const { app } = deskInMemory();
  const answer = await app.request('http://127.0.0.1:8080/memoranda/m1/acts/propose', { headers: { Authorization: 'Bearer keeper' } });
  const page = await answer.text();
  for (const [kind, meaning] of Object.entries(MEANINGS)) expect(page).toMatch(new RegExp(`\\?kind=${kind}"[^]*?${meaning}`));
});

describe('The form of a modification', () => {
  const inputs = async (query: string): Promise<Map<string, boolean>> => {
    const { app } = deskInMemory();
    const answer = await app.request(`http://127.0.0.1:8080/memoranda/m1/acts/propose?kind=modify${query}`, {
      headers: { Authorization: 'Bearer keeper' },
    });
    const tags = (await answer.text()).matchAll(/<(?:input|select|textarea)\b[^>]* name="([^"]+)"[^>]*>/g);
    return new Map([...tags].map(([tag, name = '']) => [name, / required\b/.test(tag)]));
  };

  it('needs a patch only where no clause is chosen, whose text takes its place', async () => {
    const [without, chosen] = [await inputs(''), await inputs('&clause=III.8')];
    expect([without.get('patch'), chosen.get('patch'), chosen.has('clauseText')]).toEqual([true, false, true]);
    for (const name of ['by', 'decision', 'document.title', 'document.sha256']) expect(chosen.get(name), name).toBe(true);
  });
});
