/** The activities by which recipients are told, asked again with more help where a worker does not know what happened. */
import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Help, Helpless, TellActivities, TellAsked, TellDone, TellOneAsked, Told } from '../activities/tell/port.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { bytesOf } from '../domain/limits.ts';
import type { Ledger } from './ledger.ts';

const ONE_ATTEMPT = {
  startToCloseTimeout: '45 seconds',
  // A worker that was killed between sending and saying so is noticed by this, long before the attempt's own limit.
  heartbeatTimeout: '10 seconds',
} as const;

/** In bytes: what an activity is given must fit into one payload. */
const MOST_HELP = 1_700_000;

const isHelpless = (answer: unknown): answer is Helpless => typeof answer === 'object' && answer !== null && 'need' in answer;

type Ask<Done> = (help: Help) => Promise<Done | Helpless>;

/**
 * Asks with as much help as is needed, and no more: it stands in the history. Another worker than the judge's may serve the
 * activities. With the last of the help an attempt fails where that is not enough, and is made again as any other.
 */
const helped = async <Done>(ledger: Ledger, ask: Ask<Done>): Promise<Done> => {
  const alone = await ask({});
  return isHelpless(alone) ? await inTurn(ledger, alone, ask) : alone;
};

/**
 * One after the other: help is large, and all that is asked at one moment goes to the server in one message, which may have
 * 4 MB. Whom it helped remembers; who takes long is waited for no longer.
 */
const inTurn = async <Done>(ledger: Ledger, alone: Helpless, ask: Ask<Done>): Promise<Done> => {
  const isFirst = ledger.helping.isIdle;
  let asking: Promise<Done> | undefined;
  await ledger.helping.run(async () => {
    let isDone = false;
    asking = (isFirst ? Promise.resolve<Done | Helpless>(alone) : ask({ taken: alone.taken }))
      .then((answer) => (isHelpless(answer) ? withHelp(ledger, answer, ask) : answer))
      .finally(() => {
        isDone = true;
      });
    await Promise.race([asking, condition(() => isDone, '2 seconds')]).catch(() => {});
  });
  return await (asking as Promise<Done>);
};

const withHelp = async <Done>(ledger: Ledger, alone: Helpless, ask: Ask<Done>): Promise<Done> => {
  const carried = { base: ledger.base, since: [...ledger.since] };
  const isTooMuch = bytesOf(carried) > MOST_HELP;
  const { taken } = alone;
  const informed = await ask({ taken, events: ledger.waitingEvents, ...(isTooMuch && { isLast: true }) });
  return isHelpless(informed) ? ((await ask({ taken: informed.taken, carried, isLast: true })) as Done) : informed;
};

/** That of the last attempt: behind a time-out lies its failure. */
const lastOf = ({ cause }: ActivityFailure): Error | undefined => (cause?.cause instanceof Error ? cause.cause : cause);

const reasonOf = (failure: ActivityFailure): string => lastOf(failure)?.message ?? failure.message;

/** Given up, and on which channel it was tried, where an attempt came so far. */
const deadBy = (failure: ActivityFailure): { dead: string; channel?: Delivery['channel'] } => {
  const last = lastOf(failure);
  const [channel] = last instanceof ApplicationFailure ? ((last.details ?? []) as Delivery['channel'][]) : [];
  return { dead: reasonOf(failure), ...(channel && { channel }) };
};

/** What is known to have been sent nonetheless: what the attempt had noted last. */
const takenBefore = ({ cause }: ActivityFailure): Delivery[] => {
  if (cause instanceof TimeoutFailure) return (cause.lastHeartbeatDetails as Delivery[] | undefined) ?? [];
  return cause instanceof ApplicationFailure ? ((cause.details?.[0] as Delivery[] | undefined) ?? []) : [];
};

/** "NoticeDelivered (event 8)": what the message of an act is about, where the event is still here. */
const labelOf = ({ since }: Ledger, group: Pick<Told, 'last'> & Partial<Told>): string => {
  const { first, last } = group;
  const type = since.find(({ seq }) => seq === first)?.type;
  return type ? `${type} (event ${last})` : `event ${last}`;
};

/** One attempt for everybody, and another where the worker died: that goes on from what was noted. Where it is not known how that went, what was noted last. */
export const tellAll = async (ledger: Ledger, asked: TellAsked): Promise<TellDone | { noted: Delivery[] }> => {
  const { tell } = proxyActivities<TellActivities>({
    ...ONE_ATTEMPT,
    retry: { maximumAttempts: 2 },
    summary: `of ${asked.groups.map((group) => labelOf(ledger, group)).join('; ')}`,
  });
  try {
    return await helped<TellDone>(ledger, (help) => tell({ ...asked, ...help }));
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.error('It is not known who was told', { mou: asked.mou, reason: reasonOf(error) });
    return { noted: takenBefore(error) };
  }
};

type Sent = Exclude<Awaited<ReturnType<TellActivities['tellOne']>>, Helpless>;

type Trying = {
  /** For how long it is tried, in milliseconds. */
  within: Milliseconds;
  isResting: () => boolean;
  /** A number that changes with the recipient's address. */
  moves: () => number;
  latest: () => Told;
};

/** Sent, or given up for that reason; `resting` where the run ends before. */
export type Ended = Sent | ReturnType<typeof deadBy> | 'resting';

/** Tries until it is sent or given up, or the run ends. */
export const tellOne = async (ledger: Ledger, asked: TellOneAsked, trying: Trying): Promise<Ended> => {
  for (;;) {
    const moves = trying.moves();
    const { tellOne: attempt } = proxyActivities<TellActivities>({
      ...ONE_ATTEMPT,
      scheduleToCloseTimeout: trying.within,
      retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 hour' },
      // An attempt under way is waited for, so that nothing is sent twice; one that is waited for is given up at once.
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary: `of ${labelOf(ledger, asked.group)} → ${asked.recipient}`,
    });
    const scope = new CancellationScope();
    const sending = scope.run(() => helped<Sent>(ledger, (help) => attempt({ ...asked, latest: trying.latest(), ...help })));
    let ended = false;
    const watching = condition(() => ended || trying.isResting() || trying.moves() !== moves).then(() => {
      if (!ended) scope.cancel();
    });
    try {
      return await sending;
    } catch (error) {
      if (!(error instanceof ActivityFailure) && !isCancellation(error)) throw error;
      // A contact changed while a message is tried: it goes to the new address at once, under the same key.
      if (trying.moves() === moves && !trying.isResting()) return deadBy(error as ActivityFailure);
      if (trying.isResting()) return 'resting';
    } finally {
      ended = true;
      await watching;
    }
  }
};
