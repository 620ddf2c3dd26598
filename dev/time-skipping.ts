import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msNumberToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { UsageError } from '../cli/failure.ts';

const { WorkflowExecutionStatus: Status, PendingActivityState: Activity } = proto.temporal.api.enums.v1;

/** A timer that is due exactly at the goal fires some milliseconds later: so much passes by itself, so that it has. */
const GRACE_MS = 250;
/** Each timer on the way is one skip, and each call starts the count again; the server's own limit of 200 is too low for long jumps. */
const MAX_SKIPS = 100_000;
const LOOK_EVERY_MS = 10;
/** The server keeps what it has skipped of a workflow in nanoseconds, in 64 bits. */
const MOST_SKIPPED_MS = 2 ** 63 / 1e6;

export interface Clock {
  namespace: string;
  workflowId: string;
}

/** A virtual instant to reach (epoch ms), or a time to let pass (ms). */
export type Jump = { until: number } | { duration: number };

export interface Reading {
  /** The workflow's own present time, epoch ms: real time plus all that was skipped. */
  now: number;
  /** False once the workflow has completed, perhaps on the way: its clock then serves nobody any more. */
  running: boolean;
}

/** Reads a workflow's virtual clock. */
export async function readClock(connection: Connection, clock: Clock): Promise<Reading> {
  const { now, running } = await look(connection, clock);
  return { now, running };
}

/**
 * Moves one workflow's clock forward. Returns when all that fell due up to then has happened: its timers have fired in order, each at its
 * own virtual time, and the activities so started have ended. The clock then stands up to 300 ms after the goal and goes on at its
 * usual pace. A goal that is past already is no jump; what fell due then is waited for all the same, though not its activities: on a
 * busy machine the next second passes by itself. Nor is a workflow that has completed. Throws if it takes longer than `patience` (ms).
 *
 * `grace` (ms) is for what is due at the goal itself. It is not skipped: work that ended just after a goal had the server skip on to the
 * next timer, however far ahead. Zero where it is known otherwise what is due.
 *
 * For rehearsals, on a server with `timeSkipping`: experimental in the server, and never for production.
 */
export async function fastForward(
  connection: Connection,
  clock: Clock,
  jump: Jump,
  { patience = 60_000, grace = GRACE_MS } = {},
): Promise<Reading> {
  const start = await look(connection, clock);
  const until = 'until' in jump ? jump.until : start.now + jump.duration;
  if (!start.running) return { now: start.now, running: false };
  const isPast = until <= start.now;
  if (until - Date.now() > MOST_SKIPPED_MS) {
    throw new UsageError('a clock can be moved 292 years ahead of the machine’s, and no further: `mou simulate` has no such limit');
  }
  if (!isPast) await skip(connection, clock, until - start.now);
  for (const end = Date.now() + patience; Date.now() < end; await pause(LOOK_EVERY_MS)) {
    const { now, running, busy, active } = await look(connection, clock);
    if (!running || (now >= until + grace && !busy && (isPast || !active))) return { now, running };
  }
  throw new Error(
    `the clock of ${clock.workflowId} did not reach ${new Date(until).toISOString()} within ${patience / 1_000} s: does a worker run?`,
  );
}

async function skip(connection: Connection, { namespace, workflowId }: Clock, duration: number): Promise<void> {
  const fastForwardConfig = { id: randomUUID(), duration: msNumberToTs(duration) };
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, maxSessionSkipCount: MAX_SKIPS, fastForwardConfig } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

/** `busy` while the clock still skips or a task goes on, `active` while an activity does; one that waits for its next attempt does not count. */
async function look(connection: Connection, { namespace, workflowId }: Clock): Promise<Reading & { busy: boolean; active: boolean }> {
  const seen = await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  const skipping = seen.workflowExtendedInfo?.timeSkippingInfo;
  const active = seen.pendingActivities?.some(
    ({ state, attempt }) => state !== Activity.PENDING_ACTIVITY_STATE_SCHEDULED || (attempt ?? 1) <= 1,
  );
  return {
    now: skipping?.currentTime ? tsToMs(skipping.currentTime) : Date.now(),
    running: seen.workflowExecutionInfo?.status === Status.WORKFLOW_EXECUTION_STATUS_RUNNING,
    busy: Boolean(skipping?.effectiveConfig?.enabled || seen.pendingWorkflowTask),
    active: active ?? false,
  };
}
