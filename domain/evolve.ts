/**
 * What an event makes of the state. Events are facts: nothing is checked or refused here, and nothing is computed that a
 * rule has found already. Plain code, without a library.
 */
import type { Content } from './decision-kinds.ts';
import type { DataOf, Event, EventOf, EventType } from './events.ts';
import { correct } from './correct.ts';
import { withParts } from './parts.ts';
import type { Closing, Decision, Initiative, Meeting, Notice, State } from './state.ts';

/** A draft may be changed at its first two levels; what lies deeper is shared with earlier states and is replaced. */
type Reducer<Type extends EventType> = (draft: State, data: DataOf<Type>, event: EventOf<Type>) => void;

type Clocked = Omit<DataOf<'NoticeDatesChanged'>, 'decision'>;
type Delivered = Clocked & { to: string; deliveredOn: string };
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

/** The clock of a notice, as it was found. Served, it is delivered; what has closed it since stays. */
const clocked = (draft: State, { notice: id, servedOn, from, started, period, expectedOn, takesOut }: Clocked) => {
  const before = draft.notices[id]?.status;
  const status = before === 'given' && servedOn !== null ? 'delivered' : before === 'delivered' && servedOn === null ? 'given' : before;
  notice(draft, id, { ...(status && { status }), deliveredOn: servedOn, from, started, period, expectedOn, takesOut });
};

/** A delivery and the clock after it, as they were found when it was recorded. */
const delivered = (draft: State, data: Delivered) => {
  notice(draft, data.notice, { deliveries: { ...draft.notices[data.notice]?.deliveries, [data.to]: data.deliveredOn } });
  clocked(draft, data);
};

const later = (one: string, other: string): string => (one > other ? one : other);

/** Everybody belongs from the operative date; where a number of signatures is enough, who signs later from then. */
const belong = (draft: State): void => {
  const { operativeOn, signatures, accessions, instrument } = draft;
  const since = (id: string): string | null => {
    const joined = accessions.find(({ by }) => by === id)?.since;
    if (joined !== undefined || operativeOn === null) return joined ?? null;
    if (instrument.terms.operative.rule !== 'number-of-signatures') return operativeOn;
    const signedOn = signatures.find(({ by }) => by === id)?.signedOn;
    return signedOn === undefined ? null : later(signedOn, operativeOn);
  };
  draft.participants = Object.fromEntries(
    instrument.participants.map(({ id }) => [id, { since: since(id), until: draft.participants[id]?.until ?? null }]),
  );
};

const until = (draft: State, id: string, last: string | null): void => {
  draft.participants = { ...draft.participants, [id]: { since: draft.participants[id]?.since ?? null, until: last } };
};

/** Nothing is asked of the initiatives any more: what had asked for it was superseded. */
const carryOn = (draft: State): void => {
  draft.status = 'operative';
  draft.initiatives = Object.fromEntries(Object.entries(draft.initiatives).map(([id, one]) => [id, { ...one, disposition: null }]));
};

/** In effect in the order of their dates; of one date, in the order in which they were decided and proposed. */
const inEffect = ({ modifications, decisions }: State, id: string): string[] => {
  const keyOf = (one: string) => `${decisions[one]?.effectiveOn} ${decisions[one]?.takenOn}`;
  const proposed = Object.keys(decisions);
  const order = (a: string, b: string) => proposed.indexOf(a) - proposed.indexOf(b);
  return [...modifications, id].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : order(a, b)));
};

/** The name of what is reminded of, among all that is. */
export const reminderKey = (data: DataOf<'ReminderDue'>): string => {
  if (data.about === 'action') return `action/${data.meeting}/${data.action}`;
  if (data.about === 'meeting') return `meeting/${data.meeting}`;
  return data.about === 'consent' ? `consent/${data.decision}` : data.about;
};

