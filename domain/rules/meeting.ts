/** The Joint Committee Meeting and its actions (III.5). It rests on another agreement, so discontinuation does not close it. */
import { addDays, type CivilDate } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Action, isMember, type Meeting, type State } from '../state.ts';
import { doneOn } from './initiative.ts';
import { type Clause, mustBelong, mustBeOperative, mustNotPrecedeOperative, type Recording, refuse } from './recording.ts';
import { groundOf, textOn } from './text.ts';

const hasBegun = ({ meetings }: State): boolean => Object.keys(meetings).length > 0;

/**
 * By the text of that day.
 *
 * @param begun what was scheduled while a text foresaw it goes on, though a modification has made it impossible since
 */
const committeeClause = ({ state }: Recording, on: CivilDate, begun: boolean): Clause => {
  const { text, clause } = groundOf(state, on, 'committee');
  if (!text.terms.committee && !begun)
    refuse('NOT_FORESEEN', `The instrument foresees no meetings on ${on}: it has no term of a committee`, clause);
  return clause;
};

/** The clause, and the day on which it is done. */
export const beginCommittee = (
  recording: Recording,
  by: string | undefined,
  field: string,
  stated: CivilDate | undefined,
): { clause: Clause; on: CivilDate } => {
  const clause = committeeClause(recording, stated ?? recording.todayUnder(by), hasBegun(recording.state));
  return { clause, on: doneOn(recording, by, field, stated, clause) };
};

/** Recorded of another day, which its own rule dates: it may be of before a pause, or of before somebody left. */
export const recordedOfCommittee = (
  recording: Recording,
  by: string | undefined,
  stated: CivilDate | undefined,
  begun = hasBegun(recording.state),
): Clause => {
  const { state } = recording;
  const on = stated ?? recording.todayUnder(by);
  const clause = committeeClause(recording, on, begun);
  if (by !== undefined) mustBelong(state, by, on, clause);
  mustBeOperative(state, clause);
  return clause;
};

const STATUSES = {
  MEETING_NOT_SCHEDULED: ['scheduled'],
  MEETING_NOT_HELD: ['held'],
  MEETING_CANCELLED: ['scheduled', 'held'],
} as const;

export const meetingOf = (state: State, id: string, clause: Clause): Meeting => {
  const meeting = state.meetings[id];
  if (!meeting)
    refuse('MEETING_UNKNOWN', `meeting: no meeting ${id} has been scheduled${didYouMean(id, Object.keys(state.meetings))}`, clause);
  return meeting;
};

/** Refused by a code that says which of the statuses it would have to be. */
export const mustBe = (id: string, meeting: Meeting, clause: Clause, code: keyof typeof STATUSES): void => {
  const statuses: readonly Meeting['status'][] = STATUSES[code];
  if (!statuses.includes(meeting.status)) refuse(code, `meeting: ${id} is ${meeting.status}, not ${statuses.join(' or ')}`, clause);
};

export const actionOf = (meeting: Meeting, id: string, clause: Clause): Action =>
  meeting.actions[id] ??
  refuse('ACTION_UNKNOWN', `action: no action ${id} is recorded for the meeting${didYouMean(id, Object.keys(meeting.actions))}`, clause);

/** An action is given to one that belongs on the day of its meeting, and is not due before the memorandum is operative. */
export const mustBeGivable = (
  state: State,
  { owner, dueOn }: Partial<Pick<Action, 'owner' | 'dueOn'>>,
  on: CivilDate,
  clause: Clause,
): void => {
  if (owner !== undefined) mustBelong(state, owner, on, clause, 'owner');
  if (dueOn !== undefined) mustNotPrecedeOperative(state, 'dueOn', dueOn, clause);
};

/** By the text of its day; one held after a modification had taken out the committee belongs to the committee as it last was. */
const committeeOf = (state: State, { on, heldOn }: Meeting) => {
  const day = heldOn ?? on;
  const changedOn = state.modifications.flatMap((id) => state.decisions[id]?.effectiveOn ?? []).filter((date) => date <= day);
  const days = [day, ...changedOn.reverse().map((date) => addDays(date, -1))];
  // A text of another day than now costs a life: most meetings need the first alone.
  for (const one of days) {
    const { committee } = textOn(state, one).terms;
    if (committee) return committee;
  }
  return undefined;
};

/** Who co-chaired it; those who have withdrawn since among them. */
export const coChairsOf = (state: State, meeting: Meeting): string[] => committeeOf(state, meeting)?.coChairs ?? [];

/** Whose approval of its minutes is missing and can come: of who has withdrawn, or has not joined yet, none is waited for. */
export const approvalsMissing = (state: State, meeting: Meeting): string[] =>
  coChairsOf(state, meeting).filter((id) => isMember(state, id) && !meeting.minutes?.approvedBy.includes(id));

/** The other co-chairs that had not approved them by a day, of those that had joined by then. */
export const outstandingOn = (state: State, meeting: Meeting, by: string, on: CivilDate): string[] =>
  coChairsOf(state, meeting).filter((id) => {
    const since = state.participants[id]?.since ?? null;
    return id !== by && since !== null && since <= on && !meeting.minutes?.approvedBy.includes(id);
  });
