/** What a form of the desk lets one choose is what its act can take. */
import { expect, test } from 'vitest';
import { choicesOf, fieldsIn } from '../../desk/pages/choices.ts';
import type { Field } from '../../domain/fields.ts';
import type { State } from '../../domain/state.ts';
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
  const choices = choicesOf('propose', { state: state as State, caller: keeper, instruments: [] });
  expect(choices('participant', fieldOf('admit', 'participant'))).toBeUndefined();
  expect(choices('keysOf', fieldOf('change-keys', 'keysOf'))?.map(({ value }) => value)).toEqual(['', 'us', 'rok']);
});
