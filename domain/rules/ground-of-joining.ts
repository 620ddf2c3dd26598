/** Who has joined rests on the text of its day: no paper that comes to light later takes that ground away (III.2). */
import type { CivilDate } from '../calendar.ts';
import { nameOf } from '../instrument.ts';
import { joinedOn, type State } from '../state.ts';
import { type Clause, refuse } from './recording.ts';
import { textOn } from './text.ts';

const ruleOn = (state: State, day: CivilDate) => textOn(state, day).terms.accession?.rule;

/** Recorded before it, the accession would have been refused; recorded after it, what makes it so is. */
export const mustKeepGround = (before: State | undefined, after: State, clause: Clause): void => {
  for (const one of before?.accessions ?? []) {
    for (const day of [one.signedOn, joinedOn(after, one)]) {
      // Its admission waits for a consent again, and can be had: that takes no ground away.
      if (day === null) continue;
      const rule = before && ruleOn(before, day);
      if (rule === undefined || rule === ruleOn(after, day)) continue;
      const message = `${nameOf(after.instrument, one.by)} joined by its signature of ${one.signedOn}, and the text of ${day} would foresee no such accession`;
      refuse('STANDS_IN_THE_WAY', message, clause);
    }
  }
};
