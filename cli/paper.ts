import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readable } from './readable.ts';

/** A paper as an act names it: by the file's name and its SHA-256. Throws `NotFound`, or `UsageError` where it cannot be read. */
export const hashed = async (path: string, folder = '.'): Promise<{ title: string; sha256: string }> => {
  const hash = createHash('sha256');
  await readable(path, () => pipeline(createReadStream(resolve(folder, path)), hash));
  return { title: basename(path), sha256: hash.digest('hex') };
};
