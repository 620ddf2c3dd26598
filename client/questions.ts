/** The questions an auditor asks: answered by the workflow or, where it has ended or cannot answer, by the register. */
import { Client, type Connection, type ConnectionOptions, QueryRejectedError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import { type Awaited, awaitedOf } from '../domain/awaited.ts';
import type { Delivery } from '../domain/delivery.ts';
import { didYouMean } from '../domain/did-you-mean.ts';
import type { Event } from '../domain/events.ts';
import { isUnknownMou, Refusal, unknownMou } from '../domain/refusal.ts';
import { clientConverter } from '../encryption/data-converter.ts';
import { BadCodecKeys, keyFilesIn } from '../encryption/keys.ts';
import type { State } from '../domain/state.ts';
import { Slug } from '../domain/values.ts';
import type { Signer } from '../keys/signing.ts';
import { type MemorandumInput, type OutboxView, TASK_QUEUE, workflowIdOf } from '../workflows/messages.ts';
import { Archive } from './archive.ts';
import { call, causeOf, isNotFound } from './calls.ts';
import { diagnose, type Place, whyNoAnswer } from './diagnosis.ts';
import { BadSetting, NoNamespace, NoService } from './errors.ts';
import { idsFrom, type Listed, type ListFilter, listMemoranda, listStuck } from './list.ts';
import { traced } from './traced.ts';
import type { Answer, Reader } from './reader.ts';
import { RegisterReader } from './register-reader.ts';
import { WorkflowReader } from './workflow-reader.ts';

export type ClientOptions = {
  /** Default: from TEMPORAL_ADDRESS, TEMPORAL_PROFILE, temporal.toml … */
  connection?: ConnectionOptions;
  namespace?: string;
  /** Where memoranda are started. Default: MOU_TASK_QUEUE, otherwise `mou`. */
  taskQueue?: string;
  /** Milliseconds until a call gives up with `NoService`. Default 8,000. */
  patience?: number;
  /** The register's PostgreSQL, for what no workflow can answer. Default: DATABASE_URL, unless a connection is named. */
  databaseUrl?: string | undefined;
  /** Files with the keys that payloads are encrypted with; the first encrypts. Default: those that MOU_CODEC_KEYS names. */
  codecKeys?: readonly string[];
  /** Signs acts, where acts are signed: a key, or a function that chooses one. */
  signer?: Signer | undefined;
  /** What memoranda are started with; for rehearsals. */
  start?: Omit<MemorandumInput, 'mou'>;
};

const PATIENCE = 8_000;
const AWAY_MS = 10_000;

export const idOf = (mou: string): string => {
  if (Slug.safeParse(mou).success) return mou;
  // A program in plain JavaScript may give anything.
  const given = typeof mou === 'string' ? JSON.stringify(mou.slice(0, 40)) : `of type ${typeof mou}, and`;
  throw new Refusal('INVALID', `mou: ${given} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`);
};

type Handle = ReturnType<Client['workflow']['getHandle']>;

export class Questions {
  readonly connection: Connection;
  readonly client: Client;
  readonly archive: Archive | undefined;
  protected options: ClientOptions;
  /** Asks running workflows only: of one that has ended the register tells without a replay. */
  readonly #running: Client;
  readonly #reader: WorkflowReader;

  /** Why the server could not be reached, and until when it is not asked again for what the register knows. */
  readonly #away: { why: string; until: number };

  /** @param problem in one sentence, where the server could not be reached */
  constructor(connection: Connection, options: ClientOptions, problem?: string) {
    this.#away = { why: problem ?? '', until: problem === undefined ? 0 : Date.now() + AWAY_MS };
    this.connection = connection;
    const { namespace = 'default', patience = PATIENCE, databaseUrl: url } = options;
    const dataConverter = clientConverter(options.codecKeys ?? keyFilesIn(process.env));
    this.client = new Client({ connection, namespace, dataConverter, interceptors: { workflow: [traced] } });
    this.#running = new Client({ connection, namespace, dataConverter, workflow: { queryRejectCondition: 'NOT_OPEN' } });
    this.options = options;
    this.archive = url ? new Archive({ url, namespace, patience }) : undefined;
    this.#reader = new WorkflowReader(this.#askWorkflow, this.archive);
  }

  /** The state now; what is waited for is told by `awaited`. Throws `Refusal` UNKNOWN_MOU, or `NoService`. */
  async state(mou: string): Promise<State> {
    return (await this.look(mou)).value;
  }

  /** The state now, with who answered and as of which event. Throws as `state`. */
  async look(mou: string): Promise<Answer<State>> {
    return await this.#read(mou, (reader) => reader.state(mou));
  }

  /** What is waited for now: of whom, since when and, where the text says it, until when, as civil dates. Throws as `state`. */
  async awaited(mou: string): Promise<Awaited[]> {
    return awaitedOf(await this.state(mou));
  }

  /** All events, oldest first; with `after`, those with a higher number. Throws as `state`. */
  async events(mou: string, { after = 0 }: { after?: number } = {}): Promise<Event[]> {
    return (await this.#read(mou, (reader) => reader.events(mou, after))).value;
  }

  /** How far the recipients were told; where the workflow has ended, that all of them were, and what did not arrive. */
  async outbox(mou: string): Promise<OutboxView> {
    return await this.#read(mou, (reader) => reader.outbox(mou));
  }

  /** Each message and how it went, in the order of the events and, for one event, of the recipients. */
  async deliveries(mou: string): Promise<Delivery[]> {
    const deliveries = await this.#read(mou, (reader) => reader.deliveries(mou));
    return deliveries.sort((a, b) => a.seq - b.seq || (a.recipient < b.recipient ? -1 : 1));
  }

  /** Which memoranda may be meant by an id, in words for a message: "; did you mean us-rok-tpd?", or "" where none is near. */
  async nearId(mou: string): Promise<string> {
    // A slip is looked for in the second half first: where there are very many, too many begin with the same letter.
    for (const length of [Math.ceil(mou.length / 2), 1]) {
      const ids = await this.#idsFrom(idOf(mou).slice(0, length));
      const hint = ids.includes(mou) ? '' : didYouMean(mou, ids);
      if (hint) return hint;
    }
    return '';
  }

  /** As far as the server and the register answer. */
  async #idsFrom(prefix: string): Promise<string[]> {
    const kept = this.archive?.ask((register) => register.list({ after: prefix, limit: 1_000 }));
    const found = await Promise.allSettled([
      this.call(() => idsFrom(this.client, prefix)),
      kept?.then(({ memoranda }) => memoranda.map(({ mou }) => mou)),
    ]);
    return [...new Set(found.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : [])))].sort();
  }

  /** By id, as the server's own index tells them; the register can filter by more. */
  async list(filter: ListFilter = {}): Promise<Listed[]> {
    return await this.call(() => listMemoranda(this.client, filter));
  }

  /** By id, why a memorandum's workflow cannot go on, as far as the server knows. Throws `NoService`. */
  async stuck(): Promise<Map<string, string>> {
    if (Date.now() < this.#away.until) throw new NoService(this.#away.why);
    return await this.call(() => listStuck(this.client));
  }

  async close(): Promise<void> {
    await this.archive?.close();
    await this.connection.close();
  }

  protected async ask<Answered>(mou: string, question: (handle: Handle) => Promise<Answered>): Promise<Answered> {
    const id = idOf(mou);
    try {
      return await this.call(() => question(this.handle(id)), id);
    } catch (error) {
      if (this.isForgotten(error)) throw unknownMou(id);
      throw error;
    }
  }

  /** A namespace that is gone is all of its workflows gone, where a register remembers them. */
  protected isForgotten(error: unknown): boolean {
    return isNotFound(error) || (this.archive !== undefined && error instanceof NoNamespace);
  }

  protected handle(mou: string): Handle {
    return this.client.workflow.getHandle(workflowIdOf(mou));
  }

  protected async call<Result>(attempt: () => Promise<Result>, mou?: string, patience = this.#patience): Promise<Result> {
    return await call(this.connection, patience, attempt, (error) => diagnose(this.#place(patience), error, mou));
  }

  #place(patience: number): Place {
    const { taskQueue = TASK_QUEUE, connection = {} } = this.options;
    return { client: this.client, address: connection.address ?? 'localhost:7233', connection, taskQueue, patience };
  }

  get #patience(): number {
    return this.options.patience ?? PATIENCE;
  }

  /** Where a register is known, it need not be waited for a workflow for long. */
  readonly #askWorkflow = async <Value, Args extends unknown[]>(
    mou: string,
    query: QueryDefinition<Value, Args>,
    ...args: Args
  ): Promise<Value> => {
    const id = idOf(mou);
    if (Date.now() < this.#away.until) throw new NoService(this.#away.why);
    const [{ workflow }, patience] = this.archive ? [this.#running, this.#patience / 2] : [this.client, this.#patience];
    try {
      return await this.call(() => workflow.getHandle(workflowIdOf(id)).query<Value, Args>(query, ...args), id, patience);
    } catch (error) {
      if (this.isForgotten(error)) throw unknownMou(id);
      if (error instanceof NoService || error instanceof BadCodecKeys || error instanceof QueryRejectedError) throw error;
      throw new NoService(await whyNoAnswer(this.#place(patience), causeOf(error), id));
    }
  };

  async #read<Value>(mou: string, question: (reader: Reader) => Promise<Value>): Promise<Value> {
    try {
      return await question(this.#reader);
    } catch (error) {
      if (
        !this.archive ||
        error instanceof BadSetting ||
        error instanceof BadCodecKeys ||
        (error instanceof Refusal && !isUnknownMou(error))
      )
        throw error;
      return await this.#readElsewhere(mou, question, this.archive, error as Error);
    }
  }

  async #readElsewhere<Value>(mou: string, question: (reader: Reader) => Promise<Value>, archive: Archive, first: Error): Promise<Value> {
    const why = reasonOf(mou, first);
    try {
      return await question(new RegisterReader(archive, why));
    } catch (error) {
      if (isUnknownMou(error)) throw first;
      if (error instanceof NoService) throw new NoService(`${why}. ${error.message}`);
      throw error;
    }
  }
}

/** By the numbers of `temporal.api.enums.v1.WorkflowExecutionStatus`. */
const ENDED: Record<number, string> = { 2: 'has completed', 3: 'has failed', 5: 'was terminated', 7: 'has timed out' };

/** Why the workflow did not answer, in one sentence. */
const reasonOf = (mou: string, error: Error): string => {
  if (isUnknownMou(error)) return `Temporal has forgotten ${mou}`;
  if (error instanceof QueryRejectedError) return `The workflow of ${mou} ${ENDED[error.status] ?? 'has ended'}`;
  return error.message;
};