/** The clock of a notice that no period runs from. */
export const UNSTARTED = {
  from: null,
  started: null,
  period: null,
  expectedOn: null,
  takesOut: false,
  withdrawnOn: null,
  deliveredOn: null,
};

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
    belong(draft);
  },
  Confirmed: (draft, data, event) => {
    draft.confirmations = [...draft.confirmations, { by: event.by, ...data }];
  },
  OperationExpected: (draft, data) => {
    draft.operation = data;
  },
  BecameOperative: (draft, data) => {
    draft.status = 'operative';
    draft.operativeOn = data.operativeOn;
    draft.operation = null;
    belong(draft);
  },
  Lapsed: (draft, data) => {
    draft.status = 'lapsed';
    draft.lapsedOn = data.lapsedOn;
    draft.operation = null;
  },
  LapseSuperseded: (draft) => {
    draft.status = 'open';
    draft.lapsedOn = null;
  },
  Annulled: (draft) => {
    draft.status = 'annulled';
  },
  NoticeGiven: (draft, { notice: id, ...data }, event) => {
    draft.notices[id] = { ...UNSTARTED, ...data, kind: 'discontinuation', by: event.by, status: 'given', deliveries: {} };
  },
  NonRenewalGiven: (draft, { notice: id, ...data }, event) => {
    draft.notices[id] = { ...UNSTARTED, ...data, kind: 'non-renewal', by: event.by, status: 'given', deliveries: {} };
  },
  NoticeDelivered: (draft, data) => delivered(draft, data),
  NoticeDatesChanged: (draft, data) => clocked(draft, data),
  NoticeReopened: (draft, data) => reopen(draft.notices, data.notice, data.status),
  NoticeWithdrawn: (draft, data, event) => {
    notice(draft, data.notice, { status: 'withdrawn', ...(data.decision === null && { withdrawnOn: event.on }) });
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
  CommencementSuperseded: (draft) => {
    carryOn(draft);
    draft.discontinuation = null;
  },
  ExpiryExpected: (draft, data) => {
    draft.expiry = { ...data, expiredOn: null };
  },
  ExpiryNoLongerExpected: (draft) => {
    draft.expiry = null;
  },
  Renewed: (draft, { renewals }) => {
    if (draft.expiry) draft.expiry = { ...draft.expiry, renewals };
  },
  RenewalsSuperseded: (draft, { renewals }) => {
    if (draft.expiry) draft.expiry = { ...draft.expiry, renewals };
  },
  Extended: (draft, { decision: id }) => decision(draft, id, { status: 'effective' }),
  Expired: (draft, { expiredOn, notice: id }) => {
    draft.status = 'expired';
    if (draft.expiry) draft.expiry = { ...draft.expiry, expiredOn };
    draft.discontinuation = null;
    if (id !== null) notice(draft, id, { status: 'effective' });
  },
  ExpirySuperseded: (draft) => {
    carryOn(draft);
    if (draft.expiry) draft.expiry = { ...draft.expiry, expiredOn: null };
  },
  // What is expected of it stands with the notice.
  WithdrawalExpected: () => {},
  ParticipantWithdrew: (draft, data) => {
    notice(draft, data.notice, { status: 'effective' });
    until(draft, data.participant, data.lastDay);
  },
  WithdrawalSuperseded: (draft, data) => until(draft, data.participant, null),
  ParticipantAcceded: (draft, { participant, decision: _, ...data }) => {
    const { participants } = draft.instrument;
    draft.instrument = { ...draft.instrument, participants: [...participants, participant] };
    draft.accessions = [...draft.accessions, { by: participant.id, ...data }];
    belong(draft);
  },
  ReviewDue: (draft, { review }) => {
    draft.reviews = review;
  },
  DecisionProposed: (draft, { decision: id, ...data }, { by, on }) => {
    draft.decisions[id] = {
      ...data,
      by,
      status: 'proposed',
      proposedOn: on,
      consents: { [by]: on },
      statedOn: statedDate(data),
      takenOn: null,
      effectiveOn: statedDate(data),
    };
  },
  DecisionConsented: (draft, data, event) =>
    decision(draft, data.decision, { consents: { ...draft.decisions[data.decision]?.consents, [event.by]: event.on } }),
  DecisionDeclined: (draft, data, event) => decision(draft, data.decision, { status: 'declined', closedOn: event.on }),
  DecisionRetracted: (draft, data, event) => decision(draft, data.decision, { status: 'retracted', closedOn: event.on }),
  DecisionTaken: (draft, { decision: id, kind, takenOn, effectiveOn }, event) => {
    const later = kind === 'modify' || kind === 'discontinue-on';
    decision(draft, id, { status: later ? 'taken' : 'effective', takenOn, effectiveOn, takenSeq: event.seq });
  },
  DecisionDatesChanged: (draft, { decision: id, takenOn, effectiveOn }) => {
    decision(draft, id, { takenOn, effectiveOn });
    if (draft.modifications.includes(id))
      draft.modifications = inEffect({ ...draft, modifications: draft.modifications.filter((one) => one !== id) }, id);
  },
  DecisionLapsed: (draft, data) => decision(draft, data.decision, { status: 'lapsed', closedBy: data.cause }),
  DecisionReopened: (draft, data) => {
    reopen(draft.decisions, data.decision, data.status);
    if (data.status === 'proposed')
      decision(draft, data.decision, { takenOn: null, effectiveOn: draft.decisions[data.decision]?.statedOn ?? null });
  },
  ModificationTookEffect: (draft, data) => {
    draft.instrument = withParts(draft.instrument, data.parts);
    draft.version = data.version;
    decision(draft, data.decision, { status: 'effective', effectiveOn: data.effectiveOn });
    draft.modifications = inEffect(draft, data.decision);
  },
  ModificationSuperseded: (draft, data) => {
    draft.instrument = withParts(draft.instrument, data.parts);
    draft.version = data.version;
    draft.modifications = draft.modifications.filter((id) => id !== data.decision);
    decision(draft, data.decision, { status: 'taken' });
  },
  DeliveryRectified: (draft, data) => {
    delivered(draft, data);
    decision(draft, data.decision, { status: 'effective' });
  },
  NoticeDateRectified: (draft, data) => {
    notice(draft, data.notice, { noticeOn: data.noticeOn });
    decision(draft, data.decision, { status: 'effective' });
  },
  SignatureRectified: (draft, data) => {
    draft.signatures = draft.signatures.map((one) => (one.by === data.signature ? { ...one, signedOn: data.signedOn } : one));
    belong(draft);
    decision(draft, data.decision, { status: 'effective' });
  },
  ConfirmationRectified: (draft, { decision: id, confirmation, previously: _, ...dates }) => {
    draft.confirmations = draft.confirmations.map((one) => (one.by === confirmation ? { ...one, ...dates } : one));
    decision(draft, id, { status: 'effective' });
  },
  ConsentRectified: (draft, { decision: id, of, consent, consentedOn }) => {
    const before = draft.decisions[of];
    const proposal = before?.by === consent ? { proposedOn: consentedOn } : {};
    decision(draft, of, { consents: { ...before?.consents, [consent]: consentedOn }, ...proposal });
    decision(draft, id, { status: 'effective' });
  },
  OperativeDateRectified: (draft, data) => {
    draft.operativeOn = data.operativeOn;
    belong(draft);
  },
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
  Corrected: (draft, data) => correct(draft, data),
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
  operation: null,
  discontinuation: null,
  expiry: null,
  lapsedOn: null,
  participants: Object.fromEntries(event.data.instrument.participants.map(({ id }) => [id, { since: null, until: null }])),
  accessions: [],
  paused: null,
  pauses: [],
  signatures: [],
  confirmations: [],
  notices: {},
  decisions: {},
  meetings: {},
  initiatives: {},
  contacts: {},
  reminded: {},
  modifications: [],
  reviews: 0,
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
 * A draft of the state. An event changes what its data names, so only those collections are copied; a correction can be
 * of anything.
 */
const draftOf = (state: State, { type, data }: Event): State => {
  const draft = { ...state };
  const all = type === 'Corrected';
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
