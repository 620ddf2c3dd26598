import { readFile } from 'node:fs/promises';
import { UsageError } from '../failure.ts';
import { readable } from '../readable.ts';

/** What a file says. Throws `NotFound`, or `UsageError` where it cannot be read or is not JSON. */
export const readJson = async (path: string): Promise<unknown> => {
  const text = await readable(path, () => readFile(path, 'utf8'));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path}: is not JSON (${(error as Error).message})`);
  }
};
