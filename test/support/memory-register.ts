/** A register in memory, for what the worker does with one; and that can be down. What PostgreSQL does is tested in test/register. */
import { genesis, link } from '../../domain/chain.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { RegisterGap, RegisterUnavailable } from '../../register/errors.ts';
import type { Current, EventsAsked, Head, KeptReceipt, Register } from '../../register/port.ts';

type Part = Pick<Register, 'append' | 'events' | 'head' | 'current' | 'receipt' | 'keepDeliveries' | 'deliveries'>;

export class MemoryRegister implements Part {
  isDown = false;
  /** How often events were appended, and deliveries kept. */
  calls = { append: 0, keep: 0 };
  readonly logs = new Map<string, Event[]>();
  readonly kept = new Map<string, Delivery>();
  /** After each event. */
  readonly #heads = new Map<string, string[]>();

  async append(mou: string, events: readonly Event[]): Promise<Head> {
    this.calls.append += 1;
    const log = this.#logOf(mou);
    const [first] = events;
    if (first && first.seq > log.length + 1) throw new RegisterGap(mou, log.length + 1, first.seq);
    this.logs.set(mou, [...log, ...events.filter(({ seq }) => seq > log.length)]);
    return await Promise.resolve(this.#headOf(mou) as Head);
  }

  async events(mou: string, { after = 0, limit }: EventsAsked = {}): Promise<Event[]> {
    return await Promise.resolve(this.#logOf(mou).slice(after, limit === undefined ? undefined : after + limit));
  }

  async head(mou: string): Promise<Head | undefined> {
    return await Promise.resolve(this.#headOf(mou));
  }

  async current(mou: string): Promise<Current | undefined> {
    const state = fold(this.#logOf(mou));
    return await Promise.resolve(state && { ...(this.#headOf(mou) as Head), state });
  }

  async receipt(mou: string, actId: string): Promise<KeptReceipt | undefined> {
    const log = this.#logOf(mou);
    const events = log.filter(({ act }) => act?.id === actId);
    const last = events.at(-1);
    if (!last?.act) return undefined;
    const until = log.slice(0, last.seq);
    const head = this.#headsOf(mou)[last.seq - 1] as string;
    return await Promise.resolve({ sha256: last.act.sha256, seq: last.seq, head, status: fold(until)?.status ?? 'open', events });
  }

  async keepDeliveries(_: string, deliveries: readonly Delivery[], forgotten: readonly string[] = []): Promise<void> {
    this.calls.keep += 1;
    this.#mustBeUp();
    for (const one of deliveries) this.kept.set(one.key, one);
    for (const key of forgotten) this.kept.delete(key);
    await Promise.resolve();
  }

  async deliveries(mou: string, from = 1): Promise<Delivery[]> {
    this.#mustBeUp();
    const found = [...this.kept.values()].filter(({ key, seq }) => key.startsWith(`${mou}/`) && seq >= from);
    return await Promise.resolve(found.sort((a, b) => a.seq - b.seq || (a.recipient < b.recipient ? -1 : 1)));
  }

  #mustBeUp(): void {
    if (this.isDown) throw new RegisterUnavailable('The register does not answer: connect ECONNREFUSED');
  }

  #logOf(mou: string): Event[] {
    this.#mustBeUp();
    return this.logs.get(mou) ?? [];
  }

  #headOf(mou: string): Head | undefined {
    const log = this.#logOf(mou);
    const head = this.#headsOf(mou).at(-1);
    return head === undefined ? undefined : { seq: log.length, head };
  }

  #headsOf(mou: string): string[] {
    const heads = this.#heads.get(mou) ?? [];
    for (const event of this.#logOf(mou).slice(heads.length)) heads.push(link(heads.at(-1) ?? genesis(mou), event));
    this.#heads.set(mou, heads);
    return heads;
  }
}
