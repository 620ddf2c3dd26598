/** The terms of `clauses.md`: which are compulsory, and which fit together. */
import { describe, expect, it, test } from 'vitest';
import { parseInstrument } from '../../domain/input.ts';
import { Refusal } from '../../domain/refusal.ts';

const minimal = {
  id: 'parks',
  title: 'Memorandum on parks',
  participants: [
    { id: 'a', name: 'Agency A', shortName: 'A', seat: { city: 'Bonn', timeZone: 'Europe/Berlin' } },
    { id: 'b', name: 'Agency B', shortName: 'B', seat: { city: 'Bern', timeZone: 'Europe/Zurich' } },
  ],
  clauses: [
    { id: '1', text: 'It takes effect on the date of the last signature.' },
    { id: '§ 5', text: 'It runs for three years.' },
  ],
  terms: { operative: { clause: '1', rule: 'last-signature' } },
  provenance: { status: 'unverified', source: 'Written for this test' },
};

const withTerms = (terms: Record<string, unknown>) => ({ ...minimal, terms: { ...minimal.terms, ...terms } });

const problemOf = (input: unknown): string => {
  try {
    parseInstrument(input);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

test('a memorandum needs no more than its Participants, its clauses, when it is operative and where its text is from', () => {
  const { areas, places, terms } = parseInstrument(minimal);
  expect({ areas, places, terms }).toEqual({ areas: [], places: {}, terms: minimal.terms });
});

test.each(['1', '12.3', 'Article 7', '§ 5', 'Section 4(b)', 'III.4', '제3조'])('a clause may be numbered %s', (number) => {
  const clauses = [{ id: number, text: 'It takes effect on the date of the last signature.' }];
  expect(parseInstrument({ ...minimal, clauses, terms: { operative: { clause: number, rule: 'last-signature' } } }).clauses[0]?.id).toBe(
    number,
  );
});

test.each(['', ' ', '-', '1/2', '~1', 'I\nII', 'x'.repeat(41)])('no clause is numbered %j', (number) => {
  expect(problemOf({ ...minimal, clauses: [...minimal.clauses, { id: number, text: 'Text.' }] })).toContain('clauses.2.id');
});

test('every term of the contract can be written', () => {
  const clause = '§ 5';
  const terms = {
    operative: {
      clause,
      rule: 'mutual-confirmation',
      confirmations: 'notes-only',
      counts: 'receipt',
      after: 'P30D',
      notBefore: '2027-01-01',
      firstOfNextMonth: true,
      lapses: 'P1Y',
    },
    duration: { clause, period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M', times: 2 } },
    commencement: { clause, period: 'P6M', from: 'notice', ends: 'end-of-term', notBefore: 'P2Y' },
    withdrawal: { clause, remaining: 2 },
    accession: { clause, rule: 'open' },
    afterwards: { clause, initiatives: 'continue', clauses: ['1', '§ 5'] },
    review: { clause, every: 'P2Y', first: 'P1Y' },
    committee: { clause, name: 'Working group', coChairs: ['a'], cadence: 'P1Y', first: 'P6M' },
    signature: { clause, sameFile: true },
  };
  expect(parseInstrument({ ...withTerms(terms), supersedes: 'parks-1990', under: 'nature' }).terms).toEqual(terms);
});

describe('fields that would be ignored are refused', () => {
  const operative = (more: object) => ({ operative: { clause: '1', rule: 'last-signature', ...more } });
  it.each<[string, Record<string, unknown>, string]>([
    ['a count without its rule', operative({ count: 2 }), 'terms.operative.count: belongs to the rule number-of-signatures'],
    ['the rule without its count', operative({ rule: 'number-of-signatures' }), 'terms.operative.count'],
    ['a count of more than there are', operative({ rule: 'number-of-signatures', count: 3 }), 'must be at most 2'],
    ['a receipt without notes', operative({ counts: 'receipt' }), 'terms.operative.counts: belongs to the rule mutual-confirmation'],
    ['notes only without notes', operative({ confirmations: 'notes-only' }), 'terms.operative.confirmations'],
    ['a term without an end', { duration: { clause: '1' } }, 'terms.duration: must have period or until'],
    ['a term with two ends', { duration: { clause: '1', period: 'P1Y', until: '2030-01-01' } }, 'and not both'],
    ['the end of a term that there is not', { commencement: { clause: '1', period: 'P1M', from: 'notice', ends: 'end-of-term' } }, 'ends'],
    ['reviews at no time', { review: { clause: '1' } }, 'terms.review.every: must be given'],
    ['a surviving clause that is not there', { afterwards: { clause: '1', clauses: ['9'] } }, 'terms.afterwards.clauses: names 9'],
  ])('%s', (_, terms, message) => {
    expect(problemOf(withTerms(terms))).toContain(message);
  });
});
