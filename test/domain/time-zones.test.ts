/** Nothing depends on the time zone of the process: the suite and the command give the same in processes that live elsewhere. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { listedPairs } from '../support/outcomes.ts';

const ABROAD = ['Asia/Seoul', 'America/New_York'];
const HOME = 'UTC';
const VITEST = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const COMMAND = join(ROOT, 'dist', 'cli', 'main.js');

const SCENARIOS = [
  ...readdirSync(join(ROOT, 'test', 'scenarios')).map((file) => join('test', 'scenarios', file)),
  join('bench', 'twenty-steps.yaml'),
];

type Report = { success: boolean; numPassedTests: number; testResults: { name: string; message: string; assertionResults: Result[] }[] };
type Result = { fullName: string; status: string; failureMessages: string[] };

const node = async (args: string[], env: Record<string, string>): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env }, cwd: ROOT, maxBuffer: 2 ** 28 });
  return stdout;
};

const failuresOf = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message ? [`${name}: ${message}`] : []),
    ...assertionResults.filter(({ status }) => status === 'failed').map((one) => `${one.fullName}: ${one.failureMessages.join('\n')}`),
  ]);

describe('In a process that lives elsewhere', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-abroad-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Where the suite fails the process ends with 1, and the report says why. */
  const suiteIn = async (zone: string): Promise<{ report: Report; observed: string[] }> => {
    const name = join(folder, zone.replace('/', '-'));
    const args = ['run', '--config', 'test/support/abroad.config.ts', '--reporter=json', `--outputFile=${name}.json`];
    await node([VITEST, ...args], { TZ: zone, OBSERVED: `${name}.txt` }).catch(() => undefined);
    const [report, observed] = await Promise.all([readFile(`${name}.json`, 'utf8'), readFile(`${name}.txt`, 'utf8')]);
    return { report: JSON.parse(report) as Report, observed: observed.split('\n').filter(Boolean) };
  };

  test('the whole suite holds, and whatever its stories come to is in the rule book', async () => {
    const suites = await Promise.all(ABROAD.map(suiteIn));
    for (const { report } of suites) expect(failuresOf(report)).toEqual([]);
    const [passed, ...others] = suites.map(({ report }) => report.numPassedTests);
    expect(passed).toBeGreaterThan(400);
    expect(others).toEqual(others.map(() => passed));
    const listed = new Set(listedPairs());
    const observed = new Set(suites.flatMap((suite) => suite.observed));
    expect(observed.size).toBeGreaterThan(100);
    expect([...observed].filter((one) => !listed.has(one))).toEqual([]);
  }, 400_000);

  test.each(SCENARIOS)('%s simulated is the same to the byte', async (scenario) => {
    for (const flags of scenario.includes('seed-life') ? [['--json'], []] : [['--json']]) {
      const run = (zone: string) => node([COMMAND, 'simulate', scenario, ...flags], { TZ: zone, NO_COLOR: '1' });
      const [home, ...abroad] = await Promise.all([HOME, ...ABROAD].map(run));
      expect(home?.length).toBeGreaterThan(1_000);
      for (const one of abroad) expect(one).toBe(home);
    }
  });
});
