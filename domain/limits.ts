/**
 * How large input may be, in bytes of its JSON in UTF-8: so that no act that was let in makes a memorandum that cannot be
 * read, go on or end. Temporal's own limits (2 MiB a payload, 4 MB a message) lie far above.
 */
import { Refusal } from './refusal.ts';

/**
 * In bytes. An act's limit leaves out the instrument that `open` carries, which has its own. `events`: of all that one act
 * records; of a modification also what it replaces, and what it leaves.
 */
export const LIMITS = { act: 256 * 1024, instrument: 512 * 1024, events: 800 * 1024 } as const;

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export const bytesOfText = (text: string): number => encoder.encode(text).length;
/** The bytes of a value's JSON in UTF-8. */
export const bytesOf = (value: unknown): number => {
  const json: string | undefined = JSON.stringify(value);
  return json === undefined ? 0 : bytesOfText(json);
};

/** The least number of bytes that a value's JSON has, up to what is left of a number of them. */
const leastBytes = (value: unknown, left: number): number => {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 1;
  let bytes = 2;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    bytes += (Array.isArray(value) ? 0 : key.length + 3) + leastBytes(inner, left - bytes);
    if (bytes > left) break;
  }
  return bytes;
};

/** Whether a value's JSON has more bytes than that: known without its JSON, which may be too long to be made, where it has many more. */
export const isLargerThan = (value: unknown, bytes: number): boolean => leastBytes(value, bytes) > bytes || bytesOf(value) > bytes;

/** The key of the first value that JSON cannot say, which is a BigInt; undefined where an object holds itself. */
const keyOfBigInt = (value: unknown): string | undefined => {
  let found: string | undefined;
  try {
    JSON.stringify(value, (key, inner: unknown) => {
      if (typeof inner === 'bigint') found ??= key;
      return typeof inner === 'bigint' ? null : inner;
    });
  } catch {
    return found;
  }
  return found;
};

/** Throws `Refusal` `INVALID` where JSON cannot say a value: a script may send anything. */
const bytesOfInput = (input: unknown): number => {
  try {
    return bytesOf(input);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const key = keyOfBigInt(input);
    throw key === undefined
      ? new Refusal('INVALID', '(the whole act): is not JSON: it holds itself')
      : new Refusal('INVALID', `${key || '(the whole act)'}: is a BigInt, which JSON cannot say; a number or a string is needed`);
  }
};

export const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;

const mustFit = (what: string, bytes: number, most: number): void => {
  if (bytes <= most) return;
  throw new Refusal(
    'TOO_LARGE',
    `${what}: has ${kilobytes(bytes)}, and at most ${kilobytes(most)} are accepted; record long papers by title and SHA-256`,
  );
};

/** Throws `Refusal` `TOO_LARGE` where an act, or the instrument in it, is larger than is accepted. */
export const mustFitLimits = (act: unknown): void => {
  const { instrument, ...rest } = (act ?? {}) as { instrument?: unknown };
  mustFit('(the whole act)', bytesOfInput(rest), LIMITS.act);
  if (instrument !== undefined) mustFit('instrument', bytesOfInput(instrument), LIMITS.instrument);
};
