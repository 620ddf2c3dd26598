/** To which day the period of a notice leads (III.4 of the seed). */
import { addDays, addPeriod, type CivilDate, firstOfNextMonth, firstOfNextYear, latest } from '../calendar.ts';
import type { Terms } from '../terms.ts';
import { renewalOf, renewed, type Term } from './term.ts';

/**
 * The first end of a term that is not before a date, as far as the term is renewed by itself; null where there is none. Of the
 * terms that are over too: who leaves at the end of one leaves although the others renew it.
 */
const endOfTerm = (date: CivilDate, terms: Terms, ran: readonly Term[]): CivilDate | null => {
  let at = ran.length - 1;
  while (at > 0 && (ran[at - 1] as Term).end >= date) at -= 1;
  let term = ran[at] ?? null;
  while (term && term.end < date) {
    const renewal = renewalOf(terms.duration, term);
    term = renewal ? renewed(term, renewal.period) : null;
  }
  return term?.end ?? null;
};

/** To the end of which month or year a period runs on. */
const RUNS_ON = {
  'on-the-day': (reached: CivilDate): CivilDate => reached,
  'end-of-month': firstOfNextMonth,
  'end-of-year': firstOfNextYear,
};

/**
 * The first day on which the memorandum is no longer operative (or its giver no longer belongs) by a notice whose period
 * started on a date; null where it leads to no end of a term.
 *
 * @param rule the terms in force on the day that started the period
 * @param statedOn the later date that the notice states
 * @param now the terms by which the current term, the last of those that `ran`, is renewed
 */
export const expectedBy = (
  { startedOn, statedOn }: { startedOn: CivilDate; statedOn: CivilDate | null },
  rule: NonNullable<Terms['commencement']>,
  operativeOn: CivilDate,
  now: { terms: Terms; ran: readonly Term[] },
): CivilDate | null => {
  const reached = addPeriod(startedOn, rule.period);
  const least = latest(reached, statedOn ?? reached, rule.notBefore === undefined ? reached : addPeriod(operativeOn, rule.notBefore));
  // An end of a term, also where a minimum term leads further than the period; never of one that was over when it began to run.
  if (rule.ends === 'end-of-term') return endOfTerm(latest(least, addDays(startedOn, 1)), now.terms, now.ran);
  return latest(RUNS_ON[rule.ends ?? 'on-the-day'](reached), least);
};
