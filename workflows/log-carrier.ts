/** The log, small enough to be handed from one run to the next: a payload may hold 2 MB, a long life's log holds more. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import type { Event } from '../domain/events.ts';

// `mtime: 0` keeps the clock out of the archive's header: a replay must make the same bytes.
export const packLog = (log: readonly Event[]): Uint8Array => gzipSync(strToU8(JSON.stringify(log)), { mtime: 0 });

export const unpackLog = (packed: Uint8Array): Event[] => JSON.parse(strFromU8(gunzipSync(packed)));

const PAGE_BYTES = 1_000_000;

/** The events after a number, as many as fit well into one message of at most 4 MB; none at the end of the log. */
export const pageOf = (log: readonly Event[], after: number): Event[] => {
  const page: Event[] = [];
  let bytes = 0;
  for (const event of log.slice(after)) {
    bytes += JSON.stringify(event).length;
    if (page.length > 0 && bytes > PAGE_BYTES) break;
    page.push(event);
  }
  return page;
};
