import { LRUCache } from 'lru-cache';
import type { Known } from './store.ts';

const MOST = 1_500;

/**
 * What this process appended last to each memorandum, so that the next append need not ask first. It may be out of date:
 * a statement that finds the row otherwise than it is known here writes nothing, and then it is read again.
 */
export class AppendCache {
  readonly #known = new LRUCache<string, Known>({ max: MOST });

  /** What there was right before an event of this number. Anything else is asked of the register, which may know more. */
  before(mou: string, seq: number): Known | undefined {
    const known = this.#known.get(mou);
    return known?.seq === seq - 1 ? known : undefined;
  }

  keep(mou: string, known: Known): void {
    this.#known.set(mou, known);
  }

  forget(mou: string): void {
    this.#known.delete(mou);
  }
}
