/**
 * What an event makes of the state. Events are facts: nothing is checked or refused here, and nothing is computed that a
 * rule has found already. Plain code, without a library.
 */
import type { Content } from './decision-kinds.ts';
import type { DataOf, Event, EventOf, EventType } from './events.ts';
import { withParts } from './parts.ts';
import type { Closing, Decision, Initiative, Meeting, Notice, State } from './state.ts';

/** A draft may be changed at its first two levels; what lies deeper is shared with earlier states and is replaced. */
type Reducer<Type extends EventType> = (draft: State, data: DataOf<Type>, event: EventOf<Type>) => void;

type Delivered = Omit<DataOf<'DeliveryRectified'>, 'decision' | 'previously'>;
type Closable = { status: string; closedBy?: Closing };

const change = <Item>(items: Record<string, Item>, id: string, by: Partial<Item>): void => {
  const item = items[id];
  if (item === undefined) throw new Error(`The log speaks of ${id} before it was recorded`);
  items[id] = { ...item, ...by };
};

const notice = (draft: State, id: string, by: Partial<Notice>) => change(draft.notices, id, by);
const decision = (draft: State, id: string, by: Partial<Decision>) => change(draft.decisions, id, by);
const meeting = (draft: State, id: string, by: Partial<Meeting>) => change(draft.meetings, id, by);
const initiative = (draft: State, id: string, by: Partial<Initiative>) => change(draft.initiatives, id, by);

/** As it was before commencement closed it: what closes it next is not to be taken for that commencement. */
const reopen = <Item extends Closable>(items: Record<string, Item>, id: string, status: Item['status']): void => {
  const { closedBy: _, ...item } = items[id] as Item;
  items[id] = { ...item, status } as Item;
};

/** A delivery and the clock after it, as they were found when it was recorded. */
const delivered = (draft: State, { notice: id, to, deliveredOn, servedOn, from, started, period, expectedOn }: Delivered) => {
  const deliveries = { ...draft.notices[id]?.deliveries, [to]: deliveredOn };
  notice(draft, id, { deliveries, deliveredOn: servedOn, from, started, period, expectedOn });
};

/** The name of what is reminded of, among all that is. */
export const reminderKey = (data: DataOf<'ReminderDue'>): string => {
  if (data.about === 'action') return `action/${data.meeting}/${data.action}`;
  if (data.about === 'meeting') return `meeting/${data.meeting}`;
  return data.about === 'consent' ? `consent/${data.decision}` : data.about;
};

/** The clock of a notice that no period runs from. */
const UNSTARTED = { from: null, started: null, period: null, expectedOn: null };

/** The date that the proposal states; null where it states none. */
const statedDate = (content: Content): string | null => {
  if (content.kind === 'modify') return content.effectiveOn ?? null;
  return content.kind === 'discontinue-on' ? content.on : null;
};

