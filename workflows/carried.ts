/** What one run of the workflow hands to the next: each part as it keeps it. */
import type { Next, Shown } from '../activities/judge/port.ts';
import type { Told } from '../activities/tell/port.ts';
import type { Base } from '../domain/base.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Status } from '../domain/state.ts';
import type { Stuck } from './messages.ts';
import type { Spent } from './spent.ts';

/** The receipt of an act, but for its events. */
export type Recent = { id: string; sha256: string; seq: number; status: Status; head: string };

export type LedgerPages = {
  seq: number;
  head: string;
  status: Status | null;
  base: Base | null;
  since: Event[];
  recent: Recent[];
  spent: Spent;
  /** Up to which event the register is known to hold them; null: the worker has none. */
  appended: number | null;
  /** Where groups of events end, by number, with the head there: a state is packed at such a place. */
  ends: { seq: number; head: string }[];
};

export const EMPTY_LEDGER: LedgerPages = {
  seq: 0,
  head: '',
  status: null,
  base: null,
  since: [],
  recent: [],
  spent: '',
  appended: 0,
  ends: [],
};

/** A group of events that somebody is still to be told of, and when it was recorded. */
export type Pending = Told & { to: string[]; at: Milliseconds };

export type OutboxPages = {
  pending: Pending[];
  /** By recipient, the number of the last event told. */
  sent: Record<string, number>;
  /** Who is told of what happens now. */
  recipients: string[];
  /** Who is told apart from the others. */
  apart: string[];
  /** The last group of all: it says where recipients are reached. */
  latest: Told | null;
};

export const EMPTY_OUTBOX: OutboxPages = { pending: [], sent: {}, recipients: [], apart: [], latest: null };

export type DeliveryPages = {
  deliveries: Delivery[];
  /** The keys of what the register was not told of yet. */
  untold: string[];
  /** How many did not arrive of those that the register alone knows. */
  deadElsewhere: number;
};

export const NO_DELIVERIES: DeliveryPages = { deliveries: [], untold: [], deadElsewhere: 0 };

/** What one run hands to the next: well below the 2 MiB that a payload may have. */
export type Carried = {
  ledger: LedgerPages;
  outbox: OutboxPages;
  deliveries: DeliveryPages;
  next: Next | null;
  shown: Shown | null;
  closesAt: Milliseconds | null;
  stuck: Stuck | null;
};

export const NOTHING: Carried = {
  ledger: EMPTY_LEDGER,
  outbox: EMPTY_OUTBOX,
  deliveries: NO_DELIVERIES,
  next: null,
  shown: null,
  closesAt: null,
  stuck: null,
};
