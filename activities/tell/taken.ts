/** What the other side has taken already, in an attempt before this one too: that is not sent again. */
import { LRUCache } from 'lru-cache';
import type { Delivery } from '../../domain/delivery.ts';
import { RegisterUnavailable } from '../../register/errors.ts';
import type { Notes } from '../notify/in-activity.ts';
import type { RegisterAccess } from '../register/access.ts';
import type { Help } from './port.ts';

/** So many are noted of one attempt: all of a memorandum's recipients, within what a note may hold. */
const MOST_NOTED = 1_000;
/** Milliseconds: a register that hangs keeps no message waiting for longer. */
const PATIENCE = 2_000;

/** What this process handed over lately, by key: an answer that never reached the server is known here. */
export const takenLately = () => new LRUCache<string, Delivery>({ max: 5_000 });

type Sources = { lately: ReturnType<typeof takenLately>; register: RegisterAccess | undefined };

export class Taken {
  readonly #byKey: Map<string, Delivery>;
  readonly #notes: Notes<Delivery[]>;
  readonly #sources: Sources;
  #isAgain = false;

  constructor(notes: Notes<Delivery[]>, { taken = [] }: Pick<Help, 'taken'>, sources: Sources) {
    this.#byKey = new Map([...taken, ...(notes.before ?? [])].map((one) => [one.key, one]));
    this.#notes = notes;
    this.#sources = sources;
  }

  /** Throws where nothing more is to be sent by this attempt. */
  mustCount(): void {
    this.#notes.mustCount();
  }

  /**
   * Where it is not known how far an attempt before this one came, not all that it sent need be in its notes: its answer may
   * have been lost while the server was away. The register knows what was told by an attempt that came to its end.
   */
  async askAgain(mou: string, from: number): Promise<void> {
    this.#isAgain = true;
    for (const one of await this.#registered(mou, from)) if (one.status === 'accepted') this.#byKey.set(one.key, one);
  }

  async #registered(mou: string, from: number): Promise<Delivery[]> {
    const { register } = this.#sources;
    if (!register) return [];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Delivery[]>((resolve) => {
      timer = setTimeout(() => resolve([]), PATIENCE);
    });
    const asked = register().then((opened) => opened.deliveries(mou, from));
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (error instanceof RegisterUnavailable) return [];
      throw error;
    } finally {
      clearTimeout(timer);
      asked.catch(() => {});
    }
  }

  get all(): Delivery[] {
    return [...this.#byKey.values()];
  }

  find(key: string): Delivery | undefined {
    return this.#byKey.get(key) ?? (this.#isAgain ? this.#sources.lately.get(key) : undefined);
  }

  add(delivery: Delivery): void {
    if (delivery.status !== 'accepted') return;
    this.#sources.lately.set(delivery.key, delivery);
    if (this.#byKey.size >= MOST_NOTED) return;
    this.#byKey.set(delivery.key, delivery);
    this.#notes.note(this.all);
  }
}
