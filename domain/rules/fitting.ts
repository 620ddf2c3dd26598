/** Whether what is decided fits what else is: each does what both read, or it is refused (III.2). */
import { readOnOf } from '../reckoning/from-state.ts';
import type { Life } from '../reckoning/life.ts';
import { type Decision, type DecisionOf, isTaken, type State } from '../state.ts';
import { overlap, same } from '../text/change.ts';
import { reckon } from './reckoned.ts';
import { type Clause, type Recording, refuse } from './recording.ts';
import { mustStayValid } from './text.ts';

/** A reason within a sentence. */
export const unpointed = (reason: string): string => reason.replace(/\.$/, '');

/** It may have been set aside to come after another. */
export const isInEffect = ({ modifications }: State, id: string): boolean => modifications.includes(id);

/** Decided on the day on which another was written, or where that day was another: the dates leave open which was first. */
const decidedAround = (state: State, id: string, { by, proposedOn }: Decision): [id: string, decision: DecisionOf<'modify'>][] => {
  const readOn = readOnOf(state.instrument, by, proposedOn);
  return Object.entries(state.decisions).flatMap(([other, one]): [string, DecisionOf<'modify'>][] =>
    other !== id && one.kind === 'modify' && one.takenOn !== null && proposedOn <= one.takenOn && one.takenOn <= readOn
      ? [[other, one]]
      : [],
  );
};

/** Then the record tells: what it says was read must be what stands there. */
const mustHaveRead = (state: State, ahead: Life, id: string, clause: Clause): void => {
  for (const [later, decision] of Object.entries(state.decisions)) {
    if (decision.kind !== 'modify' || (later !== id && !isTaken(decision))) continue;
    const reading = ahead.readings.get(later);
    const differing = decision.changes.filter(({ before }, at) => reading && !same(reading[at]?.before, before));
    if (differing.length === 0) continue;
    const between = decidedAround(state, later, decision).filter(([earlier]) => earlier === id || later === id);
    const changes = (one: DecisionOf<'modify'>, path: string) => one.changes.some((change) => overlap(change.path, path));
    const [earlier, one] = between.find(([, one]) => differing.some(({ path }) => changes(one, path))) ?? [];
    if (!one) continue;
    const path = differing.find((change) => changes(one, change.path))?.path;
    const message = `decision: ${later} no longer fits: ${earlier}, decided on the day on which it was written, has changed ${path} since`;
    refuse('CONFLICT', message, clause);
  }
};

/** A consent that would set aside what is decided, or is set aside by it, is refused. */
export const mustFit = (recording: Recording, id: string, clause: Clause): void => {
  const withdraws = recording.state.decisions[id]?.kind === 'withdraw-decision';
  for (const event of recording.events) {
    if (event.type === 'DecisionLapsed' && event.data.cause === 'conflict' && !withdraws) {
      refuse(
        'CONFLICT',
        `decision: ${event.data.decision === id ? `${id} no longer fits` : `${event.data.decision} would lapse`}: ${unpointed(event.data.reason)}`,
        clause,
      );
    }
    if (event.type === 'ModificationSuperseded' && !withdraws && !isInEffect(recording.state, event.data.decision)) {
      refuse('CONFLICT', `decision: ${event.data.decision} would not have taken effect: ${unpointed(event.data.reason)}`, clause);
    }
  }
  const { ahead } = reckon(recording.state, recording.now);
  mustHaveRead(recording.state, ahead, id, clause);
  const outcome = ahead.decisions.get(id);
  if (outcome?.closedBy === 'conflict')
    refuse(
      'CONFLICT',
      `decision: ${id} no longer fits: what both read at ${outcome.closedFor} has changed since by another decision`,
      clause,
    );
  const displaced = Object.keys(recording.state.decisions).find(
    (other) => !withdraws && recording.state.decisions[other]?.status === 'taken' && ahead.decisions.get(other)?.closedBy === 'conflict',
  );
  if (displaced !== undefined)
    refuse('CONFLICT', `decision: ${id} would change what ${displaced}, decided already, is to change on its date`, clause);
  mustStayValid(recording, ahead, clause);
};
