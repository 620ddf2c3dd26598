/** What fits into one message: a payload may have 2 MiB, and bytes count, not letters. */
import { bytesOf } from '../domain/limits.ts';

const PAGE_BYTES = 1_000_000;

/** The items from an index on, as many as fit well into one message; none at the end. */
export const pageOf = <Item>(items: readonly Item[], from: number): Item[] => {
  const page: Item[] = [];
  let bytes = 0;
  for (const item of items.slice(from)) {
    bytes += bytesOf(item) + 1;
    if (page.length > 0 && bytes > PAGE_BYTES) break;
    page.push(item);
  }
  return page;
};
