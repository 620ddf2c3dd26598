/** Keeps a process running: one that ends by itself is started again, and takes up what it left. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';

export type Supervised<One extends Child> = {
  /** The one that runs now; another after one ended. */
  current: () => One;
  /** Rejects where it cannot be started again; otherwise it stays open. */
  lost: Promise<never>;
  /** Once `stopping` is aborted. */
  stop: () => Promise<void>;
};

type Options<One extends Child> = {
  /** As one speaks of it: "The worker". */
  name: string;
  /** @param before the one that ended; undefined at first */
  start: (before?: One) => Promise<One>;
  tell: (line: string) => void;
  /** Aborted when nothing is to be started again: Ctrl-C reaches all processes at once, in any order of stopping. */
  stopping: AbortSignal;
  /** Milliseconds between an end and the next start. Default 500. */
  rest?: number;
};

/** Throws where it cannot be started at first. */
export const supervise = async <One extends Child>({ name, start, tell, stopping, rest = 500 }: Options<One>): Promise<Supervised<One>> => {
  let current = await start();
  const watch = async (): Promise<void> => {
    for (;;) {
      const { code, signal } = await current.exited;
      if (stopping.aborted) return;
      tell(`${name} ended (${signal ?? `code ${code}`}); starting it again`);
      await pause(rest);
      if (stopping.aborted) return;
      current = await start(current);
      // Told to stop in the meantime, when only the one before was there to be stopped.
      if (stopping.aborted) return await current.stop();
      tell(`${name} runs again (process ${current.pid})`);
    }
  };
  const watching = watch();
  const lost = new Promise<never>((_, reject) => {
    watching.catch((error: Error) => reject(new Error(`${name} cannot be started again: ${error.message}`, { cause: error })));
  });
  lost.catch(() => {});
  const stop = async (): Promise<void> => {
    await current.stop();
    await watching.catch(() => {});
  };
  return { current: () => current, lost, stop };
};
