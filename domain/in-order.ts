import type { Event } from './events.ts';

/** As reading its canonical JSON would make it: keys in the order of RFC 8785, and none for what is undefined. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const whole = value as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(whole).sort()) if (whole[key] !== undefined) made[key] = sorted(whole[key]);
  return made;
};

/**
 * The event with its fields in one order, no matter what made it: the envelope as it is declared, what is within by RFC 8785,
 * as the register stores it. So a state is the same to the last byte, whether the workflow or the register tells it.
 */
export const inOrder = (event: Event): Event => {
  const { seq, type, at, on, by, clause, data, ...rest } = sorted(event) as Event;
  return { seq, type, at, on, by, clause, data, ...rest } as Event;
};
