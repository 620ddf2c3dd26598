/** What is handed on of a state: all of it, or what is open where that would be too large. */
import { formatInstant } from './calendar.ts';
import { condense, outline } from './condense.ts';
import type { Standing } from './judge.ts';
import { isLargerThan } from './limits.ts';
import { packed } from './packed.ts';
import type { State } from './state.ts';

/**
 * A state as of an event, that event's head and instant. `packed`: as `packed` makes it of the state; null where even the
 * text alone would not fit. `condensed`: closed matters and prose were left out, because all of it would not have fitted; no
 * act is judged by such a state.
 */
export type Base = { seq: number; head: string; at: string; condensed: boolean; packed: string | null };

/** In bytes once packed: of the state beside the text, and of both together. */
const MOST_BESIDE = 256 * 1024;
const MOST_PACKED = 512 * 1024;
/** In bytes of JSON: what has more is not packed to see whether it fits, since that would hold up every memorandum. */
const MOST_TRIED = 8 * MOST_BESIDE;

const fits = ({ instrument: _, ...beside }: State): boolean =>
  !isLargerThan(beside, MOST_BESIDE) || (!isLargerThan(beside, MOST_TRIED) && packed(beside).length <= MOST_BESIDE);

export const packBase = ({ seq, head, at, state }: Standing & { head: string }): Base => {
  const whole = state as State;
  const base = { seq, head, at: formatInstant(at) };
  for (const carried of [whole, condense(whole), outline(whole)]) {
    const text = fits(carried) ? packed(carried) : undefined;
    if (text !== undefined && text.length <= MOST_PACKED) return { ...base, condensed: carried !== whole, packed: text };
  }
  return { ...base, condensed: true, packed: null };
};
