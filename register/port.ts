/**
 * The register: the permanent record, which outlives the workflows. Append-only, one row an event, each hash chained
 * over the one before (`domain/chain.ts`); what can be asked comes from the events alone.
 */
import type { Awaited, AwaitedWhat } from '../domain/awaited.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Deadline, DeadlineOf } from '../domain/deadlines.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Kin } from '../domain/kin.ts';
import type { State, Status } from '../domain/state.ts';
import type { Token } from '../domain/tokens.ts';

/** How far a memorandum's record goes: the number of its last event, and the hash over all of them (lower-case hex). */
export type Head = { seq: number; head: string };
export type HeadOf = Head & { mou: string };

/** What an act left behind: the hash of its content, its events, and the number, status and head after the last of them. */
export type KeptReceipt = Head & { sha256: string; status: Status; events: Event[] };

/** The state after an event, and the head of the chain there. */
export type Current = Head & { state: State };

export type EventsAsked = {
  /** Only events with a higher number. */
  after?: number;
  limit?: number;
  /** Only events recorded at or before this instant, milliseconds since the epoch. */
  knownAt?: Milliseconds;
};

export type ListAsked = {
  status?: Status;
  /** A Participant's id. */
  participant?: string;
  /** A civil date: discontinuation is expected to commence before it, and has not yet. */
  expectedBefore?: string;
  /** A civil date: the current term ends before it, whether it is renewed then or not. */
  expiringBefore?: string;
  /** A civil date: the last day for a notice that stops the renewal falls before it. */
  noticeByBefore?: string;
  /** A Participant's id, of which something is waited for; or that and what, as `us:signature`. */
  awaiting?: string;
  /** True: with decisions that wait for a consent; false: without. */
  openDecisions?: boolean;
  /** True: with messages that could not be delivered; false: without. */
  deadLetters?: boolean;
  /** Words in the title, the clauses and the documents' titles, as one types into a search engine: `quantum -ships "joint committee"`. */
  search?: string;
  /** At most 1,000; 50 without it. */
  limit?: number;
  /** Only memoranda whose id sorts after this one: the `next` of the page before. */
  after?: string;
};

/** Dates are civil dates, instants ISO 8601 in UTC. */
export type Listed = HeadOf & {
  title: string;
  status: Status;
  participants: string[];
  version: number;
  operativeOn: string | null;
  /** Null once commenced: it is expected no more. */
  expectedOn: string | null;
  commencesAt: string | null;
  commencedOn: string | null;
  /** While it is operative: the first day after the current term, and the last day for a notice that stops its renewal. */
  expiresOn: string | null;
  noticeBy: string | null;
  expiredOn: string | null;
  /** Of whom something is waited for, and what: `us`, `us:signature`. */
  awaited: string[];
  /** The first date on which something is to happen or to be done, as of today (UTC); overdue ones included. */
  nextDate: string | null;
  openDecisions: number;
  deadLetters: number;
  /** When the last event was recorded. */
  changedAt: string;
};

/** Of a memorandum that the register keeps. */
export type Dated = Deadline & {
  mou: string;
  title: string;
  /** The number of its last event, and when that was recorded; when it was opened: ISO 8601, UTC. */
  seq: number;
  changedAt: string;
  openedAt: string;
};

export type DeadlinesAsked = {
  /** Of this memorandum alone. */
  mou?: string;
  /** Civil dates, both included. */
  from?: string;
  until?: string;
  /** A Participant's id: what concerns it. */
  of?: string;
  what?: DeadlineOf;
  /** The first so many; all without it. */
  limit?: number;
};

/** A Participant, as it is called where it takes part. */
export type Named = { id: string; name: string };

/** What is waited for under a memorandum that the register keeps. */
export type Pending = Awaited & { mou: string; title: string };

export type AwaitedAsked = {
  /** A Participant's id: what is waited for of it. */
  of?: string;
  what?: AwaitedWhat;
  /** The first so many; all without it. */
  limit?: number;
};

export type FeedAsked = {
  /** Only events behind this place. */
  after?: string;
  /** The newest first, and without a wait for what is written at this moment. */
  newest?: boolean;
  mou?: string;
  /** A Participant's id: of memoranda that it takes part in. */
  participant?: string;
  /** At most 1,000; 100 without it. */
  limit?: number;
};

/** An event in the order of all, and its place there. */
export type Arrived = { mou: string; title: string; event: Event; place: string };

/** By id, in the order of its bytes; `next` is null on the last page. */
export type Page = { memoranda: Listed[]; next: string | null };

