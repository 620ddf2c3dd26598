/** Whether what is decided fits what else is: each does what both read, or it is refused (III.2). */
import { type CivilDate, latest } from '../calendar.ts';
import { readOnOf } from '../reckoning/from-state.ts';
import type { Life } from '../reckoning/life.ts';
import { effectiveFrom, waitsIn } from '../reckoning/taking-effect.ts';
import type { DecisionOutcome } from '../reckoning/outcomes.ts';
import { type Decision, type DecisionOf, isTaken, type State } from '../state.ts';
import { type Change, conflictIn, same, touchesPart } from '../text/change.ts';
import { textWith, unfitIn } from '../text/texts.ts';
import { aheadOf } from './reckoned.ts';
import { type Clause, type Recording, refuse } from './recording.ts';
import { mustStayValid } from './text.ts';

/** A reason within a sentence. */
export const unpointed = (reason: string): string => reason.replace(/\.$/, '');

/** Why it lapses by conflict. */
export const conflictOf = ({ closedFor, changedBy, unfit }: DecisionOutcome): string =>
  unfit === undefined
    ? `What both read at ${closedFor} has changed since by ${changedBy === undefined ? 'another decision' : `decision ${changedBy}`}.`
    : `With what is decided besides, it would leave a text that does not fit together: ${unfit}.`;

/** It may have been set aside to come after another. */
export const isInEffect = ({ modifications }: State, id: string): boolean => modifications.includes(id);

/** Whether somebody's leaving completed it, and no consent: where that departure is on another day, so is the decision. */
export const waitedForDeparture = ({ takenOn, consents }: Pick<Decision, 'takenOn' | 'consents'>): boolean =>
  takenOn !== null && takenOn > latest(...Object.values(consents));

/** What time completes is not asked for: it lapses where it does not fit, whichever of the papers came to light last. */
const isLeftToTime = ({ decisions }: State, id: string): boolean => {
  const decision = decisions[id];
  return decision !== undefined && waitedForDeparture(decision);
};

/** Decided on the day on which another was written, or where that day was another: the dates leave open which was first. */
const decidedAround = (state: State, id: string, { by, proposedOn }: Decision): [id: string, decision: DecisionOf<'modify'>][] => {
  const readOn = readOnOf(state.instrument, by, proposedOn);
  return Object.entries(state.decisions).flatMap(([other, one]): [string, DecisionOf<'modify'>][] =>
    other !== id && one.kind === 'modify' && one.takenOn !== null && proposedOn <= one.takenOn && one.takenOn <= readOn
      ? [[other, one]]
      : [],
  );
};

type Misread = { earlier: string; path: string };

/** A part of which a decision says that it read something else than what another, decided on the day on which it was written, put there. */
export const misreadIn = (
  state: State,
  ahead: Life,
  id: string,
  decision: DecisionOf<'modify'>,
  isAsked: (earlier: string) => boolean = () => true,
): Misread | undefined => {
  const reading = ahead.readings.get(id);
  const differing = decision.changes.filter(({ before }, at) => reading && !same(reading[at]?.before, before));
  if (differing.length === 0) return undefined;
  for (const [earlier, one] of decidedAround(state, id, decision)) {
    const part = differing.find(({ path }) => touchesPart(one.changes, path));
    if (part && isAsked(earlier)) return { earlier, path: part.path };
  }
  return undefined;
};

/** Then the record tells: what it says was read must be what stands there. */
const mustHaveRead = (state: State, ahead: Life, id: string, clause: Clause): void => {
  for (const [later, decision] of Object.entries(state.decisions)) {
    if (decision.kind !== 'modify' || (later !== id && !isTaken(decision)) || waitedForDeparture(decision)) continue;
    const misread = misreadIn(state, ahead, later, decision, (earlier) => earlier === id || later === id);
    if (!misread) continue;
    const { earlier, path } = misread;
    const message = `decision: ${later} no longer fits: ${earlier}, decided on the day on which it was written, has changed ${path} since`;
    refuse('CONFLICT', message, clause);
  }
};

