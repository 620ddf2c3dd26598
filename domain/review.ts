/** Reviews, counted from the operative date. */
import { addPeriod, type CivilDate, sumOfPeriods } from './calendar.ts';
import type { State } from './state.ts';

/** The date of the n-th review, counted from the operative date; null where there is none. */
export const reviewOn = ({ instrument, operativeOn }: State, n: number): CivilDate | null => {
  const { review } = instrument.terms;
  if (!review || operativeOn === null) return null;
  const { first, every } = review;
  if (every === undefined) return n === 1 && first !== undefined ? addPeriod(operativeOn, first) : null;
  const periods = first === undefined ? Array<string>(n).fill(every) : [first, ...Array<string>(n - 1).fill(every)];
  return addPeriod(operativeOn, sumOfPeriods(periods));
};
