/** How long a worker takes to have a memorandum in memory again, early in its life and decades later. */
import { performance } from 'node:perf_hooks';
import { Client, Connection } from '@temporalio/client';
import type proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { rehearse } from '../../dev/rehearsal.ts';
import { withServer } from '../../dev/with-server.ts';
import { readInstrument } from '../../instruments/index.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { busyYears } from '../busy-years.ts';
import { median, type Row } from '../row.ts';
import type { Size } from './size.ts';

type History = proto.temporal.api.history.v1.IHistory;

const ROUNDS = 5;
const EVENTS = 1_500;
const MOU = 'busy';

/** The histories of all runs, first to last. */
const runsOf = async (client: Client, workflowId: string): Promise<History[]> => {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const histories: History[] = [];
  let runId = raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
};

/** Milliseconds of one replay, the start of a worker included. */
const replay = async (history: History): Promise<number> => {
  const start = performance.now();
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, workflowIdOf(MOU));
  return performance.now() - start;
};

const medianOf = async (history: History): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) times.push(await replay(history));
  return median(times.slice(1));
};

const lengthOf = (history: History | undefined): number => history?.events?.length ?? 0;

export const measureReplay = async ({ years }: Pick<Size, 'years'>): Promise<Row[]> => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const scenario = busyYears(MOU, years);
  return await withServer(async (address) => {
    const began = performance.now();
    await rehearse(address, scenario, await readInstrument('us-rok-tpd'), () => {});
    const rehearsed = performance.now() - began;
    const connection = await Connection.connect({ address });
    const runs = await runsOf(new Client({ connection }), workflowIdOf(MOU));
    await connection.close();
    // The last run may have only begun, and the one before it was closed just now.
    const late = runs.findLast((history) => lengthOf(history) > EVENTS / 2);
    const early = runs[0];
    if (!early || !late) throw new Error(`no run of ${runs.length} is long enough`);
    const start = await medianOf({ events: early.events?.slice(0, 3) ?? [] });
    const seconds = async (history: History): Promise<number> => (((await medianOf(history)) - start) * EVENTS) / lengthOf(history) / 1_000;
    const what = (when: string, history: History) => `replay of ${EVENTS} events ${when} (a run of ${lengthOf(history)})`;
    return [
      { what: what('in year 0', early), unit: 's', value: await seconds(early), target: { atMost: 0.5 } },
      { what: what(`in year ${years}`, late), unit: 's', value: await seconds(late), target: { atMost: 0.5 } },
      {
        what: `rehearsal of ${years} years, ${scenario.steps.length} acts`,
        unit: 's',
        value: rehearsed / 1_000,
        target: { atMost: 60 },
      },
    ];
  });
};
