/** What a memorandum is, as far as the events tell. Plain data: it is what queries, the CLI and the register show. */
import type { RecordedContact } from './contacts.ts';
import type { ContentOf, Kind } from './decision-kinds.ts';
import type { End } from './end.ts';
import type { Instrument, Participant } from './instrument.ts';
import type { Keys } from './keys.ts';
import type { Closing } from './reckoning/outcomes.ts';
import type { Change } from './text/change.ts';
import type { Document, Signatory } from './values.ts';

export const STATUSES = ['open', 'operative', 'discontinued', 'expired', 'lapsed', 'annulled'] as const;
export type Status = (typeof STATUSES)[number];

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
export type Confirmation = {
  by: string;
  confirmedOn: string;
  /** When the others received it, where that is the date that counts. */
  receivedOn?: string | undefined;
  document: Document;
};
/** Who joined later, and since when it belongs or is to belong. */
export type Accession = {
  by: string;
  /** As it joined: the text may say another seat since. */
  participant: Participant;
  since: string;
  /** The date from which its wait counts; absent where it does not wait. */
  from?: string | undefined;
  signatory: Signatory;
  signedOn: string;
  place: string;
  timeZone?: string | undefined;
  document: Document;
  /** The decision that admitted it; null where the text is open to all. */
  decision: string | null;
};

export type { Closing } from './reckoning/outcomes.ts';

/** Where something was done, and the time zone of it where that was said. */
export type Place = { place: string; timeZone?: string | undefined };
export type NoticeStatus = 'given' | 'delivered' | 'withdrawn' | 'superseded' | 'effective';
export type NoticeKind = 'discontinuation' | 'non-renewal';
export type Notice = {
  by: string;
  kind: NoticeKind;
  status: NoticeStatus;
  noticeOn: string;
  /** The later date that it states, where the text says that it may. */
  takesEffectOn?: string | undefined;
  document: Document;
  /** The latest delivery, once all other Participants have been served; null before. */
  deliveredOn: string | null;
  /** From what the period counts, and the date that started it; null while none runs. */
  from: 'delivery' | 'notice' | null;
  started: string | null;
  expectedOn: string | null;
  /** By recipient: the civil date where it was delivered. */
  deliveries: Record<string, string>;
  /** By recipient: where that was, unless a decision alone tells of the delivery. */
  places: Record<string, Place>;
  /** The period that was in force when the clock started: a later modification leaves it alone. */
  period: string | null;
  /** It takes out its giver alone: the others go on. */
  takesOut: boolean;
  /** By its giver's own act; null where it was not, or by a mutual decision. */
  withdrawnOn: string | null;
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
  /** The date on which it is to take effect, as it states it. */
  statedOn: string | null;
  takenOn: string | null;
  effectiveOn: string | null;
  /** When it was declined or retracted. */
  closedOn?: string;
  /** The order in which decisions were taken, where two take effect on the same date. */
  takenSeq?: number;
  closedBy?: Closing;
  /** The memorandum that supersedes this one, where it is decided by signing that. */
  successor?: string;
};
/** A modification's changes part by part, and the clauses that it touches. */
type Read<Name extends Kind> = Name extends 'modify' ? { changes: Change[]; touches: string[] } : unknown;
export type DecisionOf<Name extends Kind> = Progress & Omit<ContentOf<Name>, 'effectiveOn'> & Read<Name>;
export type Decision = { [Name in Kind]: DecisionOf<Name> }[Kind];

/**
 * The date since which it belongs by its papers: its own signature's or, where it was admitted, the decision's. Never before the operative
 * date. Where the text makes it wait, that is counted from it. Null while that decision is not taken any more: it waits for a consent again.
 */
export const joinedOn = ({ decisions }: Pick<State, 'decisions'>, { decision, signedOn, from, since }: Accession): string | null => {
  if (decision === null) return signedOn;
  const admission = decisions[decision];
  return admission ? admission.takenOn : (from ?? since);
};

/** Of one among the first, or of one that acceded. */
export const signatureBy = (
  { signatures, accessions }: Pick<State, 'signatures' | 'accessions'>,
  id: string,
): Signature | Accession | undefined => signatures.find(({ by }) => by === id) ?? accessions.find(({ by }) => by === id);

/** The decision for which one waits that has signed, where it admits it no longer. */
export const waitsForAdmission = (state: Pick<State, 'accessions' | 'decisions'>, id: string): string | null => {
  const accession = state.accessions.find(({ by }) => by === id);
  return accession && joinedOn(state, accession) === null ? accession.decision : null;
};

