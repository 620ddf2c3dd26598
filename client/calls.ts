/** Calls to Temporal with a deadline, retried by the same id, whose failures are the domain's own or `NoService`. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Connection,
  isGrpcServiceError,
  NamespaceNotFoundError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Refusal, type RefusalCode, REFUSALS } from '../domain/refusal.ts';
import { NoNamespace, NoService } from './errors.ts';

// gRPC status codes, by number: @grpc/grpc-js is not a dependency of ours.
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
/** Among others: the act met the run at the moment at which it handed over to the next one. */
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const UNAVAILABLE = 14;
/** Permission denied, not implemented, not authenticated: whoever answers does not serve us, and will not the next time either. */
const CLOSED = new Set<number | undefined>([7, 12, 16]);
const PASSING = new Set<number | undefined>([RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, UNAVAILABLE]);
const RETRY_AFTER = 100;

export const causeOf = (error: unknown): Error => (error instanceof ServiceError && error.cause ? error.cause : error) as Error;

const grpcCode = (error: unknown): number | undefined => {
  const cause = causeOf(error);
  return isGrpcServiceError(cause) ? cause.code : undefined;
};

const isUnanswered = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || grpcCode(error) === DEADLINE_EXCEEDED;

/** The refusal that the workflow threw, if that is what failed. */
export const refusalIn = (error: unknown): Refusal | undefined => {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure) || !Object.hasOwn(REFUSALS, cause.type ?? '')) return undefined;
  const [details] = (cause.details ?? []) as { clause?: string }[];
  return new Refusal(cause.type as RefusalCode, cause.message, details?.clause);
};

export const isNotFound = (error: unknown): boolean => error instanceof WorkflowNotFoundError || grpcCode(error) === NOT_FOUND;

const explain = (error: unknown, patience: number): unknown => {
  if (causeOf(error) instanceof NamespaceNotFoundError) return new NoNamespace(`The Temporal server answers: ${causeOf(error).message}`);
  if (isUnanswered(error)) {
    return new NoService(
      `No answer within ${patience / 1000} s: the Temporal server is reachable, but no worker served the request. Start one (npx mou dev, or node dist/worker/main.js)`,
    );
  }
  if (PASSING.has(grpcCode(error)) || CLOSED.has(grpcCode(error)))
    return new NoService(`The Temporal server did not serve the request: ${causeOf(error).message}`);
  return refusalIn(error) ?? error;
};

/**
 * Calls with one deadline over all attempts; an attempt that failed in passing (the server unavailable or too busy, the
 * run handing over) is made again, which is safe for an update because its id makes it the same act.
 *
 * @param patience milliseconds
 */
export const call = async <Result>(connection: Connection, patience: number, attempt: () => Promise<Result>): Promise<Result> => {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await connection.withDeadline(deadline, attempt);
    } catch (error) {
      if (!PASSING.has(grpcCode(error)) || Date.now() + RETRY_AFTER > deadline) throw explain(error, patience);
      await pause(RETRY_AFTER);
    }
  }
};
