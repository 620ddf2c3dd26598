/** The worker in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithUs } from './kill-on-exit.ts';

export type WorkerProcess = { pid: number; exited: Promise<number | null>; stop(): Promise<void> };

export type WorkerOptions = {
  /** The built `worker/main.js`. */
  script: string;
  environment: Record<string, string>;
  /** Each line of the worker's log. */
  log: (line: string) => void;
};

const START_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 25_000;

/** Starts a worker and returns once it polls. Throws with the end of its log where it ends before, or takes over 30 s. */
export const startWorker = async (options: WorkerOptions): Promise<WorkerProcess> => {
  const child = spawn(process.execPath, [options.script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutTemporalSettings(process.env), ...options.environment },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  endWithUs(child);
  await started(child, exited, options.log);
  return { pid: child.pid as number, exited, stop: () => stop(child, exited) };
};

/** The worker of a server of ours must not take over how the user reaches another one: no profile, no TLS, no API key. */
const withoutTemporalSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TEMPORAL_'))),
  // A file that is not there stands for one without settings; an empty one does not.
  TEMPORAL_CONFIG_FILE: join(import.meta.dirname, 'no-temporal.toml'),
});

const started = async (child: ChildProcess, exited: Promise<number | null>, log: (line: string) => void): Promise<void> => {
  const tail: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 10) tail.shift();
      if (line.includes('"Worker started"')) resolve();
      log(line);
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The worker did not start within 30 s:\n${tail.join('\n')}`)), START_WITHIN_MS);
  });
  const died = exited.then((code) => {
    throw new Error(`The worker ended with ${code} instead of starting:\n${tail.join('\n')}`);
  });
  try {
    await Promise.race([ready, late, died]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
    died.catch(() => {});
  }
};

const stop = async (child: ChildProcess, exited: Promise<number | null>): Promise<void> => {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(timer);
};
