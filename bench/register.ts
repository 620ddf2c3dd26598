/** The register: appends a second, against raw inserts of the same bytes; one state, pages and searches among 100,000 memoranda. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { canonicalJson } from '../domain/canonical.ts';
import pg from 'pg';
import type { Event } from '../domain/events.ts';
import type { ListAsked, Register } from '../register/port.ts';
import { openRegister } from '../register/postgres.ts';
import { ROOT } from '../dev/paths.ts';
import { parseScenario, type Scenario, simulate } from '../domain/scenario.ts';
import { readInstrument, readStructured } from '../instruments/index.ts';
import { startPostgres } from '../dev/embedded-postgres.ts';
import { fill, NUMBER, numberOf } from './many-memoranda.ts';
import { median, percentile, type Row } from './row.ts';
import { logOf } from './story.ts';

const MEMORANDA = 100_000;
const ROUNDS = 5;
const ROUND_MS = 2_000;
const ASKED = 200;

type Insert = (mou: string, event: Event) => Promise<unknown>;

/** The same life under another id; `text` takes the place of a document's title. */
const lifeOf = (log: readonly Event[], mou: string, text = 'MOU original'): Event[] =>
  log.map((event): Event => {
    if (event.type === 'MemorandumOpened') return { ...event, data: { ...event.data, mou } };
    if (event.type === 'Signed') return { ...event, data: { ...event.data, document: { ...event.data.document, title: text } } };
    return event;
  });

/** Rows a second for a while, by so many writers, each of them waiting for its row before it writes the next. */
const rate = async (writers: number, name: string, log: readonly Event[], insert: Insert): Promise<number> => {
  let rows = 0;
  const start = performance.now();
  const write = async (writer: number): Promise<void> => {
    for (let life = 0; ; life += 1) {
      for (const event of lifeOf(log, `${name}-${writer}-${life}`)) {
        if (performance.now() - start > ROUND_MS) return;
        await insert(`${name}-${writer}-${life}`, event);
        rows += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return (rows * 1_000) / (performance.now() - start);
};

type Appends = { append: number; raw: number; ratio: number };

const measureAppends = async (pool: pg.Pool, register: Register, log: readonly Event[], writers: number): Promise<Appends> => {
  const append: Insert = (mou, event) => register.append(mou, [event]);
  const raw: Insert = (mou, event) => pool.query('insert into mou.raw values ($1, $2, $3)', [mou, event.seq, canonicalJson(event)]);
  const rates = { append: [] as number[], raw: [] as number[] };
  // By turns, so that a neighbour's noise on the disk falls on both.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [one, other] = [await rate(writers, `r${writers}-${round}`, log, raw), await rate(writers, `a${writers}-${round}`, log, append)];
    if (round > 0) rates.raw.push(one);
    if (round > 0) rates.append.push(other);
  }
  const ratios = rates.append.map((value, round) => value / (rates.raw[round] ?? Number.NaN));
  return { append: median(rates.append), raw: median(rates.raw), ratio: median(ratios) };
};

const writtenBy = (writers: number): string => `by ${writers} writer${writers === 1 ? '' : 's'}`;

const appendLines = ({ append, raw, ratio }: Appends, writers: number): Row[] => [
  { what: `raw inserts of the events' bytes, ${writtenBy(writers)}`, value: raw, unit: 'rows/s' },
  { what: `appends to the register, ${writtenBy(writers)}`, value: append, unit: 'events/s' },
  { what: `ratio of the two, ${writtenBy(writers)}`, value: ratio, unit: '' },
];

/** Milliseconds for one question: the median, and what 99 of 100 stay below. */
const timed = async (what: string, atMost: number | undefined, ask: (n: number) => Promise<unknown>): Promise<Row[]> => {
  const times: number[] = [];
  for (let n = 0; n < ASKED; n += 1) {
    const start = performance.now();
    await ask(n);
    if (n >= ASKED / 10) times.push(performance.now() - start);
  }
  return [
    { what: `${what}: median`, value: median(times), unit: 'ms', ...(atMost !== undefined && { target: { atMost } }) },
    { what: `${what}: 99 of 100 within`, value: percentile(times, 0.99), unit: 'ms' },
  ];
};

const PAGES: Record<string, ListAsked> = {
  'page of 50 in the midst': { after: `bench-a-${NUMBER}`.replace(NUMBER, numberOf(MEMORANDA / 2)) },
  'page by status and Participant': { status: 'operative', participant: 'rok' },
  'page by expected commencement': { expectedBefore: '2029-01-01' },
  'search for a word in every memorandum': { search: 'quantum' },
  'search for a word in none': { search: 'zeppelin' },
};

const measureReads = async (register: Register): Promise<Row[]> => {
  const measured: Row[] = [];
  const one = (n: number) => ((n * 7_919) % MEMORANDA) + 1;
  const idOf = (n: number) => `bench-${one(n) % 2 === 0 ? 'b' : 'a'}-${numberOf(one(n))}`;
  const state = async (n: number) => {
    if (!(await register.state(idOf(n)))) throw new Error(`${idOf(n)} is not there`);
  };
  measured.push(...(await timed(`state of one among ${MEMORANDA.toLocaleString('en')}`, 5, state)));
  for (const [what, asked] of Object.entries(PAGES)) measured.push(...(await timed(what, undefined, () => register.list(asked))));
  measured.push(
    ...(await timed("search for one document's number", undefined, (n) => register.list({ search: `verbale ${numberOf(one(n))}` }))),
  );
  return measured;
};

const secondsOf = async (what: string, work: () => Promise<unknown>): Promise<Row> => {
  const start = performance.now();
  await work();
  return { what, value: (performance.now() - start) / 1_000, unit: 's' };
};

const verified = async (register: Register): Promise<void> => {
  const { ok, findings } = await register.verify();
  if (!ok) throw new Error(`verify finds ${JSON.stringify(findings[0])}`);
};

const withDatabase = async <Result>(work: (pool: pg.Pool, register: Register, url: string) => Promise<Result>): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'mou-bench-'));
  const server = await startPostgres({ dir: folder, log: () => {} });
  const pool = new pg.Pool({ connectionString: server.url, max: 8 });
  pool.on('error', () => {});
  try {
    const register = await openRegister({ url: server.url });
    try {
      return await work(pool, register, server.url);
    } finally {
      await register.close();
    }
  } finally {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true });
  }
};

