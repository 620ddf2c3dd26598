/** What was recorded after an event, asked of a workflow that carries a part of the log, and of the register. */
import { expect, it } from 'vitest';
import type { Archive } from '../../client/archive.ts';
import { RegisterReader } from '../../client/register-reader.ts';
import { type AskWorkflow, WorkflowReader } from '../../client/workflow-reader.ts';
import { inOrder } from '../../domain/in-order.ts';
import type { View } from '../../workflows/messages.ts';
import { Life, untilDelivery } from '../support/lives.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const log = new Life(untilDelivery).log.map(inOrder);
const numbers = [...log.keys(), log.length, log.length + 1];

const register = new MemoryRegister();
await register.append('m', log);
const archive = { ask: (question: (kept: MemoryRegister) => unknown) => question(register) } as unknown as Archive;

/** A workflow that carries the events above `from`, so many a page. */
const workflow = (from: number, page: number): AskWorkflow =>
  ((_mou: string, _query: unknown, after: number) => {
    const since = log.slice(Math.max(from, after)).slice(0, page);
    return Promise.resolve({ mou: 'm', seq: log.length, head: '', base: null, since, appended: log.length } as unknown as View);
  }) as AskWorkflow;

it('is the same of both, wherever the run began and however much fits on a page', async () => {
  for (const after of numbers) {
    const events = log.slice(after);
    expect(await new RegisterReader(archive).events('m', after)).toEqual({ value: events, by: { seq: log.length, from: 'register' } });
    for (const from of [...log.keys(), log.length]) {
      for (const page of [1, 2, log.length]) {
        const { value, by } = await new WorkflowReader(workflow(from, page), archive).events('m', after);
        expect({ value, seq: by.seq }).toEqual({ value: events, seq: log.length });
      }
    }
  }
});

it('is not asked of a register for what the workflow carries itself', async () => {
  const reader = new WorkflowReader(workflow(4, 2), undefined);
  expect((await reader.events('m', 4)).value).toEqual(log.slice(4));
  await expect(reader.events('m', 3)).rejects.toThrow('The register is needed');
});
