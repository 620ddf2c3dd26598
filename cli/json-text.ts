import { UsageError } from './failure.ts';

/** What a text of JSON says. Some editors begin a file with a byte order mark, which is no part of it. Throws `UsageError`. */
export const parseJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UsageError(`${name}: is not JSON (${(error as Error).message})`);
  }
};
