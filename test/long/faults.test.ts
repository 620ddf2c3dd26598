/** Whatever dies, hangs or is full meanwhile: no act that was answered is lost, none is recorded twice, and every message goes out. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { Event } from '../../domain/events.ts';
import { openRegister } from '../../register/postgres.ts';
import { prepare } from '../../bench/temporal/commencements.ts';
import { liveOurs } from '../../bench/temporal/life.ts';
import { type FaultStage, type ProcessName, startFaultStage } from './fault-stage.ts';
import { Writer } from './writers.ts';

/** How long faults are made, in seconds. */
const SECONDS = Number(process.env.MOU_FAULT_SECONDS ?? 300);
const WRITERS = 6;
/** Memoranda whose discontinuation commences while faults are made, spread over that time. */
const COMMENCING = 10;
/** Between two faults, so that what was held up can go on. Milliseconds. */
const HEALTHY = 4_000;
const CATCH_UP = 180_000;
/** The acts of a life after which it is operative. */
const SIGNED = 3;

type Fault = { name: string; make: (stage: FaultStage) => Promise<void>; seconds: number; mend: (stage: FaultStage) => Promise<void> };

const ALL: ProcessName[] = ['database', 'server', 'worker 1', 'worker 2'];
const kill = (seconds: number, ...names: ProcessName[]): Fault => ({
  name: `kill -9 of ${names.length === ALL.length ? 'all' : names.join(' and ')}, ${seconds} s`,
  make: ({ processes }) => processes.kill(...names),
  seconds,
  mend: async () => {},
});
const hang = (seconds: number, name: ProcessName): Fault => ({
  name: `SIGSTOP of ${name}, ${seconds} s`,
  make: ({ processes }) => processes.signal(name, 'SIGSTOP'),
  seconds,
  mend: ({ processes }) => processes.signal(name, 'SIGCONT'),
});

const FAULTS: Fault[] = [
  kill(1, 'worker 1'),
  kill(3, 'server'),
  kill(3, 'worker 1', 'worker 2'),
  hang(15, 'worker 2'),
  kill(4, 'database'),
  hang(8, 'server'),
  kill(3, ...ALL),
  hang(12, 'database'),
  {
    name: 'full disk, 8 s',
    make: async ({ disk }) => await disk?.fill(),
    seconds: 8,
    mend: async ({ disk }) => await disk?.empty(),
  },
  {
    name: 'kill -9 of worker 1 while worker 2 hangs, 12 s',
    make: async ({ processes }) => {
      await processes.signal('worker 2', 'SIGSTOP');
      await processes.kill('worker 1');
    },
    seconds: 12,
    mend: ({ processes }) => processes.signal('worker 2', 'SIGCONT'),
  },
];

