/** A modification decided earlier takes effect: the instrument's next version (III.2). */
import { fingerprint } from '../fingerprint.ts';
import { partChanges } from '../parts.ts';
import { Refusal } from '../refusal.ts';
import { expect } from './discontinuation.ts';
import { modified } from './modification.ts';
import { isTaken } from '../state.ts';
import type { Recording } from './recording.ts';

export const takeEffect = (recording: Recording, id: string): void => {
  const decision = recording.state.decisions[id];
  if (decision?.kind !== 'modify' || !isTaken(decision)) return;
  const { patch, effectiveOn } = decision;
  const clause = recording.clause('modification');
  try {
    const { instrument, version } = recording.state;
    const text = modified(instrument, patch, clause);
    const data = { decision: id, version: version + 1, effectiveOn, parts: partChanges(instrument, text), sha256: fingerprint(text) };
    recording.record('ModificationTookEffect', { on: effectiveOn, clause, data });
    // Where it moves a seat, the date that is expected begins there at another instant.
    expect(recording, effectiveOn);
  } catch (error) {
    // Time cannot be refused. It was checked against all that was decided before it, so this is for the record only.
    if (!(error instanceof Refusal)) throw error;
    recording.record('DecisionLapsed', { on: effectiveOn, clause, data: { decision: id, cause: 'conflict', reason: error.message } });
  }
};
