/** What follows for decisions: that they are taken, on which date, that they are over, and what they did to the text (III.2). */
import type { CivilDate } from '../calendar.ts';
import type { ContentOf } from '../decision-kinds.ts';
import type { Closing, DecisionOutcome } from '../reckoning/outcomes.ts';
import type { Decision, State } from '../state.ts';
import { registerKey, revokeKey } from './keys.ts';
import { conflictOf } from './fitting.ts';
import { decisionNow, isOver, type Reckoned } from './reckoned.ts';
import type { Clause, Recording } from './recording.ts';
import { putInOrder, supersede, takeEffect } from './text.ts';

export const recordDecisions = (recording: Recording, reckoned: Reckoned): void => {
  const { lived } = reckoned;
  for (const id of recording.state.modifications) {
    if (!lived.inEffect.includes(id))
      supersede(recording, id, lived.end?.on ?? reckoned.today, whySuperseded(recording.state, reckoned, id));
  }
  const ids = Object.keys(recording.state.decisions);
  for (const id of ids) {
    const outcome = decisionNow(recording.state, id, lived);
    const decision = recording.state.decisions[id];
    if (outcome && decision) recordDecision(recording, reckoned, id, decision, outcome);
  }
  if (recording.events.some(({ type }) => type === 'DecisionDatesChanged')) putInOrder(recording);
  if (isOver(recording.state)) recordOvertaken(recording, lived.inEffect);
};

/** Papers of before the end that come to light after it: time no longer waits for the date of what they say. */
const recordOvertaken = (recording: Recording, inEffect: readonly string[]): void => {
  for (const id of inEffect) if (!recording.state.modifications.includes(id)) takeEffect(recording, id, inEffect);
};

const whySuperseded = ({ decisions }: State, { lived }: Reckoned, id: string): string => {
  const outcome = lived.decisions.get(id);
  if (outcome?.status === 'closed') return `It had been ${decisions[id]?.status} before it was taken.`;
  if (outcome?.status === 'proposed') return 'It was taken without a Participant that belonged then, and waits for its consent.';
  if (outcome?.closedBy === 'conflict') return conflictOf(outcome);
  if (outcome?.closedBy === 'withdrawn') return `It was withdrawn by decision ${outcome.closedFor} before it took effect.`;
  return lived.end ? `The memorandum was over on ${lived.end.on}, before it took effect.` : 'Its date is another.';
};

const isDecided = ({ status }: Decision): boolean => status === 'taken' || status === 'effective';

/** Or it had been taken before it lapsed, or lapsed for another reason, than the papers known so far said. */
const isOpenAgain = (before: Decision, { status, takenOn, closedBy }: DecisionOutcome): boolean =>
  before.status === 'lapsed' && status !== 'closed' && (status !== 'lapsed' || takenOn !== before.takenOn || closedBy !== before.closedBy);

/** Who had left when it was taken turns out to belong still: it waits for that consent again, or did until the end. */
const waitsAgain = (before: Decision, outcome: DecisionOutcome | undefined): boolean =>
  before.kind !== 'rectify' &&
  isDecided(before) &&
  (outcome?.status === 'proposed' || (outcome?.status === 'lapsed' && outcome.takenOn === null));

const recordDecision = (recording: Recording, reckoned: Reckoned, id: string, before: Decision, outcome: DecisionOutcome): void => {
  if (before.status === 'declined' || before.status === 'retracted') return;
  if (isOpenAgain(before, outcome) || waitsAgain(before, reckoned.lived.decisions.get(id))) reopen(recording, id, before, outcome);
  const decision = recording.state.decisions[id] ?? before;
  if (outcome.takenOn !== null && outcome.effectiveOn !== null) {
    const dates = { takenOn: outcome.takenOn, effectiveOn: outcome.effectiveOn };
    if (decision.status === 'proposed') take(recording, reckoned, id, decision, dates);
    else if (isDecided(decision)) redate(recording, id, decision, dates);
    if (decision.kind === 'withdraw-notice') withdrawNotice(recording, reckoned, id, decision.notice, dates.takenOn);
  }
  const known = recording.state.decisions[id];
  if (known && known.status !== 'lapsed') close(recording, reckoned, id, known, outcome);
};

/** A correction that could not be made is taken again, and so tried again, on another date. */
const reopen = (recording: Recording, id: string, before: Decision, outcome: DecisionOutcome): void => {
  const wasTaken = before.kind !== 'rectify' && before.takenOn !== null && outcome.takenOn !== null;
  const isLater = before.kind === 'modify' || before.kind === 'discontinue-on';
  const status = wasTaken ? (isLater ? 'taken' : 'effective') : 'proposed';
  recording.record('DecisionReopened', {
    on: outcome.takenOn ?? before.proposedOn,
    clause: recording.clause('modification'),
    data: { decision: id, status },
  });
};

