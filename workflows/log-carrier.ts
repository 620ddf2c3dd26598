/** The log and what became of its messages, small enough to be handed from one run to the next: a payload may hold 2 MB, a long life's log holds more. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';

export type Carried = {
  log: Event[];
  deliveries: Delivery[];
  /** The keys of the deliveries that the register was not told of yet; without it, all of them. */
  untold?: string[];
};

// `mtime: 0` keeps the clock out of the archive's header: a replay must make the same bytes.
export const packLog = (log: readonly Event[], deliveries: readonly Delivery[] = [], untold?: readonly string[]): Uint8Array =>
  gzipSync(strToU8(JSON.stringify({ log, deliveries, untold })), { mtime: 0 });

export const unpackLog = (packed: Uint8Array): Carried => JSON.parse(strFromU8(gunzipSync(packed)));

const PAGE_BYTES = 1_000_000;

/** The items after a number, as many as fit well into one message of at most 4 MB; none at the end. */
export const pageOf = <Item>(items: readonly Item[], after: number): Item[] => {
  const page: Item[] = [];
  let bytes = 0;
  for (const item of items.slice(after)) {
    bytes += JSON.stringify(item).length;
    if (page.length > 0 && bytes > PAGE_BYTES) break;
    page.push(item);
  }
  return page;
};
