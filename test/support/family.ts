/** Memoranda in memory that tell each other what concerns them, through the channel by which the worker does. */
import { createMemorandumChannel } from '../../activities/notify/memorandum.ts';
import { type ContactBy, NotTaken } from '../../activities/notify/port.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { type Milliseconds, parseInstant } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { toldOfAct } from '../../domain/recipients.ts';
import { unknownMou } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { type Message, messageOf } from '../../projections/message.ts';

export class Family {
  readonly #members = new Map<string, Memorandum>();
  #now: Milliseconds = 0;
  /** What was told to another: how it went, in words. */
  readonly told: string[] = [];
  /** What another did not take yet, to be told again once anything has happened. */
  #waiting: (() => Promise<void>)[] = [];

  /** Opens a memorandum at an instant. */
  async open(at: string, mou: string, instrument: Instrument, more: Partial<ActInput> = {}): Promise<void> {
    this.#members.set(mou, new Memorandum(mou));
    await this.act(at, mou, { do: 'open', mou, instrument, ...more } as ActInput);
  }

  async act(at: string, mou: string, act: ActInput): Promise<void> {
    await this.pass(at);
    await this.#record(mou, act);
    await this.#tellAgain();
  }

  /** What falls due until an instant happens, one after the other in each of them. */
  async pass(at: string): Promise<void> {
    const until = parseInstant(at);
    for (const [mou, memorandum] of this.#members) {
      for (let next = this.#next(memorandum); next !== undefined && next <= until; next = this.#next(memorandum)) {
        this.#now = Math.max(this.#now, next);
        await this.#tell(mou, memorandum.state, memorandum.settle(this.#now) ?? []);
      }
    }
    this.#now = until;
  }

  async #tellAgain(): Promise<void> {
    const again = this.#waiting;
    this.#waiting = [];
    for (const tell of again) await tell();
  }

  stateOf(mou: string): State {
    const state = this.#members.get(mou)?.state;
    if (!state) throw unknownMou(mou);
    return state;
  }

  logOf(mou: string): readonly Event[] {
    return this.#members.get(mou)?.log ?? [];
  }

  #next({ state }: Memorandum): Milliseconds | undefined {
    return state && due(state, this.#now)?.at;
  }

  async #record(mou: string, act: ActInput): Promise<{ seq: number }> {
    const memorandum = this.#members.get(mou);
    if (!memorandum) throw unknownMou(mou);
    const before = memorandum.state;
    const { events } = memorandum.record(parseAct(act, before?.instrument), this.#now);
    await this.#tell(mou, before, events);
    await this.pass(new Date(this.#now).toISOString());
    return { seq: memorandum.seq };
  }

  async #tell(mou: string, before: State | undefined, events: readonly Event[]): Promise<void> {
    for (const { recipient } of toldOfAct(before, events, this.stateOf(mou))) {
      const message = messageOf({ before, events }, recipient);
      if (recipient.contact?.channel === 'memorandum' && message) await this.#deliver(message, recipient.contact);
    }
  }

  async #deliver(message: Message, contact: ContactBy<'memorandum'>): Promise<void> {
    const channel = createMemorandumChannel({
      state: async (other) => this.stateOf(other),
      act: async (other, act) => await this.#record(other, act),
    });
    try {
      this.told.push((await channel.deliver(message, contact)).detail);
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      if (error.retry === 'long') this.#waiting.push(() => this.#deliver(message, contact));
      else this.told.push(`refused: ${error.message}`);
    }
  }
}
