/**
 * Under which account PostgreSQL runs. It refuses to run as root, so root has to stand aside: to an account that is
 * there anyway where that account can reach the files, otherwise (a checkout below /root) into a user namespace, in
 * which root looks like that account and goes on owning its files. No account is ever created.
 */
import { chown, lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

export interface Account {
  /** What to put before a command, such as `unshare`. */
  prefix: string[];
  /** Given to `spawn`. */
  ids: { uid?: number; gid?: number };
  /** Who has to own PostgreSQL's files; undefined for the one who creates them. */
  owner?: { uid: number; gid: number };
}

const CANDIDATES = ['postgres', 'nobody'];
const TRY_WITHIN_MS = 10_000;

/** The account for these binaries and this folder, which must exist. Throws an Error that says what was tried and what to do. */
export async function accountFor(binary: string, folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const tried: string[] = [];
  for (const account of await candidates()) {
    const problem = await canRun(account, binary, folder);
    if (problem === undefined) return account;
    tried.push(`  - ${problem}`);
  }
  throw new Error(
    [
      'PostgreSQL refuses to run as root, and no other way was found:',
      ...tried,
      'Run as an ordinary user, choose a folder that other accounts can reach, or set DATABASE_URL to a PostgreSQL of yours.',
    ].join('\n'),
  );
}

async function candidates(): Promise<Account[]> {
  const known = await Promise.all(CANDIDATES.map(idsOf));
  const accounts = known.filter((ids) => ids !== undefined);
  return [
    ...accounts.map((ids) => ({ prefix: [], ids, owner: ids })),
    ...accounts.map(({ uid, gid }) => ({
      prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`],
      ids: {},
      owner: { uid: 0, gid: 0 },
    })),
  ];
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execa('id', [flag, name], { reject: false, timeout: TRY_WITHIN_MS })));
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Tries it: the path's permissions, mount options and security modules have a say, and none of them can be foreseen. */
async function canRun({ prefix, ids, owner }: Account, binary: string, folder: string): Promise<string | undefined> {
  for (const attempt of [
    [binary, '--version'],
    ['test', '-x', folder],
  ]) {
    const [command, ...args] = [...prefix, ...attempt] as [string, ...string[]];
    const { failed, shortMessage } = await execa(command, args, { ...ids, cwd: '/', reject: false, timeout: TRY_WITHIN_MS });
    if (failed) return `${prefix[0] ?? `account ${owner?.uid}`}: ${shortMessage}`;
  }
  return undefined;
}

/** Gives a folder and all in it to the account, where it is not its own already. */
export async function giveTo({ owner }: Account, folder: string): Promise<void> {
  if (!owner || (await lstat(folder)).uid === owner.uid) return;
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), owner.uid, owner.gid);
  // The folder last: what was interrupted is done again.
  await chown(folder, owner.uid, owner.gid);
}
