import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { NotFound } from '../instruments/not-found.ts';
import { UsageError } from './failure.ts';

/** Reads what somebody named. Throws `NotFound`, or `UsageError` where it is there and cannot be read. */
export const readable = async <Value>(path: string, read: () => Promise<Value>): Promise<Value> => {
  try {
    return await read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new NotFound(`${path}: no such file`);
    throw new UsageError(code === 'EISDIR' ? `${path}: is a folder, not a file` : `${path}: cannot be read (${message})`);
  }
};

/** Decoded otherwise, letters of another encoding (a name in EUC-KR) would be lost, and the record would keep what is left. */
export const textOf = (name: string, bytes: Buffer): string => {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new UsageError(`${name}: is not UTF-8 text`);
};

/** @param path `-` is standard input */
export const readText = async (path: string): Promise<string> =>
  textOf(path, await readable(path, async () => (path === '-' ? await buffer(process.stdin) : await readFile(path))));
