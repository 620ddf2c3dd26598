/**
 * A JSON Patch (RFC 6902), read as what it does to the parts of the text. The items of clauses, areas and Participants
 * are named by their ids; a number in the place of an id is resolved here, once, so that what both consent to can never
 * come to mean another clause. Of a list without ids the whole list is the part.
 */
import type { Patch } from '../values.ts';
import { type Change, changed, isNamedList, type Json, partAt, pointerOf, same, tokensOf as namesIn } from './change.ts';

const INDEX = /^(0|[1-9]\d*)$/;

type Operation = Patch[number];
type Path = readonly string[];

const fail = (reason: string): never => {
  throw new Error(reason);
};

const tokensOf = (pointer: string): string[] => {
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) fail(`"${pointer}" is not a JSON Pointer to a part of it`);
  return namesIn(pointer);
};

const idAt = (list: readonly { id: string }[], token: string): string | undefined =>
  (list.find(({ id }) => id === token) ?? (INDEX.test(token) ? list[Number(token)] : undefined))?.id;

/** Where a pointer leads: to a part by ids. `rest`: what leads on into a list without ids, whose whole then is the part. */
type Place = { path: string[]; rest: [string, ...string[]] | null };

const placeOf = (text: object, pointer: string, adding: boolean): Place => {
  const tokens = tokensOf(pointer);
  const path: string[] = [];
  for (const [at, token] of tokens.entries()) {
    const whole = partAt(text as Json, path);
    const last = at === tokens.length - 1;
    if (token === '__proto__') fail(`there is no ${pointer}`);
    if (isNamedList(whole)) {
      const id = idAt(whole, token);
      if (id === undefined && !(last && adding)) fail(`there is no ${pointer}: ${pointerOf(path)} has no ${token}`);
      path.push(id ?? token);
    } else if (Array.isArray(whole)) return { path, rest: [token, ...tokens.slice(at + 1)] };
    else if (typeof whole === 'object' && whole !== null && (Object.hasOwn(whole, token) || (last && adding))) path.push(token);
    else fail(`there is no ${pointer}`);
  }
  return { path, rest: null };
};

const indexIn = (list: readonly Json[], token: string, pointer: string, most: number): number => {
  const index = token === '-' ? list.length : INDEX.test(token) ? Number(token) : Number.NaN;
  return index <= most ? index : fail(`there is no ${pointer}`);
};

const listChange = (text: object, path: Path, [token, ...deeper]: [string, ...string[]], operation: Operation): Change => {
  const list = partAt(text as Json, path) as Json[];
  if (deeper.length > 0) fail(`${operation.path} leads into an item that has no id`);
  const adding = operation.op === 'add';
  const index = indexIn(list, token, operation.path, adding ? list.length : list.length - 1);
  const value = 'value' in operation ? operation.value : null;
  if (operation.op === 'test') {
    if (!same(list[index], value)) fail(`${operation.path} is not what the test asks for`);
    return { path: pointerOf(path), before: list, after: list };
  }
  const after = adding ? list.toSpliced(index, 0, value) : operation.op === 'remove' ? list.toSpliced(index, 1) : list.with(index, value);
  return { path: pointerOf(path), before: list, after };
};

/** A new item of a list with ids: at the end, or before the one whose number or id is given. */
const itemChange = (list: readonly { id: string }[], above: Path, token: string, pointer: string, value: Json): Change => {
  const id = (value as { id?: Json } | null)?.id;
  if (typeof id !== 'string') return fail(`what is added at ${pointer} has no id`);
  if (list.some((item) => item.id === id)) fail(`${pointer}: ${id} is there already; replace it instead`);
  const before = list.findIndex((item) => item.id === token);
  const named = before >= 0 || token === '-' || token === id || Number(token) === list.length;
  if (!named) fail(`nothing can be added at ${pointer}`);
  return { path: pointerOf([...above, id]), after: value, next: list[before]?.id ?? null };
};