type Dates = { takenOn: CivilDate; effectiveOn: CivilDate };

/**
 * Decided on the date of the last consent; it takes effect on its stated date when that is later (a durable timer),
 * otherwise on the date decided. Never retroactive, a rectification aside.
 */
const take = (recording: Recording, { lived }: Reckoned, id: string, decision: Decision, dates: Dates): void => {
  const clause = recording.clause('modification');
  const { takenOn, effectiveOn } = dates;
  const touches = decision.kind === 'modify' ? { touches: decision.touches } : {};
  recording.record('DecisionTaken', { on: takenOn, clause, data: { decision: id, kind: decision.kind, takenOn, effectiveOn, ...touches } });
  switch (decision.kind) {
    case 'modify':
      if (effectiveOn === takenOn && lived.inEffect.includes(id)) takeEffect(recording, id, lived.inEffect);
      return;
    case 'extend':
      return extend(recording, lived, id, takenOn);
    case 'change-keys':
      return changeKeys(recording, decision, clause);
    case 'discontinue-on':
    case 'withdraw-notice':
    case 'withdraw-decision':
    case 'admit':
    case 'rectify':
      return;
    default:
      decision satisfies never;
  }
};

/** Taken only on the day on which the notice takes effect, because its giver leaves by it, it withdraws nothing, until it turns out to be of before. */
const withdrawNotice = (recording: Recording, { lived }: Reckoned, id: string, notice: string, on: CivilDate): void => {
  if (lived.notices.get(notice)?.status !== 'withdrawn' || recording.state.notices[notice]?.status === 'withdrawn') return;
  recording.record('NoticeWithdrawn', { on, clause: recording.clause('modification'), data: { notice, decision: id } });
};

const extend = (recording: Recording, lived: Reckoned['lived'], id: string, takenOn: CivilDate): void => {
  const extension = lived.extensions.find((one) => one.decision === id);
  if (!extension) return;
  const data = { decision: id, previously: extension.from, expectedOn: extension.to };
  recording.record('Extended', { on: takenOn, clause: recording.clause('duration') ?? recording.clause('modification'), data });
};

/** The new key first: the keeper may not be left without one. */
const changeKeys = (recording: Recording, { keysOf, jwk, kid }: ContentOf<'change-keys'>, clause: Clause): void => {
  const of = keysOf ?? null;
  if (jwk) registerKey(recording, { of, jwk }, clause);
  if (kid !== undefined) revokeKey(recording, { of, kid }, clause);
};

const redate = (recording: Recording, id: string, { takenOn, effectiveOn }: Decision, dates: Dates): void => {
  if (takenOn === null || effectiveOn === null || (takenOn === dates.takenOn && effectiveOn === dates.effectiveOn)) return;
  const data = { decision: id, previously: { takenOn, effectiveOn }, ...dates };
  recording.record('DecisionDatesChanged', { on: dates.takenOn, clause: recording.clause('modification'), data });
};

const close = (recording: Recording, { lived, today }: Reckoned, id: string, known: Decision, outcome: DecisionOutcome): void => {
  // Once it is over, what was decided too late, or was still to come, lapses.
  const tooLate = isOver(recording.state) && isDecided(known) && known.kind !== 'rectify' && outcome.takenOn === null;
  const cause = outcome.status === 'lapsed' ? outcome.closedBy : tooLate ? 'commencement' : undefined;
  if (cause === undefined) return;
  const on = cause === 'commencement' || cause === 'expiry' ? (lived.end?.on ?? today) : (closingDate(lived, outcome) ?? today);
  const reason = reasonFor(cause, outcome, on, lived.end?.cause === 'lapse');
  recording.record('DecisionLapsed', { on, clause: recording.clause('modification'), data: { decision: id, cause, reason } });
};

const closingDate = (lived: Reckoned['lived'], { closedFor, effectiveOn }: DecisionOutcome): CivilDate | null =>
  (closedFor === undefined ? undefined : lived.decisions.get(closedFor)?.takenOn) ?? effectiveOn;

const reasonFor = (cause: Closing, outcome: DecisionOutcome, on: CivilDate, lapse: boolean): string => {
  switch (cause) {
    case 'conflict':
      return conflictOf(outcome);
    case 'replaced':
      return `Decision ${outcome.closedFor} set another date in its place.`;
    case 'withdrawn':
      return `It was withdrawn by decision ${outcome.closedFor}.`;
    case 'expiry':
      return `The term of the memorandum was over on ${on}, before the decision took effect.`;
    case 'commencement':
      return lapse ? `The memorandum lapsed on ${on}.` : `Discontinuation commenced on ${on} before the decision took effect.`;
    case 'fresh-notice':
    case 'decided-date':
    case 'departure':
      return `It was over on ${on}.`;
    default:
      return cause satisfies never;
  }
};
