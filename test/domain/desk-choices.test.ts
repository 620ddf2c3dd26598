/** What a form of the desk lets one choose is what its act can take. */
import { expect, test } from 'vitest';
import { choicesOf, fieldsIn } from '../../desk/pages/choices.ts';
import { partsOf } from '../../desk/pages/form.ts';
import type { Field } from '../../domain/fields.ts';
import type { Token } from '../../domain/tokens.ts';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { operative } from './acts.ts';
import { admit } from './late-lives.ts';

const keeper = { actsFor: 'keeper' } as Token;
const fieldOf = (kind: string, name: string): Field => fieldsIn('propose', kind).find((one) => one.name === name) as Field;

test('who is admitted is entered, since nobody who is a Participant already could be; whose keys change is chosen', () => {
  const instrument = smallInstrumentWith({ accession: { clause: 'II', rule: 'by-decision' } });
  const { state } = given(...operative(instrument))
    .when(admit, '2027-03-01T15:00:00Z')
    .then({ type: 'DecisionProposed' });
  const choices = choicesOf('propose', { state, caller: keeper, instruments: [] });
  expect(choices('participant', fieldOf('admit', 'participant'))).toBeUndefined();
  expect(choices('keysOf', fieldOf('change-keys', 'keysOf'))?.map(({ value }) => value)).toEqual(['', 'us', 'rok']);
});

test('each field of an act has an input of its own, also in a group within a group: who joins has a seat', () => {
  const parts = partsOf(fieldsIn('accede', undefined), {
    values: { 'participant.seat.city': 'Tokyo' },
    wrong: [],
    choices: () => undefined,
  });
  const inputs = parts.flatMap((part) => part.inputs);
  expect(inputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['participant.id', 'participant.seat.city', 'participant.seat.timeZone']),
  );
  expect(inputs.find(({ name }) => name === 'participant.seat.city')).toMatchObject({ value: 'Tokyo', label: 'City', needed: true });
});

test('a delivery can be to the depositary, and needs no recipient where one receives it for all', () => {
  const seat = { city: 'Bonn', timeZone: 'Europe/Berlin' };
  const instrument = smallInstrumentWith({ depositary: { clause: 'III.3', id: 'secretariat', name: 'The Secretariat', seat } });
  const { state } = given(...operative(instrument));
  const to = fieldsIn('record-delivery', undefined).find(({ name }) => name === 'to') as Field;
  expect(to.needed).toBe(false);
  const options = choicesOf('record-delivery', { state, caller: keeper, instruments: [] })('to', to);
  expect(options?.map(({ value, label }) => [value, label]).slice(1)).toEqual([
    ...instrument.participants.map(({ id, name }) => [id, name]),
    ['secretariat', 'The Secretariat'],
  ]);
});
