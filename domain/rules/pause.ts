/** Implementation paused and resumed without discontinuing, where the instrument foresees it. */
import { seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { mustBeOperative, mustBeParticipant, mustHaveBegun, mustNotPrecedeOperative, type Recording } from './recording.ts';

export const mustNotBePaused = (state: State, clause: string): void => {
  if (state.paused) throw new Refusal('PAUSED', `Implementation is paused since ${state.paused.on}; resume it first`, clause);
};

/** The date of a pause or a resumption, once all else is as it must be. */
export const beginPause = (recording: Recording, by: string, field: string, date: string | undefined): { clause: string; on: string } => {
  const clause = recording.clause('pause');
  const { instrument } = recording.state;
  mustBeParticipant(instrument, by, clause);
  mustBeOperative(recording.state, clause);
  // Who has paused may resume, though a modification has made pausing impossible since.
  if (!instrument.terms.pause && !recording.state.paused)
    throw new Refusal('NOT_FORESEEN', 'The instrument foresees no pause of its implementation', clause);
  const on = date ?? recording.today(by);
  mustHaveBegun(field, on, seatZone(instrument, by), recording.now, clause);
  mustNotPrecedeOperative(recording.state, field, on, clause);
  return { clause, on };
};
