/** A process of `mou dev` that ends by itself is started again, and none once all of them are to stop. */
import { expect, it, vi } from 'vitest';
import type { Exit } from '../../dev/child.ts';
import { supervise } from '../../dev/supervise.ts';

const stage = () => {
  const ends: ((exit: Exit) => void)[] = [];
  const begin = () => {
    const exited = new Promise<Exit>((resolve) => ends.push(resolve));
    const pid = ends.length;
    return { pid, exited, stop: vi.fn(async () => await Promise.resolve(ends[pid - 1]?.({ code: 0, signal: null }))) };
  };
  const start = vi.fn(async (_before?: { pid: number }) => await Promise.resolve(begin()));
  const stopping = new AbortController();
  const told: string[] = [];
  const options = { name: 'It', start, tell: (line: string) => told.push(line), stopping: stopping.signal, rest: 1 };
  return { ends, begin, start, stopping, told, options };
};

it('starts again whatever ended, and tells the new one what it follows', async () => {
  const { ends, start, stopping, told, options } = stage();
  const { current, stop } = await supervise(options);
  const first = current();
  ends[0]?.({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => current().pid).toBe(2);
  expect(start).toHaveBeenLastCalledWith(first);
  expect(told).toEqual(['It ended (SIGKILL); starting it again', 'It runs again (process 2)']);
  stopping.abort();
  await stop();
  expect(start).toHaveBeenCalledTimes(2);
});

it('says that it is lost where it cannot be started again', async () => {
  const { ends, start, options } = stage();
  const { lost } = await supervise(options);
  start.mockRejectedValueOnce(new Error('no port'));
  ends[0]?.({ code: 1, signal: null });
  await expect(lost).rejects.toThrow('It cannot be started again: no port');
});

it('starts nothing when all are to stop, and stops what was starting just then', async () => {
  const { ends, begin, start, stopping, options } = stage();
  const { stop } = await supervise(options);
  let ready = (_: ReturnType<typeof begin>): void => {};
  start.mockReturnValueOnce(
    new Promise((resolve) => {
      ready = resolve;
    }),
  );
  ends[0]?.({ code: 1, signal: null });
  await expect.poll(() => start.mock.calls.length).toBe(2);
  stopping.abort();
  const stopped = stop();
  const late = begin();
  ready(late);
  await stopped;
  expect(late.stop).toHaveBeenCalledOnce();
  expect(start).toHaveBeenCalledTimes(2);
});
