/**
 * Open proposals that can no longer be taken, were everybody to consent now: what they are about has had its effect or is over,
 * or what both read has changed since (III.2). Their consents are awaited of nobody; they may be retracted or declined.
 */
import { addDays, beginsEverywhere, type CivilDate, latest } from '../calendar.ts';
import { isAfterTheEnd } from '../end.ts';
import { participantOf } from '../instrument.ts';
import type { Life } from '../reckoning/life.ts';
import { isPending } from '../reckoning/outcomes.ts';
import { Refusal } from '../refusal.ts';
import { zonesIn } from '../seats.ts';
import type { Decision, DecisionOf, State } from '../state.ts';
import { type Change, changed, conflictIn } from '../text/change.ts';
import { mustBePossible } from './decision.ts';
import { misreadIn } from './fitting.ts';
import { aheadOf, isWhole } from './reckoned.ts';
import { Recording } from './recording.ts';

type Modification = DecisionOf<'modify'>;
type Coming = { on: CivilDate; id: string; changes: readonly Change[] };
/**
 * What stands beside an open modification: what is decided already, or will be once somebody has left, and takes effect later,
 * also after an end that is expected so far: that may still fall away.
 */
type Reading = { ahead: Life; coming: Coming[] };

const changesIn = (ahead: Life, id: string, { changes }: Modification): readonly Change[] => ahead.readings.get(id) ?? changes;

const readingOf = (state: State): Reading => {
  const ahead = aheadOf(state);
  const isBeyond = ([id, { kind, status }]: [string, Decision]) => kind === 'modify' && status === 'taken' && !ahead.inEffect.includes(id);
  const beyond = Object.entries(state.decisions)
    .filter(isBeyond)
    .map(([id]) => id);
  const fitting = [...ahead.inEffect, ...beyond.filter((id) => ahead.decisions.get(id)?.closedBy !== 'conflict')];
  const coming = ahead.inOrder(fitting.filter((id) => !state.modifications.includes(id)));
  return { ahead, coming: coming.map(({ id, on }) => ({ on, id, changes: changesIn(ahead, id, state.decisions[id] as Modification) })) };
};

/** Asked of each of very many: no life is told for it. */
const fits = (state: State, id: string, decision: Modification, { ahead, coming }: Reading): boolean => {
  if (ahead.decisions.get(id)?.closedBy === 'conflict' || misreadIn(state, ahead, id, decision)) return false;
  const { statedOn } = decision;
  const others = coming.filter((one) => one.id !== id);
  const isEarlier = ({ on }: Coming) => statedOn !== null && on <= statedOn;
  const own = changesIn(ahead, id, decision);
  const text = others.filter(isEarlier).reduce((so, { changes }) => changed(so, changes), state.instrument);
  if (conflictIn(text, own)) return false;
  let after = changed(text, own);
  for (const { id: other, changes } of others.filter((one) => !isEarlier(one))) {
    if (state.decisions[other]?.status === 'taken' && conflictIn(after, changes)) return false;
    after = changed(after, changes);
  }
  return true;
};

/** The date to which a rectification corrects one had begun when it was proposed, also where the proposal's own had not. */
const correctsTo = (decision: Decision): CivilDate[] =>
  decision.kind === 'rectify'
    ? [decision.deliveredOn, decision.noticeOn, decision.signedOn, decision.confirmedOn, decision.receivedOn, decision.consentedOn].filter(
        (on) => on !== undefined,
      )
    : [];

/** The last date of which anything is known: the state holds no instant of recording. */
const latestOn = ({ openedAt, reachedOn, signatures, notices, decisions }: State): CivilDate =>
  latest(
    openedAt.slice(0, 10),
    ...(reachedOn === null ? [] : [reachedOn]),
    ...signatures.map(({ recordedOn }) => recordedOn),
    ...Object.values(notices).flatMap(({ noticeOn, deliveries }) => [noticeOn, ...Object.values(deliveries)]),
    ...Object.values(decisions).flatMap((one) => [one.proposedOn, ...Object.values(one.consents), ...correctsTo(one)]),
  );

/** Few are of these kinds: it is tried. */
const isRefused = (state: State, id: string): boolean => {
  const now = beginsEverywhere(latestOn(state), zonesIn(state));
  try {
    mustBePossible(new Recording(state, now), id, undefined, null);
    return false;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
};

const canBeWithdrawn = ({ notices, instrument }: State, id: string): boolean => {
  const notice = notices[id];
  return notice !== undefined && isPending(notice) && instrument.terms.noticeWithdrawal !== 'never';
};

const isLonger = ({ expiry }: State, { until }: DecisionOf<'extend'>): boolean =>
  expiry !== null && (until === undefined || addDays(until, 1) > expiry.expectedOn);

const canBeAdmitted = ({ instrument }: State, id: string): boolean =>
  !participantOf(instrument, id) && instrument.terms.accession?.rule === 'by-decision';

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
      return canBeAdmitted(state, decision.participant);
    case 'change-keys':
    case 'rectify':
      return !isRefused(state, id);
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

/** Whether a decision that was taken will have its effect on its date, as things stand: it may not fit any more, or come after the end. */
export const willTakeEffect = (state: State, id: string, on: CivilDate): boolean =>
  isWhole(state) ? aheadOf(state).inEffect.includes(id) : !isAfterTheEnd(state, on);

/** The same state as it is shown, without the text as it was signed. */
export const keepPastTaking = (state: State, shown: State): void => {
  known.set(shown, pastTaking(state));
};
