/**
 * The domain project as it is run again in a process that lives in another time zone: without the tests that start such
 * processes themselves, without those that know no date, and without the longest, which differs only by its dice.
 */
import { defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

type Project = { test: { name: string; include: string[] } };

const projects = (config.test?.projects ?? []) as Project[];
const domain = projects.find(({ test }) => test.name === 'domain');

export default defineConfig({
  test: {
    name: 'abroad',
    include: domain?.test.include ?? [],
    exclude: ['time-zones', 'model', 'rule-book', 'dependencies', 'instrument', 'patch'].map((name) => `test/domain/${name}.test.ts`),
    setupFiles: ['test/support/observed-decider.ts'],
    // Half of the time would go into loading the same modules for each file.
    isolate: false,
    testTimeout: 120_000,
  },
});
