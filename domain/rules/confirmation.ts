/** When a note was received, where that is the date that counts (III.1). */
import { type CivilDate, dateAt, latest, wasOverBefore } from '../calendar.ts';
import { seatZone } from '../instrument.ts';
import { type Clause, type Recording, refuse } from './recording.ts';

/** At the seat of one of the others, and not before it was written: there it may still be the day before. */
export const mustHaveBeenReceived = (
  { state, now }: Recording,
  by: string,
  confirmedOn: CivilDate,
  receivedOn: CivilDate,
  clause: Clause,
): void => {
  const others = state.instrument.participants.filter(({ id }) => id !== by);
  const today = latest(...others.map(({ seat }) => dateAt(now, seat.timeZone)));
  if (receivedOn > today) refuse('FUTURE_DATE', `receivedOn: ${receivedOn} has not begun at any other seat, where it is ${today}`, clause);
  const zone = seatZone(state.instrument, by);
  const early = others.every(({ seat }) => wasOverBefore(receivedOn, seat.timeZone, confirmedOn, zone));
  if (early) refuse('TOO_EARLY', `receivedOn: ${receivedOn} lies before the confirmation, ${confirmedOn}`, clause);
};
