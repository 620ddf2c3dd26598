/** Samoa moved over the date line: at Apia the day after 29 December 2011 was the 31st, and no paper there is of the 30th. */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { isDayIn } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { consent, deliver, giveNotice, modify, open, replacing, sign } from './acts.ts';

const [us] = smallInstrument.participants;
const ws = { id: 'ws', name: 'The Government of Samoa', shortName: 'Samoa', seat: { city: 'Apia', timeZone: 'Pacific/Apia' } };
const samoan = Instrument.parse({ ...smallInstrument, participants: [us, ws], terms: { ...smallInstrument.terms, committee: undefined } });
const THEN = '2012-01-05T15:00:00Z';
const never = /: 2011-12-30 never was in Pacific\/Apia/;
const at = (act: object): [ActInput, string] => [act as ActInput, THEN];

const signed: Step[] = [
  [open(samoan), '2011-12-20T01:00:00Z'],
  [sign('us', '2011-12-20'), '2011-12-21T06:00:00Z'],
  [sign('ws', '2011-12-20', { place: 'Apia' }), '2011-12-21T07:00:00Z'],
];
const papers: [string, Step[], [ActInput, string]][] = [
  ['a signature', signed.slice(0, 2), at(sign('ws', '2011-12-30', { place: 'Apia' }))],
  [
    'a signature at a place of which the zone is given',
    signed.slice(0, 2),
    at(sign('ws', '2011-12-30', { place: 'Lalomanu', timeZone: 'Pacific/Apia' })),
  ],
  ['a notice', signed, at(giveNotice('ws', 'n1', '2011-12-30'))],
  ['a delivery', [...signed, at(giveNotice('us', 'n1', '2011-12-29'))], at({ ...deliver('n1', 'ws', '2011-12-30'), place: 'Apia' })],
  ['a proposal', signed, at({ ...modify('ws', 'd1', replacing('/title', 'Shorter')), proposedOn: '2011-12-30' })],
  [
    'a consent',
    [...signed, at({ ...modify('us', 'd1', replacing('/title', 'Shorter')), proposedOn: '2011-12-29' })],
    at({ ...consent('ws', 'd1'), consentedOn: '2011-12-30' }),
  ],
];

describe('A paper of a day that its place never had', () => {
  test.each(papers)('is refused: %s', (_, before, [act, on]) => {
    given(...before)
      .when(act, on)
      .thenRefused('INVALID', undefined, never);
  });

  test('is one of another place that had it', () => {
    given(...signed, at(giveNotice('us', 'n1', '2011-12-30'))).withState({ notices: { n1: { noticeOn: '2011-12-30' } } });
  });

  test('and of each day around it', () => {
    expect(['2011-12-29', '2011-12-30', '2011-12-31'].map((day) => isDayIn(day, 'Pacific/Apia'))).toEqual([true, false, true]);
    expect(isDayIn('2011-12-30', 'Pacific/Pago_Pago')).toBe(true);
    // Clocks that skip midnight, or go back over it, leave each day its name.
    expect(isDayIn('2018-11-04', 'America/Sao_Paulo') && isDayIn('2010-11-07', 'America/St_Johns')).toBe(true);
  });
});