export type Wrong =
  /** Another event is missing before this one, or the first. */
  | 'gap'
  /** The event is not the one that the hash was made over, or the hash was changed. */
  | 'hash-differs'
  /** The row's own columns tell another number, type or instant than its event. */
  | 'columns-differ'
  /** The events make no state: one speaks of what was never recorded. */
  | 'does-not-follow'
  /** Acts are signed, and this one was not signed by who could do it then. */
  | 'not-signed'
  /** The rules of this version would have recorded something else. Only where it was asked for. */
  | 'not-by-the-rules'
  /** There should be an event by what is listed, or by an earlier checkpoint, and there is none. */
  | 'row-missing'
  /** The list and the state tell otherwise than the events do. */
  | 'projection-differs';

/** How many memoranda there are of each status, and messages that did not arrive, of all. */
export type Totals = { memoranda: Partial<Record<Status, number>>; deadLetters: number };

/** `seq`: the first event that is wrong. `why` in one sentence. */
export type Finding = { mou: string; seq: number; wrong: Wrong; why: string };

/** At most one finding a memorandum, its first, and at most 100 in all. */
export type Verdict = { ok: boolean; memoranda: number; events: number; findings: Finding[] };

/** What can be asked. Every call throws `RegisterUnavailable` where the database does not answer in time; trying again later is then right. */
export interface RegisterReader {
  /** Oldest first; empty where the memorandum is not known. */
  events(mou: string, asked?: EventsAsked): Promise<Event[]>;
  state(mou: string): Promise<State | undefined>;
  /** The state, its number and the head, of one moment. */
  current(mou: string): Promise<Current | undefined>;
  head(mou: string): Promise<Head | undefined>;
  /** What the act of that id left behind; undefined where no event was caused by one of that id. */
  receipt(mou: string, actId: string): Promise<KeptReceipt | undefined>;
  /** Of those memoranda that are known, by id. */
  headsOf(mous: readonly string[]): Promise<Map<string, Head>>;
  /** Events of all memoranda in the order in which they came, a second after that. */
  feed(asked?: FeedAsked): Promise<Arrived[]>;
  /** Behind the last of them; null where there is none. */
  lastPlace(): Promise<string | null>;
  /** What the Participants of these memoranda are called, by memorandum and id. */
  participantNames(mous: readonly string[]): Promise<Map<string, Record<string, string>>>;
  /** Who takes part in any memorandum, each once by its id, by name: one of the names that it has. At most 500. */
  participants(): Promise<Named[]>;
  /** The tokens of the desk that are known, by their hashes (lower-case hex); all of them. */
  tokensBy(hashes: readonly string[]): Promise<Map<string, Token>>;
  tokens(): Promise<Token[]>;
  /** Of all memoranda, by id, at one moment: what a checkpoint signs. */
  heads(): Promise<HeadOf[]>;
  list(asked?: ListAsked): Promise<Page>;
  /** The dates that lie ahead, as things stand, of one memorandum or of all: in their order, and then by memorandum. */
  deadlines(asked?: DeadlinesAsked): Promise<Dated[]>;
  /** What is waited for, of all memoranda: what is due first, and then what has waited longest. */
  awaited(asked?: AwaitedAsked): Promise<Pending[]>;
  /** All that belong with one, it included, by id; empty where it is not known. At most 1,000. */
  kin(mou: string): Promise<Kin[]>;
  /** In the order of the events and, for one event, of the recipients. @param from the number of an event: of it and all after it */
  deliveries(mou: string, from?: number): Promise<Delivery[]>;
  /**
   * Recomputes the chain and the state of one memorandum, or of all, at one moment. With the heads of an earlier
   * checkpoint it finds, too, what was rewritten together with its hashes, or removed altogether, since then.
   *
   * @param how `byRules`: whether each act, and what time did, is judged again by the rules of this version
   */
  verify(mou?: string, since?: readonly HeadOf[], how?: { byRules?: boolean }): Promise<Verdict>;
  /** Counted, without reading any memorandum. */
  totals(): Promise<Totals>;
  /** What the database's clock says, in milliseconds since the epoch. */
  now(): Promise<Milliseconds>;
  close(): Promise<void>;
}

export interface Register extends RegisterReader {
  /**
   * Records consecutive events and gives the head after the last of them. Events that are there already, with the same
   * hash, are left alone, so that a retry is harmless. Throws `RegisterConflict` where another event has one of the
   * numbers, and `RegisterGap` where an event before the first is missing.
   */
  append(mou: string, events: readonly Event[]): Promise<Head>;
  /**
   * Keeps how messages went, by their keys: takes the place of what was known of each before. It is evidence, and
   * not part of the record: no event, and in no chain.
   *
   * @param forgotten keys of messages that are not to be known of any more
   */
  keepDeliveries(mou: string, deliveries: readonly Delivery[], forgotten?: readonly string[]): Promise<void>;
  addToken(sha256: string, token: Token): Promise<void>;
  /** Undefined where there is none of that id. @param at ISO 8601, UTC */
  revokeToken(id: string, at: string): Promise<Token | undefined>;
  /** Makes what is listed and the state again from the events alone. */
  reproject(mou: string): Promise<void>;
}
