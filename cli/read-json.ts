import { parseJson } from './json-text.ts';
import { readText } from './readable.ts';

/** What a file says. Throws `NotFound`, or `UsageError` where it cannot be read or is not JSON. */
export const readJson = async (path: string): Promise<unknown> => parseJson(path, await readText(path));
