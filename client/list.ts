import type { Client } from '@temporalio/client';
import { mouOf, SEARCH_ATTRIBUTES, WORKFLOW_TYPE } from '../workflows/messages.ts';
import { defineSearchAttributeKey } from '@temporalio/common';

/** A memorandum as the list shows it: from the server's visibility store, without asking any workflow. */
export type Listed = {
  mou: string;
  status: string;
  operativeOn: string | null;
  discontinuationOn: string | null;
  participants: string[];
  /** How many messages did not arrive. */
  deadLetters: number;
};

const keyword = (name: 'MouStatus' | 'MouOperativeOn' | 'MouDiscontinuationOn') => defineSearchAttributeKey(name, SEARCH_ATTRIBUTES[name]);
const PARTICIPANTS = defineSearchAttributeKey('MouParticipants', SEARCH_ATTRIBUTES.MouParticipants);
const DEAD_LETTERS = defineSearchAttributeKey('MouDeadLetters', SEARCH_ATTRIBUTES.MouDeadLetters);

/** All memoranda that the namespace still remembers, by id in the order of its bytes. Earlier runs of a life that goes on are not counted. */
export const listMemoranda = async (client: Client): Promise<Listed[]> => {
  const found = new Map<string, { startedAt: number; listed: Listed }>();
  const query = `WorkflowType = '${WORKFLOW_TYPE}' AND (ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed')`;
  for await (const { workflowId, startTime, typedSearchAttributes: attributes } of client.workflow.list({ query })) {
    const mou = mouOf(workflowId);
    if ((found.get(mou)?.startedAt ?? 0) > startTime.getTime()) continue;
    const listed = {
      mou,
      status: attributes.get(keyword('MouStatus')) ?? 'open',
      operativeOn: attributes.get(keyword('MouOperativeOn')) ?? null,
      discontinuationOn: attributes.get(keyword('MouDiscontinuationOn')) ?? null,
      participants: attributes.get(PARTICIPANTS) ?? [],
      deadLetters: attributes.get(DEAD_LETTERS) ?? 0,
    };
    found.set(mou, { startedAt: startTime.getTime(), listed });
  }
  return [...found.values()].map(({ listed }) => listed).sort((a, b) => (a.mou < b.mou ? -1 : 1));
};
