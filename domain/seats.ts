/** The seats that count: a date that concerns the whole memorandum begins when it has begun at each of them. */
import type { Zone } from './calendar.ts';
import type { State } from './state.ts';

/** The time zones of who belongs or is still to belong; who has withdrawn is no longer waited for. */
export const zonesIn = ({ instrument, participants }: Pick<State, 'instrument' | 'participants'>): Zone[] => {
  const zones = instrument.participants.filter(({ id }) => (participants[id]?.until ?? null) === null).map(({ seat }) => seat.timeZone);
  return zones.length > 0 ? zones : instrument.participants.map(({ seat }) => seat.timeZone);
};
