/** What became of each message: accepted by the other side, a dead letter, bounced, or on its way once more. */
import type { Delivery } from '../domain/delivery.ts';
import type { Bounce } from './messages.ts';

const isDead = (delivery: Delivery | undefined): boolean => delivery?.status === 'dead' || delivery?.status === 'bounced';

export class Deliveries {
  readonly #byKey: Map<string, Delivery>;
  readonly #changed: () => void;
  #dead: number;

  /** @param changed called when the number of dead letters changes */
  constructor(deliveries: readonly Delivery[], changed: () => void) {
    this.#byKey = new Map(deliveries.map((one) => [one.key, one]));
    this.#changed = changed;
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

  record(delivery: Delivery): void {
    this.#put(delivery.key, delivery);
  }

  forget(key: string): void {
    this.#put(key, undefined);
  }

  resend(key: string): void {
    const delivery = this.#byKey.get(key);
    if (delivery) this.record({ ...delivery, status: 'resending' });
  }

  /** A report of what became of a message after it was accepted. That it failed makes it bounced; the rest is evidence only. */
  bounce({ key, at, failed, detail }: Bounce): void {
    const delivery = this.#byKey.get(key);
    if (!delivery || delivery.status === 'resending') return;
    this.record({ ...delivery, at, status: failed ? 'bounced' : delivery.status, detail });
  }

  #put(key: string, delivery: Delivery | undefined): void {
    const change = Number(isDead(delivery)) - Number(isDead(this.#byKey.get(key)));
    if (delivery) this.#byKey.set(key, delivery);
    else this.#byKey.delete(key);
    this.#dead += change;
    if (change !== 0) this.#changed();
  }
}
