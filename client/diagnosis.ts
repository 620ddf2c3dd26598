/** What is known where nobody answered: whether the server is reachable, a worker polls, and how the workflow fares. */
import type { Client, ConnectionOptions } from '@temporalio/client';
import proto from '@temporalio/proto';
import { formatInstant } from '../domain/calendar.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { causeOf, isUnreachable } from './calls.ts';
import { connectionProblem } from './connection-problem.ts';
import { pollersOf, SEEN_LATELY_MS } from './pollers.ts';

const { TaskQueueType } = proto.temporal.api.enums.v1;
const ASK_MS = 2_000;
const START_ONE = 'start one (npx mou dev, or node dist/worker/main.js)';

export type Place = { client: Client; address: string; connection: ConnectionOptions; taskQueue: string; patience: number };

const ofWorkers = async ({ client, address, taskQueue, patience }: Place): Promise<string> => {
  const [last] = await pollersOf(client.connection, client.options.namespace, taskQueue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
  const asked = `The Temporal server at ${address} answers`;
  if (!last) return `${asked}, and no worker polls the task queue ${taskQueue}: ${START_ONE}`;
  const when = `at ${formatInstant(last.seen)}`;
  if (Date.now() - last.seen > SEEN_LATELY_MS) {
    return `${asked}, and no worker polls the task queue ${taskQueue} any more (the last, ${last.identity}, ${when}): ${START_ONE}`;
  }
  return `${asked}, and a worker polled the task queue ${taskQueue} lately (${last.identity}, ${when}), but did not answer within ${patience / 1_000} s`;
};

/** The last failure of a workflow's task; undefined where its last tasks did not fail. */
const failureOf = async ({ client }: Place, workflowId: string): Promise<string | undefined> => {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: 10,
  });
  const failed = history?.events?.find(({ workflowTaskFailedEventAttributes: attributes }) => attributes);
  return failed?.workflowTaskFailedEventAttributes?.failure?.message ?? undefined;
};

/** What ails the workflow itself; undefined where it runs, as far as the server knows. */
const ofWorkflow = async (place: Place, mou: string): Promise<string | undefined> => {
  const workflowId = workflowIdOf(mou);
  const { status, raw } = await place.client.workflow.getHandle(workflowId).describe();
  if (status.name !== 'RUNNING') return `The workflow of ${mou} has ended (${status.name.toLowerCase()})`;
  const attempt = raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempt < 2) return undefined;
  const reason = await failureOf(place, workflowId);
  return `The workflow of ${mou} is stuck: its task is at attempt ${attempt}${reason ? ` (${reason})` : ''}`;
};

/** What is known where nobody answered, in one sentence. @param mou the memorandum that was asked, if it was one */
export const diagnose = async (place: Place, error: Error, mou?: string): Promise<string> => {
  const { client, address, connection } = place;
  try {
    return await client.connection.withDeadline(Date.now() + ASK_MS, async () => {
      const ofIt = mou === undefined ? undefined : await ofWorkflow(place, mou).catch(() => undefined);
      return ofIt ?? (await ofWorkers(place));
    });
  } catch (failed) {
    if (isUnreachable(failed)) return await connectionProblem(address, connection, causeOf(failed));
    return `The Temporal server at ${address} did not serve the request: ${error.message}`;
  }
};

/** Why a workflow that was reached did not answer a question, in one sentence. */
export const whyNoAnswer = async (place: Place, error: Error, mou: string): Promise<string> => {
  const ofIt = await place.client.connection.withDeadline(Date.now() + ASK_MS, () => ofWorkflow(place, mou)).catch(() => undefined);
  return ofIt ?? `The workflow of ${mou} could not answer: ${error.message}`;
};
