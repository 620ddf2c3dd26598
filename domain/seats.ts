/** The seats that count: a date that concerns the whole memorandum begins when it has begun at each of them. */
import { addDays, beginsEverywhere, type CivilDate, dateAt, formatInstant, type Milliseconds, type Zone } from './calendar.ts';
import { type Participant, zonesOf } from './instrument.ts';
import { hasLeft, type State } from './state.ts';

export type Seat = Participant['seat'];

/** The time zones of who belongs or is still to belong; who has withdrawn is no longer waited for. */
export const zonesIn = ({ instrument, participants }: Pick<State, 'instrument' | 'participants'>): Zone[] => {
  const zones = instrument.participants.filter(({ id }) => !hasLeft({ participants }, id)).map(({ seat }) => seat.timeZone);
  return zones.length > 0 ? zones : zonesOf(instrument);
};

/** Of a date: who had left before it is no longer waited for; the day on which one leaves begins at its seat too. */
const zonesOn = ({ instrument, participants }: Pick<State, 'instrument' | 'participants'>, date: CivilDate): Zone[] => {
  const dayBefore = addDays(date, -1);
  const zones = instrument.participants.filter(({ id }) => (participants[id]?.until ?? dayBefore) >= dayBefore);
  return (zones.length > 0 ? zones : instrument.participants).map(({ seat }) => seat.timeZone);
};

/** The instant at which a date has begun at every seat, ISO 8601, UTC. */
export const beginning = (state: Pick<State, 'instrument' | 'participants'>, date: CivilDate): string =>
  formatInstant(beginsEverywhere(date, zonesOn(state, date)));

/** The seats that count at an instant: of who has withdrawn by then none. */
export const seatsAt = ({ instrument, participants }: Pick<State, 'instrument' | 'participants'>, at: Milliseconds): Seat[] =>
  instrument.participants.flatMap(({ id, seat }) => {
    const until = participants[id]?.until ?? null;
    return until === null || dateAt(at, seat.timeZone) <= until ? [seat] : [];
  });
