/** The worker in a process of its own. */
import { join } from 'node:path';
import { type Child, startChild } from './child.ts';

export type WorkerProcess = Child;

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
export const startWorker = async ({ script, environment, log }: WorkerOptions): Promise<WorkerProcess> => {
  let tellPolls = (): void => {};
  const polls = new Promise<void>((resolve) => {
    tellPolls = resolve;
  });
  return await startChild({
    name: 'The worker',
    command: [process.execPath, script],
    options: { env: { ...withoutTemporalSettings(process.env), ...environment }, extendEnv: false },
    stopSignal: 'SIGTERM',
    stopWithin: STOP_WITHIN_MS,
    readyWithin: START_WITHIN_MS,
    isReady: () => polls,
    log: (line) => {
      if (line.includes('"Worker started"')) tellPolls();
      log(line);
    },
  });
};

/** What serves a server of ours must not take over how the user reaches another one: no profile, no TLS, no API key. */
export const withoutTemporalSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TEMPORAL_') && name !== 'MOU_TOKEN_FILE')),
  TEMPORAL_CONFIG_FILE: join(import.meta.dirname, 'no-temporal.toml'),
});
