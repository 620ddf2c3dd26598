/** The timeline for a telephone: time goes down, with the labels to the right of it. All numbers are units of the drawing. */
import type { Label } from './labels.ts';
import { labelsOf, spread } from './labels.ts';
import type { Mark, Stretch } from './marks.ts';
import { type Scale, ticksOf } from './scale.ts';

const WIDTH = 350;
const TOP = 12;
const SCALE_LEFT = 66;
const BAR = 9;
const BAR_GAP = 4;
/** Beyond so many the record has the rest. */
const MOST_BARS = 4;
const LABEL = 34;
const LONGEST = 24;
const MOST = 18;

export type TallLabel = Label & { y: number; at: number };
export type Tall = {
  width: number;
  height: number;
  /** Where the dots are, and where the labels begin. */
  line: number;
  text: number;
  top: number;
  bottom: number;
  labels: TallLabel[];
  dots: { y: number; kind: Mark['kind']; expected: boolean }[];
  bars: (Pick<Stretch, 'id' | 'kind' | 'open'> & { x: number; y: number; width: number; height: number; ahead: number })[];
  ticks: { y: number; label: string }[];
  today: { y: number } | null;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

export const tallOf = (marks: readonly Mark[], stretches: readonly Stretch[], scale: Scale, today: string): Tall => {
  const bars = stretches.filter(({ kind }) => kind !== 'decision').slice(-MOST_BARS);
  const labels = labelsOf(marks, MOST, () => LONGEST);
  const length = Math.max(360, labels.length * LABEL * 1.15);
  const y = (date: string): number => rounded(TOP + scale.at(date) * length);
  const line = SCALE_LEFT + MOST_BARS * (BAR + BAR_GAP) + 8;
  const places = spread(
    labels.map(({ date }) => y(date)),
    LABEL,
    TOP + 4,
    TOP + length - 20,
  );
  return {
    width: WIDTH,
    height: Math.max(TOP + length, ...places.map((place) => place + 24)) + 8,
    line,
    text: line + 26,
    top: TOP,
    bottom: TOP + length,
    labels: labels.map((label, index) => ({ ...label, y: rounded(places[index] ?? 0), at: y(label.date) })),
    dots: marks.filter(({ kind }) => kind !== 'now').map(({ date, kind, expected }) => ({ y: y(date), kind, expected })),
    bars: bars.map(({ id, kind, open, from, passed, to }, index) => ({
      id,
      kind,
      open,
      x: SCALE_LEFT + index * (BAR + BAR_GAP),
      y: y(from),
      width: BAR,
      height: rounded(Math.max(2, y(passed) - y(from))),
      ahead: rounded(Math.max(0, y(to) - y(passed))),
    })),
    // Of days only the month and the day: the labels have the year.
    ticks: ticksOf(scale, 12).map(({ date, label }) => ({ y: y(date), label: label.length === 10 ? label.slice(5) : label })),
    today: today >= scale.from && today <= scale.to ? { y: y(today) } : null,
  };
};
