/** The civil date that a paper has: as the act states it or, where it states none, the day of recording at the seat. */
import { type CivilDate, wasOverBefore } from '../calendar.ts';
import { seatZone } from '../instrument.ts';
import { type Clause, mustBelong, mustBeParticipant, mustHaveBegun, mustNotPrecedeOperative, type Recording, refuse } from './recording.ts';
import type { State } from '../state.ts';

/** Of a paper under the memorandum: not before it was operative, by who belongs on that day. */
export const paperOf = (recording: Recording, by: string, field: string, stated: CivilDate | undefined, clause: Clause): CivilDate => {
  const { state, now } = recording;
  const on = stated ?? recording.todayUnder(by);
  mustBelong(state, by, on, clause);
  if (stated === undefined) return on;
  mustHaveBegun(field, stated, seatZone(state.instrument, by), now, clause);
  mustNotPrecedeOperative(state, field, stated, clause);
  return stated;
};

/** Of a paper that sets the record right: it may be of any time. */
export const rectifyingPaperOf = (
  recording: Recording,
  by: string,
  field: string,
  stated: CivilDate | undefined,
  clause: Clause,
): CivilDate => {
  const { state, now } = recording;
  const on = stated ?? recording.today(by);
  mustBelong(state, by, on, clause);
  if (stated !== undefined) mustHaveBegun(field, stated, seatZone(state.instrument, by), now, clause);
  return on;
};

/** Of who keeps the record, or of a Participant that asks for it: it may be of any time. */
export const keeperPaperOf = (
  recording: Recording,
  by: string | undefined,
  field: string,
  stated: CivilDate | undefined,
  clause: Clause,
): CivilDate => {
  const { state, now } = recording;
  if (by !== undefined) mustBeParticipant(state.instrument, by, clause);
  if (stated === undefined) return recording.today(by);
  mustHaveBegun(field, stated, by === undefined ? recording.latestZone() : seatZone(state.instrument, by), now, clause);
  return stated;
};

/** An answer is not of before what it answers; where seats differ in date, it may have the date of the day before. */
export const mustAnswer = (
  { instrument }: State,
  field: string,
  answer: { by: string; on: CivilDate; stated: CivilDate | undefined },
  asked: { by: string; on: CivilDate },
  clause: Clause,
): void => {
  const { by, on, stated } = answer;
  if (stated === undefined || !wasOverBefore(on, seatZone(instrument, by), asked.on, seatZone(instrument, asked.by))) return;
  refuse('TOO_EARLY', `${field}: ${on} lies before ${asked.on}, the date of what it answers`, clause);
};
