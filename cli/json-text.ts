import { clip } from '../domain/issues.ts';
import { repeatedName } from '../domain/repeated-name.ts';
import { UsageError } from './failure.ts';

/** What a text of JSON says. Some editors begin a file with a byte order mark, which is no part of it. Throws `UsageError`. */
export const parseJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UsageError(`${name}: is not JSON (${clip((error as Error).message, 120)})`);
  }
};

const MOST_LEVELS = 100;

/** What checks and hashes a value is recursive: far below where it would exhaust the stack, here or in the workflow. */
const mustBeFlat = (name: string, text: string): void => {
  let level = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]+|\\.)*"?|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') level += 1;
    else if (mark === ']' || mark === '}') level -= 1;
    if (level > MOST_LEVELS) throw new UsageError(`${name}: is nested more than ${MOST_LEVELS} levels deep`);
  }
};

/** JSON that a person wrote, or a program of theirs: one object, and nothing in it twice. Throws `UsageError`. */
export const parseObject = (name: string, text: string): Record<string, unknown> => {
  mustBeFlat(name, text);
  const value = parseJson(name, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${name}: must hold one JSON object`);
  const twice = repeatedName(text);
  if (twice !== undefined) throw new UsageError(`${name}: the name ${JSON.stringify(clip(twice, 60))} is there twice`);
  return value as Record<string, unknown>;
};
