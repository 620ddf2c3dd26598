/**
 * Where the answers come from: the register, asked for many at once; and the client, for what the register does not know yet
 * or cannot tell.
 */
import { LRUCache } from 'lru-cache';
import { NoService } from '../client/errors.ts';
import { soon } from '../client/in-time.ts';
import type { AnsweredBy, MouClient } from '../client/index.ts';
import { formatInstant } from '../domain/calendar.ts';
import { genesis } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import { inOrder } from '../domain/in-order.ts';
import type { State } from '../domain/state.ts';
import { headsOf } from '../export/json.ts';
import type { Head, Named, Register, Verdict } from '../register/port.ts';
import { batched } from './batched.ts';

export type Looked = { state: State; head: Head; by: AnsweredBy };
/** An answer as it is sent, and the head that it is made of. */
export type Shown = { tag: string; bytes: Buffer<ArrayBuffer> };

/** In bytes or characters as JSON, roughly: what is kept in memory of memoranda that were asked for, as states and as logs. */
const MOST_KEPT = 64 * 1024 * 1024;
const MOST_LOGS = 16 * 1024 * 1024;

/** Milliseconds for which what was told of all memoranda is told again: who looks at the same time asks once. */
const LATELY_MS = 2_000;

/** Milliseconds after which it is asked again who takes part anywhere; until the answer comes the last one stands. */
const NAMED_MS = 60_000;
/** Milliseconds for which a record that was found whole, or not, is said to be so, with the instant of it. */
const PROVEN_MS = 10 * 60_000;
export type Proof = Pick<Verdict, 'ok' | 'findings'> & { at: string };

type KeptLog = { head: string; log: readonly Event[] };

export class Source {
  readonly client: MouClient;
  readonly #head: (mou: string) => Promise<Head | undefined>;
  /** How far this process itself has brought a memorandum: the register may be a moment behind. */
  readonly #recorded = new LRUCache<string, number>({ max: 10_000 });
  readonly #shown = new LRUCache<string, Shown>({
    maxSize: MOST_KEPT,
    sizeCalculation: ({ bytes }) => bytes.length,
  });
  readonly #logs = new LRUCache<string, KeptLog>({
    maxSize: MOST_LOGS,
    sizeCalculation: ({ log }) => JSON.stringify(log).length,
  });
  /** Logs that are being read, by their heads: who asks at the same time reads along. */
  readonly #reading = new Map<string, Promise<readonly Event[]>>();
  readonly #participants = new LRUCache<string, readonly Named[]>({
    ...{ max: 1, ttl: NAMED_MS, allowStale: true },
    fetchMethod: () => this.register((register) => register.participants()),
  });
  /** By the head of the chain. */
  readonly #proofs = new LRUCache<string, Proof>({ max: 1_000, ttl: PROVEN_MS });
  /** What is asked of all memoranda at once. */
  readonly #lately = new LRUCache<string, Promise<unknown>>({ max: 200, ttl: LATELY_MS });

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

  /** The same answer for all who ask it within two seconds, unless something is recorded here meanwhile; a failure is not kept. */
  async lately<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#lately.get(question) as Promise<Answer> | undefined;
    if (known) return await known;
    const asked = ask();
    this.#lately.set(question, asked);
    asked.catch(() => this.#lately.delete(question));
    return await asked;
  }

  /** By id, why a memorandum cannot go on; undefined where the server does not tell. */
  async stuck(): Promise<Map<string, string> | undefined> {
    return await this.lately('stuck', () => soon(this.client.stuck()));
  }

  /** An act of ours was recorded: no answer after it may be older. */
  recorded(mou: string, seq: number): void {
    this.#lately.clear();
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

  /** The last event and the head. Throws `Refusal` UNKNOWN_MOU, or `NoService`. */
  async head(mou: string): Promise<Head> {
    return (await this.#kept(mou)) ?? (await this.#asked(mou)).head;
  }

  /** The state. Throws as `head`. @param fresh asks the workflow itself */
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

  /** All events, oldest first: the same array for as long as nothing further is recorded. Throws as `head`. */
  async log(mou: string): Promise<readonly Event[]> {
    const kept = await this.#kept(mou);
    if (!kept) return await this.client.events(mou);
    const known = this.#logs.get(mou);
    if (known?.head === kept.head) return known.log;
    const reading = this.#reading.get(kept.head) ?? this.#readLog(mou, kept);
    this.#reading.set(kept.head, reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(kept.head);
    }
  }

  async #readLog(mou: string, { seq, head }: Head): Promise<readonly Event[]> {
    const log = (await this.register((register) => register.events(mou))).map(inOrder);
    // What was recorded between the two questions belongs to another head.
    if (log.length === seq) this.#logs.set(mou, { head, log });
    return log;
  }

  /**
   * Whether the register's record is whole: every hash computed again, at most ten minutes ago and after the last event.
   * Null where there is no register, or it does not answer. @param again computes it now
   */
  async proof(mou: string, again: boolean): Promise<Proof | null> {
    if (!this.hasRegister) return null;
    try {
      const head = (await this.#head(mou))?.head ?? genesis(mou);
      const known = again ? undefined : this.#proofs.get(head);
      return known ?? (await this.#prove(mou, head));
    } catch (error) {
      if (error instanceof NoService) return null;
      throw error;
    }
  }

  async #prove(mou: string, head: string): Promise<Proof> {
    const at = formatInstant(Date.now());
    const { ok, findings } = await this.register((register) => register.verify(mou));
    const proof = { ok, findings, at };
    this.#proofs.set(head, proof);
    return proof;
  }

  /** Who takes part in any memorandum, by name; who came within the last minute may be missing. None where no register could tell. */
  async participants(): Promise<readonly Named[]> {
    if (!this.hasRegister) return [];
    const known = this.#participants.fetch('all').catch((error: unknown) => {
      if (error instanceof NoService) return undefined;
      throw error;
    });
    return (await known) ?? [];
  }

  /** So many events after that number. Throws as `head`. */
  async events(mou: string, { after, limit }: { after: number; limit: number }): Promise<Event[]> {
    if (await this.#kept(mou)) return (await this.register((register) => register.events(mou, { after, limit }))).map(inOrder);
    return (await this.client.events(mou, { after })).slice(0, limit);
  }

  /** An answer made of what is recorded, kept for as long as nothing further is; what the workflow said is not kept. */
  async shown(mou: string, tag: string, make: () => Promise<Shown & { by: Looked['by'] }>): Promise<Shown> {
    const kept = this.#shown.get(mou);
    if (kept?.tag === tag) return kept;
    const { by, ...made } = await make();
    if (by.from === 'register') this.#shown.set(mou, made);
    return made;
  }
}