const nextOf = (text: object, path: Path): { next?: string | null } => {
  const list = partAt(text as Json, path.slice(0, -1));
  if (!isNamedList(list)) return {};
  return { next: list[list.findIndex(({ id }) => id === path.at(-1)) + 1]?.id ?? null };
};

type Simple = Extract<Operation, { value: unknown }> | Extract<Operation, { op: 'remove' }>;

const changeOf = (text: object, operation: Simple): Change => {
  const { op, path: pointer } = operation;
  const { path, rest } = placeOf(text, pointer, op === 'add');
  if (rest) return listChange(text, path, rest, operation);
  const before = partAt(text as Json, path);
  if (op === 'remove') return { path: pointerOf(path), before, ...nextOf(text, path) };
  const { value } = operation;
  const [above, last] = [path.slice(0, -1), path.at(-1)];
  const list = partAt(text as Json, above);
  if (op === 'add' && last !== undefined && isNamedList(list)) return itemChange(list, above, last, pointer, value);
  if (op === 'test' && !same(before, value)) fail(`${pointer} is not what the test asks for`);
  return { path: pointerOf(path), ...(before !== undefined && { before }), after: value };
};

const valueAt = (text: object, pointer: string): Json => {
  const { path, rest } = placeOf(text, pointer, false);
  const part = partAt(text as Json, path);
  const value = rest === null ? part : (part as Json[])[indexIn(part as Json[], rest[0], pointer, (part as Json[]).length - 1)];
  return value === undefined ? fail(`there is no ${pointer}`) : value;
};

/** An item that gets another id is another item, in the place of the one that goes. */
const renamed = (text: object, change: Change): Change[] => {
  const [list = '', id, field] = namesIn(change.path);
  const item = id !== undefined && isNamedList(partAt(text as Json, [list])) ? partAt(text as Json, [list, id]) : undefined;
  if (item === undefined || change.before === undefined || change.after === undefined) return [change];
  const after = (field === undefined ? change.after : changed({ item }, [{ ...change, path: `/item/${field}` }]).item) as { id?: Json };
  if (typeof after.id !== 'string' || after.id === id || (field !== undefined && field !== 'id')) return [change];
  if (partAt(text as Json, [list, after.id]) !== undefined) fail(`${change.path}: ${after.id} is there already`);
  const { next } = nextOf(text, [list, id as string]);
  return [
    { path: pointerOf([list, id as string]), before: item, next },
    { path: pointerOf([list, after.id]), after, next },
  ];
};

const moved = (text: object, from: string, path: string): Change[] => {
  const value = valueAt(text, from);
  if (path.startsWith(`${from}/`)) fail(`${from} cannot be moved into itself`);
  const removal = changeOf(text, { op: 'remove', path: from });
  return [removal, changeOf(changed(text, [removal]), { op: 'add', path, value })];
};

/** By RFC 6902 a copy is an addition, and a move a removal and then an addition: the target is looked up after it. */
const changesBy = (text: object, operation: Operation): Change[] => {
  if (!('from' in operation)) return renamed(text, changeOf(text, operation));
  const { op, from, path } = operation;
  return op === 'move' ? moved(text, from, path) : [changeOf(text, { op: 'add', path, value: valueAt(text, from) })];
};

/** A further operation on the part of the one before is no further change: what stood there on the way nobody reads. */
const addTo = (changes: Change[], next: Change): void => {
  const last = changes.at(-1);
  const isOfLast = last?.path === next.path && last.after !== undefined && next.before !== undefined && next.after !== undefined;
  if (isOfLast) changes[changes.length - 1] = { ...last, after: next.after };
  else changes.push(next);
};

/** What a patch does to a text, part by part. Throws Error with the reason where it does not apply. */
export const changesOf = (text: object, patch: Patch): Change[] => {
  const all: Change[] = [];
  let current = text;
  for (const operation of patch) {
    const changes = changesBy(current, operation);
    current = changed(current, changes);
    for (const change of changes) addTo(all, change);
  }
  return all;
};
