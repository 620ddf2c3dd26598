/** The Temporal server and its schema tool, built from their sources by Go, once for this machine: there is no release for machines without containers. */
import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The newest that Go 1.26 builds; docker-compose.yml runs the images of the same minor version. */
export const SERVER_VERSION = 'v1.32.1';

const PACKAGES = { server: 'go.temporal.io/server/cmd/server', sql: 'go.temporal.io/server/cmd/tools/sql' } as const;

export type Binaries = Record<keyof typeof PACKAGES, string>;

/** Cold it compiles for some eight minutes; from Go's cache, for seconds. */
const BUILD_WITHIN_MS = 45 * 60_000;

const folder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mou', 'topology', 'bin');

const isThere = async (path: string): Promise<boolean> =>
  await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const build = async (name: keyof typeof PACKAGES, into: string): Promise<void> => {
  const built = await execa('go', ['install', '-p', '2', `${PACKAGES[name]}@${SERVER_VERSION}`], {
    env: { CGO_ENABLED: '0', GOBIN: into },
    timeout: BUILD_WITHIN_MS,
    reject: false,
  });
  if (!built.failed) return;
  const why = built.code === 'ENOENT' ? 'Go is not installed' : built.stderr || built.shortMessage;
  throw new Error(`The Temporal server ${SERVER_VERSION} is not built: ${why}`);
};

/** What is not there; nothing where both are. */
export const missing = async (): Promise<string[]> => {
  const names = Object.keys(PACKAGES);
  const there = await Promise.all(names.map((name) => isThere(join(folder(), name))));
  return names.filter((_, at) => !there[at]);
};

/** Their paths, built where they are not there yet. Throws where Go is not there, or does not build them. */
export const findBinaries = async (tell: (line: string) => void): Promise<Binaries> => {
  const into = folder();
  await mkdir(into, { recursive: true });
  for (const name of Object.keys(PACKAGES) as (keyof typeof PACKAGES)[]) {
    if (await isThere(join(into, name))) continue;
    tell(`building ${PACKAGES[name]} ${SERVER_VERSION} with Go, minutes the first time …`);
    await build(name, into);
  }
  return { server: join(into, 'server'), sql: join(into, 'sql') };
};
