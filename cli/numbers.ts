/** Numbers as flags give them. */
import { UsageError } from './failure.ts';

/** So long that a timer of Node's can hold it: 23 days. */
const MOST_SECONDS = 2_000_000;

/** @returns milliseconds */
export const secondsFrom = (flag: string, value: unknown, otherwise: number, least: number): number => {
  const seconds = value === undefined ? otherwise : Number(value);
  if (value !== '' && seconds >= least && seconds <= MOST_SECONDS) return seconds * 1_000;
  throw new UsageError(`${flag}: ${JSON.stringify(value)} is not a number of seconds from ${least} to ${MOST_SECONDS}`);
};

export const countFrom = (flag: string, value: unknown, most: number, what = `a number from 1 to ${most}`): number => {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(`${flag}: ${JSON.stringify(value)} is not ${what}`);
};
