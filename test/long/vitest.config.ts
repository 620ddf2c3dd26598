/** What takes minutes and is no part of the gate: `npm run test:long`, and of it `npm run test:faults`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'long',
    include: ['test/long/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    // Each of them has the machine to itself.
    fileParallelism: false,
  },
});
