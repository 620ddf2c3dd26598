/**
 * What an event makes of the state. Events are facts: nothing is checked or refused here, and nothing is computed that a
 * rule has found already. Plain code, without a library.
 */
import type { Event, EventOf, EventType } from './events.ts';
import { cooperation } from './evolve/cooperation.ts';
import { decisions } from './evolve/decisions.ts';
import type { Reducer, Reducers } from './evolve/draft.ts';
import { notices } from './evolve/notices.ts';
import { terms } from './evolve/terms.ts';
import { asKeys } from './keys.ts';
import type { State } from './state.ts';

/** A type of event that is missing here does not compile. */
const REDUCERS: Reducers<EventType> = { ...terms, ...notices, ...decisions, ...cooperation };

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
  authorisation: event.data.keys ? 'signed' : 'open',
  keys: asKeys(event.data.keys ?? []),
  contacts: {},
  annexes: {},
  parentEnd: null,
  reminded: {},
  modifications: [],
  reachedOn: null,
  reviews: 0,
  reviewedOn: null,
  instrument: event.data.instrument,
});

/** Changes the draft itself: for folding a long log without copying the state at every event. */
const withQuiet = (state: State, { act, quiet, at }: Event): State => {
  if (quiet) state.quietUntil = at;
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
