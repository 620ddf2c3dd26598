/** Two are admitted on one civil day: which decision came first is not known of a day, so neither newcomer decides of the other (III.2). */
import { expect, test } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { given, type Step } from '../support/given.ts';
import { operative, proposal } from './acts.ts';
import { accede, decidedOn } from './late-lives.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const MARCH = '2027-03-02T16:00:00Z';
const byDecision = Instrument.parse({
  ...smallInstrument,
  terms: { ...smallInstrument.terms, accession: { clause: 'II', rule: 'by-decision' } },
});
const NEWCOMERS = {
  uk: { id: 'uk', name: 'The Government of the United Kingdom', shortName: 'UK', seat: { city: 'London', timeZone: 'Europe/London' } },
  fr: { id: 'fr', name: 'The Government of France', shortName: 'France', seat: { city: 'Paris', timeZone: 'Europe/Paris' } },
};
type Newcomer = keyof typeof NEWCOMERS;

const admitted = (id: Newcomer, on: string): Step[] => decidedOn({ ...proposal('us', id), kind: 'admit', participant: id }, on, MARCH);
const joined = (id: Newcomer, on: string): Step => {
  const participant = NEWCOMERS[id];
  return [{ ...accede(on), participant, place: participant.seat.city } as ReturnType<typeof accede>, MARCH];
};

test.each<[first: Newcomer, second: Newcomer]>([
  ['uk', 'fr'],
  ['fr', 'uk'],
])('%s and then %s belong from that day, by decisions that wait for nobody', (first, second) => {
  const joins = (id: Newcomer) => [...admitted(id, '2027-02-20'), joined(id, '2027-02-20')];
  const life = given(...operative(byDecision), ...joins(first), ...joins(second));
  life.withState({
    decisions: { uk: { takenOn: '2027-02-20' }, fr: { takenOn: '2027-02-20' } },
    participants: { uk: { since: '2027-02-20' }, fr: { since: '2027-02-20' } },
  });
  expect(awaitedOf(life.state)).toEqual([]);
});

test('who joined the day before decides of the next', () => {
  const life = given(
    ...operative(byDecision),
    ...admitted('uk', '2027-02-19'),
    joined('uk', '2027-02-19'),
    ...admitted('fr', '2027-02-20'),
  );
  life.withState({ decisions: { fr: { status: 'proposed' } } });
  expect(awaitedOf(life.state)).toMatchObject([{ of: 'uk', what: 'consent', about: 'fr' }]);
});
