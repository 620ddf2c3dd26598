/** What was started for a developer is stopped whole, also where one part of it does not stop as it should. */
import { expect, it } from 'vitest';
import { type Undo, undoAll, wholeOrNothing } from '../../dev/undo.ts';

const stage = () => {
  const stopped: string[] = [];
  const undo: Undo = ['first', 'second', 'third'].map((name) => async () => {
    stopped.push(name);
    if (name !== 'first') throw new Error(`${name} does not stop`);
    return await Promise.resolve();
  });
  return { stopped, undo };
};

it('each part is stopped, the last first, and what failed first is told once all are', async () => {
  const { stopped, undo } = stage();
  await expect(undoAll(undo)).rejects.toThrow('third does not stop');
  expect(stopped).toEqual(['third', 'second', 'first']);
  await undoAll(undo);
  expect(stopped).toHaveLength(3);
});

it('what came up before a failure is stopped, and the failure itself is told', async () => {
  const { stopped, undo } = stage();
  const start = () => Promise.reject(new Error('no port is free'));
  await expect(wholeOrNothing(() => undoAll(undo), start)).rejects.toThrow('no port is free');
  expect(stopped).toHaveLength(3);
});
