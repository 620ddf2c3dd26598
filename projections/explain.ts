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

/** Every date the engine computed for the memorandum as it stands, with its reason. Empty before anything follows. */
export const explain = (state: State): Explanation[] => [
  ...operationDates(state),
  ...termDates(state),
  ...noticeDates(state),
  ...discontinuationDates(state),
  ...decisionDates(state),
  ...meetingDates(state),
  ...actionDates(state),
];
