/** What may still be recorded once the end is: what is of before it. */
import type { CivilDate } from '../calendar.ts';
import type { Kind } from '../decision-kinds.ts';
import { endOf } from '../end.ts';
import { factsOf } from '../reckoning/from-state.ts';
import { isEndDue } from '../reckoning/reckon.ts';
import type { State } from '../state.ts';

/** The end came only by what was decided on its own day, and by no decided date, which leaves no room for what else is. */
const cameByTextOf = (state: State, day: CivilDate): boolean =>
  (state.discontinuation?.decision ?? null) === null && !isEndDue(factsOf(state), day);

/**
 * It may come to light after the end, and keeps its date. Modifications of one day change the text together: where one of them
 * brought the end to their day, the others are no later than that.
 *
 * @param kind of the decision, where it is a paper of one
 */
export const isOfBeforeTheEnd = (state: State, on: CivilDate, kind?: Kind): boolean => {
  const { endedOn } = endOf(state);
  if (endedOn === null || on > endedOn) return false;
  return on < endedOn || (kind === 'modify' && cameByTextOf(state, endedOn));
};
