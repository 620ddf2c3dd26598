/** Thirty years of cooperation, rehearsed on a real server in under a minute, are what was simulated. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { busyYears } from '../../bench/busy-years.ts';
import { ROOT } from '../../dev/paths.ts';
import { parseInstant } from '../../domain/calendar.ts';
import type { Run, StepResult } from '../../domain/scenario.ts';

const YEARS = 30;
/** For the server and the worker to start, too, where nobody else is at work: on a busy machine there is a share of it for each. Milliseconds. */
const MOST = 60_000 * Math.max(1, (loadavg()[0] as number) / availableParallelism());

let file: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-years-'));
  file = join(folder, 'busy.json');
  await writeFile(file, JSON.stringify(busyYears('busy', YEARS)));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (verb: 'simulate' | 'rehearse'): Promise<Run> => {
  const { stdout } = await execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), verb, file, '--json']);
  return JSON.parse(stdout) as Run;
};

/** Without the instants of recording, which may differ by a little. */
const timeless = (found: StepResult | Run['state']): unknown =>
  JSON.parse(JSON.stringify(found, (key, value: unknown) => (key === 'at' || key === 'openedAt' ? undefined : value)));

it(`${YEARS} years, rehearsed in less than ${Math.round(MOST / 1_000)} s, are what was simulated`, async () => {
  const simulated = await run('simulate');
  expect(simulated.steps.filter(({ ok }) => !ok)).toEqual([]);
  const began = Date.now();
  const rehearsed = await run('rehearse');
  const took = Date.now() - began;
  expect(rehearsed.steps.map(timeless)).toEqual(simulated.steps.map(timeless));
  expect(timeless(rehearsed.state)).toEqual(timeless(simulated.state));
  const apart = rehearsed.steps.map(({ at }, n) => Math.abs(parseInstant(at) - parseInstant(simulated.steps[n]?.at ?? '')));
  expect(Math.max(...apart)).toBeLessThan(5_000);
  console.info(`${YEARS} years were rehearsed in ${took / 1_000} s`);
  expect(took).toBeLessThan(MOST);
});
