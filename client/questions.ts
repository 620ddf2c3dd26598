/** The questions an auditor asks: answered by the workflow or, where Temporal has forgotten it, by the register. */
import { Client, type Connection, type ConnectionOptions } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import { recipientsOf } from '../domain/recipient-spans.ts';
import { type Delivery, isDead } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import { inOrder } from '../domain/in-order.ts';
import { Refusal, unknownMou } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { Slug } from '../domain/values.ts';
import {
  deliveriesQuery,
  eventsQuery,
  type MemorandumInput,
  outboxQuery,
  type OutboxView,
  stateQuery,
  workflowIdOf,
} from '../workflows/messages.ts';
import { Archive } from './archive.ts';
import { call, isNotFound } from './calls.ts';
import { NoNamespace } from './errors.ts';
import { listMemoranda, type Listed } from './list.ts';

export type ClientOptions = {
  /** Default: from TEMPORAL_ADDRESS, TEMPORAL_PROFILE, temporal.toml … */
  connection?: ConnectionOptions;
  namespace?: string;
  /** Where memoranda are started. Default: MOU_TASK_QUEUE, otherwise `mou`. */
  taskQueue?: string;
  /** Milliseconds until a call gives up with `NoService`. Default 8,000. */
  patience?: number;
  /** The register's PostgreSQL, for what Temporal no longer remembers. Default: DATABASE_URL, unless a connection is named. */
  databaseUrl?: string | undefined;
  /** What memoranda are started with; for rehearsals. */
  start?: Omit<MemorandumInput, 'mou'>;
};

const PATIENCE = 8_000;

export const idOf = (mou: string): string => {
  if (!Slug.safeParse(mou).success)
    throw new Refusal(
      'INVALID',
      `mou: ${JSON.stringify(mou.slice(0, 40))} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`,
    );
  return mou;
};

export class Questions {
  readonly connection: Connection;
  readonly client: Client;
  readonly archive: Archive | undefined;
  protected options: ClientOptions;

  constructor(connection: Connection, options: ClientOptions) {
    this.connection = connection;
    const { namespace = 'default', patience = PATIENCE, databaseUrl: url } = options;
    this.client = new Client({ connection, namespace });
    this.options = options;
    this.archive = url ? new Archive({ url, namespace, patience }) : undefined;
  }

  /** The state now. Throws `Refusal` UNKNOWN_MOU, or `NoService`. */
  async state(mou: string): Promise<State> {
    const state = await this.ask(mou, (handle) => handle.query(stateQuery)).catch(orWhenUnknown(() => this.archived(mou).then(fold)));
    return state ?? unknown(mou);
  }

  /** All events, oldest first: the workflow's or, where Temporal has forgotten it, the register's. */
  async events(mou: string): Promise<Event[]> {
    const events = await this.#pages(mou, eventsQuery).catch(orWhenUnknown(() => this.archived(mou)));
    return events.length > 0 ? events : unknown(mou);
  }

  protected async archived(mou: string): Promise<Event[]> {
    return ((await this.archive?.ask((register) => register.events(mou))) ?? []).map(inOrder);
  }

  /** All that a query tells page by page, as `pageOf` makes them. */
  async #pages<Item>(mou: string, query: QueryDefinition<Item[], [after: number]>): Promise<Item[]> {
    const items: Item[] = [];
    for (;;) {
      const page = await this.ask(mou, (handle) => handle.query(query, items.length));
      if (page.length === 0) return items;
      items.push(...page);
    }
  }

  /** How far the recipients were told; where Temporal has forgotten it, that all of them were, and what did not arrive. */
  async outbox(mou: string): Promise<OutboxView> {
    return await this.ask(mou, (handle) => handle.query(outboxQuery)).catch(orWhenUnknown(() => this.#outboxArchived(mou)));
  }

  async #outboxArchived(mou: string): Promise<OutboxView> {
    const log = await this.archived(mou);
    if (log.length === 0) return unknown(mou);
    return { sent: allSent(log), waiting: 0, dead: (await this.#deliveriesArchived(mou)).filter(isDead).length };
  }

  /**
   * What became of each message, in the order of the events and, for one event, of the recipients: as the workflow tells
   * or, where Temporal has forgotten it, the register.
   */
  async deliveries(mou: string): Promise<Delivery[]> {
    const deliveries = await this.#pages(mou, deliveriesQuery).catch(orWhenUnknown(() => this.#deliveriesArchived(mou)));
    return deliveries.sort((a, b) => a.seq - b.seq || (a.recipient < b.recipient ? -1 : 1));
  }

  async #deliveriesArchived(mou: string): Promise<Delivery[]> {
    const isKnown = await this.archive?.ask((register) => register.head(mou));
    return (isKnown && (await this.archive?.ask((register) => register.deliveries(mou)))) ?? unknown(mou);
  }

  async list(): Promise<Listed[]> {
    return await this.call(() => listMemoranda(this.client));
  }

  async close(): Promise<void> {
    await this.archive?.close();
    await this.connection.close();
  }

  protected async ask<Answer>(
    mou: string,
    question: (handle: ReturnType<Client['workflow']['getHandle']>) => Promise<Answer>,
  ): Promise<Answer> {
    const id = idOf(mou);
    try {
      return await this.call(() => question(this.handle(id)));
    } catch (error) {
      if (this.isForgotten(error)) return unknown(id);
      throw error;
    }
  }

  /** A namespace that is gone is all of its workflows gone, where a register remembers them. */
  protected isForgotten(error: unknown): boolean {
    return isNotFound(error) || (this.archive !== undefined && error instanceof NoNamespace);
  }

  protected handle(mou: string) {
    return this.client.workflow.getHandle(workflowIdOf(mou));
  }

  protected async call<Result>(attempt: () => Promise<Result>): Promise<Result> {
    return await call(this.connection, this.options.patience ?? PATIENCE, attempt);
  }
}

const unknown = (mou: string): never => {
  throw unknownMou(mou);
};

/** For `catch`: another answer where the memorandum is not known, and the error itself otherwise. */
const orWhenUnknown =
  <Answer>(answer: () => Promise<Answer>) =>
  (error: unknown): Promise<Answer> => {
    if (error instanceof Refusal && error.code === 'UNKNOWN_MOU') return answer();
    throw error;
  };

/** Of a workflow that Temporal has forgotten it is no longer known how far its recipients were told: it ended once all were. */
const allSent = (log: readonly Event[]): Record<string, number> => {
  const participants = fold(log)?.instrument.participants.map(({ id }) => id) ?? [];
  return Object.fromEntries(recipientsOf(participants, log).map(({ key }) => [key, log.length]));
};
