/** One who was admitted decides of the next: where a date of the first is another, all that rests on it is told at once (III.2). */
import { expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { Instrument } from '../../domain/instrument.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { consent, modify, operative, proposal, replacing } from './acts.ts';
import { accede } from './late-lives.ts';

const MARCH = '2027-03-20T16:00:00Z';
const byDecision = Instrument.parse({
  ...smallInstrument,
  terms: { ...smallInstrument.terms, accession: { clause: 'II', rule: 'by-decision' } },
});

const on = (by: string, decision: string, consentedOn: string): Step => [{ ...consent(by, decision), consentedOn }, MARCH];
const proposed = (propose: object, proposedOn: string): Step => [
  { ...proposal('us', ''), ...propose, proposedOn } as Extract<ActInput, { do: 'propose' }>,
  MARCH,
];
const seat = { city: 'Paris', timeZone: 'Europe/Paris' };
const joined = (id: string, signedOn: string): Step => {
  const participant = { id, name: id.toUpperCase(), shortName: id.toUpperCase(), seat };
  return [{ ...accede(signedOn), participant, place: 'Paris' } as ReturnType<typeof accede>, MARCH];
};
const admit = (participant: string) => ({ ...proposal('us', participant), kind: 'admit', participant });

/** France was admitted first, and so decided of Germany; a shorter title waits for France. */
const admitted: Step[] = [
  ...operative(byDecision),
  proposed(admit('fr'), '2027-02-20'),
  proposed(admit('de'), '2027-02-21'),
  on('rok', 'de', '2027-02-21'),
  joined('de', '2027-02-21'),
  on('de', 'fr', '2027-02-28'),
  on('rok', 'fr', '2027-02-20'),
  joined('fr', '2027-02-20'),
  on('fr', 'de', '2027-02-25'),
  proposed(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-02-22'),
  on('rok', 'd1', '2027-02-22'),
];

test('Each belongs from the day on which those decided who belonged then, and nothing is decided in between', () => {
  given(...admitted).withState({
    participants: { fr: { since: '2027-02-20' }, de: { since: '2027-02-25' } },
    decisions: { d1: { status: 'proposed' } },
  });
  const corrected = { ...proposal('us', 'r1'), kind: 'rectify', of: 'fr', consent: 'rok', consentedOn: '2027-03-05' };
  const life = given(
    ...admitted,
    proposed(corrected, '2027-03-10'),
    on('rok', 'r1', '2027-03-10'),
    on('de', 'r1', '2027-03-10'),
    on('fr', 'r1', '2027-03-10'),
  );
  life.withState({
    participants: { fr: { since: '2027-03-05' }, de: { since: '2027-02-21' } },
    decisions: { d1: { status: 'proposed' } },
  });
  expect(life.events.map(({ type }) => type).filter((type) => /Taken|Modification/.test(type))).toEqual(['DecisionTaken']);
});
