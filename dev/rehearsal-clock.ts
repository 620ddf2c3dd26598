/** The clock of `mou dev --rehearse`: it begins at an instant, goes on at the usual pace, and is moved forward for all memoranda at once. */
import type { MouClient } from '../client/index.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { type Local, type RehearsalClock, tellLocal } from '../cli/local.ts';
import { fastForward } from './time-skipping.ts';

const NAMESPACE = 'default';

export const nowOn = ({ at, real }: RehearsalClock): number => at + (Date.now() - real);

/** How far each memorandum's clock is from the server's: it is fixed when the memorandum is opened, and stands in what its run was started with. */
const offsetOf = async ({ connection, client }: MouClient, mou: string): Promise<number> => {
  const { history } = await connection.workflowService.getWorkflowExecutionHistory({
    namespace: NAMESPACE,
    execution: { workflowId: workflowIdOf(mou) },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const input = payloads[0] && client.options.loadedDataConverter.payloadConverter.fromPayload<{ clockOffset?: number }>(payloads[0]);
  return input?.clockOffset ?? 0;
};

/** Moves the clock of all open memoranda to an instant (epoch ms); all that falls due on the way happens on the way. */
export const moveClock = async (client: MouClient, data: string, local: Local, until: number): Promise<void> => {
  for (const { mou } of await client.list()) {
    const clock = { namespace: NAMESPACE, workflowId: workflowIdOf(mou) };
    await fastForward(client.connection, clock, { until: until - (await offsetOf(client, mou)) });
  }
  await tellLocal(data, { ...local, clock: { at: until, real: Date.now() } });
};
