/** What becomes of pauses, meetings and initiatives. */
import { endOf, isAskedAt } from '../end.ts';
import { hasLeft, type Meeting, type State } from '../state.ts';
import { change, meeting, initiative, type Reducers } from './draft.ts';

/** Minutes wait for no co-chair that has left, and for one that turns out not to have left they wait again. */
export const waitForWhoBelongs = (draft: State): void => {
  const settled = (one: Meeting): Meeting => {
    const { minutes } = one;
    if (!minutes?.outstanding) return one;
    return { ...one, minutes: { ...minutes, approved: minutes.outstanding.every((id) => hasLeft(draft, id)) } };
  };
  draft.meetings = Object.fromEntries(Object.entries(draft.meetings).map(([id, one]) => [id, settled(one)]));
};

export const cooperation: Reducers<
  | 'Paused'
  | 'Resumed'
  | 'MeetingScheduled'
  | 'MeetingRescheduled'
  | 'MeetingHeld'
  | 'MinutesRecorded'
  | 'MinutesApproved'
  | 'MeetingCancelled'
  | 'ActionRecorded'
  | 'ActionCompleted'
  | 'InitiativeStarted'
  | 'InitiativeReported'
  | 'InitiativeConcluded'
  | 'DispositionRequested'
> = {
  Paused: (draft, _, event) => {
    draft.paused = { on: event.on, by: event.by };
  },
  Resumed: (draft, _, event) => {
    if (draft.paused) draft.pauses = [...draft.pauses, { on: draft.paused.on, until: event.on }];
    draft.paused = null;
  },
  MeetingScheduled: (draft, { meeting: id, ...data }) => {
    draft.meetings[id] = { ...data, status: 'scheduled', heldOn: null, minutes: null, actions: {} };
  },
  MeetingRescheduled: (draft, { meeting: id, on, place, timeZone }) => {
    const { timeZone: _, ...before } = draft.meetings[id] as Meeting;
    draft.meetings[id] = { ...before, on, place, ...(timeZone && { timeZone }) };
  },
  MeetingHeld: (draft, data) => meeting(draft, data.meeting, { status: 'held', heldOn: data.heldOn }),
  MinutesRecorded: (draft, data) => meeting(draft, data.meeting, { minutes: { document: data.document, approvedBy: [], approved: false } }),
  MinutesApproved: (draft, data, event) => {
    const before = draft.meetings[data.meeting]?.minutes?.approvedBy ?? [];
    meeting(draft, data.meeting, {
      minutes: {
        document: data.document,
        approvedBy: [...before, event.by],
        approved: data.final,
        ...(data.outstanding && { outstanding: data.outstanding }),
      },
    });
  },
  MeetingCancelled: (draft, data) => meeting(draft, data.meeting, { status: 'cancelled' }),
  ActionRecorded: (draft, { meeting: id, action, ...data }) =>
    meeting(draft, id, {
      actions: { ...draft.meetings[id]?.actions, [action]: { ...data, status: 'open', completedOn: null } },
    }),
  ActionCompleted: (draft, data) => {
    const actions = { ...draft.meetings[data.meeting]?.actions };
    change(actions, data.action, { status: 'completed', completedOn: data.completedOn });
    meeting(draft, data.meeting, { actions });
  },
  InitiativeStarted: (draft, { initiative: id, ...data }, event) => {
    draft.initiatives[id] = {
      ...data,
      by: event.by,
      status: 'started',
      startedOn: event.on,
      reports: [],
      concludedOn: null,
      disposition: null,
    };
  },
  InitiativeReported: (draft, { initiative: id, ...data }, event) =>
    initiative(draft, id, { reports: [...(draft.initiatives[id]?.reports ?? []), { on: event.on, ...data }] }),
  InitiativeConcluded: (draft, data, event) => {
    const concluded = { status: 'concluded', concludedOn: event.on } as const;
    initiative(draft, data.initiative, concluded);
    const { endedOn } = endOf(draft);
    // It may come to light only after the end that it was concluded before.
    if (endedOn !== null && !isAskedAt(concluded, endedOn, draft.instrument)) initiative(draft, data.initiative, { disposition: null });
  },
  DispositionRequested: (draft, data) => initiative(draft, data.initiative, { disposition: 'requested' }),
};
