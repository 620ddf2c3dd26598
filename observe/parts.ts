/** What this process needs, each part asked now and then: whether it is reached and, where it is not, why. */
import type { Logger } from 'pino';
import { inTime } from '../client/in-time.ts';

export type Answer = { status: 'ok' } | { status: 'off'; reason: string } | { status: 'unreachable'; reason: string };

/** `ask` throws where the part is not reached. An answer is good for `every` milliseconds, and nobody waits longer than `patience`. */
export type Part = { name: string; every: number; patience: number; ask: () => Promise<void> } | { name: string; off: string };

type Changed = (name: string, answer: Answer) => void;

/** One part; those who ask at the same time wait for one answer. */
class Asked {
  readonly #part: Part;
  readonly #changed: Changed;
  #last: { at: number; answer: Promise<Answer> } | undefined;
  #status: Answer['status'] | undefined;

  constructor(part: Part, changed: Changed) {
    this.#part = part;
    this.#changed = changed;
  }

  get name(): string {
    return this.#part.name;
  }

  async answer(): Promise<Answer> {
    const part = this.#part;
    if ('off' in part) return { status: 'off', reason: part.off };
    const now = performance.now();
    if (!this.#last || now - this.#last.at > part.every) this.#last = { at: now, answer: this.#ask(part) };
    return await this.#last.answer;
  }

  async #ask({ name, patience, ask }: Exclude<Part, { off: string }>): Promise<Answer> {
    const answer = await inTime(ask(), patience).then(
      (): Answer => ({ status: 'ok' }),
      (error: unknown): Answer => ({ status: 'unreachable', reason: error instanceof Error ? error.message : String(error) }),
    );
    if (answer.status !== this.#status) this.#changed(name, answer);
    this.#status = answer.status;
    return answer;
  }
}

/** Says in the log which part is not reached any more, and why, or is reached again. */
export const toldTo =
  (logger: Logger): Changed =>
  (part, answer) => {
    if (answer.status === 'unreachable') logger.warn({ part, reason: answer.reason }, `Not reached: ${part}`);
    else logger.debug({ part }, `Reached: ${part}`);
  };

export class Parts {
  #all: Asked[] = [];
  readonly #changed: Changed;

  /** @param changed called where a part answers otherwise than it did before */
  constructor(changed: Changed) {
    this.#changed = changed;
  }

  /** Until it is called nothing is ready. */
  are(parts: readonly Part[]): void {
    this.#all = parts.map((part) => new Asked(part, this.#changed));
  }

  get areKnown(): boolean {
    return this.#all.length > 0;
  }

  async answers(): Promise<Record<string, Answer>> {
    return Object.fromEntries(await Promise.all(this.#all.map(async (one) => [one.name, await one.answer()] as const)));
  }
}
