/**
 * The term for which a memorandum is operative, its renewals and extensions. Each end is counted from the operative date
 * (or from the day after the last one that the text or a decision names) with the sum of the periods: ends do not drift.
 */
import { addDays, addPeriod, type CivilDate, latest, type Period, subtractPeriod, sumOfPeriods } from '../calendar.ts';
import type { Terms } from '../terms.ts';

type Duration = NonNullable<Terms['duration']>;
type Longer = { until?: CivilDate | undefined; period?: Period | undefined };

export type Term = {
  /** The date from which the ends are counted, and the sum of the periods that lead from it to the present end. */
  anchor: CivilDate;
  length: Period | null;
  /** The first day of the current term: the day of the renewal, where there was one. */
  since: CivilDate;
  renewals: number;
  /** How long the last renewal lasts; null where there was none. */
  renewedFor: Period | null;
  /** What it was before it was renewed or extended; null for the first term. */
  before: { term: Term; renewedFor: Period } | { term: Term; extendedBy: Longer } | null;
  /** Where a modification made it shorter than it had lasted: on which day, and what the text alone makes of it. */
  overrun: { on: CivilDate; term: Term } | null;
  /** The first day after it. */
  end: CivilDate;
};

/**
 * A life is told again at each act, and with it every renewal since it began: each is worked out once for each duration in
 * a text. Terms are never changed.
 */
const first = new WeakMap<Duration, { operativeOn: CivilDate; term: Term }>();
const following = new WeakMap<Term, Term>();

const ending = (term: Omit<Term, 'end' | 'overrun'>): Term => ({
  ...term,
  overrun: null,
  end: term.length === null ? term.anchor : addPeriod(term.anchor, term.length),
});

const longer = (length: Period | null, by: Period): Period => (length === null ? by : sumOfPeriods([length, by]));

/** The term that a text of a duration gives to a memorandum operative since a date. */
export const termFrom = (operativeOn: CivilDate, duration: Duration): Term => {
  const before = first.get(duration);
  if (before?.operativeOn === operativeOn) return before.term;
  const { period, until } = duration;
  const counted = until === undefined ? { anchor: operativeOn, length: period ?? null } : { anchor: addDays(until, 1), length: null };
  const term = ending({ ...counted, since: operativeOn, renewals: 0, renewedFor: null, before: null });
  first.set(duration, { operativeOn, term });
  return term;
};

/** Whether the text foresees that the term is renewed by itself once more. */
export const renewalOf = (
  duration: Duration | undefined,
  { renewals }: Pick<Term, 'renewals'>,
): { period: Period; unless?: Period | undefined } | undefined => {
  const renewal = duration?.renewal;
  return renewal?.rule === 'automatic' && renewals < (renewal.times ?? Number.POSITIVE_INFINITY) ? renewal : undefined;
};

export const renewed = (term: Term, period: Period): Term => {
  const before = following.get(term);
  if (before?.renewedFor === period) return before;
  const { length, renewals, end } = term;
  const grown = { length: longer(length, period), since: end, renewals: renewals + 1 };
  const next = ending({ ...term, ...grown, renewedFor: period, before: { term, renewedFor: period } });
  following.set(term, next);
  return next;
};

/** The last day on which a notice that stops the renewal may be delivered; null where no renewal is to be stopped. */
export const noticeByOf = (duration: Duration | undefined, term: Term): CivilDate | null => {
  const unless = renewalOf(duration, term)?.unless;
  return unless === undefined ? null : subtractPeriod(term.end, unless);
};

/** The same term with a later end, as decided: `until` is the new last operative day. */
export const extended = (term: Term, by: Longer): Term => {
  const { until, period } = by;
  const grown = { ...term, before: { term, extendedBy: by } };
  const later =
    until === undefined
      ? ending({ ...grown, length: period ? longer(term.length, period) : term.length })
      : ending({ ...grown, anchor: addDays(until, 1), length: null });
  return later.end > term.end ? later : term;
};

/** What renewed and extended the first term does the same to another one. */
const retold = (term: Term, first: Term): Term => {
  const changes: NonNullable<Term['before']>[] = [];
  for (let { before } = term; before !== null; { before } = before.term) changes.push(before);
  return changes
    .reverse()
    .reduce((now, change) => ('renewedFor' in change ? renewed(now, change.renewedFor) : extended(now, change.extendedBy)), first);
};

/** Of a text that takes effect only on a day: what it would have renewed before is counted, so that its ends do not drift. */
const caughtUp = (term: Term, duration: Duration, on: CivilDate): Term => {
  let now = term;
  for (let renewal = renewalOf(duration, now); renewal && now.end < on; renewal = renewalOf(duration, now))
    now = renewed(now, renewal.period);
  return now;
};

const recounted = (term: Term | null, duration: Duration, operativeOn: CivilDate): Term => {
  const first = termFrom(operativeOn, duration);
  if (!term) return first;
  const { since, renewals, renewedFor } = term;
  return { ...(duration.until === undefined ? retold(term, first) : first), since, renewals, renewedFor };
};

type Modified = { before: Duration | undefined; after: Duration | undefined; operativeOn: CivilDate; on: CivilDate; isStopped: boolean };

/**
 * The term after the text on its length was modified: counted again from the operative date, with the renewals and extensions
 * that there were, or to the last day that the text now names; and never over before the modification.
 *
 * @param isStopped whether a notice stops the renewal at its end
 */
export const termModified = (present: Term | null, { before, after, operativeOn, on, isStopped }: Modified): Term | null => {
  if (!after) return null;
  // Modifications of one day change the text together.
  const term = present?.overrun?.on === on ? present.overrun.term : present;
  const isAsLong = term !== null && before?.period === after.period && before?.until === after.until;
  if (isAsLong && term === present) return term;
  const counted = isAsLong ? term : recounted(term, after, operativeOn);
  if (counted.end >= on) return counted;
  const now = isStopped ? counted : caughtUp(counted, after, on);
  return { ...now, end: latest(now.end, on), overrun: { on, term: counted } };
};
