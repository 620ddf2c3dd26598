/**
 * Civil dates as whole numbers: ISO 8601's calendar, by the days since 1 January 1970, the calendar's own leap years and nothing
 * else. A library takes ten times as long, and a memorandum that renews itself has tens of thousands of dates.
 */

/** As ISO 8601 writes years of more than four digits: `+010500-03-01`. */
const DATE = /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)$/;

/** As far as ECMAScript's calendar reaches. */
const FIRST_DAY = -100_000_001;
const LAST_DAY = 100_000_000;

type YearMonthDay = readonly [year: number, month: number, day: number];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** The year, the month and the day; undefined where there is no such day. */
export const partsOf = (date: string): YearMonthDay | undefined => {
  const [, year, month, day] = DATE.exec(date)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? [year, month, day] : undefined;
};

const mustBeDate = (date: string): YearMonthDay => {
  const parts = partsOf(date);
  if (!parts) throw new RangeError(`${date} is not a date`);
  return parts;
};

/** In 400 years the calendar repeats itself; counted from March, the leap day is the last one of a year. */
const DAYS_OF_400_YEARS = 146_097;
const FIRST_OF_MARCH_0 = -719_468;

const numberOf = ([year, month, day]: YearMonthDay): number => {
  const fromMarch = (month + 9) % 12;
  const years = fromMarch > 9 ? year - 1 : year;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return FIRST_OF_MARCH_0 + years * 365 + leapDays + Math.floor((fromMarch * 153 + 2) / 5) + day - 1;
};

const inYears = (day: number): YearMonthDay => {
  const since = day - FIRST_OF_MARCH_0;
  const cycle = Math.floor(since / DAYS_OF_400_YEARS);
  const within = since - cycle * DAYS_OF_400_YEARS;
  // Each leap day before is left out, and each century's that there is not is counted.
  const years = Math.floor((within - Math.floor(within / 1_460) + Math.floor(within / 36_524) - Math.floor(within / 146_096)) / 365);
  const dayOfYear = within - (years * 365 + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((dayOfYear * 5 + 2) / 153);
  const month = ((fromMarch + 2) % 12) + 1;
  return [cycle * 400 + years + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((fromMarch * 153 + 2) / 5) + 1];
};

export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const written = ([year, month, day]: YearMonthDay): string => {
  const ofFour = year >= 0 && year <= 9_999;
  const digits = ofFour ? String(year).padStart(4, '0') : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
  return `${digits}-${twoDigits(month)}-${twoDigits(day)}`;
};

/** The days from 1 January 1970 to a date. Throws RangeError where there is no such day. */
export const dayNumber = (date: string): number => numberOf(mustBeDate(date));

/** The date of a day counted from 1 January 1970. Throws RangeError where no calendar reaches. */
export const dateOfDay = (day: number): string => {
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) throw new RangeError(`No date lies ${day} days after 1 January 1970`);
  return written(inYears(day));
};

/** A date moved by months, on the last day of a month that lacks the day, and then by days. Throws RangeError. */
export const movedBy = (date: string, months: number, days: number): string => {
  const [year, month, day] = mustBeDate(date);
  const all = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(all / 12), all - Math.floor(all / 12) * 12 + 1];
  return dateOfDay(numberOf([toYear, toMonth, Math.min(day, daysIn(toYear, toMonth))]) + days);
};
