/** How long a whole process of `mou simulate` takes, from the shell's point of view. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { INSTRUMENTS } from '../instruments/index.ts';
import { median, type Row } from './row.ts';

const RUNS = 10;
const COMMAND = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const SCENARIO = join(INSTRUMENTS, '..', 'bench', 'twenty-steps.yaml');

/** Milliseconds from its start to its end. */
const run = (args: string[]): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
};

const medianOf = (args: string[]): number => {
  run(args);
  return median(Array.from({ length: RUNS }, () => run(args)));
};

export const measureSimulate = (): Row[] => [
  {
    what: `mou simulate, 20 steps, whole process: median of ${RUNS}`,
    value: medianOf([COMMAND, 'simulate', SCENARIO, '--json']),
    unit: 'ms',
    target: { atMost: 400 },
  },
  { what: '  of which Node itself, doing nothing', value: medianOf(['-e', '0']), unit: 'ms' },
];
