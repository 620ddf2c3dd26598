/**
 * How large input may be, in bytes of its JSON in UTF-8: so that no act that was let in makes a memorandum that cannot be
 * read, go on or end. Temporal's own limits (2 MiB a payload, 4 MB a message) lie far above.
 */
import { Refusal } from './refusal.ts';

/** In bytes. An act's limit leaves out the instrument that `open` carries, which has its own. */
export const LIMITS = { act: 256 * 1024, instrument: 512 * 1024 } as const;

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export const bytesOfText = (text: string): number => encoder.encode(text).length;
/** The bytes of a value's JSON in UTF-8. */
export const bytesOf = (value: unknown): number => bytesOfText(JSON.stringify(value) ?? '');

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;

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
  mustFit('(the whole act)', bytesOf(rest), LIMITS.act);
  if (instrument !== undefined) mustFit('instrument', bytesOf(instrument), LIMITS.instrument);
};
