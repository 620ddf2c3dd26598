/** The engine's sentences in the words of a memorandum that speaks of Parties, termination and being in force. */
import { expect, test } from 'vitest';
import { speak } from '../../domain/speak.ts';
import { smallInstrument, words } from '../support/small-instrument.ts';

test.each([
  ['The memorandum became operative on 2027-01-05.', 'The Agreement came into force on 2027-01-05.'],
  [
    'It is expected to become operative; until then it is not operative.',
    'It is expected to come into force; until then it is not in force.',
  ],
  [
    'The last operative day is 2027-07-30, counted from the operative date.',
    'The last day in force is 2027-07-30, counted from the date from which it is in force.',
  ],
  ['Discontinuation is expected; a modification of it by the Participants.', 'Termination is expected; an amendment of it by the Parties.'],
  ['It would be operative on 2027-01-05.', 'It would be in force from 2027-01-05.'],
  ["It begins at every Participant's seat.", "It begins at every Party's seat."],
  ['The decision “A modification of the memorandum” was taken.', 'The decision “A modification of the memorandum” was taken.'],
])('%s', (own, theirs) => {
  expect(speak({ words }, own)).toBe(theirs);
  expect(speak({}, own)).toBe(own);
});

test.each([
  'decision modification-2 is open',
  'Decision modification was taken, notice discontinuation is pending, and meeting memorandum was held',
  'terms.operative.count: is too many',
  'participants[1].name, mou/memorandum, npx mou text memorandum.yaml',
])("ids, paths and files are nobody's to reword: %s", (named) => expect(speak({ words }, named)).toBe(named));

test("names of Participants are nobody's to reword, within a sentence and at its beginning", () => {
  const name = 'The Secretariat of the Participants';
  const {
    participants: [us, rok],
  } = smallInstrument;
  const participants = [
    { ...us!, name, shortName: 'Memorandum Office' },
    { ...rok!, name: 'Modification', shortName: 'Participant' },
  ];
  const own = `${name} signed the memorandum; the Secretariat of the Participants and Memorandum Office are Participants, by a modification.`;
  const theirs = `${name} signed the Agreement; the Secretariat of the Participants and Memorandum Office are Parties, by an amendment.`;
  expect(speak({ words, participants }, own)).toBe(theirs);
});

test.each([
  ['University', 'a University'],
  ['European partner', 'a European partner'],
  ['Agency', 'an Agency'],
  ['Undersigned', 'an Undersigned'],
])('the article goes with how %s sounds', (participant, one) => {
  expect(speak({ words: { participant } }, 'of a Participant')).toBe(`of ${one}`);
});

test('a word that is no phrase stands where the own word stood', () => {
  const effective = { words: { operative: 'effective' } };
  expect(speak(effective, 'It became operative on the operative date.')).toBe('It became effective on the effective date.');
});
