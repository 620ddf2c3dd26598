/** Whether a notice takes out its giver alone, or ends the memorandum for all because too few would remain (III.4). */
import type { CivilDate } from '../../domain/calendar.ts';
import { departuresOf } from '../../domain/end.ts';
import { isPending } from '../../domain/reckoning/outcomes.ts';
import type { Notice, State } from '../../domain/state.ts';

const belongsOn = ({ participants }: State, id: string, day: CivilDate): boolean => {
  const { since = null, until = null } = participants[id] ?? {};
  return since !== null && since <= day && (until === null || day <= until);
};

/** With it goes who is to leave by that day too, or would have, had not the same closed both. */
const goesWith = ({ status, closedBy }: Notice, other: Notice): boolean =>
  isPending(other) || (other.status === status && closedBy !== undefined && other.closedBy === closedBy);

const leavesTooFew = (state: State, notice: Notice, day: CivilDate): boolean => {
  const { notices, participants, instrument } = state;
  const isGone = (id: string) =>
    id === notice.by ||
    Object.values(notices).some(
      (other) => other.by === id && other.takesOut && other.expectedOn !== null && other.expectedOn <= day && goesWith(notice, other),
    );
  const remaining = Object.keys(participants).filter((id) => belongsOn(state, id, day) && !isGone(id)).length;
  return remaining < (instrument.terms.withdrawal?.remaining ?? 1);
};

/** Of one that is over before its day, or comes after another end, what it would have done. */
export const leavesAlone = (state: State, id: string, notice: Notice & { expectedOn: CivilDate }): boolean => {
  if (!notice.takesOut || state.discontinuation?.notice === id) return false;
  const isToLeave = notice.status === 'effective' || departuresOf(state).some((one) => one.notice === id);
  return isToLeave || !leavesTooFew(state, notice, notice.expectedOn);
};
