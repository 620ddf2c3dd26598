/** What does not go as it should, counted by the server's visibility store: bounded, and without asking any workflow. */
import type { Client } from '@temporalio/client';
import { formatInstant } from '../domain/calendar.ts';
import { mouOf, WORKFLOW_TYPE } from '../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { IN_QUERIES, isPast, PROBLEMS } from './list.ts';

/** Beyond so many the sums and the oldest are those of the ones that were read; the counts are of all. */
const MOST_READ = 1_000;
/** Each of them is asked whether it was taken up again. */
const MOST_ENDED = 100;

const RUNNING = `WorkflowType = '${WORKFLOW_TYPE}' AND ExecutionStatus = 'Running'`;
const { stuck, untold, untoldSince, unkeptSince, deadLetters } = SEARCH_ATTRIBUTES;

const countOf = async (client: Client, condition: string): Promise<number> =>
  (await client.workflow.count(`${RUNNING} AND ${condition}`)).count;

async function* first(client: Client, query: string, most: number) {
  let read = 0;
  for await (const info of client.workflow.list({ query, pageSize: most })) {
    yield info;
    read += 1;
    if (read >= most) return;
  }
}

/** Memoranda that run and cannot go on: time failed, or a task of the workflow fails. */
export const stuckRunning = async (client: Client): Promise<{ time: number; task: number }> => {
  const [time, task] = await Promise.all([
    countOf(client, `${stuck.name} IS NOT NULL`),
    countOf(client, `${PROBLEMS.name} IS NOT NULL AND ${stuck.name} IS NULL`),
  ]);
  return { time, task };
};

/** Workflows that were ended from outside and not taken up again; at most 100. */
export const endedBadly = async (client: Client): Promise<number> => {
  const ended = new Set<string>();
  for await (const info of first(client, `WorkflowType = '${WORKFLOW_TYPE}' AND ${IN_QUERIES}`, MOST_ENDED)) {
    if (!ended.has(info.workflowId) && !(await isPast(client, info))) ended.add(info.workflowId);
  }
  return ended.size;
};

/** `oldest`: epoch milliseconds, null where nothing waits. */
export type Waiting = { memoranda: number; messages: number; oldest: number | null };

const waiting = async (client: Client, condition: string, since: typeof untoldSince): Promise<Waiting> => {
  const memoranda = await countOf(client, condition);
  const found: Waiting = { memoranda, messages: 0, oldest: null };
  if (memoranda === 0) return found;
  for await (const { typedSearchAttributes: attributes } of first(client, `${RUNNING} AND ${condition}`, MOST_READ)) {
    const at = attributes.get(since)?.getTime() ?? Number.POSITIVE_INFINITY;
    found.messages += attributes.get(untold) ?? 0;
    found.oldest = Math.min(at, found.oldest ?? at);
  }
  return found;
};

/** `since`: epoch milliseconds, of the oldest. */
export type Untold = { mou: string; messages: number; since: number };

/** Memoranda with messages that could not be handed over since an instant or longer: those that wait longest, at most 1,000. */
export const listUntold = async (client: Client, before: number): Promise<Untold[]> => {
  const found: Untold[] = [];
  const condition = `${untold.name} > 0 AND ${untoldSince.name} <= '${formatInstant(before)}'`;
  for await (const { workflowId, typedSearchAttributes: attributes } of first(client, `${RUNNING} AND ${condition}`, MOST_READ)) {
    const since = attributes.get(untoldSince)?.getTime() ?? before;
    found.push({ mou: mouOf(workflowId), messages: attributes.get(untold) ?? 0, since });
  }
  return found.sort((a, b) => a.since - b.since);
};

/** Messages that could not be handed over, events that the register did not take, and memoranda with dead letters. */
export const listLate = async (client: Client): Promise<{ outbox: Waiting; behind: Waiting; deadLetters: number }> => {
  const [outbox, behind, dead] = await Promise.all([
    waiting(client, `${untold.name} > 0`, untoldSince),
    waiting(client, `${unkeptSince.name} IS NOT NULL`, unkeptSince),
    countOf(client, `${deadLetters.name} > 0`),
  ]);
  return { outbox, behind, deadLetters: dead };
};
