/** A memorandum as the register has it: what is known where the workflow has ended or cannot answer. */
import { recipientsOf } from '../domain/recipient-spans.ts';
import { isDead } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import { inOrder } from '../domain/in-order.ts';
import { unknownMou } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import type { OutboxView } from '../workflows/messages.ts';
import type { Archive } from './archive.ts';
import type { Answer, Reader } from './reader.ts';

export class RegisterReader implements Reader {
  readonly #archive: Archive;
  readonly #why: string | undefined;

  /** @param why the workflow does not answer, if it should */
  constructor(archive: Archive, why?: string) {
    this.#archive = archive;
    this.#why = why;
  }

  async state(mou: string): Promise<Answer<State>> {
    const known = await this.#archive.ask((register) => register.current(mou));
    if (!known) throw unknownMou(mou);
    return this.#answer(known.state, known.seq, known.head);
  }

  async events(mou: string, after: number): Promise<Answer<Event[]>> {
    const log = (await this.#archive.ask((register) => register.events(mou, { after }))).map(inOrder);
    const last = log.at(-1) ?? (await this.#archive.ask((register) => register.head(mou)));
    if (!last) throw unknownMou(mou);
    return this.#answer(log, last.seq);
  }

  async deliveries(mou: string): Promise<Delivery[]> {
    if (!(await this.#archive.ask((register) => register.head(mou)))) throw unknownMou(mou);
    return await this.#archive.ask((register) => register.deliveries(mou));
  }

  async outbox(mou: string): Promise<OutboxView> {
    const { value: log } = await this.events(mou, 0);
    return { sent: allSent(log), waiting: 0, unreached: [], dead: (await this.deliveries(mou)).filter(isDead).length };
  }

  #answer<Value>(value: Value, seq: number, head?: string): Answer<Value> {
    return {
      value,
      by: { seq, from: 'register', ...(head !== undefined && { head }), ...(this.#why !== undefined && { why: this.#why }) },
    };
  }
}

/** Of a workflow that has ended it is no longer known how far its recipients were told: it ended once all were. */
const allSent = (log: readonly Event[]): Record<string, number> => {
  const participants = fold(log)?.instrument.participants.map(({ id }) => id) ?? [];
  return Object.fromEntries(recipientsOf(participants, log).map(({ key }) => [key, log.length]));
};
