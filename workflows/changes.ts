/**
 * What the clerk's loop waits for. Who is woken by a promise goes on in the call that resolved it; a `condition` costs each
 * activation one more call into the sandbox, which is what a replay mostly consists of.
 */
export class Changes {
  #count = 0;
  #wake = () => {};

  /** What `since` is asked with. */
  get count(): number {
    return this.#count;
  }

  happened(): void {
    this.#count += 1;
    this.#wake();
  }

  /** Resolves once more has happened than was seen. */
  async since(seen: number): Promise<void> {
    if (this.#count === seen) await new Promise<void>((wake) => (this.#wake = wake));
  }
}
