/**
 * A file that only its owner reads, whole or not at all: written beside its place and moved there, since somebody may be reading.
 * Its folder is not made: where that is not there, the path has a slip, and a new key in another place would pass for the old one.
 */
import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, rename, rm, writeFile } from 'node:fs/promises';
import { notWritten } from '../domain/not-written.ts';

const written = async (path: string, content: string, place: (from: string, to: string) => Promise<void>): Promise<void> => {
  const draft = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
    await place(draft, path);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
};

/** Takes the place of the one that is there. Throws `NotWritten`. */
export const writePrivate = async (path: string, content: string): Promise<void> => {
  await written(path, content, rename).catch((error: unknown) => {
    throw notWritten(path, error);
  });
};

const placedOnce = async (from: string, to: string): Promise<void> => {
  await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw error;
    // Some file systems have no links.
    await copyFile(from, to, constants.COPYFILE_EXCL);
  });
};

/** False where one is there already, which stays. Of two that write at once only one succeeds. Throws `NotWritten`. */
export const writePrivateOnce = async (path: string, content: string): Promise<boolean> =>
  await written(path, content, placedOnce).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw notWritten(path, error);
    },
  );
