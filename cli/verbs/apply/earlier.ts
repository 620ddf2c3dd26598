/**
 * What had been recorded of each memorandum before we came. By it an act done in an earlier run is known, and its
 * receipt given, without sending it again: the server would take as long to recognise it as to record it.
 */
import type { MouClient, Receipt } from '../../../client/index.ts';
import type { Act } from '../../../domain/acts/index.ts';
import type { Event } from '../../../domain/events.ts';
import { Memorandum } from '../../../domain/memorandum.ts';
import { Refusal } from '../../../domain/refusal.ts';

/** Events that are kept in memory, about 1 kB each, and what an instrument counts for. */
const MOST_EVENTS = 100_000;
const OPENING = 50;

export class Earlier {
  readonly #client: MouClient;
  /** The least lately used first. What no longer has a place here is sent again, and the server recognises it. */
  readonly #kept = new Map<string, Memorandum>();
  #size = 0;
  /** The memoranda that were looked at. */
  readonly #seen = new Set<string>();

  constructor(client: MouClient) {
    this.#client = client;
  }

  /** The receipt of the act, had it been recorded before. Throws `NoService`, or `Refusal` where its id was used for another act. */
  async receiptOf(mou: string, act: Act): Promise<Receipt | undefined> {
    if (!this.#seen.has(mou)) this.#keep(mou, await this.#logOf(mou));
    const memorandum = this.#kept.get(mou);
    if (!memorandum) return undefined;
    this.#kept.delete(mou);
    this.#kept.set(mou, memorandum);
    return memorandum.repeated(act);
  }

  async #logOf(mou: string): Promise<Event[]> {
    try {
      return await this.#client.events(mou);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'UNKNOWN_MOU') return [];
      throw error;
    }
  }

  #keep(mou: string, log: Event[]): void {
    this.#seen.add(mou);
    if (log.length === 0) return;
    this.#kept.set(mou, new Memorandum(mou, log));
    this.#size += log.length + OPENING;
    for (const [oldest, memorandum] of this.#kept) {
      if (this.#size <= MOST_EVENTS || oldest === mou) return;
      this.#kept.delete(oldest);
      this.#size -= memorandum.seq + OPENING;
    }
  }
}
