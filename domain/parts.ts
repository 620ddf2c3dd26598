/**
 * The parts of an instrument, by paths that name the items of a list by their ids (`/clauses/III.8/text`), so that a path
 * means the same part while others change. Plain code: the state's fold needs no more than this.
 */
import type { Instrument } from './instrument.ts';
import { isObject, type Json, pointerOf, same, tokensOf, withMember } from './text/change.ts';

/** A part as it was and as it became. `order` says in which order the items of a list stand from then on. */
export type PartChange =
  | { op: 'set'; path: string; before?: Json | undefined; after: Json }
  | { op: 'remove'; path: string; before: Json }
  | { op: 'order'; path: string; before: string[]; after: string[] };

type Item = { id: string; [key: string]: Json };

const isItems = (value: Json | undefined): value is Item[] =>
  Array.isArray(value) && value.every((item) => isObject(item) && typeof item.id === 'string');

const find = (items: readonly Item[], id: string): Item | undefined => items.find((item) => item.id === id);

const changesOfItems = (path: string, before: Item[], after: Item[]): PartChange[] => {
  const added = after.filter(({ id }) => !find(before, id));
  const all = [...before, ...added].map(({ id }) => id);
  const items = all.flatMap((id) => changesAt(path + pointerOf([id]), find(before, id), find(after, id)));
  // Where nothing is said of the order, what is new stands at the end.
  const unsaid = all.filter((id) => find(after, id));
  const ids = after.map(({ id }) => id);
  return same(ids, unsaid) ? items : [...items, { op: 'order', path, before: before.map(({ id }) => id), after: ids }];
};

const changesOfMembers = (path: string, before: { [key: string]: Json }, after: { [key: string]: Json }): PartChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changesAt(
      path + pointerOf([key]),
      Object.hasOwn(before, key) ? before[key] : undefined,
      Object.hasOwn(after, key) ? after[key] : undefined,
    ),
  );

const changesAt = (path: string, before: Json | undefined, after: Json | undefined): PartChange[] => {
  if (same(before, after)) return [];
  if (after === undefined) return before === undefined ? [] : [{ op: 'remove', path, before }];
  if (isItems(before) && isItems(after)) return changesOfItems(path, before, after);
  if (isObject(before) && isObject(after)) return changesOfMembers(path, before, after);
  return [{ op: 'set', path, ...(before !== undefined && { before }), after }];
};

/** What makes one instrument of another, in an order in which it can be applied. */
export const partChanges = (before: Instrument, after: Instrument): PartChange[] => changesOfMembers('', before, after);

const withItem = (items: Item[], id: string, value: Json | undefined): Json => {
  if (value === undefined) return items.filter((item) => item.id !== id);
  return find(items, id) ? items.map((item) => (item.id === id ? value : item)) : [...items, value];
};

/** The part itself, once the path has led to it; undefined where it is no longer there. */
const changed = (part: Json | undefined, change: PartChange): Json | undefined => {
  if (change.op === 'order') return change.after.map((id) => find(part as Item[], id) as Item);
  return change.op === 'set' ? change.after : undefined;
};

const applied = (whole: Json | undefined, [key, ...rest]: readonly string[], change: PartChange): Json | undefined => {
  if (key === undefined) return changed(whole, change);
  if (isItems(whole)) return withItem(whole, key, applied(find(whole, key), rest, change));
  const object = whole as { [key: string]: Json };
  return withMember(object, key, applied(object[key], rest, change));
};

/** The instrument with these parts as they became. What did not change is shared with the instrument before. */
export const withParts = (instrument: Instrument, changes: readonly PartChange[]): Instrument =>
  changes.reduce<Json>((whole, change) => applied(whole, tokensOf(change.path), change) as Json, instrument as Json) as Instrument;