/** One that has withdrawn: it acts no more, and nobody waits for it. */
export const hasLeft = ({ participants }: Pick<State, 'participants'>, id: string): boolean => (participants[id]?.until ?? null) !== null;

/** One that belongs or, before it is operative, is to belong; who has yet to sign while others are operative does not. */
export const isMember = (state: Pick<State, 'participants' | 'operativeOn'>, id: string): boolean =>
  !hasLeft(state, id) && (state.operativeOn === null || state.participants[id]?.since !== null);

/** A decision to which everybody has consented. */
export type Taken<One extends Decision = Decision> = One & { takenOn: string; effectiveOn: string };

export const isTaken = <One extends Decision>(decision: One): decision is Taken<One> =>
  decision.takenOn !== null && decision.effectiveOn !== null;

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
  minutes: { document: Document; approvedBy: string[]; approved: boolean; outstanding?: string[] } | null;
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

export type Expiry = {
  /** The first day on which it is no longer operative, where nothing renews or extends it before. */
  expectedOn: string;
  lastOperativeDay: string;
  /** The instant at which that date has begun at every seat. */
  ceasesAt: string;
  /** The last day on which a notice that stops the renewal may be delivered; null where no renewal is to be stopped. */
  noticeBy: string | null;
  renewals: number;
  expiredOn: string | null;
};

/** `since` is its first day, once that has begun; `until` its last, once it has withdrawn. */
export type Membership = { since: string | null; until: string | null };

/** Of one that joins later and waits: the date of the paper from which that counts, and the first day on which it belongs. */
export type Joining = { from: string; since: string /** When that day has begun everywhere; null once it has. */; beginsAt: string | null };

export type State = {
  mou: string;
  /** The number of the last event. */
  seq: number;
  /** The instant at which it was opened, ISO 8601, UTC. */
  openedAt: string;
  /** When the last act was recorded, where that act told nobody: what was due by then tells nobody either. ISO 8601, UTC. */
  quietUntil?: string;
  status: Status;
  operativeOn: string | null;
  /** Of the text: 1 as signed, and one more for each modification. */
  version: number;
  /** Where everything is there but the date has to be waited for: when it becomes operative. */
  operation: { expectedOn: string; beginsAt: string } | null;
  discontinuation: Discontinuation | null;
  expiry: Expiry | null;
  /** The day since which it can no longer become operative. */
  lapsedOn: string | null;
  participants: Record<string, Membership>;
  accessions: Accession[];
  /** By Participant: who joined later and had, or has, to wait. Absent while nobody had to. */
  joining?: Record<string, Joining>;
  paused: { on: string; by: string } | null;
  signatures: Signature[];
  confirmations: Confirmation[];
  notices: Record<string, Notice>;
  decisions: Record<string, Decision>;
  meetings: Record<string, Meeting>;
  initiatives: Record<string, Initiative>;
  /** Whether acts are signed: fixed when it is opened. */
  authorisation: 'open' | 'signed';
  /** By key id; none where acts are not signed. */
  keys: Keys;
  /** By Participant, where it recorded any: it is told there of what happens. Otherwise the worker's settings say where. */
  contacts: Record<string, RecordedContact[]>;
  /** Pauses that are over: from a day, and until the day of the resumption. */
  pauses: { on: string; until: string }[];
  /** The decisions whose modifications are in effect, in the order of their dates. */
  modifications: string[];
  /** The text before the first of them, from which it is told again; absent while there was none. Not shown. */
  signed?: Instrument;
  /** The latest date on which time has brought something: it had begun at every seat, wherever the seats are now. */
  reachedOn: string | null;
  /** How many reviews have fallen due. */
  reviews: number;
  /** The date of the last of them. */
  reviewedOn: string | null;
  /** The titles of what stands under it, by their ids. */
  annexes: Record<string, string>;
  /** Of the memorandum under which it stands, as that one told it; null before. */
  parentEnd: End | null;
  /** What other memoranda told here, by `end`, `annex` or `successor` and their ids: the event there as of which that was told last. Not shown. */
  heard?: Record<string, number>;
  /** By what is reminded of: the date reminded of, and the day of the last reminder. */
  reminded: Record<string, { date: string; on: string }>;
  /** The day that is asked about, where the record was opened only after it; otherwise absent. */
  beforeOpening?: string;
  instrument: Instrument;
};
