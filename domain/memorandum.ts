/**
 * One memorandum in memory: its log, its state and the receipts of its acts. The workflow and `mou simulate` both are
 * shells round this class, which is why they yield the same events.
 */
import type { Act } from './acts.ts';
import { type Milliseconds, parseInstant } from './calendar.ts';
import { genesis, link } from './chain.ts';
import { decide, decideDue } from './decide.ts';
import { due } from './due.ts';
import type { Event } from './events.ts';
import { evolve } from './evolve.ts';
import { fingerprint } from './fingerprint.ts';
import { inOrder } from './in-order.ts';
import { Refusal, unknownMou } from './refusal.ts';
import { sameSignature } from './rules/signature.ts';
import type { State, Status } from './state.ts';

/** What an act left behind: the number of its last event, the status then, its events, and the head of the hash chain. */
export type Receipt = { mou: string; seq: number; status: Status; events: Event[]; head: string };

type Kept = { sha256: string; status: Status; events: Event[] };

export class Memorandum {
  readonly mou: string;
  #state: State | undefined;
  #log: Event[] = [];
  #heads: string[] = [];
  #receipts = new Map<string, Kept>();

  /** @param log all events of an earlier run, in order; empty for a memorandum not yet opened */
  constructor(mou: string, log: readonly Event[] = []) {
    this.mou = mou;
    for (const event of log) this.#append([event]);
  }

  get state(): State | undefined {
    return this.#state;
  }

  get log(): readonly Event[] {
    return this.#log;
  }

  /** The receipt of the same act recorded earlier. The same id with other content is refused: two acts, one id. */
  repeated(act: Act): Receipt | undefined {
    const { id, ...content } = act;
    const kept = id === undefined ? undefined : this.#receipts.get(id);
    if (kept && kept.sha256 !== fingerprint(content)) {
      throw new Refusal('INVALID', `id: ${id} was used for another act; an act that differs needs an id of its own`);
    }
    if (kept) return this.#receiptOf(kept);
    const signature =
      act.do === 'sign' && this.#state?.status !== 'discontinued' && this.#state ? sameSignature(this.#state, act) : undefined;
    const signing = signature && this.#log[signature.seq - 1]?.act;
    const signed = signing && this.#receipts.get(signing.id);
    return signed && this.#receiptOf(signed);
  }

  /**
   * What recording the act now would make happen, after what time has to do first. Changes nothing; throws `Refusal`.
   * It is what a validator asks.
   */
  attempt(act: Act, clock: Milliseconds): Event[] {
    if (!this.#state && act.do !== 'open') throw unknownMou(this.mou);
    // An act without an id cannot be retried as the same; it is named all the same, so that its receipt can be found.
    const { id = `unnamed-${this.seq + 1}`, ...content } = act;
    const now = this.#notBefore(clock);
    const events = decide(act, settled(this.#state, now), now);
    if (events instanceof Refusal) throw events;
    const sha256 = fingerprint(content);
    return events.map((event) => ({ ...event, act: { id, sha256 } }));
  }

  /** Records an act, after what time has to do first. Throws `Refusal`, and then the act has changed nothing. */
  record(act: Act, now: Milliseconds): Receipt {
    const before = this.repeated(act);
    if (before) return before;
    while (this.settle(now));
    const events = this.#append(this.attempt(act, now));
    return this.#receiptOf({ status: this.#state?.status ?? 'open', events });
  }

  /** Records the next act of time if its instant has come; undefined once nothing more is due. */
  settle(clock: Milliseconds): Event[] | undefined {
    const events = dueEvents(this.#state, this.#notBefore(clock));
    return events && this.#append(events);
  }

  /** Two machines' clocks differ by a little; the log's own order never does. */
  #notBefore(clock: Milliseconds): Milliseconds {
    const last = this.#log.at(-1);
    return last ? Math.max(clock, parseInstant(last.at)) : clock;
  }

  get seq(): number {
    return this.#log.length;
  }

  #append(events: readonly Event[]): Event[] {
    const ordered = events.map(inOrder);
    for (const event of ordered) {
      this.#state = evolve(this.#state, event);
      this.#log.push(event);
      if (event.act) this.#keep(event, event.act);
    }
    return ordered;
  }

  #keep(event: Event, { id, sha256 }: NonNullable<Event['act']>): void {
    const events = [...(this.#receipts.get(id)?.events ?? []), event];
    this.#receipts.set(id, { sha256, status: this.#state?.status ?? 'open', events });
  }

  #receiptOf({ status, events }: Pick<Kept, 'status' | 'events'>): Receipt {
    const seq = events.at(-1)?.seq ?? this.seq;
    return { mou: this.mou, seq, status, events, head: this.headAt(seq) };
  }

  /** The head of the hash chain after an event; computed when it is asked for, and then known. */
  headAt(seq: number): string {
    for (let next = this.#heads.length; next < seq; next += 1) {
      this.#heads.push(link(this.#heads.at(-1) ?? genesis(this.mou), this.#log[next] as Event));
    }
    return this.#heads[seq - 1] ?? genesis(this.mou);
  }
}

const dueEvents = (state: State | undefined, now: Milliseconds): Event[] | undefined => {
  const next = state && due(state, now);
  if (!next || next.at > now) return undefined;
  const events = decideDue(next.act, state, now);
  if (events.length === 0) throw new Error(`Time's act ${next.act.do} made nothing happen and would be due for ever`);
  return events;
};

const settled = (state: State | undefined, now: Milliseconds): State | undefined => {
  let current = state;
  for (let events = dueEvents(current, now); events; events = dueEvents(current, now)) current = events.reduce(evolve, current);
  return current;
};
