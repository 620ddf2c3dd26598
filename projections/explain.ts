/**
 * Why each date is what it is: the clause, what went into it, the rule, and whether it is still expected. For people;
 * the rules themselves are in `rules/`, and what they recorded is taken from the state as it stands.
 */

import { actionDates, meetingDates } from './explain/cooperation.ts';
import { decisionDates } from './explain/decisions.ts';
import { discontinuationDates, noticeDates } from './explain/discontinuation.ts';
import { type Explanation, explanation } from './explain/explanation.ts';
import { nameOf } from '../domain/instrument.ts';
import type { State } from '../domain/state.ts';
import { plain } from './words.ts';

export { nextMeetingDueBy } from './explain/cooperation.ts';
export type { Explanation } from './explain/explanation.ts';

/** Under some memoranda a confirmation follows the signatures: where there are confirmations, they count too. */
const operativeDate = (state: State): Explanation[] => {
  const { operativeOn, signatures, confirmations, instrument } = state;
  if (operativeOn === null) return [];
  const confirmed = confirmations.length > 0;
  const latest = confirmed ? 'the latest signature or confirmation' : 'the latest signature';
  return [
    explanation(state, {
      id: 'operative',
      what: 'operative date',
      date: operativeOn,
      term: 'operative',
      inputs: [
        ...signatures.map(({ by, signedOn, place }) => ({
          name: `signature of ${nameOf(instrument, by)}`,
          value: `${signedOn}, ${plain(place)}`,
        })),
        ...confirmations.map(({ by, confirmedOn }) => ({ name: `confirmation of ${nameOf(instrument, by)}`, value: confirmedOn })),
      ],
      rule: `The date of ${latest} as the document states it, whatever the order in which they were recorded.`,
      expected: false,
      sentence: `The memorandum became operative on ${operativeOn}, the date of ${latest}`,
    }),
  ];
};

/** Every date the engine computed for the memorandum as it stands, with its reason. Empty before anything follows. */
export const explain = (state: State): Explanation[] => [
  ...operativeDate(state),
  ...noticeDates(state),
  ...discontinuationDates(state),
  ...decisionDates(state),
  ...meetingDates(state),
  ...actionDates(state),
];
