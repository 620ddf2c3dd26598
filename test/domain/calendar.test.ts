import { describe, expect, test } from 'vitest';
import {
  addDays,
  addPeriod,
  beginsAt,
  beginsEverywhere,
  dateAt,
  dateEverywhere,
  daysBetween,
  earliest,
  firstOfNextMonth,
  formatInstant,
  isCivilDate,
  isPeriod,
  isZone,
  latest,
  parseInstant,
  periodInWords,
  sumOfPeriods,
  wallClock,
} from '../../domain/calendar.ts';

const NEW_YORK = 'America/New_York';
const SEOUL = 'Asia/Seoul';
const SEATS = [NEW_YORK, SEOUL];

describe('A civil date begins at midnight on the clock of a place', () => {
  test.each([
    ['in Seoul, the whole year', '2027-01-05', SEOUL, '2027-01-04T15:00:00Z'],
    ['in Seoul, in summer too', '2027-07-31', SEOUL, '2027-07-30T15:00:00Z'],
    ['in Washington in winter', '2027-01-05', NEW_YORK, '2027-01-05T05:00:00Z'],
    ['in Washington in summer', '2027-07-31', NEW_YORK, '2027-07-31T04:00:00Z'],
    ['on the day the clocks go forward', '2027-03-14', NEW_YORK, '2027-03-14T05:00:00Z'],
    ['on the day after', '2027-03-15', NEW_YORK, '2027-03-15T04:00:00Z'],
    ['on the day the clocks go back', '2027-11-07', NEW_YORK, '2027-11-07T04:00:00Z'],
    ['on the day after that', '2027-11-08', NEW_YORK, '2027-11-08T05:00:00Z'],
    ['on 29 February', '2028-02-29', NEW_YORK, '2028-02-29T05:00:00Z'],
    ['or at the first moment of it, where clocks skip midnight', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['or at the first of two midnights', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('%s', (_, date, zone, at) => {
    expect(formatInstant(beginsAt(date, zone))).toBe(at);
    expect(dateAt(parseInstant(at), zone)).toBe(date);
    expect(dateAt(parseInstant(at) - 1, zone)).toBe(addDays(date, -1));
  });

  test.each([
    ['13:00 in Seoul in summer', '2027-07-31', '2027-07-31 13:00'],
    ['14:00 in Seoul in winter', '2027-12-07', '2027-12-07 14:00'],
  ])('it has begun at every seat at midnight in Washington, %s', (_, date, wall) => {
    const at = beginsEverywhere(date, SEATS);
    expect(at).toBe(beginsAt(date, NEW_YORK));
    expect(wallClock(at, SEOUL)).toBe(wall);
    expect(dateEverywhere(at, SEATS)).toBe(date);
    expect(dateEverywhere(at - 1, SEATS)).toBe(addDays(date, -1));
  });

  test('a day that begins twice, because clocks went back over midnight, is told right in both its parts', () => {
    // In St. John's the clocks went back at 00:01 on 7 November 2010, to 23:01 of the 6th.
    const zone = 'America/St_Johns';
    const dates = ['02:30:00Z', '02:30:30Z', '02:31:00Z', '03:29:59Z', '03:30:00Z'].map((time) =>
      dateAt(parseInstant(`2010-11-07T${time}`), zone),
    );
    expect(dates).toEqual(['2010-11-07', '2010-11-07', '2010-11-06', '2010-11-06', '2010-11-07']);
  });

  test('between the two midnights the seats have two dates, and the memorandum the earlier', () => {
    const at = parseInstant('2027-01-05T16:00:00Z');
    expect([dateAt(at, NEW_YORK), dateAt(at, SEOUL), dateEverywhere(at, SEATS)]).toEqual(['2027-01-05', '2027-01-06', '2027-01-05']);
  });
});

describe('A period counts calendar days, not the day that triggers it, and does not roll', () => {
  test.each([
    ['180 days from 1 February', '2027-02-01', 'P180D', '2027-07-31'],
    ['180 days across 29 February', '2027-12-01', 'P180D', '2028-05-29'],
    ['to 29 February', '2027-09-02', 'P180D', '2028-02-29'],
    ['from 29 February', '2028-02-29', 'P180D', '2028-08-27'],
    ['over a year without 29 February', '2026-12-01', 'P180D', '2027-05-30'],
    ['one day', '2027-12-31', 'P1D', '2028-01-01'],
    ['a month to a shorter one', '2027-01-31', 'P1M', '2027-02-28'],
    ['a year from 29 February', '2028-02-29', 'P1Y', '2029-02-28'],
    ['four years from 29 February', '2028-02-29', 'P4Y', '2032-02-29'],
    ['weeks', '2027-02-01', 'P26W', '2027-08-02'],
    ['2100 has no 29 February', '2099-12-01', 'P180D', '2100-05-30'],
  ])('%s', (_, from, period, to) => {
    expect(addPeriod(from, period)).toBe(to);
  });

  test('sums of periods do not drift', () => {
    const ends = [1, 2, 3, 4].map((times) => addPeriod('2024-02-29', sumOfPeriods(Array<string>(times).fill('P1Y'))));
    expect(ends).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
    expect(addPeriod('2027-08-31', sumOfPeriods(['P3M', 'P3M']))).toBe('2028-02-29');
    expect(sumOfPeriods(['P1Y', 'P6M', 'P2W', 'P3D', 'P8M'])).toBe('P1Y14M2W3D');
  });

  test.each([
    ['2015-04-17', '2015-05-01'],
    ['2015-05-01', '2015-06-01'],
    ['2027-12-31', '2028-01-01'],
    ['2028-01-31', '2028-02-01'],
  ])('the first of the month that follows %s is %s', (date, first) => expect(firstOfNextMonth(date)).toBe(first));

  test('days between two dates, whatever the clocks did', () => {
    expect(daysBetween('2027-02-01', '2027-07-31')).toBe(180);
    expect(daysBetween('2027-11-06', '2027-11-08')).toBe(2);
    expect(daysBetween('2027-07-31', '2027-02-01')).toBe(-180);
  });

  test('the earliest and the latest of dates', () => {
    expect(latest('2027-01-05', '2027-02-01', '2026-12-31')).toBe('2027-02-01');
    expect(earliest('2027-01-05', '2027-02-01', '2026-12-31')).toBe('2026-12-31');
  });

  test('in words', () => {
    expect(periodInWords('P180D')).toBe('180 days');
    expect(periodInWords('P1D')).toBe('1 day');
    expect(periodInWords('P2Y6M')).toBe('2 years and 6 months');
  });
});

describe('What is no date, no period and no zone is told apart', () => {
  test.each([
    '2027-02-29',
    '2027-13-01',
    '2027-1-5',
    '2027-01-05T00:00:00Z',
    '20270105',
    '+002027-01-05',
    '-000001-01-01',
    '',
    '2100-02-29',
  ])('no civil date: %o', (text) => expect(isCivilDate(text)).toBe(false));

  test.each(['2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('a civil date: %o', (text) => expect(isCivilDate(text)).toBe(true));

  test.each(['P0D', '-P1D', 'PT24H', 'P1DT1H', 'P', '', '180', 'P1.5D', 'P1D1Y', 'P1001Y', 'P9000Y', 'P9999999999Y', 'P99999999999999D'])(
    'no period: %o',
    (text) => expect(isPeriod(text)).toBe(false),
  );

  test.each(['P180D', 'P6M', 'P1Y', 'P26W', 'P1Y2M3W4D', 'P1000Y'])('a period: %o', (text) => expect(isPeriod(text)).toBe(true));

  test.each(['+09:00', 'Z', 'Seoul', 'Asia/Nowhere', '', '[Asia/Seoul]'])('no IANA zone: %o', (text) => expect(isZone(text)).toBe(false));

  test.each([NEW_YORK, SEOUL, 'Europe/London', 'UTC'])('an IANA zone: %o', (text) => expect(isZone(text)).toBe(true));

  test.each(['2027-01-05', '2027-01-05T00:00:00', 'yesterday', ''])('no instant: %o', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
  });

  test('an instant with an offset is the same instant in UTC', () => {
    expect(formatInstant(parseInstant('2027-01-05T09:00:00+09:00'))).toBe('2027-01-05T00:00:00Z');
    expect(formatInstant(parseInstant('2027-01-05T00:00:00.250Z'))).toBe('2027-01-05T00:00:00.250Z');
  });
});
