/** When the committee is next due to meet, by what the text says of its rhythm (III.5). */
import { addPeriod, type CivilDate, latest, type Period } from './calendar.ts';
import type { Instrument } from './instrument.ts';
import { modificationsOf } from './rules/modifications-of.ts';
import type { State } from './state.ts';
import { textWith } from './text/texts.ts';

const lastHeld = ({ meetings }: State): [string, CivilDate] | undefined =>
  Object.entries(meetings)
    .flatMap(([id, { heldOn }]): [string, CivilDate][] => (heldOn ? [[id, heldOn]] : []))
    .reduce<[string, CivilDate] | undefined>((last, one) => (last && latest(last[1], one[1]) === last[1] ? last : one), undefined);

/** The period, the date from which it counts, the meeting held then (without one, the operative date), and the text that says so. */
export type Rhythm = { period: Period; from: CivilDate; held: [string, CivilDate] | undefined; text: Instrument };

/** The text in force, and each that is decided to follow it, from its day on. */
const textsOf = (state: State): { from: CivilDate | null; text: Instrument }[] => {
  let text = state.instrument;
  const ahead = modificationsOf(state, '/terms/committee').filter(({ id }) => !state.modifications.includes(id));
  const following = ahead.map(({ from, changes }) => {
    text = textWith(text, changes);
    return { from, text };
  });
  return [{ from: null, text: state.instrument }, ...following];
};

/** The first meeting within so long of the operative date, where the text says so; the next ones by the cadence. */
const rhythmBy = (text: Instrument, state: State, operativeOn: CivilDate): Rhythm | null => {
  const { committee } = text.terms;
  const held = lastHeld(state);
  const period = held ? committee?.cadence : (committee?.first ?? committee?.cadence);
  return period ? { period, from: held?.[1] ?? operativeOn, held, text } : null;
};

export const dueByRhythm = ({ from, period }: Rhythm): CivilDate => addPeriod(from, period);

/** By the text of the day to which it leads, as far as that is decided; null where there is none, and while it is not operative. */
export const rhythmOf = (state: State): Rhythm | null => {
  const { operativeOn, status } = state;
  if (operativeOn === null || status !== 'operative') return null;
  const texts = textsOf(state);
  const found = texts.map(({ text }, at) => {
    const rhythm = rhythmBy(text, state, operativeOn);
    const until = texts[at + 1]?.from ?? null;
    return rhythm && (until === null || dueByRhythm(rhythm) < until) ? rhythm : null;
  });
  return found.find((rhythm) => rhythm !== null) ?? null;
};

/**
 * The civil date by which the committee is next due to meet: its cadence after the latest meeting held; the first within
 * the time that the text names for it, else one cadence, after the operative date. Null where the text names neither, and
 * while the memorandum is not operative.
 */
export const nextMeetingDueBy = (state: State): CivilDate | null => {
  const rhythm = rhythmOf(state);
  return rhythm && dueByRhythm(rhythm);
};
