import { readFile } from 'node:fs/promises';
import { parseJson } from './json-text.ts';
import { readable } from './readable.ts';

/** What a file says. Throws `NotFound`, or `UsageError` where it cannot be read or is not JSON. */
export const readJson = async (path: string): Promise<unknown> => parseJson(path, await readable(path, () => readFile(path, 'utf8')));
