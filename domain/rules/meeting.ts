/** The Joint Committee Meeting and its actions (III.5). It rests on another agreement, so discontinuation does not close it. */
import type { CivilDate } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Refusal } from '../refusal.ts';
import type { Action, Meeting, State } from '../state.ts';
import { doneOn } from './initiative.ts';
import { type Clause, mustBelong, mustBeOperative, type Recording, refuse } from './recording.ts';

/** @param begun what was scheduled while the text foresaw it goes on, though a modification has made it impossible since */
export const mustForeseeMeetings = ({ instrument, meetings }: State, clause: Clause, begun = Object.keys(meetings).length > 0): void => {
  if (instrument.terms.committee || begun) return;
  refuse('NOT_FORESEEN', 'The instrument foresees no meetings: it has no term of a committee', clause);
};

const committeeClause = (recording: Recording): Clause => {
  const clause = recording.clause('committee');
  mustForeseeMeetings(recording.state, clause);
  return clause;
};

/** The clause, and the day on which it is done. */
export const beginCommittee = (
  recording: Recording,
  by: string | undefined,
  field: string,
  stated: CivilDate | undefined,
): { clause: Clause; on: CivilDate } => {
  const clause = committeeClause(recording);
  return { clause, on: doneOn(recording, by, field, stated, clause) };
};

/** Recorded of another day, which its own rule dates: it may be of before a pause, or of before somebody left. */
export const recordedOfCommittee = (recording: Recording, by: string | undefined, on: CivilDate | undefined): Clause => {
  const clause = committeeClause(recording);
  const { state } = recording;
  if (by !== undefined) mustBelong(state, by, on ?? recording.todayUnder(by), clause);
  mustBeOperative(state, clause);
  return clause;
};

const STATUSES = {
  MEETING_NOT_SCHEDULED: ['scheduled'],
  MEETING_NOT_HELD: ['held'],
  MEETING_CANCELLED: ['scheduled', 'held'],
} as const;

export const meetingOf = (state: State, id: string, clause: Clause): Meeting => {
  const meeting = Object.hasOwn(state.meetings, id) ? state.meetings[id] : undefined;
  if (!meeting)
    throw new Refusal(
      'MEETING_UNKNOWN',
      `meeting: no meeting ${id} has been scheduled${didYouMean(id, Object.keys(state.meetings))}`,
      clause,
    );
  return meeting;
};

/** Refused by a code that says which of the statuses it would have to be. */
export const mustBe = (id: string, meeting: Meeting, clause: Clause, code: keyof typeof STATUSES): void => {
  const statuses: readonly Meeting['status'][] = STATUSES[code];
  if (!statuses.includes(meeting.status)) refuse(code, `meeting: ${id} is ${meeting.status}, not ${statuses.join(' or ')}`, clause);
};

export const actionOf = (meeting: Meeting, id: string, clause: Clause): Action =>
  (Object.hasOwn(meeting.actions, id) ? meeting.actions[id] : undefined) ??
  refuse('ACTION_UNKNOWN', `action: no action ${id} is recorded for the meeting${didYouMean(id, Object.keys(meeting.actions))}`, clause);

/**
 * Who co-chairs, and still belongs: who has withdrawn is no longer waited for. Minutes of a committee that a modification has taken
 * out are approved by those who co-chaired it by the text as signed.
 */
export const coChairsOf = ({ instrument, signed, participants }: State): string[] =>
  ((instrument.terms.committee ?? signed?.terms.committee)?.coChairs ?? []).filter((id) => (participants[id]?.until ?? null) === null);
