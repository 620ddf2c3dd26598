/**
 * Why each date is what it is: the clause, what went into it, the rule, and whether it is still expected. For people;
 * the rules themselves are in `rules/`, and what they recorded is taken from the state as it stands.
 */

import { actionDates, meetingDates } from './explain/cooperation.ts';
import { decisionDates } from './explain/decisions.ts';
import { discontinuationDates, noticeDates } from './explain/discontinuation.ts';
import type { Explanation } from './explain/explanation.ts';
import { operationDates } from './explain/operation.ts';
import { termDates } from './explain/term.ts';
import type { State } from '../domain/state.ts';

export type { Explanation } from './explain/explanation.ts';

/** Those of which a memorandum has few, however old it is. */
const fewDates = (state: State): Explanation[] => [
  ...operationDates(state),
  ...termDates(state),
  ...noticeDates(state),
  ...discontinuationDates(state),
];

/** Every date the engine computed for the memorandum as it stands, with its reason. Empty before anything follows. */
export const explain = (state: State): Explanation[] => [
  ...fewDates(state),
  ...decisionDates(state),
  ...explainMeetings(state, Object.keys(state.meetings)),
];

/** Of them the date of the next meeting, and those of the actions of some meetings. */
export const explainMeetings = (state: State, meetings: readonly string[]): Explanation[] => [
  ...meetingDates(state),
  ...actionDates(state, meetings),
];

/** The date of an id, and why it is that one; undefined where there is none. */
export type ExplanationOf = (id: string) => Explanation | undefined;

/** Each is made when it is asked for: after many years there are hundreds, and a message names a few. */
export const explanationsOf = (state: State): ExplanationOf => {
  let few: Explanation[] | undefined;
  return (id) => {
    const [kind, name = ''] = id.split('/');
    if (kind === 'decision') return decisionDates(state, [name])[0];
    if (kind === 'action') return actionDates(state, [name]).find((one) => one.id === id);
    few ??= [...fewDates(state), ...meetingDates(state)];
    return few.find((one) => one.id === id);
  };
};
