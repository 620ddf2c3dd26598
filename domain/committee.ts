/** When the committee is next due to meet, by what the text says of its rhythm (III.5). */
import { addPeriod, type CivilDate, latest } from './calendar.ts';
import type { State } from './state.ts';

const lastHeld = ({ meetings }: State): [string, CivilDate] | undefined =>
  Object.entries(meetings)
    .flatMap(([id, { heldOn }]): [string, CivilDate][] => (heldOn ? [[id, heldOn]] : []))
    .reduce<[string, CivilDate] | undefined>((last, one) => (last && latest(last[1], one[1]) === last[1] ? last : one), undefined);

/** The period, the date from which it counts, and the meeting held then; without one, the operative date. */
export type Rhythm = { period: string; name: string; from: CivilDate; held: [string, CivilDate] | undefined };

/** The first meeting within so long of the operative date, where the text says so; the next ones by the cadence. */
export const rhythmOf = (state: State): Rhythm | null => {
  const { committee } = state.instrument.terms;
  if (!committee || state.operativeOn === null || state.status !== 'operative') return null;
  const held = lastHeld(state);
  const period = held ? committee.cadence : (committee.first ?? committee.cadence);
  return period ? { period, name: committee.name, from: held?.[1] ?? state.operativeOn, held } : null;
};

/**
 * The civil date by which the committee is next due to meet: its cadence after the latest meeting held; the first within
 * the time that the text names for it, else one cadence, after the operative date. Null where the text names neither, and
 * while the memorandum is not operative.
 */
export const nextMeetingDueBy = (state: State): CivilDate | null => {
  const rhythm = rhythmOf(state);
  return rhythm && addPeriod(rhythm.from, rhythm.period);
};
