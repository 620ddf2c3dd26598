/** An instant is written without asking Temporal each time, in one form: without a fraction, or with three digits of one. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { expect, test } from 'vitest';
import { formatInstant, isInstant, notAnInstant, parseInstant } from '../../domain/calendar.ts';
import { drawn } from '../support/seed.ts';

const byTemporal = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString(ms % 1_000 === 0 ? {} : { fractionalSecondDigits: 3 });

test.each([0, -1, 1, 999, 86_399_999, 86_400_000, -86_400_000, 1_798_761_600_250, -62_198_755_200_000, 8.64e15, -8.64e15])(
  '%d milliseconds from the epoch',
  (ms) => expect(formatInstant(ms)).toBe(byTemporal(ms)),
);

test('any instant, and read back it is the same', () => {
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }),
    fc.integer({ min: Date.UTC(2000, 0, 1) / 1_000, max: Date.UTC(2100, 0, 1) / 1_000 }).map((seconds) => seconds * 1_000),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
  );
  fc.assert(
    fc.property(instant, (ms) => {
      expect(formatInstant(ms)).toBe(byTemporal(ms));
      expect(parseInstant(formatInstant(ms))).toBe(ms);
    }),
    { numRuns: drawn(1_000) },
  );
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 86_400_000])('%d is no instant', (ms) => {
  expect(() => formatInstant(ms)).toThrow(RangeError);
});

test.each(['2016-12-31T23:59:60Z', '2027-01-01T08:59:60.5+09:00', '2027-01-05T24:00:00Z', '2027-01-05T24:00+09:00'])(
  '%s could be read as either of two instants, and is refused as that',
  (text) => {
    expect(isInstant(text)).toBe(false);
    expect(notAnInstant(text)).toMatch(/^names a leap second or 24:00/);
  },
);

test('an instant that is read is the one that is written, to the second', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
  fc.assert(
    fc.property(two, two, two, (hour, minute, second) => {
      const text = `2027-01-05T${hour}:${minute}:${second}Z`;
      if (isInstant(text)) expect(formatInstant(parseInstant(text))).toBe(text);
    }),
    { numRuns: drawn(1_000) },
  );
});
