/** What became of each message: accepted by the other side, a dead letter, bounced, or on its way once more. */
import { type Delivery, isDead } from '../domain/delivery.ts';
import { pageOf } from './log-carrier.ts';
import { reported } from '../domain/report.ts';
import type { Bounce } from './messages.ts';

/** For the register: what is known of messages now, and the keys of those of which nothing is to be known. */
export type Changes = { kept: Delivery[]; forgotten: string[] };

export class Deliveries {
  readonly #byKey: Map<string, Delivery>;
  readonly #changed: () => void;
  /** The keys of what the register has not been told as it is now. */
  readonly #untold: Set<string>;
  #dead: number;

  /**
   * @param changed called when the number of dead letters changes
   * @param untold the keys of what the register was not told yet: all of them, unless it is known better
   */
  constructor(deliveries: readonly Delivery[], changed: () => void, untold: readonly string[] = deliveries.map(({ key }) => key)) {
    this.#byKey = new Map(deliveries.map((one) => [one.key, one]));
    this.#changed = changed;
    this.#untold = new Set(untold);
    this.#dead = deliveries.filter(isDead).length;
  }

  get all(): Delivery[] {
    return [...this.#byKey.values()];
  }

  /** How many messages did not arrive, as far as is known. */
  get dead(): number {
    return this.#dead;
  }

  /** What is to be sent again, in the order of the events. */
  waiting(recipient?: string): Delivery[] {
    return this.all
      .filter((one) => one.status === 'resending' && (recipient === undefined || one.recipient === recipient))
      .sort((a, b) => a.seq - b.seq);
  }

  find(key: string): Delivery | undefined {
    return this.#byKey.get(key);
  }

  /** The keys of what did not arrive. */
  deadKeys(): string[] {
    return this.all.filter(isDead).map(({ key }) => key);
  }

  get untold(): string[] {
    return [...this.#untold];
  }

  get areTold(): boolean {
    return this.#untold.size === 0;
  }

  /** Whether the register does not know yet of one that did not arrive. */
  get haveUntoldDead(): boolean {
    return this.untold.some((key) => this.#isDead(key));
  }

  /** What the register is to be told, as much as fits into one message. */
  changes(): Changes {
    const kept = this.untold.flatMap((key) => this.#byKey.get(key) ?? []);
    return { kept: pageOf(kept, 0), forgotten: this.untold.filter((key) => !this.#byKey.has(key)) };
  }

  /** The register was told; of what has changed in the meantime it will be told anew. */
  told({ kept, forgotten }: Changes): void {
    for (const one of kept) if (this.#byKey.get(one.key) === one) this.#untold.delete(one.key);
    for (const key of forgotten) if (!this.#byKey.has(key)) this.#untold.delete(key);
  }

  /** The register has lost what it was told, or never was. */
  tellAgain(): void {
    for (const key of this.#byKey.keys()) this.#untold.add(key);
  }

  record(delivery: Delivery): void {
    this.#put(delivery.key, delivery);
  }

  /** With nobody to tell, each event would leave one: only the recipient's last is kept. */
  skip(delivery: Delivery): void {
    for (const { key, recipient, status } of this.all) {
      if (status === 'skipped' && recipient === delivery.recipient) this.forget(key);
    }
    this.record(delivery);
  }

  forget(key: string): void {
    this.#put(key, undefined);
  }

  resend(key: string): void {
    const delivery = this.#byKey.get(key);
    if (delivery) this.record({ ...delivery, status: 'resending' });
  }

  /** A report of what became of a message after it was accepted. The same report again changes nothing. */
  bounce(report: Bounce): void {
    const delivery = this.#byKey.get(report.key);
    const now = delivery && reported(delivery, report);
    if (now && now !== delivery) this.record(now);
  }

  #isDead(key: string): boolean {
    const delivery = this.#byKey.get(key);
    return delivery !== undefined && isDead(delivery);
  }

  #put(key: string, delivery: Delivery | undefined): void {
    const wasDead = this.#isDead(key);
    this.#untold.add(key);
    if (delivery) this.#byKey.set(key, delivery);
    else this.#byKey.delete(key);
    const change = Number(this.#isDead(key)) - Number(wasDead);
    this.#dead += change;
    if (change !== 0) this.#changed();
  }
}
