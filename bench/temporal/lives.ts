/** Whole lives: how many a second, what they cost in processor time, and what is kept of one. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { workflowIdOf } from '../../workflows/messages.ts';
import { inFlight, liveBare, liveOurs } from './life.ts';
import { processorTime } from './processor.ts';
import type { Row } from '../row.ts';
import type { Size } from './size.ts';
import type { MeasuredWorker, Side, Stand } from './stand.ts';

/** At which the processor time of a life is taken. */
const USUAL = 16;
const WITHIN = 600_000;
/** Milliseconds without a message after which no more is expected. */
const QUIET = 3_000;

type Course = { perSecond: number; worker: number; server: number };
type Lives = { one: (id: string) => Promise<void>; settled: (lives: number) => Promise<void> };

const eventsIn = async ({ register }: Stand): Promise<number> => (await register.heads()).reduce((sum, { seq }) => sum + seq, 0);

const until = async (done: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + WITHIN; !(await done()); await pause(20)) if (Date.now() > end) throw new Error('The lives did not settle');
};

/** How many messages a life sends is what the first one sent. */
const ourLives = async (stand: Stand): Promise<Lives> => {
  const { arrivals } = stand.mail;
  const before = { mails: arrivals.count, events: await eventsIn(stand) };
  await liveOurs(stand, 'first-life');
  for (let seen = -1; seen !== arrivals.count; await pause(QUIET)) seen = arrivals.count;
  const a = { mails: arrivals.count - before.mails, events: (await eventsIn(stand)) - before.events };
  let [mails, events] = [arrivals.count, before.events + a.events];
  return {
    one: (id) => liveOurs(stand, id),
    settled: async (lives) => {
      mails += a.mails * lives;
      events += a.events * lives;
      if (!(await arrivals.reaches(mails, WITHIN))) throw new Error(`${arrivals.count} of ${mails} messages came`);
      await until(async () => (await eventsIn(stand)) >= events);
    },
  };
};

const bareLives = (stand: Stand): Lives => ({
  one: (id) => liveBare(stand, id),
  settled: () =>
    until(async () => (await stand.bare.workflow.count(`WorkflowType = 'bareLife' AND ExecutionStatus = 'Running'`)).count === 0),
});

type Begun = { stand: Stand; worker: MeasuredWorker; lives: Lives };

const course = async ({ stand, worker, lives }: Begun, name: string, most: number, count: number): Promise<Course> => {
  const used = async () => ({ worker: await processorTime(worker.pid), server: await processorTime(stand.server.pid) });
  const before = await used();
  const start = performance.now();
  await inFlight(most, count, (n) => lives.one(`${name}-${n}`));
  await lives.settled(count);
  const perSecond = (count * 1_000) / (performance.now() - start);
  const after = await used();
  return { perSecond, worker: (after.worker - before.worker) / count, server: (after.server - before.server) / count };
};

/** A worker runs for months, and compiles what it uses often in its first hundreds of lives: those are told apart. */
type Courses = { first: Course; by: Map<number, Course> };

const coursesOf = (stand: Stand, side: Side, size: Size): Promise<Courses> =>
  stand.withWorker(side, async (worker) => {
    const begun = { stand, worker, lives: side === 'bare' ? bareLives(stand) : await ourLives(stand) };
    const first = await course(begun, 'first', USUAL, size.firstLives);
    const by = new Map<number, Course>();
    for (const [most, count] of size.lives) by.set(most, await course(begun, `life-${most}`, most, count));
    return { first, by };
  });

const historyOf = async (stand: Stand, workflowId: string): Promise<{ events: number; bytes: number }> => {
  const { historyLength, historySize } = await stand.bare.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize ?? 0 };
};

export const measureLives = async (stand: Stand, size: Size): Promise<Row[]> => {
  const [bare, ours] = [await coursesOf(stand, 'bare', size), await coursesOf(stand, 'ours', size)];
  const histories = [await historyOf(stand, 'first-0'), await historyOf(stand, workflowIdOf('first-0'))] as const;
  const both = (of: keyof Course, most: number) => ({
    bare: bare.by.get(most)?.[of] ?? Number.NaN,
    value: ours.by.get(most)?.[of] ?? Number.NaN,
  });
  const kept = (of: 'events' | 'bytes') => ({ bare: histories[0][of], value: histories[1][of] });
  return [
    ...size.lives.map(
      ([most]): Row => ({
        what: `lives, ${most} in flight`,
        unit: 'a second',
        ...both('perSecond', most),
        target: { of: 'ratio', atLeast: 0.6 },
      }),
    ),
    { what: "worker's processor time of a life", unit: 'ms', ...both('worker', USUAL), target: { atMost: 60 } },
    {
      what: `the same, of each of the first ${size.firstLives}`,
      unit: 'ms',
      bare: bare.first.worker,
      value: ours.first.worker,
    },
    { what: "server's processor time of a life", unit: 'ms', ...both('server', USUAL) },
    { what: 'history of a life', unit: 'events', ...kept('events'), target: { atMost: 120 } },
    { what: 'history of a life', unit: 'bytes', ...kept('bytes'), target: { atMost: 60_000 } },
  ];
};
