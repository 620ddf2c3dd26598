/** The modifications of one part of the text, by which what rests on it alone is told for a day that lies ahead. */
import type { CivilDate } from '../calendar.ts';
import type { Decision, DecisionOf, State } from '../state.ts';
import { type Change, touchesPart } from '../text/change.ts';
import { aheadOf, isWhole } from './reckoned.ts';

const isOf = (decision: Decision | undefined, part: string): decision is DecisionOf<'modify'> =>
  decision?.kind === 'modify' && touchesPart(decision.changes, part);

type Modification = { id: string; from: CivilDate; changes: Change[] };

/** Those in effect, and those that are decided and will be, in the order of their dates. */
export const modificationsOf = (state: State, part: string): Modification[] => {
  const { decisions, modifications } = state;
  const isAhead = isWhole(state) && Object.values(decisions).some((one) => one.status === 'taken' && isOf(one, part));
  return (isAhead ? aheadOf(state).inEffect : modifications).flatMap((id) => {
    const decision = decisions[id];
    return isOf(decision, part) && decision.effectiveOn !== null ? [{ id, from: decision.effectiveOn, changes: decision.changes }] : [];
  });
};
