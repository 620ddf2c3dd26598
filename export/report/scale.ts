/** A time axis to scale: a civil date becomes a place between 0 and 1, by the number of calendar days. */
import { addDays, addPeriod, type CivilDate, daysBetween, earliest, latest, type Period } from '../../domain/calendar.ts';

export type Scale = {
  from: CivilDate;
  to: CivilDate;
  /** 0 at `from`, 1 at `to`; beyond them for dates that lie outside. */
  at: (date: CivilDate) => number;
};

/** From the first date to the last with a little room on either side; null where there is none. */
export const scaleOf = (dates: readonly CivilDate[]): Scale | null => {
  if (dates.length === 0) return null;
  const [first, last] = [earliest(...dates), latest(...dates)];
  const room = Math.max(3, Math.round(daysBetween(first, last) * 0.025));
  const [from, to] = [addDays(first, -room), addDays(last, room)];
  const days = daysBetween(from, to);
  return { from, to, at: (date) => daysBetween(from, date) / days };
};

export type Tick = { date: CivilDate; label: string };

type Step = { step: Period; years: number; digits: number };
const COARSEST: Step = { step: 'P500Y', years: 500, digits: 4 };

/** From the finest to the coarsest, each with how many years its first tick is rounded down to. */
const STEPS: Step[] = [
  { step: 'P1D', years: 1, digits: 10 },
  { step: 'P7D', years: 1, digits: 10 },
  { step: 'P1M', years: 1, digits: 7 },
  { step: 'P3M', years: 1, digits: 7 },
  { step: 'P6M', years: 1, digits: 7 },
  ...[1, 2, 5, 10, 25, 50, 100, 250].map((years) => ({ step: `P${years}Y`, years, digits: 4 })),
];

const DAYS: Record<string, number> = { D: 1, M: 30.4, Y: 365 };
const daysIn = (step: Period): number => Number(/\d+/.exec(step)?.[0]) * (DAYS[step.at(-1) ?? ''] ?? 1);

/** At the beginnings of days, weeks, months, quarters or years: the finest of them that gives at most so many. */
export const ticksOf = ({ from, to }: Scale, most: number): Tick[] => {
  const span = daysBetween(from, to);
  const { step, years, digits } = STEPS.find((one) => span / daysIn(one.step) <= most) ?? COARSEST;
  const year = Number(from.slice(0, 4));
  const ticks: Tick[] = [];
  for (let date = `${String(year - (year % years)).padStart(4, '0')}-01-01`; date <= to; date = addPeriod(date, step)) {
    if (date >= from) ticks.push({ date, label: date.slice(0, digits) });
  }
  return ticks;
};
