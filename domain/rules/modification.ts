/** What a JSON Patch makes of an instrument, and whether the result is still one (III.2). */
import { Instrument } from '../instrument.ts';
import { describeIssues } from '../issues.ts';
import { Refusal } from '../refusal.ts';
import { type DecisionOf, isTaken, type State, type Taken } from '../state.ts';
import type { Patch } from '../values.ts';
import { patched } from './patch.ts';

const sameParticipants = (before: Instrument, after: Instrument): boolean =>
  before.participants
    .map(({ id }) => id)
    .sort()
    .join() ===
  after.participants
    .map(({ id }) => id)
    .sort()
    .join();

/** The instrument with the patch applied. Throws `BAD_PATCH` with the reason, naming what the patch would break. */
export const modified = (instrument: Instrument, patch: Patch, clause: string): Instrument => {
  const refuse = (reason: string): never => {
    throw new Refusal('BAD_PATCH', `patch: ${reason}`, clause);
  };
  let result: unknown;
  try {
    result = patched(instrument, patch);
  } catch (error) {
    return refuse(`does not apply to the instrument: ${(error as Error).message}`);
  }
  const checked = Instrument.safeParse(result);
  if (!checked.success) return refuse(`would leave an instrument that is not valid: ${describeIssues(checked.error)}`);
  if (checked.data.id !== instrument.id) return refuse('would change the id of the instrument');
  if (!sameParticipants(instrument, checked.data)) return refuse('would change who the Participants are, which takes a new memorandum');
  return checked.data;
};

type Modification = Taken<DecisionOf<'modify'>>;

/** Modifications decided but not yet in effect, in the order in which they will take effect. */
export const pendingModifications = (state: State): [string, Modification][] =>
  Object.entries(state.decisions)
    .flatMap(([id, decision]): [string, Modification][] =>
      decision.kind === 'modify' && decision.status === 'taken' && isTaken(decision) ? [[id, decision]] : [],
    )
    .sort(([, a], [, b]) => a.effectiveOn.localeCompare(b.effectiveOn) || a.takenSeq - b.takenSeq);

/**
 * Applies the patch among those already decided, in the order in which they will take effect: it must fit what will then
 * be the text, and so must they.
 *
 * @param effectiveOn the stated date where it is later than the decision; undefined where it takes effect at once, which
 *   is before what is decided for the same date: that date may not have begun yet at every seat
 */
export const mustFit = (state: State, patch: Patch, effectiveOn: string | undefined, clause: string): void => {
  const pending = pendingModifications(state);
  const before = effectiveOn === undefined ? [] : pending.filter(([, decision]) => decision.effectiveOn <= effectiveOn);
  const after = pending.slice(before.length);
  const base = before.reduce((instrument, [, decision]) => modified(instrument, decision.patch, clause), state.instrument);
  after.reduce((instrument, [, decision]) => modified(instrument, decision.patch, clause), modified(base, patch, clause));
};
