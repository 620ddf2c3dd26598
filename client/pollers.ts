/** Who polls a task queue, as the server has seen it. */
import type { Connection } from '@temporalio/client';
import type proto from '@temporalio/proto';

/** A poll lasts a minute: a worker that was not seen for longer has gone. */
export const SEEN_LATELY_MS = 70_000;

/** Seconds and nanoseconds, as a protobuf timestamp has them. */
type Timestamp = { seconds?: unknown } | null | undefined;
const instantOf = (time: Timestamp): number => Number(time?.seconds ?? 0) * 1_000;

/** `seen`: when it polled last. */
export type Poller = { identity: string; seen: number };

/** The one seen last first. */
export const pollersOf = async (
  connection: Pick<Connection, 'workflowService'>,
  namespace: string,
  taskQueue: string,
  taskQueueType: proto.temporal.api.enums.v1.TaskQueueType,
): Promise<Poller[]> => {
  const { pollers } = await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType });
  return (pollers ?? [])
    .map(({ identity, lastAccessTime }) => ({ identity: identity ?? 'a worker', seen: instantOf(lastAccessTime) }))
    .sort((a, b) => b.seen - a.seen);
};
