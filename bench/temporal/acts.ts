/** How long one act takes, with nothing else going on: beside an Update that does nothing. */
import { performance } from 'node:perf_hooks';
import { busyActs } from '../busy-years.ts';
import { BARE_QUEUE } from './bare-worker.ts';
import { bareAct } from './bare-workflows.ts';
import { liveOurs, yesterday } from './life.ts';
import { percentile, type Row } from '../row.ts';
import type { Size } from './size.ts';
import type { Stand } from './stand.ts';

/** The two take turns, so that what else happens on the machine falls on both. */
const TURN = 100;
/** Turns in which the workers compile what they use often. */
const WARM_UP = 4;
const SIGNED = 3;

const timed = async (times: number[], work: () => Promise<unknown>): Promise<void> => {
  const start = performance.now();
  await work();
  times.push(performance.now() - start);
};

export const measureActs = async (stand: Stand, { acts }: Size): Promise<Row[]> => {
  const [bare, ours] = [[] as number[], [] as number[]];
  const measure = async (): Promise<void> => {
    const empty = await stand.bare.workflow.start('emptyUpdates', { workflowId: 'empty-updates', taskQueue: BARE_QUEUE });
    await liveOurs(stand, 'acts', SIGNED);
    const coming = busyActs(yesterday());
    const turn = async (bareTimes: number[], ourTimes: number[]): Promise<void> => {
      for (let n = 0; n < TURN; n += 1) await timed(bareTimes, () => empty.executeUpdate(bareAct, { args: [n] }));
      for (let n = 0; n < TURN; n += 1) await timed(ourTimes, () => stand.client.act('acts', coming.next().value));
    };
    for (let n = 0; n < WARM_UP; n += 1) await turn([], []);
    while (ours.length < acts) await turn(bare, ours);
    await empty.terminate();
  };
  await stand.withWorker('bare', () => stand.withWorker('ours', measure));
  const row = (what: string, of: (times: readonly number[]) => number, atMost: number): Row => ({
    what: `an act at 1 in flight, beside an empty Update: ${what}`,
    unit: 'ms',
    bare: of(bare),
    value: of(ours),
    target: { of: 'ratio', atMost },
  });
  const longest = (times: readonly number[]): number => Math.max(...times);
  return [
    row('p50', (times) => percentile(times, 0.5), 1.5),
    row('p99', (times) => percentile(times, 0.99), 3),
    { ...row('longest', longest, 0), target: { atMost: 3 * percentile(ours, 0.99) } },
  ];
};
