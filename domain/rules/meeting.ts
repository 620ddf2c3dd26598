/** The Joint Committee Meeting and its actions (III.5). It rests on another agreement, so discontinuation does not close it. */
import { didYouMean } from '../did-you-mean.ts';
import { Refusal } from '../refusal.ts';
import type { Action, Meeting, State } from '../state.ts';
import { mustNotBePaused } from './pause.ts';
import { clauseOf, mustBeOperative, mustBeParticipant, type Recording, refuse } from './recording.ts';

export const beginCommittee = (recording: Recording, by: string | undefined): string => {
  const clause = clauseOf(recording.state.instrument, 'committee');
  if (by !== undefined) mustBeParticipant(recording.state.instrument, by, clause);
  mustBeOperative(recording.state, clause);
  mustNotBePaused(recording.state, clause);
  return clause;
};

const STATUSES = {
  MEETING_NOT_SCHEDULED: ['scheduled'],
  MEETING_NOT_HELD: ['held'],
  MEETING_CANCELLED: ['scheduled', 'held'],
} as const;

export const meetingOf = (state: State, id: string, clause: string): Meeting => {
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
export const mustBe = (id: string, meeting: Meeting, clause: string, code: keyof typeof STATUSES): void => {
  const statuses: readonly Meeting['status'][] = STATUSES[code];
  if (!statuses.includes(meeting.status)) refuse(code, `meeting: ${id} is ${meeting.status}, not ${statuses.join(' or ')}`, clause);
};

export const actionOf = (meeting: Meeting, id: string, clause: string): Action =>
  (Object.hasOwn(meeting.actions, id) ? meeting.actions[id] : undefined) ??
  refuse('ACTION_UNKNOWN', `action: no action ${id} is recorded for the meeting${didYouMean(id, Object.keys(meeting.actions))}`, clause);
