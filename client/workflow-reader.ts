/** A memorandum as its workflow has it: the newest there is. What the workflow no longer carries, the register adds. */
import type { QueryDefinition } from '@temporalio/common';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import { inOrder } from '../domain/in-order.ts';
import { unpackState } from '../domain/packed.ts';
import { unknownMou } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { type Base, deliveriesQuery, outboxQuery, type OutboxView, type View, viewQuery } from '../workflows/messages.ts';
import type { Archive } from './archive.ts';
import { NoService } from './errors.ts';
import type { Answer, AnsweredBy, Reader } from './reader.ts';

/** Asks the workflow of a memorandum. Throws as a `Reader` does. */
export type AskWorkflow = <Value, Args extends unknown[]>(
  mou: string,
  query: QueryDefinition<Value, Args>,
  ...args: Args
) => Promise<Value>;

/** Two hand-overs while one memorandum is read are very many. */
const ATTEMPTS = 3;

const unpacked = ({ packed }: Base): State => {
  if (packed === null) throw new NoService('Where the memorandum stands is known to the register alone, and that does not answer');
  return unpackState(packed);
};

const foldedUpon = (state: State | undefined, events: readonly Event[]): State | undefined =>
  events.filter(({ seq }) => seq > (state?.seq ?? 0)).reduce<State | undefined>(evolve, state);

/** Upon a state that leaves something out: an event that speaks of what is left out changes nothing but the number. */
const asFarAsKnown = (state: State, events: readonly Event[]): State =>
  events.reduce<State>((known, event) => {
    try {
      return evolve(known, event);
    } catch {
      return { ...known, seq: event.seq };
    }
  }, state);

/** Undefined where the pages do not follow on each other. */
const continued = async (first: View, ask: AskView): Promise<View | undefined> => {
  let view = first;
  const since = [...first.since];
  for (let last = since.at(-1); last && last.seq < view.seq; last = since.at(-1)) {
    view = await ask(last.seq);
    if (view.since[0]?.seq !== last.seq + 1) return undefined;
    since.push(...view.since);
  }
  return { ...view, base: first.base, since };
};

type AskView = (after: number) => Promise<View>;

/** All that the workflow carries above a number, page by page; from the start where it handed over in between. Throws `NoService`. */
export const wholeView = async (mou: string, ask: AskView, after = 0): Promise<View> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const whole = await continued(await ask(after), ask);
    if (whole) return whole;
  }
  throw new NoService(`${mou} was handed over to its next run again and again while it was read: ask again`);
};

export class WorkflowReader implements Reader {
  readonly #ask: AskWorkflow;
  readonly #archive: Archive | undefined;

  constructor(ask: AskWorkflow, archive: Archive | undefined) {
    this.#ask = ask;
    this.#archive = archive;
  }

  async state(mou: string): Promise<Answer<State>> {
    const view = await this.#whole(mou);
    if (!view.base?.condensed) {
      const state = foldedUpon(view.base ? unpacked(view.base) : undefined, view.since);
      return answer(state ?? unknown(mou), view);
    }
    try {
      const known = await this.#inArchive((archive) => archive.ask((register) => register.current(mou)));
      return answer(foldedUpon(known?.state, view.since) ?? unknown(mou), view);
    } catch (error) {
      if (!(error instanceof NoService)) throw error;
      const why = `Closed matters and long texts are left out: ${error.message}`;
      return answer(asFarAsKnown(unpacked(view.base), view.since), view, why);
    }
  }

  async events(mou: string, after: number): Promise<Answer<Event[]>> {
    const view = await this.#whole(mou, after);
    if (view.seq === 0) throw unknownMou(mou);
    const [first] = view.since;
    const before = (first?.seq ?? view.seq + 1) - 1;
    const limit = before - after;
    const earlier = limit <= 0 ? [] : await this.#inArchive((archive) => archive.ask((register) => register.events(mou, { after, limit })));
    if (earlier.length < limit) {
      const from = after + earlier.length + 1;
      throw new NoService(`Events ${from} to ${before} of ${mou} are the register's to tell, and are not in this one`);
    }
    return answer([...earlier.map(inOrder), ...view.since], view);
  }

  /** The workflow's own, and those that went well and are the register's since. */
  async deliveries(mou: string): Promise<Delivery[]> {
    const all: Delivery[] = [];
    for (let page = await this.#ask(mou, deliveriesQuery, 0); page.length > 0; page = await this.#ask(mou, deliveriesQuery, all.length)) {
      all.push(...page);
    }
    const kept = (await this.#archive?.ask((register) => register.deliveries(mou)).catch(ifAway)) ?? [];
    return [...new Map([...kept, ...all].map((one) => [one.key, one])).values()];
  }

  async outbox(mou: string): Promise<OutboxView> {
    return await this.#ask(mou, outboxQuery);
  }

  async #whole(mou: string, from = 0): Promise<View> {
    return await wholeView(mou, (after) => this.#ask(mou, viewQuery, after), from);
  }

  async #inArchive<Value>(ask: (archive: Archive) => Promise<Value>): Promise<Value> {
    if (!this.#archive) throw new NoService('The register is needed, and none is known here: set DATABASE_URL');
    return await ask(this.#archive);
  }
}

const ifAway = (error: unknown): undefined => {
  if (!(error instanceof NoService)) throw error;
};

const unknown = (mou: string): never => {
  throw unknownMou(mou);
};

const answer = <Value>(value: Value, { seq, head, stuck, waiting, appended }: View, why?: string): Answer<Value> => {
  const by: AnsweredBy = {
    ...{ seq, from: 'workflow', head },
    ...(why !== undefined && { why }),
    ...(stuck && { stuck }),
    ...(waiting && { waiting }),
    ...(appended === null && { kept: false }),
  };
  return { value, by };
};