const RAW = 'create table mou.raw (mou text, seq integer, event text not null, primary key (mou, seq))';

/** Appends beside raw inserts alone, for the table of `bench -- temporal`. */
export const measureAppendRatios = (): Promise<Row[]> =>
  withDatabase(async (pool, register) => {
    await pool.query(RAW);
    const log = await logOf(50);
    const [one, eight] = [await measureAppends(pool, register, log, 1), await measureAppends(pool, register, log, 8)];
    const row = ({ append, raw }: Appends, writers: number): Row => ({
      what: `appends to the register, beside raw inserts, ${writtenBy(writers)}`,
      unit: 'a second',
      bare: raw,
      value: append,
    });
    return [{ ...row(one, 1), target: { of: 'ratio', atLeast: 0.7 } }, row(eight, 8)];
  });

const templateLives = async (): Promise<Map<string, Event[]>> => {
  const few = await logOf(8);
  return new Map(['a', 'b'].map((one) => `bench-${one}-${NUMBER}`).map((mou) => [mou, lifeOf(few, mou, `Note verbale ${NUMBER}`)]));
};

/** With a register of so many memoranda; the database is gone afterwards. */
export const withMany = <Result>(count: number, work: (url: string) => Promise<Result>): Promise<Result> =>
  withDatabase(async (pool, register, url) => {
    await fill(pool, register, await templateLives(), count);
    return await work(url);
  });

const measureMany = async (pool: pg.Pool, register: Register): Promise<Row[]> => {
  const lives = await templateLives();
  return [
    await secondsOf('filling', () => fill(pool, register, lives, MEMORANDA)),
    ...(await measureReads(register)),
    await secondsOf('heads of all, for a checkpoint', () => register.heads()),
    await secondsOf('verify of all', () => verified(register)),
  ];
};

export const measureRegister = async (): Promise<Row[]> => {
  const appends = await withDatabase(async (pool, register) => {
    await pool.query(RAW);
    const log = await logOf(50);
    const lines: Row[] = [];
    for (const writers of [1, 8]) lines.push(...appendLines(await measureAppends(pool, register, log, writers), writers));
    return lines;
  });
  return [...appends, ...(await withDatabase(measureMany))];
};

const DATED = 10_000;

/** In force for a term that is renewed by itself: an end and a last day for a notice lie ahead. */
const termLife = async (mou: string): Promise<Event[]> => {
  const written = (await readStructured(join(ROOT, 'test', 'scenarios', 'shelf', 'customs-data-exchange.yaml'))) as Scenario;
  const scenario = parseScenario({ ...written, mou, steps: written.steps.filter(({ at }) => at < '2027-04-03') });
  const { steps } = simulate(scenario, await readInstrument('customs-data-exchange'));
  return steps.flatMap((step) => (step.ok && 'events' in step ? step.events : []));
};

/** What `mou deadlines` asks of the register. */
export const measureDeadlines = (): Promise<Row[]> =>
  withDatabase(async (pool, register) => {
    const mou = `bench-${NUMBER}`;
    await fill(pool, register, new Map([[mou, await termLife(mou)]]), DATED);
    const among = `among ${DATED.toLocaleString('en')} memoranda`;
    return [
      ...(await timed(`all ${DATED * 2} dates ahead ${among}`, 300, () => register.deadlines({ from: '2027-04-03' }))),
      ...(await timed(`the last days for a notice ${among}`, 300, () => register.deadlines({ from: '2027-04-03', what: 'renewal' }))),
    ];
  });
