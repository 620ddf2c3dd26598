/** Implementation paused and resumed without discontinuing, where the instrument foresees it. */
import type { ActOf } from '../acts.ts';
import { seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { invalid, mustBeOperative, mustBeParticipant, mustHaveBegun, mustNotPrecedeOperative, type Recording } from './recording.ts';

export const mustNotBePaused = (state: State, clause: string): void => {
  if (state.paused) throw new Refusal('PAUSED', `Implementation is paused since ${state.paused.on}; resume it first`, clause);
};

const begin = (recording: Recording, by: string, field: string, date: string | undefined): { clause: string; on: string } => {
  const clause = recording.clause('pause');
  const { instrument } = recording.state;
  mustBeParticipant(instrument, by, clause);
  mustBeOperative(recording.state, clause);
  // Who has paused may resume, though a modification has made pausing impossible since.
  if (!instrument.terms.pause && !recording.state.paused)
    throw new Refusal('NOT_AUTHORISED', 'The instrument foresees no pause of its implementation', clause);
  const on = date ?? recording.today(by);
  mustHaveBegun(field, on, seatZone(instrument, by), recording.now, clause);
  mustNotPrecedeOperative(recording.state, field, on, clause);
  return { clause, on };
};

export const pause = (recording: Recording, act: ActOf<'pause'>): void => {
  const { clause, on } = begin(recording, act.by, 'pausedOn', act.pausedOn);
  mustNotBePaused(recording.state, clause);
  recording.record('Paused', {
    on,
    by: act.by,
    clause,
    data: { ...(act.reason && { reason: act.reason }), ...(act.document && { document: act.document }) },
  });
};

export const resume = (recording: Recording, act: ActOf<'resume'>): void => {
  const { clause, on } = begin(recording, act.by, 'resumedOn', act.resumedOn);
  const { paused } = recording.state;
  if (!paused) return invalid('do: implementation is not paused', clause);
  if (on < paused.on) invalid(`resumedOn: ${on} lies before the pause, ${paused.on}`, clause);
  recording.record('Resumed', {
    on,
    by: act.by,
    clause,
    data: { ...(act.reason && { reason: act.reason }), ...(act.document && { document: act.document }) },
  });
};
