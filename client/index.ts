/**
 * The typed client: one function an act, each with retries by the same id, and the questions an auditor asks.
 *
 * @example
 * const mou = await MouClient.connect();
 * await mou.sign('us-rok-tpd', { by: 'us', signedOn: '2025-10-29', place: 'Gyeongju', signatory, document });
 */
import { randomUUID } from 'node:crypto';
import {
  Client,
  Connection,
  type ConnectionOptions,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Act, ActInput, ActName } from '../domain/acts.ts';
import { ACT_NAMES } from '../domain/acts.ts';
import { type Delivery, isDead } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { recipientsOf } from '../domain/contacts.ts';
import { fold } from '../domain/evolve.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { parseAct } from '../domain/input.ts';
import { Memorandum, type Receipt } from '../domain/memorandum.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { Slug } from '../domain/values.ts';
import { type Carried, packLog } from '../workflows/log-carrier.ts';
import {
  type Bounce,
  bounceUpdate,
  deliveriesQuery,
  eventsQuery,
  type MemorandumInput,
  outboxQuery,
  type OutboxView,
  resendUpdate,
  stateQuery,
  TASK_QUEUE,
  updateFor,
  WORKFLOW_TYPE,
  workflowIdOf,
} from '../workflows/messages.ts';
import { Archive } from './archive.ts';
import { call, isNotFound } from './calls.ts';
import { NoNamespace, NoService } from './errors.ts';
import { eventInOrder, stateInOrder } from './in-order.ts';
import { listMemoranda, type Listed } from './list.ts';

export { NoService } from './errors.ts';
export type { Delivery } from '../domain/delivery.ts';
export type { Bounce } from '../workflows/messages.ts';
export type { Listed } from './list.ts';
export type { Receipt } from '../domain/memorandum.ts';

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;
type Facts<Name extends ActName> = Omit<Extract<ActInput, { do: Name }>, 'do' | (Name extends 'open' ? 'mou' : never)>;
/** One function an act: `sign`, `giveNotice`, `recordDelivery` … */
type ActFunctions = { [Name in ActName as CamelCase<Name>]: (mou: string, facts: Facts<Name>) => Promise<Receipt> };

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
const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const idOf = (mou: string): string => {
  if (!Slug.safeParse(mou).success)
    throw new Refusal(
      'INVALID',
      `mou: ${JSON.stringify(mou.slice(0, 40))} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`,
    );
  return mou;
};

class Memoranda {
  readonly connection: Connection;
  readonly client: Client;
  readonly archive: Archive | undefined;
  #options: ClientOptions;

  constructor(connection: Connection, options: ClientOptions) {
    this.connection = connection;
    this.client = new Client({ connection, namespace: options.namespace ?? 'default' });
    this.#options = options;
    this.archive = options.databaseUrl ? new Archive(options.databaseUrl, options.patience ?? PATIENCE) : undefined;
    for (const name of ACT_NAMES) {
      Object.assign(this, { [camelCase(name)]: (mou: string, facts: object) => this.act(mou, { do: name, ...facts }) });
    }
  }

  /**
   * Records an act and gives its receipt. Retried by the same id until it is answered; without an id it is given one.
   * Throws `Refusal` (INVALID, UNKNOWN_MOU, or by the memorandum's rules) or `NoService`.
   */
  async act(mou: string, input: unknown): Promise<Receipt> {
    const id = idOf(mou);
    const isOpening = (input as Partial<Act>)?.do === 'open';
    const act = parseAct({ id: randomUUID(), ...(input as object), ...(isOpening && { mou: id }) });
    if (act.do === 'open') return (await this.#archived(id)).length > 0 ? await this.#afterTheEnd(id, act) : await this.#start(act, {});
    try {
      return await this.#call(() => this.#handle(id).executeUpdate(updateFor(act.do), { args: [act], updateId: updateIdOf(act) }));
    } catch (error) {
      if (this.#isForgotten(error)) return await this.#afterTheEnd(id, act);
      throw error;
    }
  }

  /** The state now. Throws `Refusal` UNKNOWN_MOU, or `NoService`. */
  async state(mou: string): Promise<State> {
    const state = await this.#ask(mou, (handle) => handle.query(stateQuery)).catch(orWhenUnknown(() => this.#archived(mou).then(fold)));
    return state ? stateInOrder(state) : unknown(mou);
  }

  /** All events, oldest first: the workflow's or, where Temporal has forgotten it, the register's. */
  async events(mou: string): Promise<Event[]> {
    const events = await this.#told(mou).catch(orWhenUnknown(() => this.#archived(mou)));
    return events.length > 0 ? events.map(eventInOrder) : unknown(mou);
  }

  async #archived(mou: string): Promise<Event[]> {
    return (await this.archive?.ask((register) => register.events(mou))) ?? [];
  }

  async #told(mou: string): Promise<Event[]> {
    const events: Event[] = [];
    for (;;) {
      const page = await this.#ask(mou, (handle) => handle.query(eventsQuery, events.length));
      if (page.length === 0) return events;
      events.push(...page);
    }
  }

