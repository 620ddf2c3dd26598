/** The workflow and the register write the same in other orders of fields: what is asked is told in one order, to the last byte. */
import { canonicalize } from 'json-canonicalize';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';

/** Within a field the order is that of RFC 8785. */
const canonical = <Value extends object>(value: Value): Value => JSON.parse(canonicalize(value)) as Value;

export const stateInOrder = (state: State): State => {
  const sorted = canonical(state);
  const names = (Object.keys(state) as (keyof State)[]).filter((name) => name in sorted);
  return Object.fromEntries(names.map((name) => [name, sorted[name]])) as State;
};

export const eventInOrder = (event: Event): Event => {
  const { seq, type, at, on, by, clause, data, ...rest } = canonical(event);
  return { seq, type, at, on, by, clause, data, ...rest } as Event;
};
