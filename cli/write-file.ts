/** Writes a file whole or not at all, and never over another one that the caller did not say may go. */
import { access, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { notWritten } from '../domain/not-written.ts';
import { UsageError } from './failure.ts';

const taken = (path: string): UsageError => new UsageError(`--out: ${path} is there already; --force replaces it`);

const exists = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
};

/** Throws UsageError where the file is there: better told before anything is asked than after. */
export const mustBeFree = async (path: string, force: boolean): Promise<void> => {
  if (!force && (await exists(path))) throw taken(path);
};

const written = async (path: string, content: string): Promise<void> => {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A link cannot take the place of a file, as a rename would: of two that write at once only one succeeds. */
const placed = async (from: string, path: string): Promise<void> => {
  try {
    await link(from, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || (await exists(path))) throw taken(path);
    // Some file systems have no links.
    await rename(from, path);
  }
};

export const writeFileWhole = async (path: string, content: string, force: boolean): Promise<void> => {
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.partial`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await written(partial, content);
    if (force) await rename(partial, path);
    else await placed(partial, path);
  } catch (error) {
    throw notWritten(`--out: ${path}`, error);
  } finally {
    await rm(partial, { force: true }).catch(() => {});
  }
};
