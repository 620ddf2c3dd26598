/** The register in PostgreSQL: the embedded one, or any given by its URL; the same SQL for both. */
import { setTimeout as pause } from 'node:timers/promises';
import { CompiledQuery, type Kysely, sql } from 'kysely';
import { genesis } from '../domain/chain.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import type { Token } from '../domain/tokens.ts';
import { canonicalText, linkOfText } from './canonical.ts';
import { type Access, connect } from './connection.ts';
import { deliveriesOf, keepDeliveries } from './deliveries.ts';
import { isCrossed, RegisterConflict, RegisterGap } from './errors.ts';
import { awaited, deadlines } from './ahead.ts';
import { eventsOf } from './events.ts';
import { feed, lastPlace } from './feed.ts';
import { kin } from './kin.ts';
import { list } from './list.ts';
import { totals } from './totals.ts';
import { makeReady, prepareTables } from './open.ts';
import type { Kin } from '../domain/kin.ts';
import type {
  Arrived,
  AwaitedAsked,
  Pending,
  Current,
  Dated,
  DeadlinesAsked,
  EventsAsked,
  FeedAsked,
  Head,
  HeadOf,
  KeptReceipt,
  Named,
  ListAsked,
  Page,
  Register,
  Totals,
  Verdict,
} from './port.ts';
import { advance } from './projection.ts';
import { makeRoles, type Passwords, type Role } from './roles.ts';
import type { Database } from './schema.ts';
import { currentOf, type Known, replaceProjection, wholeOf, write } from './store.ts';
import { AppendCache } from './append-cache.ts';
import { participantNames, participants } from './names.ts';
import { addToken, allTokens, revokeToken, tokensBy } from './tokens.ts';
import { verify } from './verify.ts';

export type RegisterOptions = Access & {
  /** Milliseconds after which a query that was not answered fails with `RegisterUnavailable`. Default 10,000. */
  patience?: number;
  /** Most connections at once. Default 8. */
  connections?: number;
  /** False: the tables are left as they are, and a role that may only read is enough for questions. Default true. */
  migrates?: boolean;
  /** The namespace of Temporal whose memoranda are kept here: another's register is refused. Default: any. */
  namespace?: string;
};

/** For the making of tables, and for what reads all of them. */
const LONG_MS = 300_000;
/** Events in one statement, which has some parameters for each: of the 65,535 that there may be. */
const MOST_AT_ONCE = 500;
/** Each lost race is another's progress: so many in a row mean that something else is wrong. */
const ATTEMPTS = 20;

type Connections = { db: Kysely<Database>; long: Kysely<Database> };

