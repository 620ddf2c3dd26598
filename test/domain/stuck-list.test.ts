/** What cannot go on, as the server's index tells of it: the index is a moment behind. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { expect, it } from 'vitest';
import { endedBadly } from '../../client/late.ts';
import { listStuck } from '../../client/list.ts';

/** Each was terminated. Asked for its last run, the server tells the id of that, or that there is none. */
const serverOf = (lastRuns: Record<string, string | undefined>): Client => {
  const info = (workflowId: string) => ({
    ...{ workflowId, runId: 'ended', status: { name: 'TERMINATED' }, startTime: new Date(0) },
    typedSearchAttributes: new TypedSearchAttributes([]),
  });
  const workflow = {
    async *list() {
      yield* Object.keys(lastRuns).map(info);
    },
    getHandle: (id: string) => ({
      describe: async () => {
        if (lastRuns[id] === undefined) throw new WorkflowNotFoundError('workflow not found', id, undefined);
        return await Promise.resolve({ runId: lastRuns[id] });
      },
    }),
  };
  return { workflow } as unknown as Client;
};

it('is a memorandum whose workflow was terminated, and none that was taken up again or that the server has forgotten since', async () => {
  const server = serverOf({ 'mou/ended': 'ended', 'mou/again': 'later', 'mou/forgotten': undefined });
  expect(await listStuck(server)).toEqual(new Map([['ended', 'its workflow has ended (terminated)']]));
  expect(await endedBadly(server)).toBe(1);
});
