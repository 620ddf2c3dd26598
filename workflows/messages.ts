/** The names by which a memorandum is spoken to: what the client and the workflow share. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Act, ActName } from '../domain/acts/index.ts';
import type { Base } from '../domain/base.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Receipt } from '../domain/memorandum.ts';
import type { Report } from '../domain/report.ts';
import type { Status } from '../domain/state.ts';

export type { Base } from '../domain/base.ts';
export { type HandedOver, EMPTY_LEDGER, NO_DELIVERIES } from './handed-over.ts';
export { type Digest, Digests } from './digests.ts';
export { packOutbox, type Pending } from './outbox-pages.ts';

export const WORKFLOW_TYPE = 'memorandum';
export const TASK_QUEUE = 'mou';

/** The one place that makes a workflow id of a memorandum's id. */
export const workflowIdOf = (mou: string): string => `mou/${mou}`;
export const mouOf = (workflowId: string): string => workflowId.replace(/^mou\//, '');

/** Beside an Update, the trace that it belongs to: `{traceparent}`, under the name that Temporal's own tracing has. */
export const TRACE_HEADER = '_tracer-data';

/** One Update an act, named as the act: the Web UI shows an update by its name only. */
export const updateFor = (name: ActName) => defineUpdate<Answered, [Act]>(name);

/** `repeated`: the act had been recorded before, and this is its receipt. */
export type Answered = Receipt & { repeated?: true };

/** Where acts are signed: over `{do: 'resend', id, keys}` and `{do: 'record-bounce', id, bounce}`, as over an act. */
export type Signed = { id?: string; jws?: string };

/** How far the recipients were told, how many messages have still to be sent, and how many did not arrive. */
export const outboxQuery = defineQuery<OutboxView>('outbox');
/** What happened to each message, from the one of that number on, as many as fit into one message; none at the end. */
export const deliveriesQuery = defineQuery<Delivery[], [after: number]>('deliveries');
/** Sends messages again under their own keys: those named, or all that did not arrive. Gives the keys. */
export const resendUpdate = defineUpdate<string[], [keys: string[] | null, signed?: Signed]>('resend');
/** Records what a mail server reported of a message later (RFC 3464). Evidence of the message, never of a notice (III.4). */
export const bounceUpdate = defineUpdate<void, [bounce: Bounce, signed?: Signed]>('record-bounce');

/**
 * What the workflow knows, and all that it knows: it folds nothing, so the one who asks folds `since` upon `base`, or upon the
 * register's state. `since` holds the events with a number above `after`, as many as fit into one message.
 */
export const viewQuery = defineQuery<View, [after: number]>('view');

export type View = {
  mou: string;
  /** The number of the last event, 0 before the memorandum is opened, and the head of the chain after it. */
  seq: number;
  head: string;
  status: Status | null;
  /** The state at the last hand-over; null where `since` begins with the first event. Given only to who asks for events before it. */
  base: Base | null;
  /** Events above `after` that the workflow still carries, in order; those up to `base.seq` are the register's alone. */
  since: Event[];
  /** The number of the last event that the register is known to hold; null where the worker keeps none. */
  appended: number | null;
  /** What the register could not take, and since which instant; null where it takes all. */
  waiting: { events: number; bytes: number; since: string } | null;
  /** What time should have done and could not; null while all goes well. */
  stuck: Stuck | null;
};

/** `what` time should have done, in one line; `since` when it is tried; `reason` of the last failure. */
export type Stuck = { what: string; since: string; reason: string };

/** What a memorandum's workflow ends with. What happened is in the register, and in the workflow's own answers. */
export type MemorandumResult = { mou: string; seq: number; head: string; status: Status | null };

/**
 * By recipient (`us`, or `us/c1` for a recorded contact), the number of the last event they were told of; how many messages wait, and
 * for whom; and how many did not arrive.
 */
export type OutboxView = { sent: Record<string, number>; waiting: number; unreached: string[]; dead: number };

export type Bounce = Report;

/** What a memorandum's workflow is started with. All but `mou` has a default. */
export type MemorandumInput = {
  mou: string;
  /** How long the workflow stays after commencement, for late mail and rectifications: an ISO 8601 period. Default `P30D`. */
  settling?: string;
  /** Milliseconds added to the server's clock, for the rehearsal of a scenario that lies in the past. Default 0. */
  clockOffset?: number;
  /** How long a message is tried, in milliseconds from the recording of its event. Default 7 days. */
  deliverWithin?: number;
};
