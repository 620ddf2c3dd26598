/**
 * Who has a mail already while a colleague's address is still put off: without it, each retry for a full mailbox would
 * send the mail to everybody again. Kept in memory only: after a restart of the worker some may get it twice, under the
 * same key.
 */
import { LRUCache } from 'lru-cache';

const MOST_KEYS = 1_000;

/** An address that has the mail, with the Message-ID of the attempt and what the server said. */
export type AcceptedAddress = { address: string; messageId: string; detail: string };

export class Accepted {
  readonly #byKey = new LRUCache<string, Map<string, AcceptedAddress>>({ max: MOST_KEYS });

  has(key: string, address: string): boolean {
    return this.#byKey.get(key)?.has(address) ?? false;
  }

  /** Remembers further addresses for a key, and gives all of them. */
  add(key: string, accepted: readonly AcceptedAddress[]): AcceptedAddress[] {
    const all = this.#byKey.get(key) ?? new Map<string, AcceptedAddress>();
    for (const one of accepted) all.set(one.address, one);
    this.#byKey.set(key, all);
    return [...all.values()];
  }

  forget(key: string): void {
    this.#byKey.delete(key);
  }
}
