/** The Joint Committee Meeting and its actions (III.5). It rests on another agreement, so discontinuation does not close it. */
import type { ActOf } from '../acts.ts';
import {
  mustBeNew,
  clauseOf,
  invalid,
  mustBeOperative,
  mustBeParticipant,
  mustHaveBegun,
  mustHaveBegunAtPlace,
  mustNotPrecedeOperative,
  type Recording,
} from './recording.ts';
import { nameOf, seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Action, Meeting, State } from '../state.ts';
import { mustNotBePaused } from './pause.ts';

const begin = (recording: Recording, by: string | undefined): string => {
  const clause = clauseOf(recording.state.instrument, 'committee');
  if (by !== undefined) mustBeParticipant(recording.state.instrument, by, clause);
  mustBeOperative(recording.state, clause);
  mustNotBePaused(recording.state, clause);
  return clause;
};

const meetingOf = (state: State, id: string, clause: string): Meeting => {
  const meeting = Object.hasOwn(state.meetings, id) ? state.meetings[id] : undefined;
  if (!meeting) throw new Refusal('MEETING_UNKNOWN', `meeting: no meeting ${id} has been scheduled`, clause);
  return meeting;
};

const mustBe = (id: string, meeting: Meeting, status: Meeting['status'][], clause: string): void => {
  if (!status.includes(meeting.status)) invalid(`meeting: ${id} is ${meeting.status}, not ${status.join(' or ')}`, clause);
};

export const scheduleMeeting = (recording: Recording, act: ActOf<'schedule-meeting'>): void => {
  const clause = begin(recording, act.by);
  mustBeNew(recording.state.meetings, 'meeting', act.meeting, clause);
  mustNotPrecedeOperative(recording.state, 'on', act.on, clause);
  const { meeting, on, place, timeZone, agenda, by } = act;
  const data = { meeting, on, place, agenda, ...(timeZone && { timeZone }) };
  recording.record('MeetingScheduled', { on: recording.today(by), by, clause, data });
};

/** Held on the date given or, where none is, on the date for which it was scheduled. */
export const holdMeeting = (recording: Recording, act: ActOf<'hold-meeting'>): void => {
  const clause = begin(recording, act.by);
  const meeting = meetingOf(recording.state, act.meeting, clause);
  mustBe(act.meeting, meeting, ['scheduled'], clause);
  const heldOn = act.heldOn ?? meeting.on;
  mustHaveBegunAtPlace(recording, 'heldOn', heldOn, meeting, clause);
  mustNotPrecedeOperative(recording.state, 'heldOn', heldOn, clause);
  recording.record('MeetingHeld', { on: heldOn, by: act.by, clause, data: { meeting: act.meeting, heldOn } });
};

export const recordMinutes = (recording: Recording, act: ActOf<'record-minutes'>): void => {
  const clause = begin(recording, act.by);
  const meeting = meetingOf(recording.state, act.meeting, clause);
  mustBe(act.meeting, meeting, ['held'], clause);
  if (meeting.minutes?.approved) invalid(`meeting: the minutes of ${act.meeting} are approved already`, clause);
  recording.record('MinutesRecorded', {
    on: recording.today(act.by),
    by: act.by,
    clause,
    data: { meeting: act.meeting, document: act.document },
  });
};

/** By each co-chair; minutes recorded anew are approved anew. */
export const approveMinutes = (recording: Recording, act: ActOf<'approve-minutes'>): void => {
  const clause = begin(recording, act.by);
  const { state } = recording;
  const { minutes } = meetingOf(state, act.meeting, clause);
  if (!minutes) return invalid(`meeting: no minutes of ${act.meeting} are recorded yet`, clause);
  const { coChairs } = state.instrument.terms.committee;
  const name = nameOf(state.instrument, act.by);
  if (!coChairs.includes(act.by)) throw new Refusal('NOT_AUTHORISED', `by: ${name} does not co-chair (${coChairs.join(', ')} do)`, clause);
  if (minutes.approvedBy.includes(act.by)) invalid(`by: ${name} has already approved the minutes of ${act.meeting}`, clause);
  if (act.document && act.document.sha256 !== minutes.document.sha256) {
    throw new Refusal('TEXT_DIFFERS', `document.sha256: not the minutes recorded of ${act.meeting}`, clause);
  }
  const final = coChairs.every((id) => id === act.by || minutes.approvedBy.includes(id));
  const data = { meeting: act.meeting, document: minutes.document, final };
  recording.record('MinutesApproved', { on: recording.today(act.by), by: act.by, clause, data });
};

export const cancelMeeting = (recording: Recording, act: ActOf<'cancel-meeting'>): void => {
  const clause = begin(recording, act.by);
  mustBe(act.meeting, meetingOf(recording.state, act.meeting, clause), ['scheduled'], clause);
  const data = { meeting: act.meeting, ...(act.reason && { reason: act.reason }) };
  recording.record('MeetingCancelled', { on: recording.today(act.by), by: act.by, clause, data });
};

export const recordAction = (recording: Recording, act: ActOf<'record-action'>): void => {
  const clause = begin(recording, act.by);
  const meeting = meetingOf(recording.state, act.meeting, clause);
  mustBe(act.meeting, meeting, ['scheduled', 'held'], clause);
  mustBeParticipant(recording.state.instrument, act.owner, clause, 'owner');
  mustBeNew(meeting.actions, 'action', act.action, clause);
  mustNotPrecedeOperative(recording.state, 'dueOn', act.dueOn, clause);
  const { do: _, id: __, by, ...data } = act;
  recording.record('ActionRecorded', { on: recording.today(by), by, clause, data });
};

const actionOf = (meeting: Meeting, id: string, clause: string): Action =>
  (Object.hasOwn(meeting.actions, id) ? meeting.actions[id] : undefined) ??
  invalid(`action: no action ${id} is recorded for the meeting`, clause);

/** Completed on the date given or, where none is, today at the owner's seat. */
export const completeAction = (recording: Recording, act: ActOf<'complete-action'>): void => {
  const clause = begin(recording, act.by);
  const action = actionOf(meetingOf(recording.state, act.meeting, clause), act.action, clause);
  if (action.status === 'completed') invalid(`action: ${act.action} was completed on ${action.completedOn}`, clause);
  const completedOn = act.completedOn ?? recording.today(action.owner);
  mustHaveBegun('completedOn', completedOn, seatZone(recording.state.instrument, action.owner), recording.now, clause);
  mustNotPrecedeOperative(recording.state, 'completedOn', completedOn, clause);
  recording.record('ActionCompleted', {
    on: completedOn,
    by: act.by,
    clause,
    data: { meeting: act.meeting, action: act.action, completedOn },
  });
};
