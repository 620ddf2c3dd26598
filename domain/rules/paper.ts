/** The civil date that a paper has: as the act states it or, where it states none, the day of recording at the seat. */
import type { CivilDate } from '../calendar.ts';
import { seatZone } from '../instrument.ts';
import { type Clause, mustBelong, mustBeParticipant, mustHaveBegun, mustNotPrecedeOperative, type Recording, refuse } from './recording.ts';

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

/** An answer is not of before what it answers; seats differ in date by one day at most. */
export const mustAnswer = (field: string, on: CivilDate, stated: CivilDate | undefined, asked: CivilDate, clause: Clause): void => {
  if (stated !== undefined && on < asked) refuse('TOO_EARLY', `${field}: ${on} lies before ${asked}, the date of what it answers`, clause);
};
