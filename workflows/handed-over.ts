/** What one run of the workflow hands to the next: each part as it keeps it. */
import type { Next, Shown } from '../activities/judge/port.ts';
import type { Base } from '../domain/base.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Status } from '../domain/state.ts';
import type { Stuck } from './messages.ts';
import { EMPTY_OUTBOX, type PackedOutbox } from './outbox-pages.ts';
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

export type DeliveryPages = {
  deliveries: Delivery[];
  /** The keys of what the register was not told of yet. */
  untold: string[];
  /** How many did not arrive of those that are not kept here. */
  deadElsewhere: number;
  /** How many are kept nowhere: there were too many while the register was down. */
  unkept: number;
};

export const NO_DELIVERIES: DeliveryPages = { deliveries: [], untold: [], deadElsewhere: 0, unkept: 0 };

/** What one run hands to the next: well below the 2 MiB that a payload may have. */
export type HandedOver = {
  ledger: LedgerPages;
  outbox: PackedOutbox;
  deliveries: DeliveryPages;
  next: Next | null;
  shown: Shown | null;
  closesAt: Milliseconds | null;
  stuck: Stuck | null;
};

export const NOTHING: HandedOver = {
  ledger: EMPTY_LEDGER,
  outbox: EMPTY_OUTBOX,
  deliveries: NO_DELIVERIES,
  next: null,
  shown: null,
  closesAt: null,
  stuck: null,
};
