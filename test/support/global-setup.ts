/** One Temporal server, one PostgreSQL and one bundle of the workflows for all tests that need them; started before, stopped after. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { startDevServer } from '../../dev/dev-server.ts';
import type { More } from '../../dev/postgres-cluster.ts';
import { startPostgres } from '../../dev/embedded-postgres.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { buildBundle } from '../../worker/bundle.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    temporalBinary: string;
    temporalAddress: string;
    bundlePath: string;
    databaseUrl: string;
    databaseMakerUrl: string;
  }
}

/** A role that makes a database for each test file. What a crash would lose is lost: tests of that have servers of their own. */
const withMaker: More = (password) => ({
  statements: [
    `CREATE ROLE maker LOGIN CREATEDB PASSWORD '${password}';`,
    'GRANT mou TO maker;',
    ...['fsync', 'full_page_writes', 'synchronous_commit'].map((setting) => `ALTER SYSTEM SET ${setting} = off;`),
  ],
  access: ['all mou', 'mou maker'],
});

/** For the Temporal servers, this one and those that tests start: they collect garbage half as often, having memory enough. */
process.env.GOGC ??= '400';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mou-test-'));
  const binary = await findTemporalBinary({ log: (line) => process.stderr.write(`${line}\n`), root: process.cwd() });
  const [server, { codePath }, database] = await Promise.all([
    // A run is called long after 120 events instead of 4,096, so that tests meet continue-as-new.
    startDevServer({
      binary,
      timeSkipping: true,
      searchAttributes: searchAttributeFlags,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 120 },
    }),
    buildBundle(join(folder, 'workflow-bundle.js')),
    startPostgres({ dir: join(folder, 'postgres'), more: withMaker, log: () => {} }),
  ]);
  project.provide('temporalBinary', binary);
  project.provide('temporalAddress', server.address);
  project.provide('bundlePath', codePath);
  project.provide('databaseUrl', database.url);
  project.provide('databaseMakerUrl', Object.assign(new URL(database.url), { username: 'maker' }).href);
  return async () => {
    await Promise.all([server.stop(), database.stop()]);
    await rm(folder, { recursive: true });
  };
}
