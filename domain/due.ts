/** What time itself will do next: the one instant for which the workflow keeps a durable timer. */
import { beginsEverywhere, type CivilDate, dateEverywhere, type Milliseconds, parseInstant } from './calendar.ts';
import { zonesOf } from './instrument.ts';
import { nextReminder } from './reminders.ts';
import { pendingModifications } from './rules/modification.ts';
import type { State } from './state.ts';

/** An act of time: recorded like any other, and by nobody. */
export type DueAct = { do: 'commence' } | { do: 'take-effect'; decision: string } | { do: 'remind'; subject: string; on: CivilDate };
export type Due = { at: Milliseconds; act: DueAct };

/**
 * The next act of time and its instant (milliseconds since the epoch, UTC), or undefined where time has nothing to do.
 * At the same instant commencement goes first: from that date nothing takes effect any more.
 *
 * @param now where it is given, reminders of what is over by then fall away
 */
export const due = (state: State, now: Milliseconds = Number.NEGATIVE_INFINITY): Due | undefined => {
  if (state.status === 'discontinued') return undefined;
  const zones = zonesOf(state.instrument);
  const begins = (date: string) => beginsEverywhere(date, zones);
  const candidates: Due[] = [];
  if (state.discontinuation) candidates.push({ at: parseInstant(state.discontinuation.commencesAt), act: { do: 'commence' } });
  const [next] = pendingModifications(state);
  if (next) candidates.push({ at: begins(next[1].effectiveOn), act: { do: 'take-effect', decision: next[0] } });
  const reminder = nextReminder(state, Number.isFinite(now) ? dateEverywhere(now, zones) : '');
  if (reminder) candidates.push({ at: begins(reminder.on), act: { do: 'remind', ...reminder } });
  return candidates.reduce<Due | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
};
