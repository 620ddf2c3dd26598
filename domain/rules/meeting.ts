/** The Joint Committee Meeting and its actions (III.5). It rests on another agreement, so discontinuation does not close it. */
import { Refusal } from '../refusal.ts';
import type { Action, Meeting, State } from '../state.ts';
import { mustNotBePaused } from './pause.ts';
import { clauseOf, invalid, mustBeOperative, mustBeParticipant, type Recording } from './recording.ts';

export const beginCommittee = (recording: Recording, by: string | undefined): string => {
  const clause = clauseOf(recording.state.instrument, 'committee');
  if (by !== undefined) mustBeParticipant(recording.state.instrument, by, clause);
  mustBeOperative(recording.state, clause);
  mustNotBePaused(recording.state, clause);
  return clause;
};

export const meetingOf = (state: State, id: string, clause: string): Meeting => {
  const meeting = Object.hasOwn(state.meetings, id) ? state.meetings[id] : undefined;
  if (!meeting) throw new Refusal('MEETING_UNKNOWN', `meeting: no meeting ${id} has been scheduled`, clause);
  return meeting;
};

export const mustBe = (id: string, meeting: Meeting, status: Meeting['status'][], clause: string): void => {
  if (!status.includes(meeting.status)) invalid(`meeting: ${id} is ${meeting.status}, not ${status.join(' or ')}`, clause);
};

export const actionOf = (meeting: Meeting, id: string, clause: string): Action =>
  (Object.hasOwn(meeting.actions, id) ? meeting.actions[id] : undefined) ??
  invalid(`action: no action ${id} is recorded for the meeting`, clause);
