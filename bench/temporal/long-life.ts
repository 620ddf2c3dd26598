/** One memorandum with thousands of acts: what it then holds, and what is handed from one run to the next. */
import { performance } from 'node:perf_hooks';
import { packed } from '../../domain/packed.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { busyActs } from '../busy-years.ts';
import { liveOurs, yesterday } from './life.ts';
import { percentile, type Row } from '../row.ts';
import type { Size } from './size.ts';
import type { Stand } from './stand.ts';

const MOU = 'long-life';
const SIGNED = 3;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Bytes of what the present run was started with. */
const handedOver = async ({ bare }: Stand): Promise<number> => {
  const { events } = await bare.workflow.getHandle(workflowIdOf(MOU)).fetchHistory();
  const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return payloads.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
};

const live = async (stand: Stand, most: number): Promise<Row[]> => {
  const { client } = stand;
  await liveOurs(stand, MOU, SIGNED);
  const coming = busyActs(yesterday());
  const times: number[] = [];
  let failure: Error | undefined;
  while (times.length < most && !failure) {
    const start = performance.now();
    await client.act(MOU, coming.next().value).catch((error: Error) => {
      failure = error;
    });
    times.push(performance.now() - start);
  }
  if (failure) process.stderr.write(`The long life ended after ${times.length} acts: ${failure.message}\n`);
  const what = (of: string) => `a life of ${most} acts: ${of}`;
  const rows: Row[] = [
    { what: what('acts recorded'), unit: '', value: failure ? times.length - 1 : times.length, target: { atLeast: most } },
  ];
  if (failure) return rows;
  const { instrument: _, ...state } = await client.state(MOU);
  return [
    ...rows,
    { what: what('an act, p50 of the last thousand'), unit: 'ms', value: percentile(times.slice(-1_000), 0.5) },
    { what: what('an act, longest of all'), unit: 'ms', value: Math.max(...times) },
    { what: what('its state beside the text, as it is asked for'), unit: 'kB', value: bytesOf(state) / 1_000 },
    { what: what('and as a run hands it on'), unit: 'kB', value: packed(state).length / 1_000, target: { atMost: 256 } },
    {
      what: what('handed over to the last run'),
      unit: 'kB',
      value: (await handedOver(stand)) / 1_000,
      target: { atMost: 1_000 },
    },
  ];
};

export const measureLongLife = (stand: Stand, { actsOfLongLife }: Size): Promise<Row[]> =>
  stand.withWorker('ours', () => live(stand, actsOfLongLife));
