import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    // What was transformed is kept beside the packages, by its content: a second run is spared some seconds.
    experimental: { fsModuleCache: true },
    // A machine with much else to do is slow, and that is no failure: what is waited for ends these waits, and hardly ever the clock.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // A test that fails leaves nothing behind for those after it in the same process.
    unstubEnvs: true,
    // How many run at a time is said by the scripts of package.json: what stands here a project takes from no command line.
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'domain',
          include: ['test/{domain,export,encryption}/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts', 'test/support/observed-decider.ts'],
          // What is pure needs no process of its own: most of the time would go into loading the same modules for each file.
          isolate: false,
          // What each test leaves behind is young: more room for it is less to be tidied up, by some seconds.
          execArgv: ['--max-semi-space-size=64'],
          // Nothing may depend on the zone in which the process lives, so it lives far from that of most machines.
          env: { TZ: 'Asia/Seoul' },
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/{workflows,replay,e2e,register}/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts', 'test/support/task-queue.ts'],
          isolate: false,
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
});
