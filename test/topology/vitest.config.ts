/** On the native topology, with the Temporal server that Go builds: `npm run test:topology`. No part of the gate. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/topology/**/*.test.ts'],
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // The server is built here where it is not there yet.
    hookTimeout: 3_600_000,
    fileParallelism: false,
  },
});
