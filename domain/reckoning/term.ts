/**
 * The term for which a memorandum is operative, its renewals and extensions. Each end is counted from the operative date
 * (or from the day after the last one that the text or a decision names) with the sum of the periods: ends do not drift.
 */
import { addDays, addPeriod, type CivilDate, latest, type Period, subtractPeriod, sumOfPeriods } from '../calendar.ts';
import type { Terms } from '../terms.ts';

type Duration = NonNullable<Terms['duration']>;

export type Term = {
  /** The date from which the ends are counted, and the sum of the periods that lead from it to the present end. */
  anchor: CivilDate;
  length: Period | null;
  /** The first day of the current term: the day of the renewal, where there was one. */
  since: CivilDate;
  renewals: number;
  /** How long the last renewal lasts; null where there was none. */
  renewedFor: Period | null;
  /** The first day after it. */
  end: CivilDate;
};

/**
 * A life is told again at each act, and with it every renewal since it began: each is worked out once for each duration in
 * a text. Terms are never changed.
 */
const first = new WeakMap<Duration, { operativeOn: CivilDate; term: Term }>();
const following = new WeakMap<Term, Term>();

const ending = (term: Omit<Term, 'end'>): Term => ({
  ...term,
  end: term.length === null ? term.anchor : addPeriod(term.anchor, term.length),
});

const longer = (length: Period | null, by: Period): Period => (length === null ? by : sumOfPeriods([length, by]));

/** The term that a text of a duration gives to a memorandum operative since a date. */
export const termFrom = (operativeOn: CivilDate, duration: Duration): Term => {
  const before = first.get(duration);
  if (before?.operativeOn === operativeOn) return before.term;
  const { period, until } = duration;
  const counted = until === undefined ? { anchor: operativeOn, length: period ?? null } : { anchor: addDays(until, 1), length: null };
  const term = ending({ ...counted, since: operativeOn, renewals: 0, renewedFor: null });
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
  const { anchor, length, renewals, end } = term;
  const next = ending({ anchor, length: longer(length, period), since: end, renewals: renewals + 1, renewedFor: period });
  following.set(term, next);
  return next;
};

/** The last day on which a notice that stops the renewal may be delivered; null where no renewal is to be stopped. */
export const noticeByOf = (duration: Duration | undefined, term: Term): CivilDate | null => {
  const unless = renewalOf(duration, term)?.unless;
  return unless === undefined ? null : subtractPeriod(term.end, unless);
};

/** The same term with a later end, as decided: `until` is the new last operative day. */
export const extended = (term: Term, { until, period }: { until?: CivilDate | undefined; period?: Period | undefined }): Term => {
  const later =
    until === undefined
      ? ending({ ...term, length: period ? longer(term.length, period) : term.length })
      : ending({ ...term, anchor: addDays(until, 1), length: null });
  return later.end > term.end ? later : term;
};

/** The term after the text on its length was modified: counted again from the operative date, and never over before the modification. */
export const termModified = (
  term: Term | null,
  before: Duration | undefined,
  after: Duration | undefined,
  operativeOn: CivilDate,
  on: CivilDate,
): Term | null => {
  if (!after) return null;
  if (term && before?.period === after.period && before?.until === after.until) return term;
  const fresh = termFrom(operativeOn, after);
  const kept = term ? { since: term.since, renewals: term.renewals, renewedFor: term.renewedFor } : {};
  const end = latest(fresh.end, on);
  return end === fresh.end ? { ...fresh, ...kept } : { ...fresh, ...kept, anchor: end, length: null, end };
};