  /** How far the recipients were told; where Temporal has forgotten it, that all of them were, and what did not arrive. */
  async outbox(mou: string): Promise<OutboxView> {
    return await this.#ask(mou, (handle) => handle.query(outboxQuery)).catch(orWhenUnknown(() => this.#outboxArchived(mou)));
  }

  async #outboxArchived(mou: string): Promise<OutboxView> {
    const log = await this.#archived(mou);
    if (log.length === 0) return unknown(mou);
    return { sent: allSent(log), waiting: 0, dead: (await this.#deliveriesArchived(mou)).filter(isDead).length };
  }

  /**
   * What became of each message, in the order of the events and, for one event, of the recipients: as the workflow tells
   * or, where Temporal has forgotten it, the register.
   */
  async deliveries(mou: string): Promise<Delivery[]> {
    const deliveries = await this.#deliveriesTold(mou).catch(orWhenUnknown(() => this.#deliveriesArchived(mou)));
    return deliveries.sort((a, b) => a.seq - b.seq || (a.recipient < b.recipient ? -1 : 1));
  }

  async #deliveriesTold(mou: string): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (;;) {
      const page = await this.#ask(mou, (handle) => handle.query(deliveriesQuery, deliveries.length));
      if (page.length === 0) return deliveries;
      deliveries.push(...page);
    }
  }

  async #deliveriesArchived(mou: string): Promise<Delivery[]> {
    const isKnown = await this.archive?.ask((register) => register.head(mou));
    return (isKnown && (await this.archive?.ask((register) => register.deliveries(mou)))) ?? unknown(mou);
  }

  /**
   * Sends messages again, each under its own key: those named, or all that did not arrive. Gives their keys. Throws
   * `Refusal` INVALID for a key that nothing was sent under, UNKNOWN_MOU, DISCONTINUED once the settling period is over.
   */
  async resend(mou: string, keys: string[] | null = null): Promise<string[]> {
    return await this.#whileItRuns(mou, () => this.#ask(mou, (handle) => handle.executeUpdate(resendUpdate, { args: [keys] })));
  }

  /** Records what a mail server reported of a message later. The same report again changes nothing. */
  async recordBounce(mou: string, bounce: Bounce): Promise<void> {
    await this.#whileItRuns(mou, () => this.#ask(mou, (handle) => handle.executeUpdate(bounceUpdate, { args: [bounce] })));
  }

  async list(): Promise<Listed[]> {
    return await this.#call(() => listMemoranda(this.client));
  }

  /** What memoranda opened from now on are started with. */
  startWith(start: Omit<MemorandumInput, 'mou'>): void {
    this.#options = { ...this.#options, start };
  }

  async close(): Promise<void> {
    await this.archive?.close();
    await this.connection.close();
  }

  /** A workflow begins together with its first act; where it runs already, the act meets it. */
  async #start(act: Act, carried: Partial<MemorandumInput>, { log, deliveries }: Carried = { log: [], deliveries: [] }): Promise<Receipt> {
    const mou = act.do === 'open' ? act.mou : (carried.mou ?? '');
    const title = act.do === 'open' ? act.instrument.title : `${mou}, taken up again`;
    const operation = new WithStartWorkflowOperation(WORKFLOW_TYPE, {
      workflowId: workflowIdOf(mou),
      taskQueue: this.#options.taskQueue ?? TASK_QUEUE,
      args: [{ ...this.#options.start, ...carried, mou }, ...(log.length > 0 ? [packLog(log, deliveries)] : [])],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: log.length > 0 ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
      staticSummary: title,
    });
    try {
      return await this.#call(() =>
        this.client.workflow.executeUpdateWithStart(updateFor(act.do), {
          args: [act],
          updateId: updateIdOf(act),
          startWorkflowOperation: operation,
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return await this.#afterTheEnd(mou, act);
      throw error;
    }
  }

  /**
   * The act finds no running workflow: none was ever started, or the settling period after discontinuation is over.
   * Then the log decides as the workflow would have, and what it accepts (a rectification) takes the memorandum up again.
   */
  async #afterTheEnd(mou: string, act: Act): Promise<Receipt> {
    const log = await this.events(mou);
    const memorandum = new Memorandum(mou, log);
    const before = memorandum.repeated(act);
    if (before) return before;
    memorandum.attempt(act, Date.now() + (this.#options.start?.clockOffset ?? 0));
    const [{ sent }, deliveries] = await Promise.all([this.outbox(mou), this.deliveries(mou)]);
    return await this.#start(act, { mou, sent, recorded: log.length }, { log, deliveries });
  }

  /** Once the settling period is over nothing more is sent: that is said, where the memorandum is not simply unknown. */
  async #whileItRuns<Answer>(mou: string, attempt: () => Promise<Answer>): Promise<Answer> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'UNKNOWN_MOU') throw error;
      const { discontinuation, status } = await this.state(mou);
      if (status !== 'discontinued')
        throw new NoService(`Temporal has forgotten ${mou}: its next act takes it up again, and then ask again`);
      throw new Refusal(
        'DISCONTINUED',
        `The memorandum is discontinued since ${discontinuation?.commencedOn}, and its settling period is over`,
      );
    }
  }

  async #ask<Answer>(mou: string, question: (handle: ReturnType<Client['workflow']['getHandle']>) => Promise<Answer>): Promise<Answer> {
    const id = idOf(mou);
    try {
      return await this.#call(() => question(this.#handle(id)));
    } catch (error) {
      if (this.#isForgotten(error)) return unknown(id);
      throw error;
    }
  }

  /** A namespace that is gone is all of its workflows gone, where a register remembers them. */
  #isForgotten(error: unknown): boolean {
    return isNotFound(error) || (this.archive !== undefined && error instanceof NoNamespace);
  }

  #handle(mou: string) {
    return this.client.workflow.getHandle(workflowIdOf(mou));
  }

  async #call<Result>(attempt: () => Promise<Result>): Promise<Result> {
    return await call(this.connection, this.#options.patience ?? PATIENCE, attempt);
  }
}

