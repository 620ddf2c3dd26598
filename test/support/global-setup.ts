/** One Temporal server and one bundle of the workflows for all tests that need them; started before, stopped after. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { startDevServer } from '../../dev/dev-server.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { buildBundle } from '../../worker/bundle.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    temporalBinary: string;
    temporalAddress: string;
    bundlePath: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mou-test-'));
  const binary = await findTemporalBinary({ log: (line) => process.stderr.write(`${line}\n`), root: process.cwd() });
  const [server, { codePath }] = await Promise.all([
    // A run is called long after 120 events instead of 4,096, so that tests meet continue-as-new.
    startDevServer({
      binary,
      timeSkipping: true,
      searchAttributes: searchAttributeFlags,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 120 },
    }),
    buildBundle(join(folder, 'workflow-bundle.js')),
  ]);
  project.provide('temporalBinary', binary);
  project.provide('temporalAddress', server.address);
  project.provide('bundlePath', codePath);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
}
