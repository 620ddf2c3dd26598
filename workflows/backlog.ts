/** What waits to be told: groups of events in their order, and how far each recipient was told. */
import type { Group } from '../activities/judge/port.ts';
import type { Told } from '../activities/tell/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { isTooMuch, type Pending, sharedWith, type Waiting } from './outbox-pages.ts';

type Message = { recipient: string; last: number };

export class Backlog {
  readonly #waiting: Waiting;

  constructor({ pending, sent, recipients, latest }: Waiting) {
    this.#waiting = { pending, sent, recipients, latest };
  }

  get pages(): Waiting {
    return this.#waiting;
  }

  get pending(): readonly Pending[] {
    return this.#waiting.pending;
  }

  /** The last group of all: it says where recipients are reached. */
  get latest(): Told {
    return this.#waiting.latest as Told;
  }

  /** Who is told of what happens now. */
  get recipients(): readonly string[] {
    return this.#waiting.recipients;
  }

  set recipients(keys: readonly string[]) {
    this.#waiting.recipients = [...keys];
  }

  add({ moved: _, digests: __, ...group }: Group, at: Milliseconds, trace: string | undefined): void {
    const { pending } = this.#waiting;
    pending.push({ ...group, to: sharedWith(pending.at(-1), group.to), at, ...(trace !== undefined && { trace }) });
    this.#waiting.latest = { first: group.first, last: group.last, before: group.before, head: group.head };
  }

  isWaiting({ last, to }: Pick<Pending, 'last' | 'to'>, key: string): boolean {
    return to.includes(key) && last > (this.#waiting.sent[key] ?? 0);
  }

  /** The first group that the recipient waits for. */
  nextOf(key: string): Pending | undefined {
    return this.pending.find((group) => this.isWaiting(group, key));
  }

  /** Who waits for a message, once for each. */
  get unreached(): string[] {
    return this.pending.flatMap((group) => group.to.filter((key) => this.isWaiting(group, key)));
  }

  /** The recipient was told up to that event, or will never be. */
  reached(key: string, seq: number): void {
    this.#waiting.sent[key] = Math.max(seq, this.#waiting.sent[key] ?? 0);
  }

  /** Leaves out groups that nobody waits for any more. */
  prune(): void {
    this.#waiting.pending = this.pending.filter((group) => group.to.some((key) => this.isWaiting(group, key)));
  }

  /** Takes out the oldest where more waits than can be handed over. Gives the messages that are lost by it. */
  giveUp(): Message[] {
    this.prune();
    const lost: Message[] = [];
    for (let [oldest] = this.pending; oldest && isTooMuch(this.#waiting); [oldest] = this.pending) {
      const { last, to } = oldest;
      const unreached = to.filter((key) => this.isWaiting({ last, to }, key));
      for (const key of unreached) this.reached(key, last);
      lost.push(...unreached.map((recipient) => ({ recipient, last })));
      this.prune();
    }
    return lost;
  }
}
