/**
 * Whether a proposal could be taken, were everybody to consent to it now: tried, where nothing simpler tells. A trial tells the
 * whole life several times, so its answer is kept for as long as nothing has changed that it rests on.
 */
import { beginsEverywhere, type CivilDate, latest } from '../calendar.ts';
import { zonesIn } from '../seats.ts';
import type { Decision, State } from '../state.ts';
import { canBeTaken, waitedFor } from './decision.ts';
import { Recording } from './recording.ts';

/** The date to which a rectification corrects one had begun when it was proposed, also where the proposal's own had not. */
const correctsTo = (decision: Decision): CivilDate[] =>
  decision.kind === 'rectify'
    ? [decision.deliveredOn, decision.noticeOn, decision.signedOn, decision.confirmedOn, decision.receivedOn, decision.consentedOn].filter(
        (on) => on !== undefined,
      )
    : [];

/** The last date of which anything is known: the state holds no instant of recording. */
const latestOn = ({ openedAt, reachedOn, signatures, notices, meetings, initiatives }: State, decisions: readonly Decision[]): CivilDate =>
  latest(
    openedAt.slice(0, 10),
    ...(reachedOn === null ? [] : [reachedOn]),
    ...signatures.map(({ recordedOn }) => recordedOn),
    ...Object.values(meetings).flatMap(({ heldOn }) => heldOn ?? []),
    ...Object.values(initiatives).map(({ startedOn }) => startedOn),
    ...Object.values(notices).flatMap(({ noticeOn, deliveries }) => [noticeOn, ...Object.values(deliveries)]),
    ...decisions.flatMap((one) => [one.proposedOn, ...Object.values(one.consents), ...correctsTo(one)]),
  );

/** Where everybody whom the text names belongs for as long as it is operative, an open proposal is taken by a consent alone. */
const isFixed = ({ terms: { operative, accession, withdrawal } }: State['instrument']): boolean =>
  operative.rule !== 'number-of-signatures' && operative.lapses === undefined && !accession && !withdrawal;

/** What others decide and have not decided yet, or have let go, is nothing to it. */
const besides = (state: State, id: string): Decision[] =>
  Object.entries(state.decisions).flatMap(([other, one]) => {
    const isOpen = one.status === 'proposed' && waitedFor(state, one).length > 0;
    const isNothing = isFixed(state.instrument) && (isOpen || one.status === 'declined' || one.status === 'retracted');
    return other !== id && isNothing ? [] : [one];
  });

/** What is told of apart, and what no decision rests on. */
const APART: ReadonlySet<string> = new Set<keyof State>([
  'decisions',
  'meetings',
  'initiatives',
  'seq',
  'quietUntil',
  'contacts',
  'reminded',
  'annexes',
  'parentEnd',
  'heard',
  'reviews',
  'reviewedOn',
]);

/** Of meetings and initiatives it counts on which day they were. */
const restsOn = (state: State, decisions: readonly Decision[]): readonly unknown[] => [
  ...Object.entries(state).flatMap(([name, part]) => (APART.has(name) ? [] : [part])),
  ...decisions,
  ...Object.values(state.meetings).map(({ status, heldOn }) => `${status} ${heldOn}`),
  ...Object.values(state.initiatives).map(({ startedOn }) => startedOn),
];

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, at) => part === other[at]);

const tried = (state: State, id: string, decisions: readonly Decision[]): boolean =>
  canBeTaken(new Recording(state, beginsEverywhere(latestOn(state, decisions), zonesIn(state))), id);

const known = new WeakMap<Decision, { rests: readonly unknown[]; isPossible: boolean }>();

export const isPossible = (state: State, id: string, decision: Decision): boolean => {
  const decisions = besides(state, id);
  const rests = restsOn(state, decisions);
  const before = known.get(decision);
  if (before && isSame(before.rests, rests)) return before.isPossible;
  const is = tried(state, id, decisions);
  known.set(decision, { rests, isPossible: is });
  return is;
};
