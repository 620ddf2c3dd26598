/** When the memorandum becomes operative, or lapses because it has not (III.1). */
import { type CivilDate, periodInWords } from '../../domain/calendar.ts';
import { type Instrument, nameOf } from '../../domain/instrument.ts';
import { factsOf } from '../../domain/reckoning/from-state.ts';
import { operationOf } from '../../domain/reckoning/operation.ts';
import type { State } from '../../domain/state.ts';
import { plain, waitInWords } from '../words.ts';
import { beginsWords, type Explanation, explanation, type Input } from './explanation.ts';
import { memberDates } from './members.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** The signature or note on which the date rests. */
const baseOf = ({ terms, participants }: Instrument): string => {
  const { rule, confirmations, counts, count = participants.length } = terms.operative;
  switch (rule) {
    case 'last-signature':
      return 'the date of the latest signature';
    case 'number-of-signatures':
      return `the date of the ${ORDINALS[count - 1] ?? `${count}th`} signature`;
    case 'mutual-confirmation':
      if (counts === 'receipt') return `the date on which the later note was received${terms.depositary ? ' by the depositary' : ''}`;
      return confirmations === 'notes-only' ? 'the date of the later note' : 'the date of the latest signature or confirmation';
    default:
      return rule satisfies never;
  }
};

/** Why it becomes operative when it does: "the date of the latest signature". */
export const operativeReason = (instrument: Instrument): string => reasonOf(instrument, '');

/** "the first day of the month that follows 30 days after the date of the latest signature". */
const reasonOf = (instrument: Instrument, date: CivilDate): string => {
  const { after, notBefore, firstOfNextMonth } = instrument.terms.operative;
  if (notBefore === date)
    return `before which it is not to be operative, though ${waitInWords({ after }, baseOf(instrument))} may lie before it`;
  return waitInWords({ after, firstOfNextMonth }, baseOf(instrument));
};

const inputsOf = ({ signatures, confirmations, instrument }: State): Input[] => [
  ...signatures.map(({ by, signedOn, place }) => ({
    name: `signature of ${nameOf(instrument, by)}`,
    value: `${signedOn}, ${plain(place)}`,
  })),
  ...confirmations.map(({ by, confirmedOn, receivedOn }) => ({
    name: `confirmation of ${nameOf(instrument, by)}`,
    value: receivedOn ? `${confirmedOn}, received on ${receivedOn}` : confirmedOn,
  })),
];

/** Two scans of one text have different hashes, and so have two texts. */
const differs = ({ signatures }: State): string =>
  new Set(signatures.map(({ document }) => document.sha256)).size > 1
    ? ' The signatures name documents with different SHA-256 hashes: two scans of one text differ, and two texts must not.'
    : '';

const operative = (state: State): Explanation[] => {
  const { operativeOn, operation, instrument } = state;
  const date = operativeOn ?? operation?.expectedOn;
  if (date === undefined) return [];
  const expected = operativeOn === null;
  const verb = expected ? 'is expected to become operative' : 'became operative';
  return [
    explanation(state, {
      id: 'operative',
      what: 'operative date',
      date,
      ...(operation && expected && { at: operation.beginsAt }),
      term: 'operative',
      inputs: inputsOf(state),
      rule: `Dates count as the documents state them; the order in which they were recorded changes nothing.${differs(state)}`,
      expected,
      sentence: `The memorandum ${verb} on ${date}, ${reasonOf(instrument, date)}`,
      more: operation && expected ? beginsWords(state, operation.beginsAt, true) : undefined,
    }),
  ];
};

const lapse = (state: State): Explanation[] => {
  const { lapses } = state.instrument.terms.operative;
  if (!lapses || (state.status !== 'open' && state.status !== 'lapsed')) return [];
  const date = state.lapsedOn ?? operationOf(factsOf(state)).lapsesOn;
  if (date === null) return [];
  const expected = state.lapsedOn === null;
  const why = `it had to be operative within ${periodInWords(lapses)} of the first signature or confirmation`;
  return [
    explanation(state, {
      id: 'lapse',
      what: expected ? 'lapse, unless operative before' : 'lapse',
      date,
      term: 'operative',
      inputs: [...inputsOf(state), { name: 'time', value: `${periodInWords(lapses)} (${lapses})` }],
      rule: 'Counted from the first signature or confirmation, that day not counted; it lapses on the day after the last.',
      expected,
      sentence: expected
        ? `Unless it is operative before, the memorandum is expected to lapse on ${date}: ${why}`
        : `The memorandum lapsed on ${date}: ${why}`,
    }),
  ];
};

export const operationDates = (state: State): Explanation[] => [...operative(state), ...lapse(state), ...memberDates(state)];
