import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Most tests wait for processes of their own more than they compute.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'domain', include: ['test/{domain,export}/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/{workflows,replay,e2e,register}/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
});
