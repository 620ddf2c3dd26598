/** One memorandum in memory: its log, its state and the receipts of its acts. `mou simulate` and the tests live by it. */
import type { Act } from './acts/index.ts';
import { type Gate, NO_GATE } from './authorisation.ts';
import type { Milliseconds } from './calendar.ts';
import { genesis, link } from './chain.ts';
import type { Event } from './events.ts';
import { advanced, beforeOpening, judgeAct, type Judged, judgeNextDue, mustBeSame, signedAlready, type Standing } from './judge.ts';
import type { State, Status } from './state.ts';

/** What an act left behind: the number of its last event, the status then, its events, and the head of the hash chain. */
export type Receipt = { mou: string; seq: number; status: Status; events: Event[]; head: string };

type Kept = { seq: number; status: Status; events: Event[] };

export class Memorandum {
  readonly mou: string;
  readonly #gate: Gate;
  #standing: Standing;
  #log: Event[] = [];
  #heads: string[] = [];
  #receipts = new Map<string, Kept>();

  /**
   * @param log all events of an earlier run, in order; empty for a memorandum not yet opened
   * @param gate what is asked of who acts; needed where acts are signed
   */
  constructor(mou: string, log: readonly Event[] = [], gate: Gate = NO_GATE) {
    this.mou = mou;
    this.#gate = gate;
    this.#standing = beforeOpening(mou);
    for (const event of log) this.#append({ events: [event], after: advanced(this.#standing, event) });
  }

  get standing(): Standing {
    return this.#standing;
  }

  get state(): State | undefined {
    return this.#standing.state;
  }

  get log(): readonly Event[] {
    return this.#log;
  }

  get seq(): number {
    return this.#log.length;
  }

  /** The receipt of the same act recorded earlier. The same id with other content is refused: two acts, one id. */
  repeated(act: Act): Receipt | undefined {
    const kept = act.id === undefined ? undefined : this.#receipts.get(act.id);
    if (kept) {
      mustBeSame(act, kept.events[0]?.act?.sha256 as string);
      return this.#receiptOf(kept);
    }
    const signature = signedAlready(this.state, act);
    const signing = signature && this.#log[signature.seq - 1]?.act;
    return signing && this.#receiptOf(this.#receipts.get(signing.id) as Kept);
  }

  /** What recording the act now would make happen, after what time has to do first. Changes nothing; throws `Refusal`. */
  attempt(act: Act, clock: Milliseconds): { settled: Event[]; judged: Judged } {
    return judgeAct(this.#standing, act, clock, this.#gate);
  }

  /** Records an act, after what time has to do first. Throws `Refusal`, and then the act has changed nothing. */
  record(act: Act, clock: Milliseconds): Receipt {
    const before = this.repeated(act);
    if (before) return before;
    const { settled, judged } = judgeAct(this.#standing, act, clock, this.#gate);
    this.#append({ events: [...settled, ...judged.events], after: judged.after });
    return this.#receiptOf(this.#receipts.get(judged.events[0]?.act?.id as string) as Kept);
  }

  /** Records the next act of time if its instant has come; undefined once nothing more is due. */
  settle(clock: Milliseconds): Event[] | undefined {
    const judged = judgeNextDue(this.#standing, clock);
    if (judged) this.#append(judged);
    return judged?.events;
  }

  #append({ events, after }: Judged): void {
    for (const event of events) {
      this.#standing = after.seq === event.seq ? after : advanced(this.#standing, event);
      this.#log.push(event);
      if (event.act) this.#keep(event, event.act.id);
    }
  }

  #keep(event: Event, id: string): void {
    const events = [...(this.#receipts.get(id)?.events ?? []), event];
    this.#receipts.set(id, { seq: event.seq, status: (this.state as State).status, events });
  }

  #receiptOf({ seq, status, events }: Kept): Receipt {
    const headAt = () => this.headAt(seq);
    return {
      mou: this.mou,
      seq,
      status,
      events,
      get head() {
        return headAt();
      },
    };
  }

  /** The head of the hash chain after an event; computed when it is asked for, and then known. */
  headAt(seq: number): string {
    for (let next = this.#heads.length; next < seq; next += 1) {
      this.#heads.push(link(this.#heads.at(-1) ?? genesis(this.mou), this.#log[next] as Event));
    }
    return this.#heads[seq - 1] ?? genesis(this.mou);
  }
}
