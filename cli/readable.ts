import { NotFound } from '../instruments/not-found.ts';
import { UsageError } from './failure.ts';

/** Reads what somebody named. Throws `NotFound`, or `UsageError` where it is there and cannot be read. */
export const readable = async <Value>(path: string, read: () => Promise<Value>): Promise<Value> => {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotFound(`${path}: no such file`);
    throw new UsageError(`${path}: cannot be read (${(error as Error).message})`);
  }
};
