/** Many memoranda, a hundred thousand of them in `npm run test:long`: listed, filtered, searched and asked for one by one, page by page. */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, NUMBER, numberOf } from '../../bench/many-memoranda.ts';
import type { Event } from '../../domain/events.ts';
import { Instrument } from '../../domain/instrument.ts';
import type { ListAsked, Register } from '../../register/port.ts';
import { delivered, Life, type Moment, noticeGiven, proposed, signed } from '../support/lives.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { type Ground, startGround } from './support.ts';

/** A multiple of four, of five digits or six. */
const COUNT = Number(process.env.MEMORANDA ?? 20_000);
const LAST = numberOf(COUNT);
/** Most pages take a millisecond or two, and the worst a tenth of a second; this leaves room for a machine that does much else. */
const USABLE_MS = 1_500;

/** In few words, so that so many are copied in seconds. */
const brief = Instrument.parse({
  ...smallInstrument,
  clauses: smallInstrument.clauses.map(({ id, heading, text }) => ({ id, heading, text: text.slice(0, 30) })),
});
/** Between other Participants, and about the sea. */
const fisheries = Instrument.parse({
  ...brief,
  title: 'Fisheries Cooperation between the United Kingdom and Japan',
  participants: [
    { id: 'uk', name: 'The United Kingdom', shortName: 'United Kingdom', seat: { city: 'London', timeZone: 'Europe/London' } },
    { id: 'japan', name: 'Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } },
  ],
  terms: { ...brief.terms, committee: { ...brief.terms.committee, coChairs: ['uk', 'japan'] } },
});

const bothSign = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
];
/** Every fourth memorandum lives each of these lives. */
const LIVES: Record<string, [Moment[], Instrument?]> = {
  [`a-open-${NUMBER}`]: [bothSign.slice(0, 1)],
  [`b-operative-${NUMBER}`]: [[...bothSign, proposed('2027-02-04T15:00:00Z', 'us', 'd1', { kind: 'discontinue-on', on: '2028-06-30' })]],
  [`c-leaving-${NUMBER}`]: [
    [
      ...bothSign,
      noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
      delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
    ],
  ],
  [`d-fisheries-${NUMBER}`]: [[], fisheries],
};

/** A document of its own in each: what one searches for. */
const titled = (event: Event): Event =>
  event.type === 'Signed'
    ? { ...event, data: { ...event.data, document: { ...event.data.document, title: `Note verbale ${NUMBER}` } } }
    : event;