const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + CATCH_UP;
  while (!(await done().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what}: not within ${CATCH_UP / 1_000} s`);
    await pause(250);
  }
};

describe(`faults, for ${SECONDS} seconds`, () => {
  let stage: FaultStage;
  /** With time for a machine that is busy; the writers' own gives up soon and tries again. */
  let client: MouClient;
  let impatient: MouClient | undefined;
  const writers: Writer[] = [];
  const made = new Map<string, number>();
  const timeline: string[] = [];
  const commencing = Array.from({ length: COMMENCING }, (_, n) => `commencing-${n}`);

  const faults = async (): Promise<void> => {
    const possible = FAULTS.filter(({ name }) => stage.disk !== undefined || !name.startsWith('full disk'));
    const end = Date.now() + SECONDS * 1_000;
    for (let n = 0; Date.now() < end; n += 1) {
      const fault = possible[n % possible.length] as Fault;
      timeline.push(`${new Date().toISOString()} ${fault.name}`);
      await fault.make(stage);
      await pause(fault.seconds * 1_000);
      await fault.mend(stage);
      await stage.processes.ensure(...ALL);
      made.set(fault.name, (made.get(fault.name) ?? 0) + 1);
      await pause(HEALTHY);
    }
  };

  beforeAll(
    async () => {
      stage = await startFaultStage();
      const { address, databaseUrl } = stage;
      const options = { connection: { address }, namespace: 'default', databaseUrl };
      client = await MouClient.connect({ ...options, patience: 60_000 });
      const hurried = await MouClient.connect({ ...options, patience: 5_000 });
      impatient = hurried;
      for (let n = 0; n < WRITERS; n += 1) {
        await liveOurs({ client }, `writer-${n}`, SIGNED);
        writers.push(new Writer(hurried, `writer-${n}`));
      }
      for (const [n, mou] of commencing.entries()) await prepare({ client }, mou, 1, ((n + 1) * SECONDS * 1_000) / (COMMENCING + 1));
      const stopping = new AbortController();
      const writing = Promise.all(writers.map((writer) => writer.write(stopping.signal)));
      await Promise.race([faults(), writing]);
      stopping.abort();
      await writing;
    },
    SECONDS * 1_000 + 300_000,
  );
  afterAll(async () => {
    await impatient?.close();
    await client?.close();
    await stage?.stop();
  });

  const memoranda = () => [...writers.map(({ mou }) => mou), ...commencing.map((mou) => `${mou}-0`)];
  const logOf = async (mou: string): Promise<Event[]> => await client.events(mou);

  it('lose no act and record none twice', async () => {
    const table: Record<string, object> = {};
    for (const { mou, answered, failures, longest } of writers) {
      const log = await logOf(mou);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
      const recorded = new Map<string, number[]>();
      for (const { act, seq } of log) if (act) recorded.set(act.id, [...(recorded.get(act.id) ?? []), seq]);
      const lost = answered.filter(({ id, receipt }) => !recorded.get(id)?.includes(receipt.seq));
      const doubled = [...recorded].filter(([, seqs]) => (seqs.at(-1) ?? 0) - (seqs[0] ?? 0) !== seqs.length - 1);
      const sent = new Set(answered.map(({ id }) => id));
      const unsent = [...recorded.keys()].filter((id) => id.startsWith(mou) && !sent.has(id));
      const tries = [...failures.values()].reduce((sum, times) => sum + times, 0);
      table[mou] = {
        answered: answered.length,
        'tried again': tries,
        lost: lost.length,
        doubled: doubled.length,
        'longest, s': longest.took / 1_000,
      };
      expect({ lost, doubled, unsent }).toEqual({ lost: [], doubled: [], unsent: [] });
    }
    console.table(table);
    const slowest = writers.toSorted((a, b) => b.longest.took - a.longest.took)[0] as Writer;
    console.info('The longest act', { mou: slowest.mou, ...slowest.longest }, 'faults', timeline);
    console.table(Object.fromEntries([...made].map(([fault, times]) => [fault, { times }])));
  });

  it('let every discontinuation commence, once', async () => {
    for (const mou of commencing) {
      let log: Event[] = [];
      await until(`${mou} commences`, async () => {
        log = await logOf(`${mou}-0`);
        return log.some(({ type }) => type === 'DiscontinuationCommenced');
      });
      expect(log.filter(({ type }) => type === 'DiscontinuationCommenced')).toMatchObject([{ on: '2027-07-31' }]);
    }
  });

  it('keep nothing from the register for good', async () => {
    const register = await openRegister({ url: stage.databaseUrl });
    try {
      for (const mou of memoranda()) {
        const log = await logOf(mou);
        await until(`the register has all of ${mou}`, async () => (await register.head(mou))?.seq === log.length);
        expect(await register.events(mou)).toEqual(log);
      }
      expect(await register.verify()).toMatchObject({ ok: true, findings: [] });
    } finally {
      await register.close();
    }
  });

  it('keep no message from its recipients for good', async () => {
    const { arrivals } = stage.mail;
    for (const mou of memoranda()) {
      await until(`every message of ${mou} is out`, async () => (await client.outbox(mou)).waiting === 0);
      const deliveries = await client.deliveries(mou);
      expect(deliveries.filter(({ status }) => status !== 'accepted')).toEqual([]);
      expect(deliveries.filter(({ key }) => !arrivals.has(key))).toEqual([]);
    }
    console.table({ messages: { arrived: arrivals.count, 'more than once': arrivals.repeats.length } });
    // After which fault it was sent first, how much later it came again, and how long after its first sending the next fault was made.
    const began = (entry: string): number => Date.parse(entry.slice(0, entry.indexOf(' ')));
    for (const { key, first, again } of arrivals.repeats) {
      const [last, next] = [timeline.findLast((one) => began(one) <= first), timeline.find((one) => began(one) > first)];
      console.info(`${key}: first after ${last}; again ${again - first} ms later; ${next && `${began(next) - first} ms before ${next}`}`);
    }
  });
});
