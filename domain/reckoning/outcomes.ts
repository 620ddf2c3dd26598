/** What follows from the facts: what happened to each notice and each decision, who belongs since and until when, and the end. */
import type { CivilDate, Period } from '../calendar.ts';
import type { DataOf } from '../events.ts';

/** Why a notice or a decision is over before it took effect. */
export type Closing = DataOf<'NoticeSuperseded'>['cause'];

export type NoticeOutcome = {
  status: 'given' | 'delivered' | 'withdrawn' | 'superseded' | 'effective';
  /** The day on which everybody who is to be served had been served; null before. */
  deliveredOn: CivilDate | null;
  /** What started its period, on which day, and how long it is by the text in force on that day; null while none runs. */
  from: 'delivery' | 'notice' | null;
  startedOn: CivilDate | null;
  period: Period | null;
  expectedOn: CivilDate | null;
  /** It takes out its giver alone. */
  takesOut: boolean;
  /** Of a non-renewal that stops nothing: the last day for it when it was delivered; null where no renewal was left to stop. */
  tooLateAfter?: CivilDate | null;
  closedBy?: Closing;
  /** The decision or the notice that closed it. */
  closedFor?: string;
};

export type DecisionOutcome = {
  status: 'proposed' | 'taken' | 'effective' | 'closed' | 'lapsed';
  takenOn: CivilDate | null;
  effectiveOn: CivilDate | null;
  closedBy?: Closing;
  /** The decision that closed it, or the part of the text that has changed since. */
  closedFor?: string;
  /** The modification that has changed that part, where one did. */
  changedBy?: string;
  /** What of the text would not fit together, where it is closed for that. */
  unfit?: string;
};

export type Member = {
  since: CivilDate;
  /** The date of the signature, or of the decision, by which it joined: where the text makes it wait, it belongs only later. */
  from: CivilDate;
  /** The first day on which it no longer belongs. */
  outOn: CivilDate | null;
};

export type End = {
  /** The first day on which the memorandum is no longer operative. */
  on: CivilDate;
  cause: 'notice' | 'decision' | 'term' | 'lapse';
  notice: string | null;
  decision: string | null;
};

export type Departure = { participant: string; notice: string; on: CivilDate };

export const isPending = ({ status }: { status: NoticeOutcome['status'] }): boolean => status === 'given' || status === 'delivered';
