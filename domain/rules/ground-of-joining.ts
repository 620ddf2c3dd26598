/** Who has joined rests on the text of its day: no paper that comes to light later takes that ground away (III.2). */
import type { CivilDate } from '../calendar.ts';
import { endOf } from '../end.ts';
import { nameOf } from '../instrument.ts';
import { joinedOn, type State } from '../state.ts';
import { type Clause, refuse } from './recording.ts';
import { textOn } from './text.ts';

const ruleOn = (state: State, day: CivilDate) => textOn(state, day).terms.accession?.rule;

/** Recorded before it, the accession would have been refused; recorded after it, what makes it so is. */
export const mustKeepGround = (before: State | undefined, after: State, clause: Clause): void => {
  if (!before) return;
  // The same modifications make the same texts of each day that has come everywhere; at one seat the next may have begun.
  const asBefore = before.modifications === after.modifications ? before.reachedOn : null;
  const { expectedOn, endedOn } = endOf(after);
  const end = endedOn ?? expectedOn;
  for (const one of before.accessions) {
    for (const day of [one.signedOn, joinedOn(after, one)]) {
      // Its admission waits for a consent again, and can be had: that takes no ground away. Nobody joins what turns out to be over.
      if (day === null || (end !== null && day >= end) || (asBefore !== null && day <= asBefore)) continue;
      const rule = ruleOn(before, day);
      if (rule === undefined || rule === ruleOn(after, day)) continue;
      const message = `${nameOf(after.instrument, one.by)} joined by its signature of ${one.signedOn}, and the text of ${day} would foresee no such accession`;
      refuse('STANDS_IN_THE_WAY', message, clause);
    }
  }
};
