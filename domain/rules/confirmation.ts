/** When a note was received, where that is the date that counts (III.1). */
import { type CivilDate, dateAt, latest } from '../calendar.ts';
import { receivedFor, receiverOf, seatZone } from '../instrument.ts';
import { signedText } from '../reckoning/from-state.ts';
import { whyTooEarly } from './paper.ts';
import { type Clause, type Recording, refuse } from './recording.ts';

/** At the seat of the depositary or, where there is none, of one of the others; and not before it was written: there it may still be the day before. */
export const mustHaveBeenReceived = (
  { state, now }: Recording,
  by: string,
  confirmedOn: CivilDate,
  receivedOn: CivilDate,
  clause: Clause,
): void => {
  // A later text may name another, which received none of them.
  const signed = signedText(state);
  const receiver = receivedFor(signed.terms, by);
  const depositary = receiver === undefined ? undefined : receiverOf(signed, receiver);
  const others = depositary ? [depositary] : state.instrument.participants.filter(({ id }) => id !== by);
  const today = latest(...others.map(({ seat }) => dateAt(now, seat.timeZone)));
  const where = depositary ? "at the depositary's seat" : 'at any other seat';
  if (receivedOn > today) refuse('FUTURE_DATE', `receivedOn: ${receivedOn} has not begun ${where}, where it is ${today}`, clause);
  const zone = seatZone(state.instrument, by);
  const why = others.map(({ seat: { timeZone } }) =>
    whyTooEarly('receivedOn', { on: receivedOn, zone: timeZone }, 'the date of the confirmation', { on: confirmedOn, zone }),
  );
  const [early] = why;
  if (early !== undefined && !why.includes(undefined)) refuse('TOO_EARLY', early, clause);
};
