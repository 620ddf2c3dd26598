/**
 * What had been recorded of each memorandum before we came. By it an act done in an earlier run is known, and its
 * receipt given, without sending it again: the server would take as long to recognise it as to record it.
 */
import { LRUCache } from 'lru-cache';
import type { MouClient, Receipt } from '../../../client/index.ts';
import type { Act } from '../../../domain/acts/index.ts';
import { Memorandum } from '../../../domain/memorandum.ts';
import { ifUnknownMou } from '../../../domain/refusal.ts';

/** In events, about 1 kB each, and what an instrument counts for. */
const MOST_KEPT = 100_000;
const OPENING = 50;

export class Earlier {
  readonly #client: MouClient;
  /** What no longer has a place here is sent again, and the server recognises it. */
  readonly #kept = new LRUCache<string, Memorandum>({ maxSize: MOST_KEPT, sizeCalculation: ({ seq }) => seq + OPENING });
  /** The memoranda that were looked at. */
  readonly #seen = new Set<string>();

  constructor(client: MouClient) {
    this.#client = client;
  }

  /** The receipt of the act, had it been recorded before. Throws `NoService`, or `Refusal` where its id was used for another act. */
  async receiptOf(mou: string, act: Act): Promise<Receipt | undefined> {
    if (!this.#seen.has(mou)) {
      const log = (await this.#client.events(mou).catch(ifUnknownMou)) ?? [];
      this.#seen.add(mou);
      if (log.length > 0) this.#kept.set(mou, new Memorandum(mou, log));
    }
    return this.#kept.get(mou)?.repeated(act);
  }
}
