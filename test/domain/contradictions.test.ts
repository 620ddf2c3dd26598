/** Terms of which one leaves another no room: what could never be is not valid, what hardly can be is told. */
import { describe, expect, it } from 'vitest';
import { contradictionsOf } from '../../domain/contradictions.ts';
import { Instrument, type Participant } from '../../domain/instrument.ts';
import { readInstrument, listInstruments } from '../../instruments/index.ts';
import { smallInstrument, smallInstrumentInput } from '../support/small-instrument.ts';

const withTerms = (terms: object) => ({ ...smallInstrumentInput, terms: { ...smallInstrumentInput.terms, ...terms } });
const notice = { clause: 'III.4', period: 'P180D', from: 'delivery' };
const year = { clause: 'III.7', period: 'P1Y' };
const renewed = (times?: number) => ({ ...year, renewal: { rule: 'automatic', period: 'P1Y', ...(times && { times }) } });

describe('a memorandum that could only lapse', () => {
  const problems = (operative: object) => {
    const { success, error } = Instrument.safeParse(withTerms({ operative: { clause: 'III.1', rule: 'last-signature', ...operative } }));
    return success ? [] : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it('is not valid, and the clause is named', () => {
    expect(problems({ after: 'P60D', lapses: 'P30D' })).toEqual([
      'terms.operative.lapses: leaves no day on which it could become operative (III.1): it would always lapse',
    ]);
    expect(problems({ after: 'P2M', lapses: 'P30D' })).toHaveLength(1);
  });

  it('is valid where it can be in time, on some days of the year at least', () => {
    expect(problems({ after: 'P30D', lapses: 'P30D' })).toEqual([]);
    expect(problems({ after: 'P30D', lapses: 'P1M' })).toEqual([]);
    expect(problems({ firstOfNextMonth: true, lapses: 'P1D' })).toEqual([]);
  });
});

describe('terms that leave each other no room', () => {
  const unless = (period: string, renewal: object) => ({ ...year, renewal: { rule: 'automatic', unless: period, ...renewal } });
  it.each<[string, object, string]>([
    ['longer than any term', unless('P13M', { period: 'P1Y' }), 'no renewal can'],
    ['longer than the renewals', unless('P6M', { period: 'P3M' }), 'no renewal after the first can'],
    ['longer than the first term', unless('P13M', { period: 'P2Y' }), 'the first renewal cannot'],
    ['longer than the only term before the end', unless('P13M', { period: 'P2Y', times: 1 }), 'no renewal can'],
  ])('a notice that stops a renewal, to be delivered %s before the end', (_, duration, which) => {
    const [found] = contradictionsOf(Instrument.parse(withTerms({ duration })));
    expect(found).toMatchObject({ clause: 'III.7', path: 'terms.duration.renewal.unless', message: expect.stringContaining(which) });
  });
  it.each([unless('P3M', { period: 'P3M' }), unless('P6M', { period: 'P3M', times: 1 })])('and not where a day is left', (duration) => {
    expect(contradictionsOf(Instrument.parse(withTerms({ duration })))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a minimum as long as the term', { duration: year, commencement: { ...notice, notBefore: 'P12M' } }, 'terms.commencement.notBefore'],
    ['a notice longer than the term', { duration: year, commencement: { ...notice, period: 'P18M' } }, 'terms.commencement.period'],
    [
      'a minimum longer than the term with all its renewals',
      { duration: renewed(2), commencement: { ...notice, notBefore: 'P4Y' } },
      'terms.commencement.notBefore',
    ],
    [
      'a modification that waits longer than the term',
      { duration: year, modification: { clause: 'III.2', rule: 'mutual-decision', after: 'P18M' } },
      'terms.modification.after',
    ],
    [
      'a notice to the end of a term that ends by itself',
      { duration: year, commencement: { ...notice, ends: 'end-of-term' } },
      'terms.commencement.ends',
    ],
    ['a review after the end', { duration: year, review: { clause: 'III.5', every: 'P2Y' } }, 'terms.review.every'],
    [
      'leaving where no notice takes effect',
      { commencement: undefined, withdrawal: { clause: 'III.4', remaining: 1 } },
      'terms.withdrawal',
    ],
  ])('%s', (_, terms, path) => {
    const found = contradictionsOf(Instrument.parse(withTerms(terms)));
    expect(found.map((one) => one.path)).toEqual([path]);
    expect(found[0]?.clause).toMatch(/^III\./);
  });

  it.each<[string, object]>([
    ['a minimum that a renewal reaches', { duration: renewed(), commencement: { ...notice, notBefore: 'P2Y' } }],
    ['a minimum that the last renewal reaches', { duration: renewed(2), commencement: { ...notice, notBefore: 'P30M' } }],
    ['a notice shorter than the term', { duration: year, commencement: { ...notice, period: 'P364D' } }],
    ['a day named by the text', { duration: { clause: 'III.7', until: '2027-02-01' }, commencement: notice }],
  ])('and not %s', (_, terms) => expect(contradictionsOf(Instrument.parse(withTerms(terms)))).toEqual([]));

  it.each(['shortName', 'name'] as const)('and two Participants of the same %s are told of, whatever the case', (field) => {
    const [us, rok] = smallInstrument.participants as [Participant, Participant];
    const participants = [us, { ...rok, [field]: us[field].toUpperCase() }];
    expect(contradictionsOf({ ...smallInstrument, participants })).toEqual([
      { clause: null, path: `participants.1.${field}`, message: expect.stringContaining(`us and rok have the same ${field}`) },
    ]);
  });

  it('are in none of the examples', async () => {
    for (const id of listInstruments()) expect([id, contradictionsOf(await readInstrument(id))]).toEqual([id, []]);
  });
});
