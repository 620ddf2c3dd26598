/** The texts that modifications make, one of the other: told again at each act, and made once. */
import type { Instrument } from '../instrument.ts';
import { problemsOf } from '../instrument-problems.ts';
import { type Change, changed } from './change.ts';

const made = new WeakMap<Instrument, WeakMap<readonly Change[], Instrument>>();

export const textWith = (text: Instrument, changes: readonly Change[]): Instrument => {
  const others = made.get(text) ?? new WeakMap<readonly Change[], Instrument>();
  made.set(text, others);
  const after = others.get(changes) ?? changed(text, changes);
  others.set(changes, after);
  return after;
};

const unfit = new WeakMap<Instrument, { problem: string | undefined }>();

/** What of a text does not fit together; undefined where all does. Each part was found well-formed when it was proposed. */
export const unfitIn = (text: Instrument): string | undefined => {
  const before = unfit.get(text);
  if (before) return before.problem;
  const [first] = problemsOf(text);
  const problem = first && `${first.path.join('.')}: ${first.message}`;
  unfit.set(text, { problem });
  return problem;
};
