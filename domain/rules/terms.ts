/** The terms of commencement as they held on a date: what began under them goes on under them (III.2). */
import type { CivilDate } from '../calendar.ts';
import type { State } from '../state.ts';

export const commencementOn = (state: State, on: CivilDate): State['instrument']['terms']['commencement'] =>
  state.earlierCommencement.find(({ until }) => on < until)?.terms ?? state.instrument.terms.commencement;
