import { canonicalJson } from './canonical.ts';
import type { Event } from './events.ts';

/**
 * The event with its fields in one order, no matter what made it: the envelope as it is declared, what is within by RFC 8785,
 * as the register stores it. So a state is the same to the last byte, whether the workflow or the register tells it.
 */
export const inOrder = (event: Event): Event => {
  const { seq, type, at, on, by, clause, data, ...rest } = JSON.parse(canonicalJson(event)) as Event;
  return { seq, type, at, on, by, clause, data, ...rest } as Event;
};
