/** What lies ahead of each memorandum, asked of the register. */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, NUMBER } from '../../bench/many-memoranda.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { Instrument } from '../../domain/instrument.ts';
import type { ListAsked, Register } from '../../register/port.ts';
import { delivered, Life, type Moment, noticeGiven, proposed, signed } from '../support/lives.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { type Ground, startGround } from './support.ts';

const COUNT = 10_000;

const bothSign = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
];
const overInstrument = Instrument.parse({
  ...smallInstrument,
  terms: { ...smallInstrument.terms, duration: { clause: 'III.1', period: 'P3Y' } },
});
const leaving = [
  ...bothSign,
  noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
  delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
];

describe('the dates that lie ahead', () => {
  let ground: Ground;
  let register: Register;
  beforeAll(async () => {
    ground = await startGround();
    register = await ground.register();
    const lives = new Map([
      [`a-operative-${NUMBER}`, new Life(bothSign, { mou: `a-operative-${NUMBER}` }).log],
      [`b-leaving-${NUMBER}`, new Life(leaving, { mou: `b-leaving-${NUMBER}` }).log],
    ]);
    const pool = new pg.Pool({ connectionString: ground.url, max: 2 });
    await fill(pool, register, lives, COUNT);
    await pool.end();
  });
  afterAll(() => ground.end());

  it('are those of one memorandum, by kind, by Participant and between two dates, both included', async () => {
    const mou = 'b-leaving-000002';
    const commencement = { mou, on: '2027-07-31', what: 'commencement', about: 'n1', of: ['us', 'rok'], clause: 'III.4' };
    expect(await register.deadlines({ mou })).toMatchObject([commencement]);
    expect(await register.deadlines({ mou, from: '2027-07-31', until: '2027-07-31', of: 'rok', what: 'commencement' })).toHaveLength(1);
    for (const none of [{ from: '2027-08-01' }, { until: '2027-07-30' }, { of: 'jp' }, { what: 'meeting' as const }]) {
      expect(await register.deadlines({ mou, ...none }), JSON.stringify(none)).toEqual([]);
    }
  });

  it('are told apart from what is waited for, which is found by Participant and by kind', async () => {
    const mou = 'w-open';
    await register.append(mou, new Life(bothSign.slice(0, 1), { mou }).log);
    const of = { mou, of: 'us', what: 'signature', about: null, since: '2027-01-05', dueOn: null };
    expect((await register.awaited()).filter((one) => one.mou === mou)).toMatchObject([of]);
    expect(await register.awaited({ of: 'us', what: 'signature' })).toMatchObject([of]);
    expect(await register.awaited({ of: 'rok' })).toEqual([]);
    expect(await register.awaited({ what: 'consent' })).toEqual([]);
  });

  it('are found in the list by the end of the term and the last day for a notice, and by of whom what is awaited', async () => {
    const duration = { clause: 'III.1', period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M' } } as const;
    const instrument = Instrument.parse({ ...smallInstrument, terms: { ...smallInstrument.terms, duration } });
    const proposal = proposed('2027-02-04T15:00:00Z', 'us', 'd1', { kind: 'discontinue-on', on: '2029-06-30' });
    await register.append('t-term', new Life([...bothSign, proposal], { mou: 't-term', instrument }).log);
    await register.append('t-over', new Life([...bothSign, '2031-01-06T12:00:00Z'], { mou: 't-over', instrument: overInstrument }).log);
    const found = async (asked: ListAsked) => (await register.list({ after: 't', ...asked })).memoranda.map(({ mou }) => mou);
    expect((await register.list({ after: 't', limit: 2 })).memoranda).toMatchObject([
      { mou: 't-over', status: 'expired', expiresOn: null, noticeBy: null, expiredOn: '2030-01-05', nextDate: null, awaited: [] },
      { mou: 't-term', expiresOn: '2030-01-05', noticeBy: '2029-10-05', expiredOn: null, awaited: ['rok', 'rok:consent'] },
    ]);
    expect(await found({ expiringBefore: '2030-01-06' })).toEqual(['t-term']);
    expect(await found({ expiringBefore: '2030-01-05' })).toEqual([]);
    expect(await found({ noticeByBefore: '2029-10-06' })).toEqual(['t-term']);
    expect(await found({ noticeByBefore: '2029-10-05' })).toEqual([]);
    expect(await found({ awaiting: 'rok' })).toEqual(['t-term']);
    expect(await found({ awaiting: 'rok:consent' })).toEqual(['t-term']);
    expect(await found({ awaiting: 'us' })).not.toContain('t-term');
    expect(await found({ status: 'expired' })).toEqual(['t-over']);
  });

  it('belong together with what stands under a memorandum, what it replaces, and what they all belong with', async () => {
    const open = async (mou: string, names: { under?: string; supersedes?: string }) =>
      await register.append(mou, new Life([], { mou, instrument: { ...smallInstrument, ...names } }).log);
    await open('k-2019', {});
    await open('k-2024', { supersedes: 'k-2019' });
    await open('k-annex', { under: 'k-2024' });
    await open('k-circle', { under: 'k-round' });
    await open('k-round', { under: 'k-circle' });
    for (const mou of ['k-2019', 'k-2024', 'k-annex']) {
      expect((await register.kin(mou)).map((one) => one.mou)).toEqual(['k-2019', 'k-2024', 'k-annex']);
    }
    expect((await register.kin('k-circle')).map((one) => one.mou)).toEqual(['k-circle', 'k-round']);
    expect(await register.kin('k-none')).toEqual([]);
  });

  it('are the same, however few of them are asked for', async () => {
    // One of them has dates on both sides of the day asked from, and several of them.
    const moment = (act: ActInput): Moment => ['2027-01-06T07:00:00Z', act];
    const action = (id: string, dueOn: string): Moment =>
      moment({ do: 'record-action', meeting: 'm1', action: id, owner: 'us', what: 'It', dueOn });
    const meeting = moment({ do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-01-06', place: 'Seoul', agenda: [] });
    const busy = [...bothSign, meeting, action('a1', '2027-03-01'), action('a2', '2027-07-30'), action('a3', '2027-08-01')];
    await register.append('x-busy', new Life(busy, { mou: 'x-busy' }).log);
    for (const asked of [
      {},
      { from: '2027-07-30' },
      { from: '2027-07-30', until: '2027-07-30' },
      { from: '2027-07-31' },
      { until: '2027-03-02' },
    ]) {
      const all = await register.deadlines(asked);
      for (const limit of [1, 2, 3, 50]) {
        expect(await register.deadlines({ ...asked, limit }), JSON.stringify({ ...asked, limit })).toEqual(all.slice(0, limit));
      }
    }
    const all = await register.awaited();
    for (const limit of [1, 2, 3, 4, 50]) expect(await register.awaited({ limit }), String(limit)).toEqual(all.slice(0, limit));
  });

  it('name who takes part in any memorandum, each once, by name', async () => {
    expect(await register.participants()).toEqual([
      { id: 'rok', name: 'Republic of Korea' },
      { id: 'us', name: 'United States' },
    ]);
  });

  it(`are found over ${COUNT.toLocaleString('en')} memoranda at once`, async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const start = performance.now();
      expect(await register.deadlines({ from: '2027-07-01', what: 'commencement' })).toHaveLength(COUNT / 2 + 1);
      times.push(performance.now() - start);
    }
    // On a quiet machine it takes a tenth of this.
    expect(Math.min(...times)).toBeLessThan(3_000);
  });
});
