/**
 * Numbers of all memoranda: asked of the register and of the server's index when somebody looks, once a minute at most, and
 * never of the workflows.
 */
import type { Client } from '@temporalio/client';
import { inTime } from '../client/in-time.ts';
import { endedBadly, listLate, stuckRunning } from '../client/late.ts';
import type { RegisterReader } from '../register/port.ts';
import { STATUSES } from '../domain/state.ts';
import type { Metrics } from './metrics.ts';

const EVERY_MS = 60_000;
/** Nobody waits longer; what comes later is there the next time. */
const PATIENCE_MS = 3_000;
const ASK_MS = 20_000;

export type Sources = { client: Client; register: (() => Promise<RegisterReader>) | undefined };

export class Totals {
  readonly #metrics: Metrics;
  readonly #failed: (source: string, error: Error) => void;
  #sources: Sources | undefined;
  #last: { at: number; done: Promise<void> } | undefined;

  constructor(metrics: Metrics, failed: (source: string, error: Error) => void) {
    this.#metrics = metrics;
    this.#failed = failed;
  }

  from(sources: Sources): void {
    this.#sources = sources;
  }

  /** Brings the numbers up to date where they are older than a minute. What does not answer keeps its last ones, and their time. */
  async refresh(): Promise<void> {
    const now = performance.now();
    if (!this.#sources) return;
    if (!this.#last || now - this.#last.at > EVERY_MS) this.#last = { at: now, done: this.#ask(this.#sources) };
    await inTime(this.#last.done, PATIENCE_MS).catch(() => {});
  }

  async #ask({ client, register }: Sources): Promise<void> {
    await Promise.all([
      this.#known('server', () => client.connection.withDeadline(Date.now() + ASK_MS, () => this.#askServer(client))),
      ...(register ? [this.#known('register', () => this.#askRegister(register))] : []),
    ]);
  }

  async #known(source: string, ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
      this.#metrics.answeredAt.set({ source }, Date.now() / 1_000);
    } catch (error) {
      this.#failed(source, error as Error);
    }
  }

  async #askServer(client: Client): Promise<void> {
    const [running, ended, late] = await Promise.all([stuckRunning(client), endedBadly(client), listLate(client)]);
    const { stuck, deadLetterMemoranda, outboxMemoranda, outboxMessages, outboxOldest, behindMemoranda, behindOldest } = this.#metrics;
    stuck.set({ reason: 'time' }, running.time);
    stuck.set({ reason: 'task' }, running.task);
    stuck.set({ reason: 'ended' }, ended);
    deadLetterMemoranda.set(late.deadLetters);
    outboxMemoranda.set(late.outbox.memoranda);
    outboxMessages.set(late.outbox.messages);
    outboxOldest.set(ageOf(late.outbox.oldest));
    behindMemoranda.set(late.behind.memoranda);
    behindOldest.set(ageOf(late.behind.oldest));
  }

  async #askRegister(register: () => Promise<RegisterReader>): Promise<void> {
    const { memoranda, deadLetters } = await (await register()).totals();
    for (const status of STATUSES) this.#metrics.memoranda.set({ status }, memoranda[status] ?? 0);
    this.#metrics.deadLetters.set(deadLetters);
  }
}

const ageOf = (oldest: number | null): number => (oldest === null ? 0 : Math.max(0, Date.now() - oldest) / 1_000);
