/** Digests that are collected or to be sent: of each, the first and the last event. What lies between is read when it is sent. */
import type { Group } from '../activities/judge/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Appointment } from './clock.ts';

export type Digest = { recipient: string; since: number; last: number; at: Milliseconds };

/** So many wait while a mail server is down for days; the oldest beyond that are dead letters. */
const MOST = 3_000;

export class Digests {
  readonly #now: () => Milliseconds;
  #all: Digest[];

  constructor(all: readonly Digest[], now: () => Milliseconds) {
    this.#all = all.map((one) => ({ ...one }));
    this.#now = now;
  }

  get all(): readonly Digest[] {
    return this.#all;
  }

  /** Takes in a group; one whose time has come stays as it is, since it may have been sent. */
  add({ first, last, digests = [] }: Pick<Group, 'first' | 'last' | 'digests'>): void {
    for (const { recipient, at } of digests) {
      const open = this.#all.find((one) => one.recipient === recipient && one.at > this.#now());
      if (open) open.last = last;
      else this.#all.push({ recipient, since: first, last, at });
    }
  }

  /** Those that are to be sent now, the oldest first. */
  due(recipient?: string): Digest[] {
    return this.#all.filter((one) => one.at <= this.#now() && (recipient === undefined || one.recipient === recipient));
  }

  /** When the next one is to be sent. */
  get next(): Appointment | undefined {
    const ahead = this.#all.filter(({ at }) => at > this.#now());
    return ahead.length === 0 ? undefined : { at: Math.min(...ahead.map(({ at }) => at)), summary: 'The digest of the day' };
  }

  /** Sent, or given up. */
  remove(digest: Digest): void {
    this.#all = this.#all.filter((one) => one !== digest);
  }

  /** Takes out those that are too many. */
  giveUp(): Digest[] {
    return this.#all.splice(0, Math.max(0, this.#all.length - MOST));
  }
}
