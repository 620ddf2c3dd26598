/** The built worker in a process of its own, on the tests' server and a task queue of the test file's own; and the command as a user runs it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';

// Of this test file alone: others run beside it on the same server.
process.env.MOU_TASK_QUEUE = `test-${randomUUID()}`;

export const ROOT = join(import.meta.dirname, '..', '..');

export const startService = (environment: Record<string, string> = {}): Promise<WorkerProcess> =>
  startWorker({
    script: join(ROOT, 'dist', 'worker', 'main.js'),
    environment: {
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: 'default',
      MOU_SMTP_URL: '',
      MOU_CONTACTS: '',
      DATABASE_URL: '',
      MOU_REGISTER: environment.DATABASE_URL ? '' : 'none',
      ...environment,
    },
    log: () => {},
  });

export type Ran = { exitCode: number | undefined; stdout: string; stderr: string };

/** Runs `mou` in a process of its own; a failure is a result. */
export const mou = async (args: string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<Ran> => {
  const env = { TEMPORAL_ADDRESS: inject('temporalAddress'), NO_COLOR: '1', ...options.env };
  const { exitCode, stdout, stderr } = await execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), ...args], {
    reject: false,
    cwd: ROOT,
    env,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  return { exitCode, stdout, stderr };
};

export const mouJson = async (args: string[], options: { input?: string; env?: Record<string, string> } = {}) => {
  const ran = await mou([...args, '--json'], options);
  return { ...ran, json: JSON.parse(ran.stdout) };
};
