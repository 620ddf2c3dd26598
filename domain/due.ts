/** What time itself will do next: the one instant for which the workflow keeps a durable timer. */
import { beginsEverywhere, type Milliseconds, parseInstant } from './calendar.ts';
import { zonesOf } from './instrument.ts';
import { pendingModifications } from './rules/modification.ts';
import type { State } from './state.ts';

/** An act of time: recorded like any other, and by nobody. */
export type DueAct = { do: 'commence' } | { do: 'take-effect'; decision: string } | { do: 'remind'; meeting: string; action: string };
export type Due = { at: Milliseconds; act: DueAct };

const reminders = (state: State, begins: (date: string) => Milliseconds): Due[] =>
  Object.entries(state.meetings).flatMap(([meeting, { actions }]) =>
    Object.entries(actions)
      .filter(([, action]) => action.status === 'open' && !action.reminded)
      .map(([action, { dueOn }]) => ({ at: begins(dueOn), act: { do: 'remind' as const, meeting, action } })),
  );

/**
 * The next act of time and its instant (milliseconds since the epoch, UTC), or undefined where time has nothing to do.
 * At the same instant commencement goes first: from that date nothing takes effect any more.
 */
export const due = (state: State): Due | undefined => {
  if (state.status !== 'operative') return undefined;
  const zones = zonesOf(state.instrument);
  const begins = (date: string) => beginsEverywhere(date, zones);
  const candidates: Due[] = [];
  if (state.discontinuation) candidates.push({ at: parseInstant(state.discontinuation.commencesAt), act: { do: 'commence' } });
  const [next] = pendingModifications(state);
  if (next) candidates.push({ at: begins(next[1].effectiveOn ?? ''), act: { do: 'take-effect', decision: next[0] } });
  candidates.push(...reminders(state, begins));
  return candidates.reduce<Due | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
};
