import { readFile } from 'node:fs/promises';
import { NotFound } from '../../instruments/not-found.ts';
import { UsageError } from '../failure.ts';

/** What a file says. Throws `NotFound`, or `UsageError` where it cannot be read or is not JSON. */
export const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new NotFound(`${path}: no such file`) : new UsageError(`${path}: cannot be read (${error.message})`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path}: is not JSON (${(error as Error).message})`);
  }
};
