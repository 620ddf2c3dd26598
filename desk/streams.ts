/** When a stream looks again: each second, and at once where an act was recorded here. All of them together. */
import { NoService } from '../client/errors.ts';

const TICK_MS = 1_000;

export class Streams {
  readonly #most: number;
  #open = 0;
  #timer: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(most: number) {
    this.#most = most;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves when it is time to look again. */
  async next(): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Throws `NoService` where as many are open as may be. */
  enter(): void {
    if (this.#open >= this.#most) throw new NoService(`${this.#most} streams are open, and no more may be: try again later`);
    this.#open += 1;
    this.#timer ??= setInterval(() => this.wake(), TICK_MS);
  }

  leave(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    this.#isClosed = true;
    this.wake();
  }
}