export type Modification = DecisionOf<'modify'>;
type Coming = { on: CivilDate; id: string; decision: Modification; changes: readonly Change[] };
/**
 * What stands beside an open modification: what is decided already and takes effect later, also after an end that is expected so
 * far: that may still fall away.
 */
export type Reading = { ahead: Life; coming: Coming[] };

const changesIn = (ahead: Life, id: string, { changes }: Modification): readonly Change[] => ahead.readings.get(id) ?? changes;

/** What a modification would displace, it displaces of what would have its effect without it. */
const fitting = ({ instrument }: State, coming: readonly Coming[]): Coming[] => {
  let text = instrument;
  return coming.filter(({ decision, changes }) => {
    const fits = !conflictIn(text, changes);
    if (fits) text = textWith(text, decision.changes);
    return fits;
  });
};

export const readingOf = (state: State): Reading => {
  const ahead = aheadOf(state);
  const isBeyond = ([id, { kind, status }]: [string, Decision]) => kind === 'modify' && status === 'taken' && !ahead.inEffect.includes(id);
  const beyond = Object.entries(state.decisions)
    .filter(isBeyond)
    .map(([id]) => id);
  const coming = ahead.inOrder([...ahead.inEffect, ...beyond].filter((id) => !state.modifications.includes(id))).map(({ id, on }) => {
    const decision = state.decisions[id] as Modification;
    return { id, on, decision, changes: changesIn(ahead, id, decision) };
  });
  return { ahead, coming: fitting(state, coming) };
};

/** When it has its effect or, were all to consent now, would have it: null where that is before all that is coming. */
const dateOf = ({ instrument, reachedOn }: State, decision: Modification, others: readonly Coming[]): CivilDate | null => {
  const { statedOn, proposedOn, consents, takenOn, effectiveOn } = decision;
  if (takenOn !== null || !waitsIn(instrument.terms)) return takenOn === null ? statedOn : effectiveOn;
  const decidedBefore = others.map(({ decision: one }) => one.takenOn ?? proposedOn);
  const now = latest(proposedOn, reachedOn ?? proposedOn, ...Object.values(consents), ...decidedBefore);
  return effectiveFrom(instrument.terms, now, statedOn);
};

/** Asked of each of very many: no life is told for it. */
export const fits = (state: State, id: string, decision: Modification, { ahead, coming }: Reading): boolean => {
  if (misreadIn(state, ahead, id, decision)) return false;
  const others = coming.filter((one) => one.id !== id);
  const date = dateOf(state, decision, others);
  // Of one date, what is decided first comes first.
  const isEarlier = ({ on }: Coming) => date !== null && on <= date;
  const text = others.filter(isEarlier).reduce((so, { decision: one }) => textWith(so, one.changes), state.instrument);
  if (conflictIn(text, changesIn(ahead, id, decision))) return false;
  let after = textWith(text, decision.changes);
  if (unfitIn(after) !== undefined) return false;
  // It may displace what would come after the end.
  for (const { decision: later, changes } of others.filter((one) => !isEarlier(one) && ahead.inEffect.includes(one.id))) {
    if (conflictIn(after, changes)) return false;
    after = textWith(after, later.changes);
    if (unfitIn(after) !== undefined) return false;
  }
  return true;
};

/**
 * Taken, and now it will not fit on its date. One that would have had no effect before is none of this act's doing: it did not fit, or
 * was to come after an end that now falls away, by which it had not been told yet that it fits no more.
 */
const isDisplaced = ({ before, state }: Recording, ahead: Life, id: string): boolean =>
  state.decisions[id]?.status === 'taken' &&
  !isLeftToTime(state, id) &&
  ahead.decisions.get(id)?.closedBy === 'conflict' &&
  (!before || aheadOf(before).inEffect.includes(id));

