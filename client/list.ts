/** Memoranda as the server's visibility store shows them, without asking any workflow. */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ListAsked } from '../register/port.ts';
import { mouOf, WORKFLOW_TYPE, workflowIdOf } from '../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { isNotFound } from './calls.ts';

export type Listed = {
  mou: string;
  status: string;
  operativeOn: string | null;
  discontinuationOn: string | null;
  /** The end of the current term, or the day on which it expired; the last day for a notice that stops the renewal. */
  expiresOn: string | null;
  noticeBy: string | null;
  /** The first date on which something is to happen or to be done; overdue ones included. */
  nextDate: string | null;
  participants: string[];
  /** Of whom something is waited for, and what: `us`, `us:signature`. */
  awaited: string[];
  /** How many messages did not arrive. */
  deadLetters: number;
  /** Why its workflow cannot go on; null where it can, or has completed. */
  stuck: string | null;
};

/** The server's own: set once a workflow's task has failed several times in a row. */
export const PROBLEMS: ReturnType<typeof defineSearchAttributeKey<'KEYWORD_LIST'>> = defineSearchAttributeKey(
  'TemporalReportedProblems',
  SearchAttributeType.KEYWORD_LIST,
);

const MOST_IDS = 1_000;

/** As the server says of a workflow that did not end by itself. */
export const ENDED_BADLY = ['TERMINATED', 'TIMED_OUT'];
export const IN_QUERIES = "ExecutionStatus IN ('Terminated', 'TimedOut')";

const stuckOf = ({ status, typedSearchAttributes: attributes }: WorkflowExecutionInfo): string | null => {
  if (ENDED_BADLY.includes(status.name)) return `its workflow has ended (${status.name.toLowerCase()})`;
  const problems = attributes.get(PROBLEMS) ?? [];
  return attributes.get(SEARCH_ATTRIBUTES.stuck) ?? (problems.length > 0 ? `its workflow's task fails (${problems.join(', ')})` : null);
};

const listedOf = (info: WorkflowExecutionInfo): Listed => {
  const attributes = info.typedSearchAttributes;
  return {
    mou: mouOf(info.workflowId),
    status: attributes.get(SEARCH_ATTRIBUTES.status) ?? 'open',
    operativeOn: attributes.get(SEARCH_ATTRIBUTES.operativeOn) ?? null,
    discontinuationOn: attributes.get(SEARCH_ATTRIBUTES.discontinuationOn) ?? null,
    expiresOn: attributes.get(SEARCH_ATTRIBUTES.expiresOn) ?? null,
    noticeBy: attributes.get(SEARCH_ATTRIBUTES.noticeBy) ?? null,
    nextDate: attributes.get(SEARCH_ATTRIBUTES.nextDate) ?? null,
    participants: attributes.get(SEARCH_ATTRIBUTES.participants) ?? [],
    awaited: attributes.get(SEARCH_ATTRIBUTES.awaited) ?? [],
    deadLetters: attributes.get(SEARCH_ATTRIBUTES.deadLetters) ?? 0,
    stuck: stuckOf(info),
  };
};

/** Of each workflow the last run that the query finds, by id in the order of its bytes. */
const lastRuns = async (client: Client, query: string): Promise<WorkflowExecutionInfo[]> => {
  const found = new Map<string, WorkflowExecutionInfo>();
  for await (const info of client.workflow.list({ query: `WorkflowType = '${WORKFLOW_TYPE}' AND (${query})` })) {
    const other = found.get(info.workflowId);
    if (!other || other.startTime < info.startTime) found.set(info.workflowId, info);
  }
  return [...found.values()].sort((a, b) => (a.workflowId < b.workflowId ? -1 : 1));
};

/** Of what the register can be asked, what the server's own index tells as well. */
export type ListFilter = Pick<
  ListAsked,
  'status' | 'participant' | 'expectedBefore' | 'expiringBefore' | 'noticeByBefore' | 'awaiting' | 'deadLetters'
>;

const CONDITIONS: { [Name in keyof ListFilter]-?: (one: Listed, asked: NonNullable<ListFilter[Name]>) => boolean } = {
  status: (one, status) => one.status === status,
  participant: ({ participants }, id) => participants.includes(id),
  expectedBefore: (one, date) => isBefore(one, one.discontinuationOn, date),
  expiringBefore: (one, date) => isBefore(one, one.expiresOn, date),
  noticeByBefore: (one, date) => isBefore(one, one.noticeBy, date),
  awaiting: ({ awaited }, key) => awaited.includes(key),
  deadLetters: (one, any) => one.deadLetters > 0 === any,
};

/** What has ended already is expected no more. */
const isBefore = ({ status }: Listed, date: string | null, before: string): boolean =>
  status === 'operative' && date !== null && date < before;

const isAsked = (one: Listed, filter: ListFilter): boolean =>
  (Object.keys(CONDITIONS) as (keyof ListFilter)[]).every((name) => {
    const asked = filter[name];
    return asked === undefined || (CONDITIONS[name] as (one: Listed, asked: unknown) => boolean)(one, asked);
  });

/** All memoranda that the namespace still remembers. Earlier runs of a life that goes on are not counted. */
export const listMemoranda = async (client: Client, filter: ListFilter = {}): Promise<Listed[]> =>
  (await lastRuns(client, `ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed' OR ${IN_QUERIES}`))
    .map(listedOf)
    .filter((one) => isAsked(one, filter));

/** Of each memorandum that is stuck, why: its workflow was ended from outside, its tasks fail, or time could not do its part. */
export const listStuck = async (client: Client): Promise<Map<string, string>> => {
  const found = await lastRuns(client, `${SEARCH_ATTRIBUTES.stuck.name} IS NOT NULL OR ${PROBLEMS.name} IS NOT NULL OR ${IN_QUERIES}`);
  // One that was taken up again since has a later run, with which nothing is wrong.
  const later = await Promise.all(found.map((info) => isPast(client, info)));
  return new Map(found.flatMap((info, at): [string, string][] => (later[at] ? [] : [[mouOf(info.workflowId), stuckOf(info) ?? '']])));
};

/** Whether a run that ended was followed by another, or was forgotten by the server since its index told of it. */
export const isPast = async (client: Client, { workflowId, runId, status }: WorkflowExecutionInfo): Promise<boolean> => {
  if (status.name === 'RUNNING') return false;
  const last = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  return last?.runId !== runId;
};

/** Ids that begin so, by the order of their bytes, at most 1,000. */
export const idsFrom = async (client: Client, prefix: string): Promise<string[]> => {
  const ids = new Set<string>();
  const query = `WorkflowType = '${WORKFLOW_TYPE}' AND WorkflowId STARTS_WITH '${workflowIdOf(prefix)}'`;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: MOST_IDS })) {
    if (ids.add(mouOf(workflowId)).size >= MOST_IDS) break;
  }
  return [...ids].sort();
};
