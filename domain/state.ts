/** What a memorandum is, as far as the events tell. Plain data: it is what queries, the CLI and the register show. */
import type { RecordedContact } from './contacts.ts';
import type { ContentOf, Kind } from './decision-kinds.ts';
import type { Instrument } from './instrument.ts';
import type { Document, Signatory } from './values.ts';

export type Status = 'open' | 'operative' | 'discontinued';

export type Signature = {
  by: string;
  signatory: Signatory;
  signedOn: string;
  place: string;
  timeZone?: string;
  document: Document;
  seq: number;
  /** The date, begun at every seat, on which it was recorded. */
  recordedOn: string;
};
export type Confirmation = { by: string; confirmedOn: string; document: Document };

/** What closed a notice or a decision before it took effect: a rectified commencement opens again only what it had closed. */
export type Closing = 'commencement' | 'fresh-notice' | 'conflict';

export type NoticeStatus = 'given' | 'delivered' | 'withdrawn' | 'superseded' | 'effective';
export type Notice = {
  by: string;
  status: NoticeStatus;
  noticeOn: string;
  document: Document;
  /** The latest delivery, once all other Participants have been served; null before. */
  deliveredOn: string | null;
  /** From what the period counts, and the date that started it; null while none runs. */
  from: 'delivery' | 'notice' | null;
  started: string | null;
  expectedOn: string | null;
  /** By recipient: the civil date at the recipient's seat. */
  deliveries: Record<string, string>;
  /** The period that was in force when the clock started: a later modification leaves it alone. */
  period: string | null;
  closedBy?: Closing;
};

export type DecisionStatus = 'proposed' | 'taken' | 'effective' | 'declined' | 'retracted' | 'lapsed';
type Progress = {
  status: DecisionStatus;
  by: string;
  title?: string | undefined;
  document: Document;
  proposedOn: string;
  /** By Participant: the civil date of the consent at the seat of who consented; the proposal is the proposer's own. */
  consents: Record<string, string>;
  takenOn: string | null;
  effectiveOn: string | null;
  /** The order in which decisions were taken, where two take effect on the same date. */
  takenSeq?: number;
  closedBy?: Closing;
};
export type DecisionOf<Name extends Kind> = Progress & Omit<ContentOf<Name>, 'effectiveOn'>;
export type Decision = { [Name in Kind]: DecisionOf<Name> }[Kind];

/** A decision to which everybody has consented. */
export type Taken<One extends Decision = Decision> = One & { takenOn: string; effectiveOn: string; takenSeq: number };

export const isTaken = <One extends Decision>(decision: One): decision is Taken<One> =>
  decision.takenOn !== null && decision.effectiveOn !== null && decision.takenSeq !== undefined;

export type Action = {
  owner: string;
  what: string;
  dueOn: string;
  status: 'open' | 'completed';
  completedOn: string | null;
};
export type Meeting = {
  status: 'scheduled' | 'held' | 'cancelled';
  on: string;
  place: string;
  timeZone?: string;
  agenda: string[];
  heldOn: string | null;
  minutes: { document: Document; approvedBy: string[]; approved: boolean } | null;
  actions: Record<string, Action>;
};

export type Initiative = {
  by: string;
  area: string;
  areaTitle?: string;
  title: string;
  status: 'started' | 'concluded';
  startedOn: string;
  reports: { on: string; report?: string; document?: Document }[];
  concludedOn: string | null;
  disposition: 'requested' | null;
};

export type Discontinuation = {
  expectedOn: string;
  /** The instant at which the date has begun at every Participant's seat. */
  commencesAt: string;
  notice: string | null;
  decision: string | null;
  commencedOn: string | null;
};

export type State = {
  mou: string;
  /** The number of the last event. */
  seq: number;
  /** The instant at which it was opened, ISO 8601, UTC. */
  openedAt: string;
  /** The date (UTC) on which the last act was recorded, where that act told nobody: what time did before then tells nobody either. */
  quietUntil?: string;
  status: Status;
  operativeOn: string | null;
  /** Of the text: 1 as signed, and one more for each modification. */
  version: number;
  discontinuation: Discontinuation | null;
  paused: { on: string; by: string } | null;
  signatures: Signature[];
  confirmations: Confirmation[];
  notices: Record<string, Notice>;
  decisions: Record<string, Decision>;
  meetings: Record<string, Meeting>;
  initiatives: Record<string, Initiative>;
  /** By Participant, where it recorded any: it is told there of what happens. Otherwise the worker's settings say where. */
  contacts: Record<string, RecordedContact[]>;
  /** The terms of commencement of earlier versions, each until the date from which it no longer held. */
  earlierCommencement: { until: string; terms: Instrument['terms']['commencement'] }[];
  /** By what is reminded of: the date reminded of, and the day of the last reminder. */
  reminded: Record<string, { date: string; on: string }>;
  instrument: Instrument;
};
