/**
 * Civil dates, instants and periods. Nothing here reads a clock or the process's time zone, and nothing is
 * computed from "24 hours times n": dates are moved by calendar days, and an instant comes from a date and a zone.
 *
 * - A civil date is `YYYY-MM-DD`, ISO 8601 calendar.
 * - An instant is held as milliseconds since the Unix epoch, and written as ISO 8601 in UTC.
 * - A zone is an IANA name (`America/New_York`), a period an ISO 8601 calendar duration (`P180D`).
 */
import { Temporal } from 'temporal-polyfill/implementation';
import { dateOfDay, dayNumber, movedBy, partsOf, twoDigits } from './civil-date.ts';

export type CivilDate = string;
export type Milliseconds = number;
export type Zone = string;
export type Period = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** A leap second, which Temporal would take for the second before, and the end of a day, which is the beginning of the next. */
const OF_TWO_NAMES = /T(24:|\d{2}:\d{2}:60)/;
const PERIOD = /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/;

/** Pure functions of a date and a zone or a period are asked again and again for the same few answers: remember a bounded number. */
const remember = <Args extends (string | number)[], Value>(compute: (...args: Args) => Value, most = 2_000) => {
  const known = new Map<string, Value>();
  return (...args: Args): Value => {
    const key = args.join(' ');
    // No date, zone or period is as long; a crowd of such keys would be much to hold.
    if (key.length > 100) return compute(...args);
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= most) known.clear();
      value = compute(...args);
      known.set(key, value);
    }
    return value;
  };
};

const succeeds = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};

/** True for a day that exists: there is no `2027-02-29`. */
export const isCivilDate = (text: string): boolean => /^\d/.test(text) && partsOf(text) !== undefined;

/** Dates sort as text while their years have four digits, those that the longest period leads to included. */
export const hasReach = (text: string): boolean => /^[1-8]/.test(text);

/** So long that no memorandum means it, and so short that the dates it leads to still have four-digit years. */
const isInReach = (text: string): boolean =>
  succeeds(() => {
    const reached = addPeriod('2000-01-01', text);
    if (reached <= '2000-01-01' || reached > '3000-01-01') throw new RangeError(text);
  });

/**
 * True for a positive calendar period of years, months, weeks and days, at most a thousand years long: `P0D`, `-P1D` and
 * `PT24H` are not.
 */
export const isPeriod = remember((text: string): boolean => PERIOD.test(text) && isInReach(text));

export const isZone = remember(
  (text: string): boolean => /^[A-Za-z]/.test(text) && succeeds(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)),
);

/** True for an ISO 8601 instant with its offset: `2027-01-05T03:00:00Z`, `2027-01-05T12:00:00+09:00`. */
export const isInstant = (text: string): boolean =>
  INSTANT.test(text) && !OF_TWO_NAMES.test(text) && succeeds(() => Temporal.Instant.from(text));

/** What is said of a text that is no instant. */
export const notAnInstant = (text: string): string =>
  OF_TWO_NAMES.test(text)
    ? 'names a leap second or 24:00, which can be read as either of two instants; write the second that is meant, from 00:00:00 to 23:59:59'
    : 'must be an instant with its offset from UTC, such as 2027-01-05T03:00:00Z or 2027-01-05T12:00:00+09:00';

/** An ISO 8601 instant with its offset, as milliseconds since the epoch. Throws RangeError on anything else. */
export const parseInstant = remember((text: string): Milliseconds => Temporal.Instant.from(text).epochMilliseconds);

/** In UTC every day is as long, so the time of day is told apart from the date by division. */
const UTC_DAY = 86_400_000;

