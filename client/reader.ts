/** One way to read a memorandum, wherever it is kept. */
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import type { OutboxView, View } from '../workflows/messages.ts';

/** Who answered, and as of which event. */
export type AnsweredBy = {
  /** The number of the last event that the answer knows of. */
  seq: number;
  from: 'workflow' | 'register';
  /** The head of the chain after that event, where it is known. */
  head?: string;
  /** In one sentence, where the workflow could not answer, or not all of it. */
  why?: string;
  /** What time should have done and could not. */
  stuck?: NonNullable<View['stuck']>;
  /** What waits for the register, which does not answer. */
  waiting?: NonNullable<View['waiting']>;
  /** False where the worker has no register: nothing is kept beyond what Temporal remembers. */
  kept?: false;
};

export type Answer<Value> = { value: Value; by: AnsweredBy };

/** Each throws `Refusal` UNKNOWN_MOU where the memorandum is not known here, and `NoService` where nobody can tell. */
export interface Reader {
  state(mou: string): Promise<Answer<State>>;
  /** Events with a number above `after`, oldest first: 0 for all of them. */
  events(mou: string, after: number): Promise<Answer<Event[]>>;
  /** Each message and how it went, in the order of the events and, for one event, of the recipients. */
  deliveries(mou: string): Promise<Delivery[]>;
  outbox(mou: string): Promise<OutboxView>;
}
