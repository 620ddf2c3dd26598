/** Dates are moved by whole numbers, without asking Temporal: it is asked here whether it would say the same. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { expect, test } from 'vitest';
import { addDays, addPeriod, daysBetween, firstOfNextMonth, firstOfNextYear, isCivilDate, subtractPeriod } from '../../domain/calendar.ts';
import { drawn } from '../support/seed.ts';

const { PlainDate } = Temporal;

const dayOf = (days: number): string => PlainDate.from('1970-01-01').add({ days }).toString();

/** Of our time, of the years of four digits, and as far as there are dates. */
const date = fc.oneof(
  fc.integer({ min: 0, max: 60_000 }).map(dayOf),
  fc.integer({ min: -719_528, max: 2_932_896 }).map(dayOf),
  fc.integer({ min: -99_000_000, max: 99_000_000 }).map(dayOf),
);

const counts = fc.record({
  years: fc.nat({ max: 1_000 }),
  months: fc.nat({ max: 40 }),
  weeks: fc.nat({ max: 60 }),
  days: fc.nat({ max: 4_000 }),
});

test('A date moved by a period, or by days, is the one that Temporal says, and as many days lie between', () => {
  fc.assert(
    fc.property(date, date, counts, (from, other, by) => {
      const period = `P${by.years}Y${by.months}M${by.weeks}W${by.days}D`;
      const given = PlainDate.from(from);
      expect(addPeriod(from, period)).toBe(given.add(by).toString());
      expect(subtractPeriod(from, period)).toBe(given.subtract(by).toString());
      expect(addDays(from, -by.days)).toBe(given.subtract({ days: by.days }).toString());
      expect(firstOfNextMonth(from)).toBe(given.with({ day: 1 }).add({ months: 1 }).toString());
      expect(firstOfNextYear(from)).toBe(given.with({ month: 1, day: 1 }).add({ years: 1 }).toString());
      expect(daysBetween(from, other)).toBe(given.until(other, { largestUnit: 'day' }).days);
    }),
    { numRuns: drawn(500) },
  );
});

test('A day exists where Temporal knows it', () => {
  const twoDigits = (max: number) => fc.nat({ max }).map((value) => String(value).padStart(2, '0'));
  const written = fc
    .tuple(fc.nat({ max: 9_999 }), twoDigits(13), twoDigits(32))
    .map(([year, ...rest]) => [String(year).padStart(4, '0'), ...rest].join('-'));
  const exists = (text: string): boolean => {
    try {
      return PlainDate.from(text).toString() === text;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(written, (text) => isCivilDate(text) === exists(text)),
    { numRuns: drawn(500) },
  );
});

test.each(['+275760-09-13', '-271821-04-19'])('%s is the last day that there is on its side', (last) => {
  const beyond = last.startsWith('+') ? 1 : -1;
  expect(addDays(last, -beyond)).toBe(PlainDate.from(last).subtract({ days: beyond }).toString());
  expect(() => addDays(last, beyond)).toThrow(RangeError);
});

test.each(['', 'soon', '2027-2-3', '20270203', '2027-02-30', '2027-02-03T00:00', '2027-13-01', '2027-00-01', '2027-01-00'])(
  '“%s” is no day, and none lies a day after it',
  (text) => {
    expect(isCivilDate(text)).toBe(false);
    expect(() => addDays(text, 1)).toThrow(RangeError);
  },
);
