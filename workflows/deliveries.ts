/**
 * What is known of messages: a dead letter, bounced, on its way once more, or accepted by the other side. What went well, and
 * is told to the register, is the register's alone from then on.
 */
import { isDead } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import { bytesOf } from '../domain/limits.ts';
import { reported } from '../domain/report.ts';
import type { DeliveryPages } from './handed-over.ts';
import type { Bounce } from './messages.ts';
import { pageOf } from './pages.ts';

/** For the register: what is known of messages now, and the keys of those of which nothing is to be known. */
type ForRegister = { kept: Delivery[]; forgotten: string[] };

/** In bytes, what is kept beside the register: all of it must fit into one message with everything else. */
const MOST_BYTES = 192 * 1024;

export class Deliveries {
  readonly #byKey: Map<string, Delivery>;
  readonly #changed: () => void;
  /** The keys of what the register has not been told as it is now. */
  readonly #untold: Set<string>;
  #dead: number;

  /** The register tells more of these than is known here, and keeps what went well. */
  #isRegistered: boolean;
  #deadElsewhere: number;
  #unkept: number;
  #bytes: number;

  /** @param changed called when the number of dead letters changes */
  constructor({ deliveries, untold, deadElsewhere, unkept }: DeliveryPages, changed: () => void, isRegistered = true) {
    this.#byKey = new Map(deliveries.map((one) => [one.key, one]));
    this.#changed = changed;
    this.#untold = new Set(untold);
    this.#dead = deliveries.filter(isDead).length;
    this.#deadElsewhere = deadElsewhere;
    this.#unkept = unkept;
    this.#bytes = deliveries.reduce((sum, one) => sum + bytesOf(one), 0);
    this.#isRegistered = isRegistered;
  }

  pages(): DeliveryPages {
    return { deliveries: this.all, untold: this.untold, deadElsewhere: this.#deadElsewhere, unkept: this.#unkept };
  }

  get all(): Delivery[] {
    return [...this.#byKey.values()];
  }

  /** How many messages did not arrive, as far as is known. */
  get dead(): number {
    return this.#dead + this.#deadElsewhere;
  }

  /** In bytes, all that is kept here. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Of how many messages nothing is kept. */
  get unkept(): number {
    return this.#unkept;
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
  changes(): ForRegister {
    const kept = this.untold.flatMap((key) => this.#byKey.get(key) ?? []);
    return { kept: pageOf(kept, 0), forgotten: this.untold.filter((key) => !this.#byKey.has(key)) };
  }

  /** The register was told; of what has changed in the meantime it is told again. */
  told({ kept, forgotten }: ForRegister): void {
    for (const one of kept) if (this.#byKey.get(one.key) === one) this.#untold.delete(one.key);
    for (const key of forgotten) if (!this.#byKey.has(key)) this.#untold.delete(key);
    this.#leave();
  }

  /** The register has lost what it was told, or never was: as much as is known here is told again. */
  tellAgain(): void {
    this.#isRegistered = true;
    for (const key of this.#byKey.keys()) this.#untold.add(key);
  }

  /** There is no register to be told. */
  allTold(): void {
    this.#isRegistered = false;
    this.#untold.clear();
    this.#leave();
  }

  /** What came of one attempt. @param isTold whether the register knows it already */
  came(delivery: Delivery, isTold: boolean): void {
    const changed = delivery.status === 'skipped' ? this.skip(delivery) : [];
    if (delivery.status !== 'skipped') this.record(delivery);
    if (isTold) for (const key of [...changed, delivery.key]) this.#untold.delete(key);
    this.#leave();
  }

  /** One that only the register knew, because it is to change. */
  takeBack(delivery: Delivery): void {
    if (this.#byKey.has(delivery.key)) return;
    if (isDead(delivery) && this.#deadElsewhere > 0) this.#deadElsewhere -= 1;
    this.#byKey.set(delivery.key, delivery);
    this.#bytes += bytesOf(delivery);
    if (isDead(delivery)) this.#dead += 1;
  }

  /** What went well is left to the register once it was told, and the oldest where they are too many. */
  #leave(): void {
    const isTold = ({ key }: Delivery): boolean => this.#isRegistered && !this.#untold.has(key);
    for (const one of this.all) if (one.status === 'accepted' && isTold(one)) this.#drop(one);
    if (this.#bytes <= MOST_BYTES) return;
    // What the register knows goes first; then what arrived.
    const rank = (one: Delivery): number => (isTold(one) ? 0 : isDead(one) ? 2 : 1);
    const all = this.all.filter(({ status }) => status !== 'resending' && status !== 'skipped');
    for (const one of all.sort((a, b) => rank(a) - rank(b) || a.seq - b.seq)) {
      // Some more than must be, so that it is not done again at the next one.
      if (this.#bytes <= 0.9 * MOST_BYTES) return;
      if (!isTold(one)) this.#unkept += 1;
      this.#drop(one);
    }
  }

  #drop(one: Delivery): void {
    this.#byKey.delete(one.key);
    this.#untold.delete(one.key);
    this.#bytes -= bytesOf(one);
    if (!isDead(one)) return;
    this.#dead -= 1;
    this.#deadElsewhere += 1;
  }

  record(delivery: Delivery): void {
    this.#put(delivery.key, delivery);
  }

  /** With nobody to tell, each act would leave one: only the recipient's last is kept. Gives the keys of those forgotten. */
  skip(delivery: Delivery): string[] {
    const earlier = this.all.filter(
      ({ key, recipient, status }) => status === 'skipped' && recipient === delivery.recipient && key !== delivery.key,
    );
    for (const { key } of earlier) this.forget(key);
    this.record(delivery);
    return earlier.map(({ key }) => key);
  }

  /** By recipient, the key of the message that was skipped last. */
  get skipped(): Record<string, string> {
    return Object.fromEntries(this.all.flatMap(({ status, recipient, key }) => (status === 'skipped' ? [[recipient, key]] : [])));
  }

  forget(key: string): void {
    this.#put(key, undefined);
  }

  resend(key: string): void {
    const delivery = this.#byKey.get(key);
    if (delivery) this.record({ ...delivery, status: 'resending' });
  }

  /** A report on a message after it was accepted. The same report again changes nothing. */
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
    if (this.#isRegistered) this.#untold.add(key);
    this.#bytes += bytesOf(delivery) - bytesOf(this.#byKey.get(key));
    if (delivery) this.#byKey.set(key, delivery);
    else this.#byKey.delete(key);
    const change = Number(this.#isDead(key)) - Number(wasDead);
    this.#dead += change;
    if (change !== 0) this.#changed();
  }
}