/** One that would leave a text that does not fit together, at once or once another takes effect, is refused in those words. */
const mustLeaveText = (recording: Recording, ahead: Life, id: string, clause: Clause): void => {
  for (const [other, { unfit }] of ahead.decisions) {
    if (unfit !== undefined && (other === id || isDisplaced(recording, ahead, other)))
      refuse('BAD_PATCH', `patch: would leave an instrument that is not valid: ${unfit}`, clause);
  }
};

/** Its date comes after the end that is expected so far: that may fall away, and then it must fit as well. */
const mustFitBeyond = (state: State, id: string, clause: Clause): void => {
  const decision = state.decisions[id];
  if (decision?.kind !== 'modify' || decision.status !== 'taken') return;
  const reading = readingOf(state);
  if (reading.ahead.inEffect.includes(id) || fits(state, id, decision, reading)) return;
  refuse('CONFLICT', `decision: ${id} no longer fits what has been decided since`, clause);
};

/**
 * It waits again for who turns out not to have left, or an end comes to light after what was to take effect later: that is no
 * conflict, unless it was decided after the end.
 */
const isNoConflict = ({ decisions }: State, ahead: Life, id: string): boolean => {
  const { takenOn = null, closedBy } = ahead.decisions.get(id) ?? {};
  const consented = latest(...Object.values(decisions[id]?.consents ?? {}));
  return closedBy !== 'conflict' && (takenOn !== null || ahead.end === null || consented < ahead.end.on);
};

/** What the act recorded would set nothing aside that was decided or in effect. */
const mustSetNothingAside = ({ events, state }: Recording, ahead: Life, id: string, clause: Clause): void => {
  for (const { type, data } of events) {
    if ((type !== 'DecisionLapsed' && type !== 'ModificationSuperseded') || isLeftToTime(state, data.decision)) continue;
    if (type === 'DecisionLapsed' && data.cause === 'conflict') {
      const which = data.decision === id ? `${id} no longer fits` : `${data.decision} would lapse`;
      refuse('CONFLICT', `decision: ${which}: ${unpointed(data.reason)}`, clause);
    }
    if (type === 'ModificationSuperseded' && !isInEffect(state, data.decision) && !isNoConflict(state, ahead, data.decision))
      refuse('CONFLICT', `decision: ${data.decision} would not have taken effect: ${unpointed(data.reason)}`, clause);
  }
};

const mustMeetWhatItRead = (ahead: Life, id: string, clause: Clause): void => {
  const outcome = ahead.decisions.get(id);
  if (outcome?.closedBy === 'conflict') refuse('CONFLICT', `decision: ${id} no longer fits: ${unpointed(conflictOf(outcome))}`, clause);
};

const mustDisplaceNone = (recording: Recording, ahead: Life, id: string, clause: Clause): void => {
  const displaced = Object.keys(recording.state.decisions).find((other) => isDisplaced(recording, ahead, other));
  if (displaced !== undefined)
    refuse('CONFLICT', `decision: ${id} would change what ${displaced}, decided already, is to change on its date`, clause);
};

/** A consent that would set aside what is decided, or is set aside by it, is refused; to withdraw a decision is to set it aside. */
export const mustFit = (recording: Recording, id: string, clause: Clause): void => {
  const { state } = recording;
  if (isLeftToTime(state, id)) return;
  const ahead = aheadOf(state);
  const mayNotSetAside = state.decisions[id]?.kind !== 'withdraw-decision';
  if (mayNotSetAside) mustLeaveText(recording, ahead, id, clause);
  if (mayNotSetAside) mustSetNothingAside(recording, ahead, id, clause);
  mustHaveRead(state, ahead, id, clause);
  mustMeetWhatItRead(ahead, id, clause);
  mustFitBeyond(state, id, clause);
  if (mayNotSetAside) mustDisplaceNone(recording, ahead, id, clause);
  mustStayValid(recording, ahead, clause);
};