/** Connects for as long as the work lasts or, where it succeeds and says so, for as long as its result is used. */
const connected = async <Result>(
  { patience = 10_000, connections = 8, ...access }: RegisterOptions,
  work: (opened: Connections) => Promise<Result>,
  keep: boolean,
): Promise<Result> => {
  const long = connect(access, { patience: Math.max(patience, LONG_MS), connections: 2, connecting: patience });
  const db = connect(access, { patience, connections });
  const close = async () => await Promise.all([long.destroy(), db.destroy()]);
  try {
    const result = await work({ db, long });
    if (!keep) await close();
    return result;
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Connects, makes or updates the tables unless told not to, and answers with the register. Throws `RegisterUnavailable`
 * where no database answers, and `RegisterUnfit` where it is no register of this version and namespace.
 */
export const openRegister = async (options: RegisterOptions): Promise<Register> => {
  const { migrates = true, namespace } = options;
  const open = async ({ db, long }: Connections) => {
    await makeReady(db, long, { migrates, namespace });
    return new PostgresRegister(db, long);
  };
  return await connected(options, open, true);
};

/** Makes or updates the tables, and gives the names of the migrations that were missing. Throws as `openRegister`. */
export const migrateRegister = async (options: RegisterOptions): Promise<string[]> =>
  await connected(options, ({ db, long }) => prepareTables(db, long), false);

/** Makes the roles of those who append and read; the tables are there. Throws as `openRegister`. */
export const makeRegisterRoles = async (options: RegisterOptions & { passwords: Passwords }): Promise<Role[]> =>
  await connected(options, ({ long }) => makeRoles(long, options.passwords), false);

const HEADS_OF = 'select mou, seq, head from mou.memoranda where mou = any($1::text[])';

class PostgresRegister implements Register {
  readonly #db: Kysely<Database>;
  /** With a longer patience, for what reads everything. */
  readonly #long: Kysely<Database>;
  readonly #appended = new AppendCache();

  constructor(db: Kysely<Database>, long: Kysely<Database>) {
    this.#db = db;
    this.#long = long;
  }

  async append(mou: string, events: readonly Event[]): Promise<Head> {
    const [first] = events;
    const gap = events.find(({ seq }, at) => seq !== (first?.seq ?? 0) + at);
    if (!first) throw new RangeError(`${mou}: no events to append`);
    if (gap) throw new RangeError(`${mou}: event ${gap.seq} does not follow on the one given before it`);
    let head = await this.#appendSome(mou, events.slice(0, MOST_AT_ONCE));
    for (let from = MOST_AT_ONCE; from < events.length; from += MOST_AT_ONCE) {
      head = await this.#appendSome(mou, events.slice(from, from + MOST_AT_ONCE));
    }
    return head;
  }

  /** All of them or none: one statement. */
  async #appendSome(mou: string, events: readonly Event[]): Promise<Head> {
    const first = events[0]?.seq ?? 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        // A first event is hardly ever there already: only where it is, the register is asked what it knows.
        const head = await this.#attempt(mou, first, events, first > 1 || attempt > 1);
        if (head) return head;
      } catch (error) {
        if (!isCrossed(error) || attempt >= ATTEMPTS) throw error;
      }
      if (attempt >= ATTEMPTS) throw new Error(`${mou}: what is listed and the events differ; verify it`);
      this.#appended.forget(mou);
      await pause(Math.random() * attempt * 2);
    }
  }

  /** Undefined where another writer came first, or the row had to be made again: then again. */
  async #attempt(mou: string, first: number, events: readonly Event[], asks: boolean): Promise<Head | undefined> {
    const known = this.#appended.before(mou, first) ?? (asks ? await currentOf(this.#db, mou) : undefined);
    // A row of another making, or none: made from the events first, so that what follows may build on it.
    if (known && !known.written) {
      await this.reproject(mou);
      return undefined;
    }
    const seq = known?.seq ?? 0;
    if (first > seq + 1) throw new RegisterGap(mou, seq + 1, first);
    const repeated = events.filter((event) => event.seq <= seq);
    const fresh = events.slice(repeated.length);
    const head = repeated.length > 0 ? await this.#recognised(mou, repeated) : undefined;
    return fresh.length === 0 ? head : await this.#record(mou, known, fresh);
  }

  /** The head after events that are recorded already. Throws `RegisterConflict` at the first that was recorded otherwise. */
  async #recognised(mou: string, events: readonly Event[]): Promise<Head> {
    const before = (events[0]?.seq ?? 1) - 1;
    const rows = await this.#db
      .selectFrom('events')
      .select(['seq', 'hash'])
      .where('mou', '=', mou)
      .where('seq', '>=', before)
      .where('seq', '<=', before + events.length)
      .execute();
    const recorded = new Map(rows.map(({ seq, hash }) => [seq, hash]));
    let head = before === 0 ? genesis(mou) : (recorded.get(before) ?? '');
    for (const event of events) {
      head = linkOfText(head, canonicalText(event));
      if (recorded.get(event.seq) !== head) throw new RegisterConflict(mou, event.seq);
    }
    return { seq: before + events.length, head };
  }

  async #record(mou: string, known: Known | undefined, events: readonly Event[]): Promise<Head | undefined> {
    const made = advance(mou, known, events);
    const now = await write(this.#db, known, events, made);
    if (!now) return undefined;
    this.#appended.keep(mou, now);
    return { seq: now.seq, head: now.head };
  }

  async events(mou: string, asked?: EventsAsked): Promise<Event[]> {
    return await eventsOf(this.#db, mou, asked);
  }

  async state(mou: string): Promise<State | undefined> {
    return (await wholeOf(this.#db, mou))?.state;
  }

  async current(mou: string): Promise<Current | undefined> {
    const known = await wholeOf(this.#db, mou);
    return known && { seq: known.seq, head: known.head, state: known.state };
  }

  async receipt(mou: string, actId: string): Promise<KeptReceipt | undefined> {
    const rows = await this.#db
      .selectFrom('events')
      .select(['seq', 'hash', 'status', 'event'])
      .where('mou', '=', mou)
      .where('act_id', '=', actId)
      .orderBy('seq')
      .execute();
    const last = rows.at(-1);
    const sha256 = last?.event.act?.sha256;
    if (!last || sha256 === undefined) return undefined;
    return { sha256, seq: last.seq, status: last.status, head: last.hash, events: rows.map(({ event }) => event) };
  }

  async head(mou: string): Promise<Head | undefined> {
    const query = this.#db.selectFrom('events').select(['seq', 'hash as head']).where('mou', '=', mou);
    return await query.orderBy('seq', 'desc').limit(1).executeTakeFirst();
  }

  async headsOf(mous: readonly string[]): Promise<Map<string, Head>> {
    // Asked for each answer of the desk, so it is not put together each time.
    const query: CompiledQuery<Head & { mou: string }> = CompiledQuery.raw(HEADS_OF, [mous]);
    const { rows } = await this.#db.executeQuery(query);
    return new Map(rows.map(({ mou, ...head }) => [mou, head]));
  }

  async feed(asked: FeedAsked = {}): Promise<Arrived[]> {
    return await feed(this.#db, asked);
  }

  async lastPlace(): Promise<string | null> {
    return await lastPlace(this.#db);
  }

  async totals(): Promise<Totals> {
    return await totals(this.#db);
  }

  async now(): Promise<number> {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(this.#db);
    return (rows[0] as { at: Date }).at.getTime();
  }

  async participants(): Promise<Named[]> {
    return await participants(this.#db);
  }

  async participantNames(mous: readonly string[]): Promise<Map<string, Record<string, string>>> {
    return await participantNames(this.#db, mous);
  }

  async tokensBy(hashes: readonly string[]): Promise<Map<string, Token>> {
    return await tokensBy(this.#db, hashes);
  }

  async tokens(): Promise<Token[]> {
    return await allTokens(this.#db);
  }

  async addToken(sha256: string, token: Token): Promise<void> {
    await addToken(this.#db, sha256, token);
  }

  async revokeToken(id: string, at: string): Promise<Token | undefined> {
    return await revokeToken(this.#db, id, at);
  }

  async heads(): Promise<HeadOf[]> {
    const query = this.#long.selectFrom('events').distinctOn('mou').select(['mou', 'seq', 'hash as head']);
    return await query.orderBy('mou').orderBy('seq', 'desc').execute();
  }

  async list(asked: ListAsked = {}): Promise<Page> {
    return await list(this.#db, asked);
  }

  async deadlines(asked: DeadlinesAsked = {}): Promise<Dated[]> {
    return await deadlines(this.#db, asked);
  }

  async awaited(asked: AwaitedAsked = {}): Promise<Pending[]> {
    return await awaited(this.#db, asked);
  }

  async kin(mou: string): Promise<Kin[]> {
    return await kin(this.#db, mou);
  }

  async keepDeliveries(mou: string, deliveries: readonly Delivery[], forgotten: readonly string[] = []): Promise<void> {
    await keepDeliveries(this.#db, mou, deliveries, forgotten);
  }

  async deliveries(mou: string, from = 1): Promise<Delivery[]> {
    return await deliveriesOf(this.#db, mou, from);
  }

  async verify(mou?: string, since: readonly HeadOf[] = [], { byRules = false }: { byRules?: boolean } = {}): Promise<Verdict> {
    return await verify(this.#long, { mou, since, byRules });
  }

  async reproject(mou: string): Promise<void> {
    this.#appended.forget(mou);
    await replaceProjection(this.#db, mou);
  }

  async close(): Promise<void> {
    await Promise.all([this.#db.destroy(), this.#long.destroy()]);
  }
}
