/**
 * Every scenario, rehearsed on a real server, is what was simulated: `npm run test:long scenarios`. One server and one worker serve all,
 * and several memoranda have their clocks skipped at once. SCENARIOS names more folders, separated by commas.
 */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { withServer } from '../../dev/with-server.ts';
import { expectRehearsedAsSimulated } from '../support/rehearsed.ts';

const FOLDERS = [join(ROOT, 'test', 'scenarios'), ...(process.env.SCENARIOS?.split(',') ?? [])];

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|yaml)$/.test(name))
    .map((name) => join(folder, name)),
).sort();

let address: string;
let stop: () => void;
let stopped: Promise<void>;
beforeAll(
  () =>
    new Promise<void>((ready, fail) => {
      stopped = withServer((served) => {
        address = served;
        ready();
        return new Promise<void>((done) => {
          stop = done;
        });
      });
      stopped.catch(fail);
    }),
);
afterAll(async () => {
  stop();
  await stopped;
});

describe.concurrent('a scenario', () => {
  it.each(FILES.map((file) => [relative(ROOT, file), file]))('%s yields the same, simulated and rehearsed', (_, file) =>
    expectRehearsedAsSimulated(file ?? '', address),
  );
});
