/** What takes minutes and is no part of the gate: `npm run test:long`, and of it `npm run test:faults`. */
import { defineConfig } from 'vitest/config';

/** Another one each time: TEST_SEED runs the same again. Each project reads this file once more, and all draw by one seed. */
process.env.TEST_SEED ??= String(Date.now() % 2 ** 31);
const seed = process.env.TEST_SEED;
console.info(`TEST_SEED=${seed}`);

export default defineConfig({
  test: {
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    // Each of them has the machine to itself.
    fileParallelism: false,
    env: { TEST_SEED: seed },
    projects: [
      { extends: true, test: { name: 'long', include: ['test/long/**/*.test.ts'] } },
      /** A hundred hand-overs of a run of the workflow to the next. */
      {
        extends: true,
        test: {
          name: 'hand-overs',
          include: ['test/workflows/clerk.test.ts'],
          setupFiles: ['test/support/seed.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          env: { HAND_OVERS: process.env.HAND_OVERS ?? '100' },
        },
      },
      /** Five times as many memoranda in one register. */
      {
        extends: true,
        test: {
          name: 'many',
          include: ['test/register/many.test.ts'],
          setupFiles: ['test/support/seed.ts', 'test/support/task-queue.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          env: { MEMORANDA: '100000' },
        },
      },
      /** All that draws at random, with a seed of its own, and many times as many as in the gate. */
      {
        extends: true,
        test: {
          name: 'random',
          include: ['test/{domain,export,encryption}/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts', 'test/support/observed-decider.ts'],
          isolate: false,
          env: {
            TEST_SEED: seed,
            TIMES: process.env.TIMES ?? '20',
            LIFE_ACTS: '10000',
            FUZZ_SHARE: process.env.FUZZ_SHARE ?? '1',
            TZ: 'Asia/Seoul',
          },
        },
      },
    ],
  },
});
