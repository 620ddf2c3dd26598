import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './failure.ts';
import { readable } from './readable.ts';

/** A paper as an act names it: by the file's name and its SHA-256. Throws `NotFound`, or `UsageError` where it cannot be read. */
export const hashed = async (path: string, folder = '.'): Promise<{ title: string; sha256: string }> => {
  const hash = createHash('sha256');
  const file = createReadStream(resolve(folder, path));
  await readable(path, () => pipeline(file, hash));
  // A scan that failed, and no paper: all empty files have one and the same hash.
  if (file.bytesRead === 0) throw new UsageError(`${path}: is empty, and no paper`);
  return { title: basename(path), sha256: hash.digest('hex') };
};
