import { parse } from 'yaml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFrom, fromFlags, participantFrom } from '../../cli/verbs/instrument/new.ts';
import { parseInstrument } from '../../domain/input.ts';
import { languageOf } from '../../instruments/check/language.ts';
import { textOnlyOf } from '../../instruments/check/text-only.ts';
import { Choices, idOfTitle, zoneOfCity } from '../../instruments/new/choices.ts';
import { writeInstrument } from '../../instruments/new/write.ts';
import { drawn } from '../support/seed.ts';

const written = (choices: unknown) => writeInstrument(Choices.parse(choices), './schema/instrument.json');

const three = {
  title: 'Memorandum of Understanding on Ozone Data',
  participant: [
    'kma; Korea Meteorological Administration; Seoul',
    'jma; Japan Meteorological Agency; Tokyo',
    'noaa; National Oceanic and Atmospheric Administration; Washington; America/New_York',
  ],
  term: 'P3Y',
  renewal: 'automatic',
  renewalPeriod: 'P1Y',
  unless: 'P3M',
  noticePeriod: 'P6M',
  remaining: '2',
  committee: 'Steering group',
};

describe('a new instrument', () => {
  it('of three agencies, with a term and renewal, is valid as it stands, and says what was chosen', () => {
    const instrument = parseInstrument(parse(written(fromFlags(three)), { version: '1.2', schema: 'core' }));
    expect(instrument.id).toBe('ozone-data');
    expect(instrument.terms).toMatchObject({
      operative: { clause: '3', rule: 'last-signature' },
      duration: { clause: '4', period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M' } },
      commencement: { clause: '5', period: 'P6M', from: 'delivery' },
      withdrawal: { clause: '6', remaining: 2 },
      committee: { clause: '2', name: 'Steering group', coChairs: ['kma', 'jma', 'noaa'], cadence: 'P1Y' },
    });
    expect(instrument.participants.map(({ seat }) => seat.timeZone)).toEqual(['Asia/Seoul', 'Asia/Tokyo', 'America/New_York']);
  });

  const period = fc.constantFrom('P1Y', 'P3Y', 'P6M', 'P90D');
  const anything = fc.record(
    {
      title: fc.constantFrom('On: colons # and "quotes"', '양해각서', '- a list?', "It's {odd}"),
      operative: fc.constantFrom('last-signature', 'mutual-confirmation', 'notes-only'),
      term: period,
      renewal: fc.constantFrom('automatic', 'by-decision', 'none'),
      renewalPeriod: period,
      noticePeriod: period,
      committee: fc.constantFrom('Board: the first', 'No'),
    },
    { requiredKeys: ['title'] },
  );

  it('is valid whatever is chosen, binds nobody by its words, and says nothing but the purpose that no term says', () => {
    fc.assert(
      fc.property(anything, (flags) => {
        const choices = fromFlags({ ...flags, participant: ['a; Agency: A; Paris', "b; 'B'; Lima"] });
        const instrument = parseInstrument(parse(written(choices), { version: '1.2', schema: 'core' }));
        expect(instrument.title).toBe(flags.title);
        expect(languageOf(instrument)).toEqual([]);
        expect(textOnlyOf(instrument)).toMatchObject([{ clause: '1' }]);
      }),
      { numRuns: drawn(60) },
    );
  });

  it('finds the time zone that is named after a city, and asks for the others', () => {
    expect(zoneOfCity('New York')).toBe('America/New_York');
    expect(zoneOfCity('Washington')).toBeUndefined();
    expect(() => participantFrom('noaa; NOAA; Washington')).toThrow(/say which is its: "noaa; NOAA; Washington; Region\/City"/);
    expect(() => participantFrom('noaa, NOAA, Washington')).toThrow(/is not ID; NAME; CITY/);
  });

  it('is not written where two Participants have one id, or where a number is more than there are', () => {
    const two = ['kma; Meteorological Administration; Seoul', 'kma; Maritime Administration; Seoul'];
    expect(() => choicesFrom(fromFlags({ title: 'X', participant: two }))).toThrow('--participant: must not name the same id twice');
    expect(() => choicesFrom(fromFlags({ ...three, remaining: '3' }))).toThrow('--remaining: must be at most 2, those who remain');
    expect(() => choicesFrom(fromFlags({ ...three, operative: 'number-of-signatures', count: '4' }))).toThrow('--count: must be at most 3');
  });

  it('has an id made of its title', () => {
    const ids = (...titles: string[]) => titles.map((title) => idOfTitle(title, 'memorandum'));
    expect(ids('Mémorandum of X & Y', '양해각서', 'Memorandum of Understanding')).toEqual([
      'x-y',
      'memorandum',
      'memorandum-of-understanding',
    ]);
    expect(ids('Memorandum of Understanding between Hanguk University and the University of Leeds', 'X'.repeat(50))).toEqual([
      'hanguk-university-university-leeds',
      'x'.repeat(40),
    ]);
  });
});
