/** The timeline for a screen or a sheet of paper: time goes to the right. All numbers are units of the drawing. */
import type { Label } from './labels.ts';
import { labelsOf, rowsOf, widthOf } from './labels.ts';
import type { Mark, Stretch } from './marks.ts';
import { type Scale, ticksOf } from './scale.ts';

const WIDTH = 960;
const LEFT = 8;
/** Room for what is written to the right of the last date. */
const RIGHT = 196;
const SIZE = 13;
const ROW = 34;
const LANE = 24;
const BAR = 14;
/** In characters: a label has what room there is to the right of its date. */
const SHORTEST_ROOM = 25;
const LONGEST = 44;
const MOST = 16;

export type WideLabel = Label & { x: number; y: number; bottom: number };
export type WideBar = Pick<Stretch, 'id' | 'kind' | 'open' | 'label'> & {
  x: number;
  y: number;
  width: number;
  ahead: number;
  height: number;
  text: { x: number; y: number; within: boolean; anchor: 'start' | 'end' };
};
export type Wide = {
  width: number;
  height: number;
  labels: WideLabel[];
  dots: { x: number; y: number; kind: Mark['kind']; expected: boolean }[];
  bars: WideBar[];
  ticks: { x: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  axis: number;
  from: number;
  to: number;
  /** Where the date of the report is, and from where down its line goes. */
  today: { x: number; top: number } | null;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Beside its bar, where the drawing has room for it; within the bar otherwise. */
const besides = (from: number, to: number, label: string, y: number): WideBar['text'] => {
  const width = widthOf(label, SIZE) + 8;
  if (to + width <= WIDTH) return { x: to + 6, y, within: false, anchor: 'start' };
  if (from - width >= 0) return { x: from - 6, y, within: false, anchor: 'end' };
  return { x: from + 6, y, within: true, anchor: 'start' };
};

const barOf = (stretch: Stretch, lane: number, x: (date: string) => number): WideBar => {
  const { id, kind, open, label } = stretch;
  const [from, passed, to] = [x(stretch.from), x(stretch.passed), x(stretch.to)];
  const y = lane + (LANE - BAR) / 2;
  const height = kind === 'decision' || kind === 'gone' ? 6 : BAR;
  return {
    id,
    kind,
    open,
    label,
    x: rounded(from),
    y: rounded(y + (BAR - height) / 2),
    width: rounded(Math.max(2, passed - from)),
    ahead: rounded(Math.max(0, to - passed)),
    height,
    text: besides(from, to, label, y + BAR / 2 + SIZE * 0.35),
  };
};

export const wideOf = (marks: readonly Mark[], stretches: readonly Stretch[], scale: Scale, today: string): Wide => {
  const x = (date: string): number => rounded(LEFT + scale.at(date) * (WIDTH - LEFT - RIGHT));
  const room = (date: string): number => Math.floor((WIDTH - x(date) - 12) / (SIZE * 0.66));
  const labels = labelsOf(marks, MOST, (date) => Math.max(SHORTEST_ROOM, Math.min(LONGEST, room(date))));
  const spans = labels.map(({ date, text }) => {
    const from = x(date);
    return { from, to: from + Math.max(widthOf(text, SIZE), widthOf(date, SIZE)) + 10 };
  });
  const rows = rowsOf(spans);
  const dotsAt = (Math.max(-1, ...rows) + 1) * ROW + 10;
  const lanesAt = dotsAt + 14;
  const axis = lanesAt + stretches.length * LANE + 6;
  const placed = labels.map((label, at) => ({ ...label, x: x(label.date), y: dotsAt + 3 - ((rows[at] ?? 0) + 1) * ROW, bottom: dotsAt }));
  const now = placed.find(({ date }) => date === today);
  return {
    width: WIDTH,
    height: axis + 26,
    labels: placed,
    dots: marks.filter(({ kind }) => kind !== 'now').map(({ date, kind, expected }) => ({ x: x(date), y: dotsAt, kind, expected })),
    bars: stretches.map((stretch, at) => barOf(stretch, lanesAt + at * LANE, x)),
    ticks: ticksOf(scale, 10).map(({ date, label }) => ({ x: x(date), label, anchor: x(date) < 30 ? 'start' : 'middle' })),
    axis,
    from: LEFT,
    to: WIDTH - RIGHT,
    today: now ? { x: now.x, top: now.y - 11 } : null,
  };
};
