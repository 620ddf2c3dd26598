/**
 * The desk beside a bare handler of the same framework: states a second among 100,000 memoranda; the memory of 1,000 streams; and how
 * long a person waits for a page.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { numberOf } from './many-memoranda.ts';
import { withMany } from './register.ts';
import { median, percentile, type Row } from './row.ts';
import { asked, opened, Servers } from './servers.ts';

const MEMORANDA = 100_000;
const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const STREAMS = 1_000;
/** Of which the overview tells. */
const OVERVIEWED = 10_000;
const LOOKS = 120;

/** Asks over one connection until the time is up, each time after the answer; gives how often. */
const asker = async (servers: Servers, pathOf: (n: number) => string, seed: number, until: number): Promise<number> => {
  const socket = await opened(servers);
  let answers = 0;
  for (let n = seed; performance.now() < until; n += CONNECTIONS) {
    await asked(servers, socket, pathOf(n));
    answers += 1;
  }
  socket.destroy();
  return answers;
};

type Rate = { perSecond: number; cpu: number };

/** Answers a second, and the servers' processor time for each, in microseconds. */
const rate = async (servers: Servers, pathOf: (n: number) => string): Promise<Rate> => {
  const [before, start] = [await servers.usage(), performance.now()];
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, (_, at) => asker(servers, pathOf, at, start + ROUND_MS)));
  const [seconds, answers] = [(performance.now() - start) / 1_000, counts.reduce((sum, count) => sum + count, 0)];
  return { perSecond: answers / seconds, cpu: ((await servers.usage()).cpu - before.cpu) / answers };
};

const idOf = (n: number, among = MEMORANDA): string => {
  const one = ((n * 7_919) % among) + 1;
  return `bench-${one % 2 === 0 ? 'b' : 'a'}-${numberOf(one)}`;
};

const PATHS = {
  one: () => `/v1/memoranda/${idOf(1)}`,
  each: (n: number) => `/v1/memoranda/${idOf(n)}`,
  bare: () => '/bare',
};

const measureStates = async (servers: Servers): Promise<Row[]> => {
  const rates: Record<keyof typeof PATHS, Rate[]> = { one: [], each: [], bare: [] };
  // By turns, so that a neighbour's noise falls on all. The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of ['bare', 'one', 'each'] as const) {
      const measured = await rate(servers, PATHS[name]);
      if (round > 0) rates[name].push(measured);
    }
  }
  const of = (name: keyof typeof PATHS, what: keyof Rate) => median(rates[name].map((one) => one[what]));
  const states = (what: string, name: 'one' | 'each'): Row[] => [
    {
      ...{ what: `states a second, ${what}`, unit: 'answers/s', bare: of('bare', 'perSecond'), value: of(name, 'perSecond') },
      ...(name === 'one' && { target: { of: 'ratio' as const, atLeast: 0.5 } }),
    },
    { what: `processor time of the desk, ${what}`, unit: 'µs an answer', bare: of('bare', 'cpu'), value: of(name, 'cpu') },
  ];
  return [...states('of one among 100,000', 'one'), ...states('each time of another', 'each')];
};

const measureStreams = async (servers: Servers): Promise<Row[]> => {
  const sockets: Socket[] = [];
  for (let n = 0; n < STREAMS; n += 1) {
    const socket = connect(servers.port, '127.0.0.1').setEncoding('latin1');
    socket.write(servers.request(`/v1/memoranda/${idOf(n)}/stream?after=8`));
    const [text] = (await once(socket, 'data')) as [string];
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.slice(0, 500));
    socket.resume();
    sockets.push(socket);
  }
  const { rss } = await servers.usage();
  for (const socket of sockets) socket.destroy();
  return [{ what: `memory of the desk with ${STREAMS} streams open`, unit: 'MB', value: rss / 1_000_000, target: { atMost: 200 } }];
};

const withServers = async (databaseUrl: string, measure: (servers: Servers) => Promise<Row[]>): Promise<Row[]> => {
  const servers = await Servers.start(databaseUrl);
  try {
    return await measure(servers);
  } finally {
    await servers.stop();
  }
};

const timed = async (servers: Servers, socket: Socket, path: string): Promise<number> => {
  const start = performance.now();
  await asked(servers, socket, path);
  return performance.now() - start;
};

/** Of a desk that was started just now. */
const firstLook = async (servers: Servers, what: string, path: string, atMost: number): Promise<Row> => {
  const socket = await opened(servers);
  const value = await timed(servers, socket, path);
  socket.destroy();
  return { what: `${what}: the first look after the start`, unit: 'ms', value, target: { atMost } };
};

type Wait = { atMost?: number; before?: () => Promise<void> };

/** One look after another, as one person has: what 95 of 100 stay below. */
const waited = async (servers: Servers, what: string, pathOf: (n: number) => string, { atMost, before }: Wait = {}): Promise<Row> => {
  const socket = await opened(servers);
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n += 1) {
    await before?.();
    const time = await timed(servers, socket, pathOf(n));
    if (n >= LOOKS / 10) times.push(time);
  }
  socket.destroy();
  return {
    what: `${what}: 95 of 100 within`,
    unit: 'ms',
    value: percentile(times, 0.95),
    ...(atMost !== undefined && { target: { atMost } }),
  };
};

const measurePages = async (servers: Servers): Promise<Row[]> => {
  const [one, pageOf] = [`/memoranda/${idOf(1, OVERVIEWED)}`, (n: number) => `/memoranda/${idOf(n, OVERVIEWED)}`];
  const overview = `overview of ${OVERVIEWED.toLocaleString('en')} memoranda`;
  const first = await firstLook(servers, overview, '/', 100);
  return [
    first,
    await waited(servers, `${overview}, each time after an act`, () => '/', { atMost: 100, before: () => servers.forget() }),
    await waited(servers, overview, () => '/', { atMost: 100 }),
    await waited(servers, 'search among them', () => '/?search=quantum'),
    await waited(servers, 'page of one memorandum', () => one),
    await waited(servers, 'page each time of another one', pageOf),
    await waited(servers, 'its text', () => `${one}/text`),
    await waited(servers, 'its record and proof', () => `${one}/record`),
  ];
};

const PARTS: Record<string, () => Promise<Row[]>> = {
  states: () =>
    withMany(MEMORANDA, async (databaseUrl) => {
      // Streams first: what they hold is not what was kept of a hundred thousand states.
      const streams = await withServers(databaseUrl, measureStreams);
      return [...(await withServers(databaseUrl, measureStates)), ...streams];
    }),
  pages: () => withMany(OVERVIEWED, (databaseUrl) => withServers(databaseUrl, measurePages)),
};

/** @param wanted the parts that are measured: states, pages; all where none is named */
export const measureDesk = async (wanted: readonly string[]): Promise<Row[]> => {
  const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Error(`${unknown}: the parts are ${Object.keys(PARTS).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()));
  return rows;
};