const unknown = (mou: string): never => {
  throw new Refusal('UNKNOWN_MOU', `mou: no memorandum ${mou} has been opened`);
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

/** Temporal remembers updates by id alone: the content is part of it, so that two acts under one id are told apart. */
const updateIdOf = (act: Act): string => `${act.id}:${fingerprint(act).slice(0, 16)}`;

export type MouClient = Memoranda & ActFunctions;

const connect = async (options: ClientOptions = {}): Promise<MouClient> => {
  // Whoever names a connection means that one, without what the environment says of another.
  const { namespace, connectionOptions } = options.connection
    ? { namespace: undefined, connectionOptions: options.connection }
    : loadClientConnectConfig();
  const databaseUrl = options.connection ? undefined : process.env.DATABASE_URL;
  const address = connectionOptions.address ?? 'localhost:7233';
  try {
    const connection = await Connection.connect({ connectTimeout: '5 seconds', ...connectionOptions });
    const taskQueue = process.env.MOU_TASK_QUEUE || TASK_QUEUE;
    return new Memoranda(connection, { namespace: namespace ?? 'default', taskQueue, databaseUrl, ...options }) as MouClient;
  } catch (error) {
    throw new NoService(`No Temporal server answers at ${address} (${(error as Error).message}). Start one with: npx mou dev`);
  }
};

export const MouClient = { connect };
