/** The timeline: both drawings of it, and in a sentence what they show. */
import { speak } from '../../domain/speak.ts';
import { daysBetween, latest, periodInWords } from '../../domain/calendar.ts';
import type { Dossier } from '../dossier.ts';
import type { Line } from './history.ts';
import { marksOf, type Stretch, stretchesOf } from './marks.ts';
import { scaleOf } from './scale.ts';
import { type Tall, tallOf } from './tall.ts';
import { type Wide, wideOf } from './wide.ts';

export type Countdown = {
  /** What is counted down to, as the memorandum calls it. */
  what: string;
  /** Calendar days from the report's date to the expected commencement, and of the whole period; `of` is null where none was counted. */
  remain: number;
  of: number | null;
  passed: number | null;
  expectedOn: string;
  from: string | null;
  period: string | null;
};

export type Timeline = { wide: Wide; tall: Tall; from: string; to: string; stretches: Stretch[] };

/** What remains until discontinuation is expected to commence; null where none is expected, or it has commenced. */
export const countdownOf = ({ state, today }: Dossier): Countdown | null => {
  const { discontinuation } = state;
  if (!discontinuation || discontinuation.commencedOn) return null;
  const { expectedOn, notice: id } = discontinuation;
  const notice = id ? state.notices[id] : undefined;
  const from = notice?.started ?? null;
  const remain = Math.max(0, daysBetween(today, expectedOn));
  const of = from === null ? null : daysBetween(from, expectedOn);
  return {
    what: speak(state.instrument, 'discontinuation'),
    remain: of === null ? remain : Math.min(remain, of),
    of,
    passed: of === null ? null : Math.max(0, of - remain),
    expectedOn,
    from,
    period: notice?.period ? periodInWords(notice.period) : null,
  };
};

export const timelineOf = (dossier: Dossier, history: readonly Line[]): Timeline | null => {
  const { today } = dossier;
  const marks = marksOf(dossier, history);
  const ends = stretchesOf(dossier, today).flatMap(({ from, to }) => [from, to]);
  const scale = scaleOf([...marks.map(({ date }) => date), ...ends]);
  if (!scale || marks.every(({ kind }) => kind === 'now')) return null;
  // What has no end yet goes on to the end of the drawing.
  const stretches = stretchesOf(dossier, latest(scale.to, today));
  return {
    wide: wideOf(marks, stretches, scale, today),
    tall: tallOf(marks, stretches, scale, today),
    from: scale.from,
    to: scale.to,
    stretches,
  };
};
