/** What an attempt knows of itself when Temporal runs it; called outside of an activity, it is the first of its kind. */
import { ApplicationFailure } from '@temporalio/common';
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { NotTaken } from './port.ts';

/** The attempts after which somebody who was about to mend it has had the time: with their backoff, about nine minutes. */
const BRIEFLY = 10;
const HOUR = 60 * 60 * 1_000;
/** Milliseconds: well within the outbox's heartbeat timeout. */
const BEAT = 3_000;
/** Milliseconds: what is over sooner needs no note, and what goes on has its notes gathered. */
const SOON = 100;

const insideActivity = <Value>(ask: () => Value): Value | undefined => {
  try {
    return ask();
  } catch {
    return undefined;
  }
};

const attempt = (): number => insideActivity(activityInfo)?.attempt ?? 1;

export type Notes<Noted> = {
  /** What was noted last by an attempt before this one; undefined where nothing was. */
  before: Noted | undefined;
  note: (noted: Noted) => void;
  /** Whether an attempt was made before, of which it is not known how far it came. */
  isAgain: boolean;
  /** Throws where the server waits for this attempt no longer: it was told to stop, or this process stood still for so long that another attempt has begun. */
  mustCount: () => void;
};

/** Milliseconds without a beat after which the server may have begun another attempt. */
const silence = (): number => {
  const timeout = insideActivity(activityInfo)?.heartbeatTimeoutMs ?? Number.POSITIVE_INFINITY;
  // The server shortens it to the time that is left for the activity as a whole.
  return Math.max(timeout - BEAT, timeout / 2);
};

/**
 * Tells the server every few seconds that this worker still lives, so that its death is noticed soon, and what was noted, so
 * that the next attempt begins with it.
 */
export const beating = async <Noted, Result>(run: (notes: Notes<Noted>) => Promise<Result>): Promise<Result> => {
  const before = insideActivity(activityInfo)?.heartbeatDetails as Noted | undefined;
  let last = before;
  const longest = silence();
  let beatAt = performance.now();
  let isOver = false;
  const hasStoodStill = (): boolean => (isOver ||= performance.now() - beatAt > longest);
  const beat = (): void => {
    if (hasStoodStill()) return;
    beatAt = performance.now();
    insideActivity(() => heartbeat(last));
  };
  const mustCount = (): void => {
    insideActivity(cancellationSignal)?.throwIfAborted();
    if (hasStoodStill()) throw new Error('This process stood still for so long that another attempt has begun');
  };
  const timer = insideActivity(activityInfo) && setInterval(beat, BEAT);
  let soon: NodeJS.Timeout | undefined;
  const note = (noted: Noted): void => {
    last = noted;
    soon ??= setTimeout(() => {
      soon = undefined;
      beat();
    }, SOON);
  };
  try {
    return await run({ before, note, isAgain: attempt() > 1, mustCount });
  } finally {
    clearInterval(timer);
    clearTimeout(soon);
  }
};

/**
 * Milliseconds until the attempt after the one of that number, where the other side asks for some: at least as long as
 * without its asking, so that nobody has us come every second for days, and at most an hour.
 */
export const delayAfter = (attempts: number, asked: number): number => Math.min(Math.max(asked, 1_000 * 2 ** (attempts - 1)), HOUR);

/** Says to Temporal how long it is worth trying. */
export const asFailure = (error: unknown): unknown => {
  if (!(error instanceof NotTaken)) return error;
  const { message, retry, after } = error;
  const nonRetryable = retry === 'never' || (retry === 'briefly' && attempt() >= BRIEFLY);
  return ApplicationFailure.create({
    message,
    type: 'NOT_TAKEN',
    nonRetryable,
    ...(after !== undefined && { nextRetryDelay: delayAfter(attempt(), after) }),
  });
};
