/** What the reducers share: how a draft of the state is changed. */
import type { DataOf, EventOf, EventType } from '../events.ts';
import { isAskedAt } from '../end.ts';
import type { Closing, Decision, Initiative, Meeting, Notice, State } from '../state.ts';

/** A draft may be changed at its first two levels; what lies deeper is shared with earlier states and is replaced. */
export type Reducer<Type extends EventType> = (draft: State, data: DataOf<Type>, event: EventOf<Type>) => void;

export const change = <Item>(items: Record<string, Item>, id: string, by: Partial<Item>): void => {
  const item = items[id];
  if (item === undefined) throw new Error(`The log speaks of ${id} before it was recorded`);
  items[id] = { ...item, ...by };
};

export const notice = (draft: State, id: string, by: Partial<Notice>) => change(draft.notices, id, by);

export const decision = (draft: State, id: string, by: Partial<Decision>) => change(draft.decisions, id, by);

export const meeting = (draft: State, id: string, by: Partial<Meeting>) => change(draft.meetings, id, by);

export const initiative = (draft: State, id: string, by: Partial<Initiative>) => change(draft.initiatives, id, by);

export type Closable = { status: string; closedBy?: Closing };

/** Whatever had closed it has not: what closes it next is not to be taken for that. */
export const become = <Item extends Closable>(items: Record<string, Item>, id: string, status: Item['status']): void => {
  const { closedBy: _, ...item } = items[id] as Item;
  items[id] = { ...item, status } as Item;
};

/** Nothing is asked of the initiatives any more: what had asked for it was superseded. */
export const carryOn = (draft: State): void => {
  draft.status = 'operative';
  draft.initiatives = Object.fromEntries(Object.entries(draft.initiatives).map(([id, one]) => [id, { ...one, disposition: null }]));
};

/** What was concluded after an end that comes to light only now was given its disposition with that. */
export const windUp = (draft: State, endedOn: string): void => {
  const given = (one: Initiative): Initiative =>
    one.status === 'concluded' && isAskedAt(one, endedOn, draft.instrument) ? { ...one, disposition: 'requested' } : one;
  draft.initiatives = Object.fromEntries(Object.entries(draft.initiatives).map(([id, one]) => [id, given(one)]));
};

/** Time has brought something on a date. */
export const reach = (draft: State, on: string): void => {
  if (draft.reachedOn === null || on > draft.reachedOn) draft.reachedOn = on;
};

/** What another memorandum told here, as of an event of its own. */
export const hear = (draft: State, what: string, asOfEvent: number | undefined): void => {
  if (asOfEvent !== undefined) draft.heard = { ...draft.heard, [what]: asOfEvent };
};

/** A reducer for each of some event types, so that all parts together can be checked to be all of them. */
export type Reducers<Type extends EventType> = { [Each in Type]: Reducer<Each> };