describe(`${COUNT.toLocaleString('en')} memoranda`, () => {
  let ground: Ground;
  let register: Register;
  beforeAll(async () => {
    ground = await startGround();
    register = await ground.register();
    const lives = Object.entries(LIVES).map(
      ([mou, [moments, instrument = brief]]) => [mou, new Life(moments, { mou, instrument }).log.map(titled)] as const,
    );
    const pool = new pg.Pool({ connectionString: ground.url, max: 2 });
    await fill(pool, register, new Map(lives), COUNT);
    await pool.end();
  }, 300_000);
  afterAll(() => ground.end());

  /** The page, having been asked for it three times, and the least time it took: the first has to read the disk. */
  const asked = async (what: ListAsked) => {
    const times: number[] = [];
    let page = await register.list(what);
    for (let turn = 0; turn < 3; turn += 1) {
      const start = performance.now();
      page = await register.list(what);
      times.push(performance.now() - start);
    }
    return { ids: page.memoranda.map(({ mou }) => mou), page, took: Math.min(...times) };
  };

  it('are listed page by page, each once and in order', async () => {
    const { ids, page, took } = await asked({ limit: 3 });
    expect(ids).toEqual(['a-open-000001', 'a-open-000005', 'a-open-000009']);
    expect(page.next).toBe('a-open-000009');
    expect(took).toBeLessThan(USABLE_MS);
    let count = 0;
    for (let after: string | null = ''; after !== null; ) {
      const next = await register.list({ limit: 1_000, after });
      count += next.memoranda.length;
      after = next.next;
    }
    // With the four that the others were copied from.
    expect(count).toBe(COUNT + 4);
  });

  it('are found by status, Participant, expected commencement, open decisions and dead letters', async () => {
    const letter = { key: 'k1', seq: 3, recipient: 'us', channel: 'email', at: '2027-01-05T06:00:00Z', detail: 'no such mailbox' } as const;
    await register.keepDeliveries('c-leaving-010003', [{ ...letter, status: 'dead' }]);
    await register.keepDeliveries('b-operative-000002', [{ ...letter, status: 'accepted' }]);
    const cases: [ListAsked, string[]][] = [
      [{ status: 'open', limit: 2 }, ['a-open-000001', 'a-open-000005']],
      [{ participant: 'japan', limit: 2 }, ['d-fisheries-000004', 'd-fisheries-000008']],
      [
        { participant: 'us', status: 'open', after: `a-open-${numberOf(COUNT - 4)}` },
        [`a-open-${numberOf(COUNT - 3)}`, `a-open-${NUMBER}`],
      ],
      [{ expectedBefore: '2027-08-01', limit: 1 }, ['c-leaving-000003']],
      [{ expectedBefore: '2027-07-31' }, []],
      [{ openDecisions: true, limit: 1 }, ['b-operative-000002']],
      [{ openDecisions: false, status: 'operative', limit: 1 }, ['c-leaving-000003']],
      [{ deadLetters: true }, ['c-leaving-010003']],
      [{ deadLetters: false, after: 'c-leaving-009999', limit: 1 }, ['c-leaving-010007']],
      [{ awaiting: 'us', limit: 1 }, ['a-open-000001']],
      [{ awaiting: 'rok:consent', limit: 1 }, ['b-operative-000002']],
      [{ awaiting: 'rok:delivery' }, []],
      [{ expiringBefore: '2030-01-01' }, []],
      [{ participant: 'nobody' }, []],
    ];
    for (const [what, expected] of cases) {
      const { ids, took } = await asked(what);
      expect(ids, JSON.stringify(what)).toEqual(expected);
      expect(took, JSON.stringify(what)).toBeLessThan(USABLE_MS);
    }
    const [dead] = (await register.list({ deadLetters: true })).memoranda;
    expect(dead).toMatchObject({
      deadLetters: 1,
      status: 'operative',
      expectedOn: '2027-07-31',
      participants: ['us', 'rok'],
      openDecisions: 0,
    });
  });

  it("are found by words of their text and of their documents' titles", async () => {
    const cases: [ListAsked, string[]][] = [
      [{ search: 'verbale 017777' }, ['a-open-017777']],
      [{ search: '"note verbale" 000003 -fisheries' }, ['c-leaving-000003']],
      [{ search: 'fishery', limit: 1 }, ['d-fisheries-000004']],
      [{ search: 'quantum', limit: 1 }, ['a-open-000001']],
      [{ search: 'quantum fisheries', after: `d-fisheries-${numberOf(COUNT - 1)}`, limit: 1 }, [`d-fisheries-${LAST}`]],
      [{ search: 'zeppelin' }, []],
      [{ search: '(((" & ! <-> :*\0' }, []],
      [{ search: 'fisheries', participant: 'us' }, []],
    ];
    for (const [what, expected] of cases) {
      const { ids, took } = await asked(what);
      expect(ids, JSON.stringify(what)).toEqual(expected);
      expect(took, JSON.stringify(what)).toBeLessThan(USABLE_MS);
    }
  });

  it('are each asked for their state in under 5 ms, on a machine that does nothing else meanwhile', async () => {
    const times: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const copy = 3 + 4 * ((n * 79) % (COUNT / 4));
      const start = performance.now();
      const state = await register.state(`c-leaving-${numberOf(copy)}`);
      times.push(performance.now() - start);
      expect(state?.discontinuation?.expectedOn).toBe('2027-07-31');
    }
    // Of so many questions some meet no other work. To look through all memoranda takes many times as long.
    expect(Math.min(...times)).toBeLessThan(5);
  });

  it('have chains that hold, and heads that can be signed', async () => {
    for (const mou of ['a-open-017777', 'b-operative-000002', 'c-leaving-010003', `d-fisheries-${LAST}`]) {
      const { memoranda, findings } = await register.verify(mou);
      expect({ memoranda, findings }).toEqual({ memoranda: 1, findings: [] });
    }
    const heads = await register.heads();
    expect(heads).toHaveLength(COUNT + 4);
    expect(heads.map(({ mou }) => mou)).toEqual(heads.map(({ mou }) => mou).sort());
  });
});
