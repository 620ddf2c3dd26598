/** The clock of one memorandum is moved from one instant at which time does something to the next, and waits there until it is recorded. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { NoService } from '../client/errors.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { type Clock, fastForward } from './time-skipping.ts';

/** Milliseconds. What fails is tried again after 1, 2, 4 … seconds: as long as eight attempts take. */
export const PATIENCE = 5 * 60_000;
const ASK_EVERY_MS = 20;

/**
 * @param until the server's own instant is `offset` (ms) before it
 * @param nextDue by what is recorded when it is asked: when time does something next
 */
export const passTime = async (
  connection: Connection,
  clock: Clock,
  { until, offset }: { until: Milliseconds; offset: number },
  nextDue: () => Promise<Milliseconds | undefined>,
): Promise<void> => {
  let waits: { next: Milliseconds; since: Milliseconds } | undefined;
  for (;;) {
    const next = (await nextDue()) ?? Number.POSITIVE_INFINITY;
    await fastForward(connection, clock, { until: Math.min(next, until) - offset }, { grace: 0 });
    if (next > until) return;
    if (waits?.next === next) await pause(ASK_EVERY_MS);
    else waits = { next, since: Date.now() };
    if (Date.now() > waits.since + PATIENCE) {
      const seconds = PATIENCE / 1_000;
      throw new NoService(
        `${clock.workflowId}: what fell due at ${new Date(next).toISOString()} was not recorded within ${seconds} s: does a worker run?`,
      );
    }
  }
};
