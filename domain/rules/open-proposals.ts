/**
 * Open proposals that can no longer be taken, were everybody to consent now: what they are about has had its effect or is over,
 * or what both read has changed since (III.2). Their consents are awaited of nobody; they may be retracted or declined.
 */
import { addDays, type CivilDate } from '../calendar.ts';
import { isAfterTheEnd } from '../end.ts';
import { participantOf } from '../instrument.ts';
import { isPending } from '../reckoning/outcomes.ts';
import { type Decision, type DecisionOf, type State, waitsForAdmission } from '../state.ts';
import { fits, type Reading, readingOf } from './fitting.ts';
import { aheadOf, isWhole } from './reckoned.ts';
import { isPossible } from './trial.ts';

const canBeWithdrawn = ({ notices, instrument }: State, id: string): boolean => {
  const notice = notices[id];
  return notice !== undefined && isPending(notice) && instrument.terms.noticeWithdrawal !== 'never';
};

const isLonger = ({ expiry }: State, { until }: DecisionOf<'extend'>): boolean =>
  expiry !== null && (until === undefined || addDays(until, 1) > expiry.expectedOn);

const canBeAdmitted = (state: State, decision: string, id: string): boolean =>
  (!participantOf(state.instrument, id) || waitsForAdmission(state, id) === decision) &&
  state.instrument.terms.accession?.rule === 'by-decision';

const canBeTaken = (state: State, id: string, decision: Decision, reading: () => Reading): boolean => {
  switch (decision.kind) {
    case 'modify':
      return fits(state, id, decision, reading());
    case 'discontinue-on':
      return true;
    case 'withdraw-notice':
      return canBeWithdrawn(state, decision.notice);
    case 'withdraw-decision':
      return state.decisions[decision.withdraws]?.status === 'taken';
    case 'extend':
      return isLonger(state, decision);
    case 'admit':
      return canBeAdmitted(state, id, decision.participant);
    case 'change-keys':
    case 'rectify':
      return isPossible(state, id, decision);
    default:
      return decision satisfies never;
  }
};

/** Of a state that never changes, and is asked by every view of it. */
const known = new WeakMap<State, ReadonlySet<string>>();

/** It is told from the whole of the record whether one of these can be taken. */
const NEEDS_TEXTS = new Set<Decision['kind']>(['modify', 'change-keys', 'rectify']);

/** Their ids. Of a state that is not whole nothing is said that needs what it lacks. */
export const pastTaking = (state: State): ReadonlySet<string> => {
  const before = known.get(state);
  if (before) return before;
  let reading: Reading | undefined;
  const read = () => (reading ??= readingOf(state));
  const open = Object.entries(state.decisions).filter(([, { status }]) => status === 'proposed');
  const isTold = open.length > 0 && isWhole(state);
  const past = open.filter(([id, one]) => (isTold || !NEEDS_TEXTS.has(one.kind)) && !canBeTaken(state, id, one, read));
  const ids = new Set(past.map(([id]) => id));
  known.set(state, ids);
  return ids;
};

/** The proposals whose consents are awaited: those that can still be taken. */
export const openProposals = (state: State): [id: string, decision: Decision][] =>
  Object.entries(state.decisions).filter(([id, { status }]) => status === 'proposed' && !pastTaking(state).has(id));

/** Whether a decision that was taken will have its effect on its date, as things stand: it may not fit any more, or come after the end. */
export const willTakeEffect = (state: State, id: string, on: CivilDate): boolean =>
  isWhole(state) ? aheadOf(state).inEffect.includes(id) : !isAfterTheEnd(state, on);

/** The same state as it is shown, without the text as it was signed. */
export const keepPastTaking = (state: State, shown: State): void => {
  known.set(shown, pastTaking(state));
};
