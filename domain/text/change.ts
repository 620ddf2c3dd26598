/**
 * What a modification does to the text, part by part: each change names its part by ids, with what stood there and what
 * stands there afterwards, as both Participants read it. Plain code: no schema is asked here, and nothing is guessed.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * One part of the text. `path` is a JSON Pointer in which the items of a list are named by their ids
 * (`/clauses/III.8/text`). Without `before` the part is new, without `after` it goes.
 */
export type Change = {
  path: string;
  before?: Json | undefined;
  after?: Json | undefined;
  /** Of an item of a list that comes or goes: the id of the item that stands after it; null at the end of the list. */
  next?: string | null | undefined;
};

type Item = { [key: string]: Json } & { id: string };
type Whole = Json | undefined;

export const tokensOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A text is told again at each act, change by change: the path of each is read once. */
const read = new WeakMap<Change, string[]>();

const tokensIn = (change: Change): string[] => {
  const tokens = read.get(change) ?? tokensOf(change.path);
  read.set(change, tokens);
  return tokens;
};

export const pointerOf = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A list whose items are named by ids: clauses, areas, Participants. */
export const isNamedList = (value: Whole): value is Item[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item.id === 'string');

export const isObject = (value: Whole): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const childOf = (whole: Whole, token: string): Whole => {
  if (isNamedList(whole)) return whole.find(({ id }) => id === token);
  return isObject(whole) && Object.hasOwn(whole, token) ? whole[token] : undefined;
};

/** The part of that name; undefined where there is none. */
export const partAt = (whole: Whole, tokens: readonly string[]): Whole => tokens.reduce<Whole>(childOf, whole);

export const same = (one: Whole, other: Whole): boolean => {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, at) => same(item, other[at]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
};

const withItem = (items: readonly Item[], id: string, item: Whole, next: string | null | undefined): Item[] => {
  const at = items.findIndex((one) => one.id === id);
  if (item === undefined) return items.filter((one) => one.id !== id);
  if (at >= 0) return items.with(at, item as Item);
  const before = next ? items.findIndex((one) => one.id === next) : -1;
  return before < 0 ? [...items, item as Item] : items.toSpliced(before, 0, item as Item);
};

export const withMember = (whole: { [key: string]: Json }, key: string, value: Whole): Json => {
  if (value !== undefined) return { ...whole, [key]: value };
  const { [key]: _, ...rest } = whole;
  return rest;
};

/** The whole with one part set or, where the value is undefined, without it. Nothing is changed in place. */
const withPart = (whole: Whole, [token, ...rest]: readonly string[], value: Whole, next: string | null | undefined): Whole => {
  if (token === undefined) return value;
  const inner = rest.length === 0 ? value : withPart(childOf(whole, token), rest, value, next);
  if (isNamedList(whole)) return withItem(whole, token, inner, next);
  if (Array.isArray(whole)) return inner === undefined ? whole : [...whole, inner];
  return isObject(whole) ? withMember(whole, token, inner) : whole;
};

/** Whether one part lies within the other, or is the same. */
export const overlap = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

/** Whether one of the changes touches a part. */
export const touchesPart = (changes: readonly Change[], part: string): boolean => changes.some(({ path }) => overlap(path, part));

/** The part by which a text is not what changes expect: undefined where every part is. */
export const conflictIn = (text: object, changes: readonly Change[]): Change | undefined => {
  let current: Whole = text as Json;
  for (const change of changes) {
    const tokens = tokensIn(change);
    if (!same(partAt(current, tokens), change.before)) return change;
    // What is new is new within something, which may have gone since.
    if (partAt(current, tokens.slice(0, -1)) === undefined) return change;
    current = withPart(current, tokens, change.after, change.next);
  }
  return undefined;
};

/** The same changes, read in another text. An item that is new in a list stays new, and what they replace must be there. */
export const readIn = (text: object, changes: readonly Change[]): Change[] => {
  let current: Whole = text as Json;
  return changes.map((change) => {
    const tokens = tokensIn(change);
    const stands = partAt(current, tokens);
    current = withPart(current, tokens, change.after, change.next);
    const isNewItem = change.before === undefined && change.next !== undefined;
    return stands === undefined || isNewItem ? change : { ...change, before: stands };
  });
};

/** The text after the changes, in their order. */
export const changed = <Text extends object>(text: Text, changes: readonly Change[]): Text =>
  changes.reduce<Whole>((whole, change) => withPart(whole, tokensIn(change), change.after, change.next), text as Json) as Text;

/** The items of two lists that differ, by id. */
const differing = (before: Whole, after: Whole): string[] => {
  const [one, other] = [before, after].map((list) => new Map(isNamedList(list) ? list.map((item) => [item.id, item]) : []));
  return [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])].filter((id) => !same(one?.get(id), other?.get(id)));
};

/** The numbers of the clauses that changes touch, in the order in which they touch them. */
export const clausesTouched = (changes: readonly Change[]): string[] => [
  ...new Set(
    changes.flatMap(({ path, before, after }) => {
      const [list, id] = tokensOf(path);
      if (list !== 'clauses' || same(before, after)) return [];
      return id === undefined ? differing(before, after) : [id];
    }),
  ),
];
