/** Calls to Temporal with a deadline, whose failures are the domain's own or `NoService`. */
import {
  type Connection,
  type ConnectionOptions,
  isGrpcServiceError,
  makeGrpcRetryInterceptor,
  NamespaceNotFoundError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Refusal, type RefusalCode, REFUSALS } from '../domain/refusal.ts';
import { NoNamespace, NoService, NotPermitted } from './errors.ts';

// gRPC status codes, by number: @grpc/grpc-js is not a dependency of ours.
/** Where the deadline passes on the server a moment before it passes here. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
/** Among others: the act met the run at the moment at which it handed over to the next one; or no worker was seen lately. */
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const UNAVAILABLE = 14;
/** Permission denied, not authenticated. */
const NOT_PERMITTED = new Set<number | undefined>([7, 16]);
const NOT_IMPLEMENTED = 12;
const LATE = new Set<number | undefined>([CANCELLED, DEADLINE_EXCEEDED]);
const PASSING = new Set<number | undefined>([RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, UNAVAILABLE]);
/** Not passing: they last until a worker comes, or the workflow is mended. */
const LASTING = /no poller|worker may be down|in failed state/i;

const MOST_WAIT_MS = 1_000;
const FIRST_WAIT_MS = 50;

/**
 * Makes again what failed in passing: the server unavailable or too busy, the run handing over. That is safe for an update,
 * because its id makes it the same act. The deadline of the call ends it, after any number of attempts.
 */
export const retries: NonNullable<ConnectionOptions['interceptors']> = [
  makeGrpcRetryInterceptor({
    delayFunction: (attempt) => Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 1.7 ** attempt) * (0.8 + Math.random() * 0.4),
    retryableDecider: (_, { code, details }) => PASSING.has(code) && !LASTING.test(details),
  }),
];

export const causeOf = (error: unknown): Error => (error instanceof ServiceError && error.cause ? error.cause : error) as Error;

const grpcCode = (error: unknown): number | undefined => {
  const cause = causeOf(error);
  return isGrpcServiceError(cause) ? cause.code : undefined;
};

/** Nothing answers at all, as far as gRPC can tell. */
export const isUnreachable = (error: unknown): boolean => grpcCode(error) === UNAVAILABLE || grpcCode(error) === DEADLINE_EXCEEDED;

/** Nobody answered in time, or the server says that nobody is there to answer. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || LATE.has(grpcCode(error)) || PASSING.has(grpcCode(error));

/** The refusal that the workflow threw, if that is what failed. */
export const refusalIn = (error: unknown): Refusal | undefined => {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure) || !Object.hasOwn(REFUSALS, cause.type ?? '')) return undefined;
  const [details] = (cause.details ?? []) as { clause?: string }[];
  return new Refusal(cause.type as RefusalCode, cause.message, details?.clause);
};

export const isNotFound = (error: unknown): boolean => error instanceof WorkflowNotFoundError || grpcCode(error) === NOT_FOUND;

const asOurs = (error: unknown): unknown => {
  if (causeOf(error) instanceof NamespaceNotFoundError) return new NoNamespace(`The Temporal server answers: ${causeOf(error).message}`);
  if (NOT_PERMITTED.has(grpcCode(error))) {
    return new NotPermitted(
      'The Temporal server does not permit this: see TEMPORAL_API_KEY, or the api_key of the profile, and what it allows',
    );
  }
  if (grpcCode(error) === NOT_IMPLEMENTED) return new NoService(`The Temporal server cannot do this: ${causeOf(error).message}`);
  const failure = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (failure instanceof ApplicationFailure && failure.type === 'NO_SERVICE') return new NoService(failure.message);
  return refusalIn(error) ?? error;
};

/**
 * Calls with one deadline over all attempts.
 *
 * @param patience milliseconds
 * @param diagnose what is known of the server and its workers where nobody answered, in one sentence
 */
export const call = async <Result>(
  connection: Connection,
  patience: number,
  attempt: () => Promise<Result>,
  diagnose: (error: Error) => Promise<string>,
): Promise<Result> => {
  try {
    return await connection.withDeadline(Date.now() + patience, attempt);
  } catch (error) {
    if (!isUnanswered(error)) throw asOurs(error);
    throw new NoService(await diagnose(causeOf(error)));
  }
};
