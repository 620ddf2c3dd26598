/** What ends the memorandum by discontinuation, by the facts that are known. */
import type { CivilDate } from '../calendar.ts';
import { factsOf } from '../reckoning/from-state.ts';
import { expectedLife } from '../reckoning/reckon.ts';
import { isTaken, type State } from '../state.ts';

export type Governing = { expectedOn: CivilDate; notice: string | null; decision: string | null };

/** The commencement that is expected: of all ends that compete, where it is the earliest. */
export const governing = (state: State): Governing | undefined => {
  const { end } = expectedLife(factsOf(state));
  if (end?.cause !== 'notice' && end?.cause !== 'decision') return undefined;
  return { expectedOn: end.on, notice: end.notice, decision: end.decision };
};

type Decided = { id: string; takenOn: CivilDate; effectiveOn: CivilDate };

/** The date of discontinuation decided last, whether it has come yet or not. */
export const lastDecided = (state: State): Decided | undefined => {
  let last: (Decided & { takenSeq: number }) | undefined;
  for (const [id, decision] of Object.entries(state.decisions)) {
    const stands = decision.status === 'taken' || decision.status === 'effective';
    if (decision.kind !== 'discontinue-on' || !stands || !isTaken(decision)) continue;
    const { takenOn, effectiveOn, takenSeq } = decision;
    if (!last || takenSeq > last.takenSeq) last = { id, takenOn, effectiveOn, takenSeq };
  }
  return last;
};
