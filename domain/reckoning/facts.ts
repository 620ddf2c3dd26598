/**
 * The facts from which everything else follows: who signed and confirmed when, which notices were given and delivered,
 * and what was proposed and consented to on which dates. Each carries the civil date that its paper has; in which order
 * they were recorded plays no part.
 */
import type { CivilDate, Period } from '../calendar.ts';
import type { Instrument, Participant } from '../instrument.ts';
import type { Change } from '../text/change.ts';

export type NoticeFacts = {
  by: string;
  kind: 'discontinuation' | 'non-renewal';
  noticeOn: CivilDate;
  /** The later date that it states; null where it states none. */
  statedOn: CivilDate | null;
  /** By recipient. */
  deliveries: Readonly<Record<string, CivilDate>>;
  /** By its giver's own act; null where it was not. A mutual decision that withdraws it is a fact of its own. */
  withdrawnOn: CivilDate | null;
};

export type Content =
  | { kind: 'modify'; statedOn: CivilDate | null; changes: readonly Change[] }
  | { kind: 'discontinue-on'; statedOn: CivilDate }
  | { kind: 'withdraw-notice'; notice: string }
  | { kind: 'withdraw-decision'; withdraws: string }
  | { kind: 'extend'; until?: CivilDate | undefined; period?: Period | undefined }
  | { kind: 'admit'; participant: string }
  | { kind: 'rectify' | 'change-keys' };

export type DecisionFacts = {
  /** The proposal's own date. */
  proposedOn: CivilDate;
  /** The last day whose decisions it can have been written with: the date at the seat where it was already the next, as its own day ended. */
  readOn: CivilDate;
  /** By Participant: the proposal is the proposer's own consent. */
  consents: Readonly<Record<string, CivilDate>>;
  /** Declined or retracted: nothing follows from it any more. */
  closed: boolean;
  content: Content;
};

export type Facts = {
  /** The text as it was signed. */
  signed: Instrument;
  signatures: readonly { by: string; signedOn: CivilDate }[];
  /** `countsOn` is the date that counts under this memorandum: the note's own, or that of its receipt. */
  confirmations: readonly { by: string; countsOn: CivilDate }[];
  /** Who joined: from the date of its signature, by which it belongs or waits, or by the decision that admits it, once that is taken. */
  accessions: readonly { participant: Participant; by: { signedOn: CivilDate } | { decision: string } }[];
  /** In the order of their own dates; of one date, in that of their givers' ids, and of their own. */
  notices: readonly (readonly [id: string, facts: NoticeFacts])[];
  /** In the order in which they were proposed; of one date, in that of their last consents, and then in which they were recorded. */
  decisions: readonly (readonly [id: string, facts: DecisionFacts])[];
};
