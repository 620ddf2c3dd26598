/**
 * A JSON Patch (RFC 6902) applied to an instrument.
 *
 * The library takes a pointer for whatever JavaScript takes it for: `/clauses/length` for an element, `/places/toString`
 * for a member. What the Participants consented to must mean what RFC 6901 says, so each pointer is checked first.
 */
import { applyPatch, type Operation } from 'rfc6902';
import type { Instrument } from '../instrument.ts';

const INDEX = /^(0|[1-9]\d*)$/;

const fail = (reason: string): never => {
  throw new Error(reason);
};

const tokensOf = (pointer: string): string[] => {
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) fail(`"${pointer}" is not a JSON Pointer to a part of it`);
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const isPart = (whole: unknown, token: string): boolean =>
  Array.isArray(whole)
    ? INDEX.test(token) && Number(token) < whole.length
    : typeof whole === 'object' && whole !== null && Object.hasOwn(whole, token);

const partAt = (document: unknown, tokens: readonly string[], pointer: string): unknown =>
  tokens.reduce<unknown>((whole, token) => {
    if (!isPart(whole, token)) fail(`there is no ${pointer}`);
    return (whole as Record<string, unknown>)[token];
  }, document);

const mustExist = (document: unknown, pointer: string): unknown => partAt(document, tokensOf(pointer), pointer);

/** Where something is added there must be something to add it to. */
const mustTake = (document: unknown, pointer: string): void => {
  const tokens = tokensOf(pointer);
  const whole = partAt(document, tokens.slice(0, -1), pointer);
  const last = tokens[tokens.length - 1] as string;
  const takes = Array.isArray(whole)
    ? last === '-' || (INDEX.test(last) && Number(last) <= whole.length)
    : typeof whole === 'object' && whole !== null && last !== '__proto__';
  if (!takes) fail(`nothing can be added at ${pointer}`);
};

const apply = (document: unknown, operation: Operation): void => {
  switch (operation.op) {
    case 'add':
      mustTake(document, operation.path);
      break;
    case 'remove':
    case 'replace':
    case 'test':
      mustExist(document, operation.path);
      break;
    // By RFC 6902 a copy is an addition, and a move a removal and then an addition: the target is looked up after it.
    case 'copy':
      return apply(document, { op: 'add', path: operation.path, value: copied(mustExist(document, operation.from)) });
    case 'move': {
      const value = mustExist(document, operation.from);
      if (operation.path.startsWith(`${operation.from}/`)) fail(`${operation.from} cannot be moved into itself`);
      apply(document, { op: 'remove', path: operation.from });
      return apply(document, { op: 'add', path: operation.path, value });
    }
    default:
      operation satisfies never;
  }
  const [failed] = applyPatch(document, [operation]);
  if (failed) throw failed;
};

/** A copy of plain data. The sandbox of a workflow has no `structuredClone`. */
const copied = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

/** The instrument with the patch applied, not yet checked. Throws Error with the reason where the patch does not apply. */
export const patched = (instrument: Instrument, patch: readonly Operation[]): unknown => {
  const document = copied(instrument);
  for (const operation of copied(patch)) apply(document, operation);
  return document;
};
