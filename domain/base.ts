/** What is handed on of a state: all of it, or what is open where that would be too large. */
import { formatInstant } from './calendar.ts';
import { condense, outline } from './condense.ts';
import type { Standing } from './judge.ts';
import { bytesOf } from './limits.ts';
import { packState } from './packed.ts';
import type { State } from './state.ts';

/**
 * A state as of an event, that event's head and instant. `packed`: as `packState` makes it; null where even the text alone
 * would not fit. `condensed`: closed matters and prose were left out, because all of it would not have fitted; no act is
 * judged by such a state.
 */
export type Base = { seq: number; head: string; at: string; condensed: boolean; packed: string | null };

/** In bytes, of the state's JSON beside the text, and of the whole once packed. */
const MOST = 256 * 1024;
const MOST_PACKED = 768 * 1024;

const fits = ({ instrument: _, ...beside }: State): boolean => bytesOf(beside) <= MOST;

export const packBase = ({ seq, head, at, state }: Standing & { head: string }): Base => {
  const whole = state as State;
  const carried = [whole, condense(whole)].find(fits) ?? outline(whole);
  const packed = packState(carried);
  return {
    seq,
    head,
    at: formatInstant(at),
    condensed: carried !== whole,
    packed: packed.length <= MOST_PACKED ? packed : null,
  };
};