/** ISO 8601 in UTC, in one form: `2027-01-05T03:00:00Z` or, where there are milliseconds, all three: `…T03:00:00.070Z`. */
export const formatInstant = (ms: Milliseconds): string => {
  if (!Number.isInteger(ms)) throw new RangeError(`${ms} is not a whole number of milliseconds`);
  const day = Math.floor(ms / UTC_DAY);
  const time = ms - day * UTC_DAY;
  const seconds = Math.floor(time / 1_000);
  const decimals = time % 1_000 === 0 ? '' : `.${String(time % 1_000).padStart(3, '0')}`;
  const clock = `${twoDigits(Math.floor(seconds / 3_600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return `${dateOfDay(day)}T${clock}${decimals}Z`;
};

/** `2027-07-31 13:00` on the wall clock of a zone: for people, never for a computation. */
export const wallClock = remember((ms: Milliseconds, zone: Zone): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' '),
);

/** The instant at which a civil date begins in a zone (its first moment, where clocks skip midnight). */
export const beginsAt = remember(
  (date: CivilDate, zone: Zone): Milliseconds => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds,
);

/** Known by the second: clocks that go back over midnight (St. John's, at 00:01, until 2011) give a day two beginnings. */
const dateOfSecond = remember(
  (second: number, zone: Zone): CivilDate =>
    Temporal.Instant.fromEpochMilliseconds(second * 1_000)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString(),
);

/** The civil date on the calendar of a zone at an instant. */
export const dateAt = (ms: Milliseconds, zone: Zone): CivilDate => dateOfSecond(Math.floor(ms / 1_000), zone);

/** Whether a place had a day: one that moved over the date line skipped one (Apia, 2011-12-30). */
export const isDayIn = (date: CivilDate, zone: Zone): boolean => dateAt(beginsAt(date, zone), zone) === date;

const MORNING = '08:00';

/** The first instant after another one at which it is eight in the morning in a zone. */
export const nextMorning = (ms: Milliseconds, zone: Zone): Milliseconds => {
  const morningOf = (date: CivilDate): Milliseconds =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: MORNING }).epochMilliseconds;
  const today = dateAt(ms, zone);
  const morning = morningOf(today);
  return morning > ms ? morning : morningOf(addDays(today, 1));
};

/** The instant at which a date has begun at every seat: the one rule that turns a date into the instant of a timer. */
export const beginsEverywhere = (date: CivilDate, zones: readonly Zone[]): Milliseconds =>
  Math.max(...zones.map((zone) => beginsAt(date, zone)));

/** The latest date that has begun at every seat at an instant: the memorandum's own "today". */
export const dateEverywhere = (ms: Milliseconds, zones: readonly Zone[]): CivilDate => earliest(...zones.map((zone) => dateAt(ms, zone)));

/** Years, months, weeks and days. */
const countsOf = (period: Period): number[] => {
  const counts = PERIOD.exec(period)?.slice(1);
  if (!counts) throw new RangeError(`${period} is not a period`);
  return counts.map((count) => Number.parseInt(count ?? '0', 10));
};

const lengthOf = remember((period: Period) => {
  const [years = 0, months = 0, weeks = 0, days = 0] = countsOf(period);
  return { years, months, weeks, days };
});

const moved = (date: CivilDate, period: Period, sign: 1 | -1): CivilDate => {
  const { years, months, weeks, days } = lengthOf(period);
  return movedBy(date, sign * (12 * years + months), sign * (7 * weeks + days));
};

/**
 * A date moved by a calendar period. The day that triggers the period is not counted, and nothing rolls for weekends
 * or holidays. A day that the target month lacks becomes that month's last day (31 January + P1M = 28 February).
 */
export const addPeriod = (date: CivilDate, period: Period): CivilDate => moved(date, period, 1);

/** A date moved back by a calendar period; a day that the target month lacks becomes that month's last day. */
export const subtractPeriod = (date: CivilDate, period: Period): CivilDate => moved(date, period, -1);

/** One period, and another so many times. */
const sum = (one: Period, other: Period, times = 1): Period => {
  const added = countsOf(other);
  const counts = countsOf(one).map((count, unit) => [count + times * (added[unit] ?? 0), 'YMWD'[unit]] as const);
  return `P${counts.flatMap(([count, unit]) => (count > 0 ? `${count}${unit}` : [])).join('')}`;
};

/**
 * One period out of several, unit by unit: added to a date at once, so that no end drifts. From 2024-02-29 four times P1Y
 * lead to 2028-02-29, and not, by way of 28 February, to 2028-02-28.
 */
export const sumOfPeriods = (periods: readonly Period[]): Period => periods.reduce((so, period) => sum(so, period));

/** No period of so many units has more days. */
const mostDays = (period: Period): number => {
  const { years, months, weeks, days } = lengthOf(period);
  return 366 * years + 31 * months + 7 * weeks + days;
};

/**
 * The first date of a row that is not before a day: one period after a date and then at another period, each counted from that date at
 * once, so that none drifts.
 */
export const firstInRow = (from: CivilDate, first: Period, every: Period, day: CivilDate): CivilDate => {
  const after = (times: number): CivilDate => addPeriod(from, sum(first, every, times));
  // As many as lie before the day in any case; the few that are left are tried.
  let times = after(0) < day ? Math.floor(daysBetween(after(0), day) / mostDays(every)) : 0;
  while (after(times) < day) times++;
  return after(times);
};

/** The first day of the month that follows; a first day is not itself enough. */
export const firstOfNextMonth = (date: CivilDate): CivilDate => `${movedBy(date, 1, 0).slice(0, -2)}01`;

/** The first day of the year that follows; a first day is not itself enough. */
export const firstOfNextYear = (date: CivilDate): CivilDate => `${movedBy(date, 12, 0).slice(0, -5)}01-01`;

export const addDays = (date: CivilDate, days: number): CivilDate => movedBy(date, 0, days);

/** Whole days from one date to another. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from);

// ISO dates of four-digit years sort as text.
/** The order of two dates, as `sort` asks for it; of what begins with a date too. */
export const byDate = (a: CivilDate, b: CivilDate): number => (a < b ? -1 : a > b ? 1 : 0);
export const latest = (...dates: CivilDate[]): CivilDate => dates.reduce((a, b) => (a > b ? a : b));
export const earliest = (...dates: CivilDate[]): CivilDate => dates.reduce((a, b) => (a < b ? a : b));

/** "180 days", "2 years and 6 months": a period in words; "0 days" of `P0D`. */
export const periodInWords = (period: Period): string => {
  const length = lengthOf(period);
  const units = ['years', 'months', 'weeks', 'days'] as const;
  const said = units
    .filter((unit) => length[unit] > 0)
    .map((unit) => `${length[unit]} ${length[unit] === 1 ? unit.slice(0, -1) : unit}`)
    .join(' and ');
  return said || '0 days';
};

/** The latest date at one place while a day lasts at another. */
export const latestDuring = (day: CivilDate, zone: Zone, otherZone: Zone): CivilDate =>
  dateAt(beginsAt(addDays(day, 1), zone) - 1, otherZone);

/** Whether a day was over at its place before another began at its own: seats differ in date, and a paper may be answered at once. */
export const wasOverBefore = (day: CivilDate, zone: Zone, other: CivilDate, otherZone: Zone): boolean =>
  beginsAt(addDays(day, 1), zone) <= beginsAt(other, otherZone);
