/**
 * Who has a mail already while a colleague's address is still put off: without it, each retry for a full mailbox would
 * send the mail to everybody again. Kept in memory only: after a restart of the worker some may get it twice, under the
 * same key.
 */
const MOST_KEYS = 1_000;

export class Accepted {
  readonly #byKey = new Map<string, Set<string>>();

  has(key: string, address: string): boolean {
    return this.#byKey.get(key)?.has(address) ?? false;
  }

  /** Remembers further addresses for a key, and gives all of them. */
  add(key: string, addresses: readonly string[]): string[] {
    const all = this.#byKey.get(key) ?? new Set();
    for (const address of addresses) all.add(address);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size >= MOST_KEYS && oldest !== undefined) this.#byKey.delete(oldest);
    this.#byKey.set(key, all);
    return [...all];
  }

  forget(key: string): void {
    this.#byKey.delete(key);
  }
}
