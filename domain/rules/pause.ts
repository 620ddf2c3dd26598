/** Implementation paused and resumed without discontinuing, where the instrument foresees it. Pauses never overlap. */
import type { CivilDate } from '../calendar.ts';
import { endOf } from '../end.ts';
import type { State } from '../state.ts';
import { paperOf } from './paper.ts';
import { type Clause, mustBeOperative, type Recording, refuse } from './recording.ts';
import { groundOf } from './text.ts';

/** The pause in which a day lies: from its day on, and until the day of the resumption. */
const pauseOn = ({ paused, pauses }: State, on: CivilDate): { on: CivilDate; until?: CivilDate } | undefined =>
  paused && on >= paused.on ? paused : pauses.find((one) => one.on <= on && on < one.until);

/** From the end on what was begun can be wound up, paused or not. What is of before comes to light later, and is judged as it would have been. */
export const mustNotBePaused = (state: State, on: CivilDate, clause: Clause): void => {
  const { endedOn } = endOf(state);
  const pause = endedOn !== null && on >= endedOn ? undefined : pauseOn(state, on);
  if (!pause) return;
  const how =
    pause.until === undefined ? `is paused since ${pause.on}; resume it first` : `was paused from ${pause.on} until ${pause.until}`;
  refuse('PAUSED', `Implementation ${how}`, clause);
};

/** A pause begins after the one before it is over. */
export const mustNotOverlap = ({ pauses }: State, on: CivilDate, clause: Clause): void => {
  const later = pauses.find(({ until }) => on < until);
  if (!later) return;
  refuse('PAUSED', `pausedOn: implementation was paused from ${later.on} until ${later.until}, and a pause cannot begin before`, clause);
};

/** The date of a pause or a resumption, and the clause by the text of that date, once all else is as it must be. */
export const beginPause = (recording: Recording, by: string, field: string, date: string | undefined): { clause: Clause; on: string } => {
  const { text, clause } = groundOf(recording.state, date ?? recording.todayUnder(by), 'pause');
  const on = paperOf(recording, by, field, date, clause);
  const { state } = recording;
  mustBeOperative(state, clause);
  // Who has paused may resume, though a modification has made pausing impossible since.
  if (!text.terms.pause && !state.paused) refuse('NOT_FORESEEN', `The instrument foresees no pause of its implementation on ${on}`, clause);
  return { clause, on };
};
