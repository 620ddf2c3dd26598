/** From unchecked input to acts and instruments, with errors that name the field. */
import { canonicalJson } from './canonical.ts';
import { ACT_NAMES, ACTS, type Act, type ActInput, type ActName, isActName } from './acts/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { Instrument } from './instrument.ts';
import { check, describeIssues, excerpt } from './issues.ts';
import { mustFitLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import { type Clause, clauseOf } from './rules/recording.ts';

const clauseFor = (name: ActName, instrument: Instrument | undefined): Clause | undefined =>
  instrument && clauseOf(instrument, ACTS[name].term);

/** Input nested deeper than the stack is high ends the check itself. */
const withinReason = <Result>(isChecked: () => Result): Result => {
  try {
    return isChecked();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('INVALID', '(the whole): is nested too deeply');
    throw error;
  }
};

/** Where a part is named `__proto__`: JavaScript would drop it without a word, and what both read would not be what is recorded. */
const hiddenIn = (value: unknown, path = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key;
    const hidden = key === '__proto__' ? at : hiddenIn(part, at);
    if (hidden !== undefined) return hidden;
  }
  return undefined;
};

export const mustHideNothing = (input: unknown, clause?: Clause, of = ''): void => {
  const hidden = withinReason(() => hiddenIn(input));
  if (hidden !== undefined) throw new Refusal('INVALID', `${of}${hidden}: is not a name that a part can have`, clause);
};

/** What was signed is what is recorded: nothing is filled in or put into another form on the way. */
const mustBeExact = (name: ActName, input: unknown, act: Act, instrument: Instrument | undefined): void => {
  const [given, read] = [input, act] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const differing = Object.keys(read).find((field) => canonicalJson(given[field]) !== canonicalJson(read[field]));
  if (differing === undefined) return;
  throw new Refusal(
    'INVALID',
    `${differing}: a signed act writes it as it is recorded, as ${excerpt(read[differing])}`,
    clauseFor(name, instrument),
  );
};

/** The acts that may be meant, or all there are. */
const actsNear = (name: unknown): string => (typeof name === 'string' && didYouMean(name, ACT_NAMES)) || `; one of ${ACT_NAMES.join(', ')}`;

/**
 * Checks an act as a script wrote it. Throws `Refusal` `INVALID` naming the field and, where the instrument is known,
 * the clause; and `TOO_LARGE`.
 */
export const parseAct = (input: unknown, instrument?: Instrument): Act => {
  withinReason(() => mustFitLimits(input));
  const name = (input as ActInput | null | undefined)?.do;
  if (!isActName(name))
    throw new Refusal('INVALID', `do: ${name === undefined ? 'is missing' : `${excerpt(name)} is not an act`}${actsNear(name)}`);
  mustHideNothing(input, clauseFor(name, instrument));
  const checked = withinReason(() => check(ACTS[name].input, input));
  if (!checked.success) throw new Refusal('INVALID', describeIssues(checked.error, input), clauseFor(name, instrument));
  if (input !== null && 'jws' in (input as object)) mustBeExact(name, input, checked.data, instrument);
  return checked.data;
};

/** Checks an instrument. Throws `Refusal` `INVALID` naming each malformed field. */
export const parseInstrument = (input: unknown): Instrument => {
  const checked = withinReason(() => check(Instrument, input));
  if (!checked.success) throw new Refusal('INVALID', `instrument: ${describeIssues(checked.error, input, 200)}`);
  return checked.data;
};
