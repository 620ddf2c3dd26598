/** The tables as `migrations/` makes them. Civil dates are text: a document may say any year that has four digits. */
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { State, Status } from '../domain/state.ts';
import type { Role, Token } from '../domain/tokens.ts';
import type { Ahead } from './ahead.ts';

/** Written as text, so that it is stored byte for byte; read as what it says. */
type Json<Value> = ColumnType<Value, string, string>;

export type EventsTable = {
  mou: string;
  seq: number;
  type: string;
  at: Date;
  hash: string;
  /** Canonical JSON (RFC 8785), as it was hashed. */
  event: ColumnType<Event, string, never>;
  act_id: string | null;
  status: Status;
  recorded_at: GeneratedAlways<Date>;
};

export type MemorandaTable = {
  mou: string;
  seq: number;
  head: string;
  title: string;
  status: Status;
  participants: string[];
  version: number;
  operative_on: string | null;
  expected_on: string | null;
  commences_at: string | null;
  commenced_on: string | null;
  /** While it is operative: the end of the current term, and the last day for a notice that stops its renewal. */
  expires_on: string | null;
  notice_by: string | null;
  expired_on: string | null;
  open_decisions: number;
  /** The ids of the memorandum that it stands under, and of the one that it replaces. */
  under: string | null;
  supersedes: string | null;
  /** Of whom something is waited for, and what: `us`, `us:signature`. */
  awaited: string[];
  /** What lies ahead of it: see `Ahead`. */
  ahead: Json<Ahead>;
  /** Of `ahead`: when what is awaited first is due, since when that is awaited, and the first date. */
  first_due: GeneratedAlways<string | null>;
  first_since: GeneratedAlways<string | null>;
  first_date: GeneratedAlways<string | null>;
  changed_at: string;
  /** After event `state_seq`, with marks for long texts (`prose.ts`): written now and then, since what follows is soon folded in. */
  state: Json<Omit<State, 'instrument'>>;
  state_seq: number;
  /** As it is now, and apart from the state: it is large, and hardly ever changes. */
  instrument: Json<Instrument>;
  /** The instrument of that state, where it has changed since; null where it has not. */
  state_instrument: Json<Instrument> | null;
  /** How much there is of documents' titles: see `MOST_BYTES`. */
  document_bytes: number;
  words: ColumnType<never, string, string>;
  projection: number;
};

export type DeliveriesTable = Omit<Delivery, 'messageId' | 'addresses' | 'since'> & {
  mou: string;
  since: number | null;
  message_id: string | null;
  addresses: NonNullable<Delivery['addresses']> | null;
};

/** `acts_for` and `feed` are JSON. */
export type TokensTable = {
  id: string;
  sha256: string;
  name: string;
  role: Role;
  acts_for: ColumnType<Token['actsFor'], string, never>;
  feed: ColumnType<Token['feed'], string | null, never>;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
};

export type SettingsTable = { name: string; value: string };

export type Database = {
  events: EventsTable;
  memoranda: MemorandaTable;
  deliveries: DeliveriesTable;
  settings: SettingsTable;
  tokens: TokensTable;
};

export type MemorandumRow = Selectable<MemorandaTable>;
