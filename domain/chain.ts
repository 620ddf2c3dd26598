/**
 * The hash chain over a memorandum's events: the one who holds a head can tell whether any event before it was changed.
 * Each hash is the SHA-256 of the canonical JSON (RFC 8785) of the event together with the hash before it.
 */
import type { Event } from './events.ts';
import { fingerprint } from './fingerprint.ts';

/** What the first event is chained to: the memorandum's own id, so that no chain can be passed off as another's. */
export const genesis = (mou: string): string => fingerprint({ mou });

/** The head after an event, in lower-case hexadecimal. */
export const link = (previous: string, event: Event): string => fingerprint({ previous, event });