const REDUCERS: { [Type in EventType]: Reducer<Type> } = {
  // The first event is what there is a state from: see `evolve`.
  MemorandumOpened: () => {},
  Signed: (draft, { originals: _, ...data }, event) => {
    draft.signatures = [...draft.signatures, { by: event.by, ...data, seq: event.seq }];
  },
  Confirmed: (draft, data, event) => {
    draft.confirmations = [...draft.confirmations, { by: event.by, ...data }];
  },
  BecameOperative: (draft, data) => {
    draft.status = 'operative';
    draft.operativeOn = data.operativeOn;
  },
  NoticeGiven: (draft, { notice: id, ...data }, event) => {
    draft.notices[id] = { ...UNSTARTED, ...data, by: event.by, status: 'given', deliveredOn: null, deliveries: {} };
  },
  NoticeDelivered: (draft, data) => {
    delivered(draft, data);
    if (data.servedOn !== null) notice(draft, data.notice, { status: 'delivered' });
  },
  NoticeWithdrawn: (draft, data) => {
    notice(draft, data.notice, { status: 'withdrawn' });
    if (data.decision) decision(draft, data.decision, { status: 'effective' });
    if (draft.discontinuation?.notice === data.notice) draft.discontinuation = null;
  },
  NoticeSuperseded: (draft, data) => notice(draft, data.notice, { status: 'superseded', closedBy: data.cause }),
  DiscontinuationExpected: (draft, { expectedOn, commencesAt, notice: from, decision: by }) => {
    draft.discontinuation = { expectedOn, commencesAt, notice: from, decision: by, commencedOn: null };
  },
  DiscontinuationNoLongerExpected: (draft) => {
    draft.discontinuation = null;
  },
  DiscontinuationCommenced: (draft, data) => {
    draft.status = 'discontinued';
    if (draft.discontinuation) draft.discontinuation = { ...draft.discontinuation, commencedOn: data.commencedOn };
    if (data.notice) notice(draft, data.notice, { status: 'effective' });
    if (data.decision) decision(draft, data.decision, { status: 'effective' });
  },
  CommencementSuperseded: (draft, data) => {
    draft.status = 'operative';
    draft.discontinuation = null;
    for (const id of data.notices) reopen(draft.notices, id, draft.notices[id]?.deliveredOn ? 'delivered' : 'given');
    for (const id of data.decisions) reopen(draft.decisions, id, 'taken');
    for (const id of Object.keys(draft.initiatives)) initiative(draft, id, { disposition: null });
  },
  DecisionProposed: (draft, { decision: id, ...data }, { by, on }) => {
    draft.decisions[id] = {
      ...data,
      by,
      status: 'proposed',
      proposedOn: on,
      consents: { [by]: on },
      takenOn: null,
      effectiveOn: statedDate(data),
    };
  },
  DecisionConsented: (draft, data, event) =>
    decision(draft, data.decision, { consents: { ...draft.decisions[data.decision]?.consents, [event.by]: event.on } }),
  DecisionDeclined: (draft, data) => decision(draft, data.decision, { status: 'declined' }),
  DecisionRetracted: (draft, data) => decision(draft, data.decision, { status: 'retracted' }),
  DecisionTaken: (draft, { decision: id, takenOn, effectiveOn }, event) =>
    decision(draft, id, { status: 'taken', takenOn, effectiveOn, takenSeq: event.seq }),
  DecisionLapsed: (draft, data) => decision(draft, data.decision, { status: 'lapsed', closedBy: data.cause }),
  ModificationTookEffect: (draft, data) => {
    const terms = draft.instrument.terms.commencement;
    draft.earlierCommencement = [...draft.earlierCommencement, { until: data.effectiveOn, terms }];
    draft.instrument = withParts(draft.instrument, data.parts);
    draft.version = data.version;
    decision(draft, data.decision, { status: 'effective', effectiveOn: data.effectiveOn });
  },
  DeliveryRectified: (draft, data) => {
    delivered(draft, data);
    decision(draft, data.decision, { status: 'effective' });
  },
  SignatureRectified: (draft, data) => {
    draft.signatures = draft.signatures.map((one) => (one.by === data.signature ? { ...one, signedOn: data.signedOn } : one));
    decision(draft, data.decision, { status: 'effective' });
  },
  OperativeDateRectified: (draft, data) => {
    draft.operativeOn = data.operativeOn;
  },
  Paused: (draft, _, event) => {
    draft.paused = { on: event.on, by: event.by };
  },
  Resumed: (draft) => {
    draft.paused = null;
  },
  MeetingScheduled: (draft, { meeting: id, ...data }) => {
    draft.meetings[id] = { ...data, status: 'scheduled', heldOn: null, minutes: null, actions: {} };
  },
  MeetingHeld: (draft, data) => meeting(draft, data.meeting, { status: 'held', heldOn: data.heldOn }),
  MinutesRecorded: (draft, data) => meeting(draft, data.meeting, { minutes: { document: data.document, approvedBy: [], approved: false } }),
  MinutesApproved: (draft, data, event) => {
    const before = draft.meetings[data.meeting]?.minutes?.approvedBy ?? [];
    meeting(draft, data.meeting, { minutes: { document: data.document, approvedBy: [...before, event.by], approved: data.final } });
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
  ReminderDue: (draft, data, event) => {
    draft.reminded = { ...draft.reminded, [reminderKey(data)]: { date: 'dueOn' in data ? data.dueOn : data.since, on: event.on } };
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
  InitiativeConcluded: (draft, data, event) => initiative(draft, data.initiative, { status: 'concluded', concludedOn: event.on }),
  DispositionRequested: (draft, data) => initiative(draft, data.initiative, { disposition: 'requested' }),
  ContactsChanged: (draft, { participant, contacts }) => {
    draft.contacts = { ...draft.contacts, [participant]: contacts };
  },
};

const opened = (event: EventOf<'MemorandumOpened'>): State => ({
  mou: event.data.mou,
  seq: event.seq,
  openedAt: event.at,
  status: 'open',
  operativeOn: null,
  version: 1,
  discontinuation: null,
  paused: null,
  signatures: [],
  confirmations: [],
  notices: {},
  decisions: {},
  meetings: {},
  initiatives: {},
  contacts: {},
  reminded: {},
  earlierCommencement: [],
  instrument: event.data.instrument,
});

/** Changes the draft itself: for folding a long log without copying the state at every event. */
const withQuiet = (state: State, { act, quiet, at }: Event): State => {
  if (quiet) state.quietUntil = at.slice(0, 10);
  else if (act) delete state.quietUntil;
  return state;
};

const apply = (draft: State, event: Event): State => {
  (REDUCERS[event.type] as Reducer<EventType>)(draft, event.data, event);
  draft.seq = event.seq;
  return withQuiet(draft, event);
};

/**
 * A draft of the state. An event changes what its data names, so only those collections are copied; a commencement that
 * is superseded names what it opens again in lists, and touches every initiative.
 */
const draftOf = (state: State, { type, data }: Event): State => {
  const draft = { ...state };
  const all = type === 'CommencementSuperseded';
  if (all || 'notice' in data) draft.notices = { ...state.notices };
  if (all || 'decision' in data) draft.decisions = { ...state.decisions };
  if (all || 'meeting' in data) draft.meetings = { ...state.meetings };
  if (all || 'initiative' in data) draft.initiatives = { ...state.initiatives };
  return draft;
};

/** The state after an event; the state before is left as it was. The first event must be `MemorandumOpened`. */
export const evolve = (state: State | undefined, event: Event): State => {
  if (event.type === 'MemorandumOpened') return withQuiet(opened(event), event);
  if (state === undefined) throw new Error(`The log begins with ${event.type} instead of MemorandumOpened`);
  return apply(draftOf(state, event), event);
};

/** The state after all events of a log; undefined for an empty one. */
export const fold = (events: readonly Event[]): State | undefined => {
  const [first, ...rest] = events;
  if (first === undefined) return undefined;
  return rest.reduce(apply, evolve(undefined, first));
};
