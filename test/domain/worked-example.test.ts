/** The dates that `mou instrument check` works out are of a life that the text allows, whatever its terms are. */
import { expect, test } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import { workedExample } from '../../instruments/check/worked-example.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

const [us, rok] = smallInstrumentInput.participants;
const at = (id: string, timeZone: string) => ({ ...us, id, seat: { ...us.seat, timeZone } });
const clause = 'III.1';
const signed = { clause, rule: 'last-signature' };
const received = { clause, rule: 'mutual-confirmation', counts: 'receipt' };
const many = Array.from({ length: 15 }, (_, index) => at(`p${index}`, 'Asia/Seoul'));
const { operative: _, signature: __, committee: ___, ...others } = smallInstrumentInput.terms as Record<string, unknown>;

const exampleOf = (terms: object, participants: readonly object[] = [us, rok]): string[] => {
  const instrument = Instrument.parse({ ...smallInstrumentInput, participants, terms: { ...others, operative: signed, ...terms } });
  return workedExample(instrument).map(({ when, so }) => `${when}: ${so}`);
};

test.each<[string, object, object[] | undefined, string]>([
  [
    'a first of a month after a date that it waits for',
    { operative: { ...signed, notBefore: '2030-01-15', firstOfNextMonth: true } },
    undefined,
    '2030-02-01',
  ],
  ['eighteen months after the last signature', { operative: { ...signed, after: 'P18M' } }, undefined, '2028-07-11'],
  ['five days to sign', { operative: { ...signed, lapses: 'P5D' } }, undefined, '2027-01-05'],
  ['three months for fifteen to sign', { operative: { ...signed, lapses: 'P3M' } }, many, '2027-01-18'],
  [
    'two years and more before a last day',
    { operative: { ...signed, after: 'P25M' }, duration: { clause, until: '2030-12-31' } },
    undefined,
    '2029-01-07',
  ],
  [
    'notes received across the date line',
    { operative: received },
    [at('a', 'Pacific/Kiritimati'), at('b', 'Pacific/Midway')],
    '2027-01-26',
  ],
])('%s', (_title, terms, participants, operativeOn) => {
  const example = exampleOf(terms, participants);
  expect(example[0]).toMatch(new RegExp(`: operative on ${operativeOn}$`));
  expect(example.join('\n')).not.toContain('refused');
});

test('a term shorter than a month has its notice on its first day', () => {
  const example = exampleOf({ commencement: { clause, period: 'P10D', from: 'delivery' }, duration: { clause, period: 'P20D' } });
  expect(example).toContain('A notice of 2027-01-11, delivered to all on 2027-01-12: takes effect on 2027-01-22');
});

test('who signs when it is operative already belongs once it has waited', () => {
  const operative = { clause, rule: 'number-of-signatures', count: 2, later: { after: 'P2M', firstOfNextMonth: true } };
  const three = [us, rok, at('jp', 'Asia/Tokyo')];
  expect(exampleOf({ operative }, three)).toContain(
    `A signature of 2027-02-10, when it is operative: ${us?.shortName} belongs from 2027-05-01`,
  );
  expect(exampleOf({ operative: { ...operative, later: undefined } }, three).join('\n')).not.toContain('belongs from');
});

test('a modification to which all have consented takes effect once it has waited, where the text makes it wait', () => {
  const modification = { clause, rule: 'mutual-decision', after: 'P1M', firstOfNextMonth: true };
  expect(exampleOf({ modification })).toContain('A modification to which all have consented by 2027-02-10: takes effect on 2027-04-01');
  expect(exampleOf({ modification: { clause, rule: 'mutual-decision' } }).join('\n')).not.toContain('A modification');
});
