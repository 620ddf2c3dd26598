/** The built worker in a process of its own, on the tests' server and a task queue of the test file's own; and the command as a user runs it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** @param log each line of the worker's log */
export const startService = (environment: Record<string, string> = {}, log: (line: string) => void = () => {}): Promise<WorkerProcess> =>
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
    log,
  });

export type Ran = { exitCode: number | undefined; stdout: string; stderr: string };
type Given = { input?: string; env?: Record<string, string | undefined>; cwd?: string };

const MAIN = join(ROOT, 'dist', 'cli', 'main.js');
const withDefaults = (env: Given['env']) => ({ TEMPORAL_ADDRESS: inject('temporalAddress'), NO_COLOR: '1', ...env });

/** Runs `mou` in a process of its own, which costs half a second; a failure is a result. */
export const mouProcess = async (args: string[], { input, env, cwd = ROOT }: Given = {}): Promise<Ran> => {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, ...args], {
    reject: false,
    cwd,
    env: withDefaults(env),
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  return { exitCode, stdout, stderr };
};

/** Each has loaded once what the commands are made of, and waits for the next one. */
const idle: ChildProcess[] = [];
const startHost = (): ChildProcess => {
  const options = { cwd: ROOT, env: { ...process.env, NO_COLOR: '1' }, silent: true, execArgv: [] };
  const child = fork(join(import.meta.dirname, 'command-host.mjs'), [MAIN], options);
  // The tests end without it; it ends with them.
  child.unref();
  child.channel?.unref();
  return child;
};

const withoutLastLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

/** Runs `mou` in a process that has loaded it once (command-host.mjs), and ends as a process ends: a tenth of the time. */
export const mou = async (args: string[], { input, env, cwd = ROOT }: Given = {}): Promise<Ran> => {
  const child = idle.pop() ?? startHost();
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += String(chunk);
  });
  const ended = new AbortController();
  const { signal } = ended;
  const gone = once(child, 'close', { signal }).then(([code]) => {
    throw new Error(`mou ${args.join(' ')} ended its process (code ${code}): ${complaint}`);
  });
  child.send({ args, env: { ...process.env, ...withDefaults(env) }, input, cwd });
  try {
    const [{ exitCode, stdout, stderr }] = await Promise.race([once(child, 'message', { signal }), gone]);
    idle.push(child);
    return { exitCode, stdout: withoutLastLineEnd(stdout), stderr: withoutLastLineEnd(stderr) };
  } finally {
    child.stderr?.removeAllListeners('data');
    ended.abort();
  }
};

export const mouJson = async (args: string[], given: Given = {}) => {
  const ran = await mou([...args, '--json'], given);
  return { ...ran, json: JSON.parse(ran.stdout) };
};
