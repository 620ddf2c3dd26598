/** The versions of the text: as signed, and after each modification that took effect (III.2); and what differs between two. */
import type { CivilDate } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import type { Instrument } from '../domain/instrument.ts';
import { signedWithAll } from '../domain/reckoning/from-state.ts';
import type { State } from '../domain/state.ts';
import { changed } from '../domain/text/change.ts';

export type Version = {
  /** 1 as signed, and one more for each modification. */
  version: number;
  /** The civil date from which the version holds: for the first the operative date, null before there is one. */
  effectiveOn: CivilDate | null;
  /** The decision that made it; null for the text as signed. */
  decision: string | null;
  instrument: Instrument;
};

/**
 * The versions of a state's text, in the order of their dates: late as a modification may be recorded, it stands where its
 * date puts it. As of a date that lies ahead, what is decided to take effect by then is among them.
 */
export const versionsIn = (state: State): Version[] => {
  const { instrument, modifications, decisions, operativeOn } = state;
  const first = modifications.length === 0 ? instrument : signedWithAll(state);
  const versions: Version[] = [{ version: 1, effectiveOn: operativeOn, decision: null, instrument: first }];
  modifications.forEach((id, at) => {
    const decision = decisions[id];
    const before = (versions[at] as Version).instrument;
    const text = decision?.kind === 'modify' ? changed(before, decision.changes) : before;
    const isLast = at === modifications.length - 1;
    versions.push({ version: at + 2, effectiveOn: decision?.effectiveOn ?? null, decision: id, instrument: isLast ? instrument : text });
  });
  return versions;
};

/** All versions that a log has led to; none for an empty log. A modification not yet in effect is no version. */
export const versionsOf = (log: readonly Event[]): Version[] => {
  const state = fold(log);
  return state ? versionsIn(state) : [];
};

/** A part of an instrument: a clause's text, its heading, or a field by its path (lists with ids are named by them). */
type Part = { clause?: string; field?: string; value: unknown };

/** One part that differs; null on the side that lacks it. `decision` is the last that changed it. */
export type Change = Omit<Part, 'value'> & { before: unknown; after: unknown; decision: string | null };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const hasId = (value: unknown): value is { id: string } => isObject(value) && typeof value.id === 'string';

const fieldsOf = (path: string, value: unknown): Part[] => {
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => fieldsOf(path ? `${path}.${key}` : key, inner));
  if (!Array.isArray(value) || !value.every(hasId)) return [{ field: path, value }];
  const items = value.flatMap(({ id, ...rest }) => fieldsOf(`${path}.${id}`, rest));
  return [{ field: path, value: value.map(({ id }) => id) }, ...items];
};

const partsOf = ({ title, clauses, ...rest }: Instrument): Map<string, Part> => {
  const parts: Part[] = [
    { field: 'title', value: title },
    { field: 'clauses', value: clauses.map(({ id }) => id) },
    ...clauses.flatMap(({ id, heading, text }): Part[] => [
      ...(heading === undefined ? [] : [{ clause: id, field: 'heading', value: heading }]),
      { clause: id, value: text },
    ]),
    ...fieldsOf('', rest),
  ];
  return new Map(parts.map((part) => [`${part.clause ?? ''} ${part.field ?? ''}`, part]));
};

/** The lists whose items are named by id: of these only the order is a difference of the list's own. */
const LISTS = new Set([' clauses', ' areas', ' participants']);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const sameOrder = (before: string[], after: string[]): boolean =>
  same(
    before.filter((id) => after.includes(id)),
    after.filter((id) => before.includes(id)),
  );

const differs = (key: string, before: unknown, after: unknown): boolean =>
  LISTS.has(key) ? !sameOrder(before as string[], after as string[]) : !same(before, after);

/** The keys of both, in the order of the later text; what is gone stands where it stood. */
const merged = (before: readonly string[], after: readonly string[]): string[] => {
  const keys = [...after];
  const known = new Set(after);
  before.forEach((key, at) => {
    if (!known.has(key)) keys.splice(keys.indexOf(before[at - 1] ?? '') + 1, 0, key);
  });
  return keys;
};

/** By part, the last decision of these versions that touched it. */
const touchedBy = (versions: readonly Version[]): Map<string, string> => {
  const decisions = new Map<string, string>();
  const parts = versions.map(({ instrument }) => partsOf(instrument));
  versions.forEach(({ decision }, at) => {
    const [before, after] = [parts[at - 1], parts[at]];
    if (!before || !after || decision === null) return;
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (!same(before.get(key)?.value, after.get(key)?.value)) decisions.set(key, decision);
    }
  });
  return decisions;
};

/**
 * What differs between two texts, in the order of the later one, each with the last decision that made the difference.
 *
 * @param among the versions that lie between, both ends included
 */
export const differences = (before: Instrument, after: Instrument, among: readonly Version[]): Change[] => {
  const [was, is] = [partsOf(before), partsOf(after)];
  const decisions = touchedBy(among);
  return merged([...was.keys()], [...is.keys()])
    .filter((key) => differs(key, was.get(key)?.value, is.get(key)?.value))
    .map((key) => {
      const { value: _, ...part } = (is.get(key) ?? was.get(key)) as Part;
      return { ...part, before: was.get(key)?.value ?? null, after: is.get(key)?.value ?? null, decision: decisions.get(key) ?? null };
    });
};

/** The same between two of `versions`. The first may be the later one: then what was decided is undone. */
export const changesBetween = (versions: readonly Version[], from: number, to: number): Change[] => {
  const among = versions.filter(({ version }) => version >= Math.min(from, to) && version <= Math.max(from, to));
  const textOf = (wanted: number): Instrument => {
    const found = among.find(({ version }) => version === wanted);
    if (!found) throw new RangeError(`There is no version ${wanted}`);
    return found.instrument;
  };
  return differences(textOf(from), textOf(to), among);
};
