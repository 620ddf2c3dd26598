/** A token that expires and is renewed in a file, as identity providers and Kubernetes do it: read again for each call, not once. */
import { readFileSync, statSync } from 'node:fs';
import { BadSetting } from './errors.ts';

const read = (path: string): string => {
  try {
    const token = readFileSync(path, 'utf8').trim();
    if (token !== '') return token;
  } catch (error) {
    throw new BadSetting(`MOU_TOKEN_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new BadSetting(`MOU_TOKEN_FILE: ${path} is empty`);
};

/**
 * Gives what the file says now. While it is being replaced, the last token is given once more.
 *
 * Throws `BadSetting` where the file cannot be read at first.
 */
export const tokenIn = (path: string): (() => string) => {
  let token = read(path);
  // What it was written over with while it was read is read at the first call.
  let changed: number | undefined;
  return () => {
    try {
      const { mtimeMs } = statSync(path);
      if (mtimeMs !== changed) [token, changed] = [read(path), mtimeMs];
    } catch {
      // It is back in a moment, or the server says what is wrong.
    }
    return token;
  };
};
