import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { msNumberToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';

const { FastForwardPollingResult: Result } = proto.temporal.api.enums.v1;

/** Each timer on the way is one skip. Every call starts the count anew, so this only guards against an endless loop of timers. */
const MAX_SKIPS = 1_000_000;

export interface Running {
  namespace: string;
  workflowId: string;
}

/** A virtual instant to reach, or a time to let pass; in milliseconds, at least one. */
export type Jump = { until: number } | { duration: number };

/** The workflow's own present time, in epoch milliseconds: real time plus all that was skipped. */
export async function virtualNow(connection: Connection, { namespace, workflowId }: Running): Promise<number> {
  const { workflowExtendedInfo } = await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  const now = workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return now ? tsToMs(now as Parameters<typeof tsToMs>[0]) : Date.now();
}

/**
 * Moves one workflow's clock forward and returns its virtual time (epoch ms) when all that fell due on the way has happened.
 * Its timers fire in order, each at its own virtual time; its activities run for real, and the clock waits for them.
 * An `until` that has passed already is no jump. For rehearsals: the server must run with `timeSkipping`.
 */
export async function fastForward(connection: Connection, running: Running, jump: Jump): Promise<number> {
  const duration = 'until' in jump ? jump.until - (await virtualNow(connection, running)) : jump.duration;
  if (duration < 1) return virtualNow(connection, running);
  const id = randomUUID();
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace: running.namespace,
    workflowExecution: { workflowId: running.workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: MAX_SKIPS,
        fastForwardConfig: { id, duration: msNumberToTs(duration) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  await arrived(connection, running, id);
  return virtualNow(connection, running);
}

/** The server answers a poll after 20 s at the latest, even if the clock still waits for an activity: ask again. */
async function arrived(connection: Connection, { namespace, workflowId }: Running, fastForwardId: string): Promise<void> {
  for (;;) {
    const answer = await connection.withDeadline(Date.now() + 60_000, () =>
      connection.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution: { workflowId }, fastForwardId }),
    );
    if (answer.fastForwardPollingResult === Result.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) return;
    if (answer.fastForwardPollingResult === Result.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) {
      throw new Error(`the clock of ${workflowId} stopped on its way: ${answer.failedReason}`);
    }
  }
}
