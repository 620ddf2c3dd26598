/** Work that runs concurrently, but never two of one key at once, and whose results come in the order of the items. */

export type Plan<Item, Result> = {
  keyOf: (item: Item) => string;
  /** How much room an item takes of what is read ahead. */
  sizeOf: (item: Item) => number;
  work: (item: Item) => Promise<Result>;
  /** Takes a result, undefined where the work was never begun; until it has, no more than what is read ahead is worked on. */
  emit: (item: Item, result: Result | undefined) => Promise<void>;
  concurrency: number;
  readAhead: number;
  /** Once it is aborted nothing more is begun, and what has been begun is finished. */
  signal: AbortSignal;
};

/** A number of places, taken in the order in which they were asked for. */
class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

class Run<Item, Result> {
  readonly #plan: Plan<Item, Result>;
  readonly #places: Places;
  /** By key, the end of what was last begun for it. */
  readonly #last = new Map<string, Promise<unknown>>();
  #ahead = 0;
  #emitted: Promise<void> = Promise.resolve();
  #roomier: (() => void) | undefined;
  #failed = false;

  constructor(plan: Plan<Item, Result>) {
    this.#plan = plan;
    this.#places = new Places(plan.concurrency);
  }

  get isOver(): boolean {
    return this.#failed || this.#plan.signal.aborted;
  }

  add(item: Item): void {
    const key = this.#plan.keyOf(item);
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(() => this.#begin(item));
    const ended = mine.then(
      () => {},
      () => {},
    );
    this.#last.set(key, ended);
    void ended.then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    this.#ahead += this.#plan.sizeOf(item);
    const before = this.#emitted;
    this.#emitted = Promise.all([mine, before]).then(([result]) => this.#emit(item, result));
    // The one who waits for the end is told; until then nobody handles the failure.
    this.#emitted.catch(() => {
      this.#failed = true;
      this.#roomier?.();
    });
  }

  async #begin(item: Item): Promise<Result | undefined> {
    await this.#places.take();
    try {
      return this.isOver ? undefined : await this.#plan.work(item);
    } finally {
      this.#places.leave();
    }
  }

  async #emit(item: Item, result: Result | undefined): Promise<void> {
    await this.#plan.emit(item, result);
    this.#ahead -= this.#plan.sizeOf(item);
    this.#roomier?.();
  }

  async room(): Promise<void> {
    while (!this.isOver && this.#ahead >= this.#plan.readAhead) {
      await new Promise<void>((resolve) => {
        this.#roomier = resolve;
      });
    }
  }

  async end(): Promise<void> {
    await this.#emitted;
  }
}

/**
 * Works on all items until they end or the signal is aborted; what has been begun is finished in any case. Rejects with
 * the first failure of `items`, `work` or `emit`.
 */
export const inOrder = async <Item, Result>(items: AsyncIterable<Item>, plan: Plan<Item, Result>): Promise<void> => {
  const run = new Run(plan);
  try {
    for await (const item of items) {
      if (run.isOver) break;
      run.add(item);
      await run.room();
    }
  } catch (error) {
    // A source that was closed in order to stop ends with an error of its own.
    if (!run.isOver) throw error;
  } finally {
    await run.end();
  }
};
