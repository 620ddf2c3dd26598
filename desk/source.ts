/**
 * Where the answers come from: the register, asked for many at once; and the client, for what the register does not know yet
 * or cannot tell.
 */
import { LRUCache } from 'lru-cache';
import { NoService } from '../client/errors.ts';
import type { AnsweredBy, MouClient } from '../client/index.ts';
import { genesis } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import { inOrder } from '../domain/in-order.ts';
import type { State } from '../domain/state.ts';
import { headsOf } from '../export/json.ts';
import type { Head, Register } from '../register/port.ts';
import { batched } from './batched.ts';

export type Looked = { state: State; head: Head; by: AnsweredBy };
/** An answer as text, and the head that it is made of. */
export type Shown = { tag: string; text: string };

/** In characters of the states as JSON, roughly: what is kept in memory of memoranda that were asked for. */
const MOST_KEPT = 64 * 1024 * 1024;

export class Source {
  readonly client: MouClient;
  readonly #head: (mou: string) => Promise<Head | undefined>;
  /** How far this process itself has brought a memorandum: the register may be a moment behind. */
  readonly #recorded = new LRUCache<string, number>({ max: 10_000 });
  readonly #shown = new LRUCache<string, Shown>({
    maxSize: MOST_KEPT,
    sizeCalculation: ({ text }) => text.length,
  });

  constructor(client: MouClient) {
    this.client = client;
    this.#head = batched((mous) => this.register((register) => register.headsOf(mous)));
  }

  get hasRegister(): boolean {
    return this.client.archive !== undefined;
  }

  /** Throws `NoService` where no register is known, or it does not answer. */
  async register<Answer>(question: (register: Register) => Promise<Answer>): Promise<Answer> {
    if (!this.client.archive) throw new NoService('No register is known here, and only it could tell: set DATABASE_URL');
    return await this.client.archive.ask(question);
  }

  /** An act of ours was recorded: no answer after it may be older. */
  recorded(mou: string, seq: number): void {
    this.#recorded.set(mou, Math.max(seq, this.#recorded.get(mou) ?? 0));
  }

  /** The last event that the register has, where it is as far as it has to be; undefined where somebody else has to be asked. */
  async #kept(mou: string): Promise<Head | undefined> {
    if (!this.hasRegister) return undefined;
    try {
      const head = await this.#head(mou);
      return head && head.seq >= (this.#recorded.get(mou) ?? 0) ? head : undefined;
    } catch (error) {
      if (error instanceof NoService) return undefined;
      throw error;
    }
  }

  /** The last event and the head. Throws `Refusal` UNKNOWN_MOU, or `NoService`. @param fresh asks the workflow itself */
  async head(mou: string, fresh = false): Promise<Head> {
    const kept = fresh ? undefined : await this.#kept(mou);
    return kept ?? (await this.#asked(mou)).head;
  }

  /** The state. Throws as `head`. */
  async look(mou: string, fresh = false): Promise<Looked> {
    const kept = fresh ? undefined : await this.#kept(mou);
    const current = kept && (await this.register((register) => register.current(mou)));
    if (!current) return await this.#asked(mou);
    const { state, ...head } = current;
    return { state, head, by: { seq: head.seq, from: 'register', head: head.head } };
  }

  async #asked(mou: string): Promise<Looked> {
    const { value: state, by } = await this.client.look(mou);
    const head = by.head ?? headsOf(mou, await this.client.events(mou)).at(-1) ?? genesis(mou);
    return { state, head: { seq: by.seq, head }, by };
  }

  /** All events, oldest first. Throws as `head`. */
  async log(mou: string): Promise<Event[]> {
    const kept = await this.#kept(mou);
    return kept ? (await this.register((register) => register.events(mou))).map(inOrder) : await this.client.events(mou);
  }

  /** So many events after that number. Throws as `head`. */
  async events(mou: string, { after, limit }: { after: number; limit: number }): Promise<Event[]> {
    if (await this.#kept(mou)) return (await this.register((register) => register.events(mou, { after, limit }))).map(inOrder);
    return (await this.client.events(mou)).slice(after, after + limit);
  }

  /** A text made of what is recorded, kept for as long as nothing further is; what the workflow said is not kept. */
  async shown(mou: string, tag: string, make: () => Promise<Shown & { by: Looked['by'] }>): Promise<Shown> {
    const kept = this.#shown.get(mou);
    if (kept?.tag === tag) return kept;
    const { by, ...made } = await make();
    if (by.from === 'register') this.#shown.set(mou, made);
    return made;
  }
}
