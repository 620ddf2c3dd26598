/** Mutual written decisions (III.2): one mechanism for everything the Participants decide together in writing. */
import { type CivilDate, latest } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { nameOf, participantOf } from '../instrument.ts';
import { factsOf } from '../reckoning/from-state.ts';
import type { Life } from '../reckoning/life.ts';
import type { End } from '../reckoning/outcomes.ts';
import { livedUntil } from '../reckoning/reckon.ts';
import { extended } from '../reckoning/term.ts';
import { Refusal } from '../refusal.ts';
import type { Decision, DecisionOf, State } from '../state.ts';
import { recordConsequences } from './consequences.ts';
import { mustFit, unpointed } from './fitting.ts';
import { isOfBeforeTheEnd } from './before-the-end.ts';
import { mustBePending, notForeseen, noticeOf } from './notice.ts';
import { leftAlone, reckon } from './reckoned.ts';
import { type Clause, Recording, refuse } from './recording.ts';
import { checkRectification, mustBeLatest, rectify } from './rectification.ts';
import { textOn } from './text.ts';

/** What can be wrong with what is proposed from the first, and does not come to be so later. */
export const FROM_THE_FIRST = [
  'RETROACTIVE',
  'NOTICE_UNKNOWN',
  'DECISION_UNKNOWN',
  'DECISION_NOT_TAKEN',
  'NOT_SIGNED',
  'NOT_AUTHORISED',
] as const;

/** What can be wrong with what is decided: asked when it is proposed and again when it is taken. */
export const CONTENT = [
  'BEFORE_OPERATIVE',
  'BAD_PATCH',
  'CONFLICT',
  'NOTICE_FINAL',
  'WITHDRAWAL_NOT_FORESEEN',
  'DECISION_CLOSED',
  'NOT_FORESEEN',
  'NO_EXTENSION',
  'EXPIRED',
  'ALREADY_ACCEDED',
  'FUTURE_DATE',
  'PREMATURE',
  'DELIVERED_BEFORE_WRITTEN',
  'TOO_EARLY',
  'NOTHING_TO_CORRECT',
  'AMBIGUOUS',
  'STANDS_IN_THE_WAY',
] as const;

/** After the end only the record can be set right, by a `rectify` decision. */
export const isRectification = (act: { decision: string }, state: State): boolean => state.decisions[act.decision]?.kind === 'rectify';

/** What the decision would do must be possible on the day on which it is taken. */
const checkContent = (recording: Recording, id: string, content: Decision, on: CivilDate, clause: Clause): void => {
  const { state } = recording;
  switch (content.kind) {
    case 'modify':
      return;
    case 'withdraw-notice': {
      const notice = noticeOf(state, content.notice, clause);
      mustBePending(state, content.notice, notice, on, clause);
      if (notice.expectedOn !== null && on >= notice.expectedOn) {
        refuse('NOTICE_FINAL', `notice: ${content.notice} leads to ${notice.expectedOn}; it is withdrawn before, or not at all`, clause);
      }
      const text = textOn(state, on);
      if (text.terms.noticeWithdrawal === 'never') throw notForeseen(text, on, clause);
      return;
    }
    case 'discontinue-on':
    case 'change-keys':
      return;
    case 'extend':
      return checkExtension(without(state, id), content, on, clause);
    case 'withdraw-decision':
      return checkWithdrawal(state, content.withdraws, on, clause);
    case 'admit':
      return checkAdmission(state, content.participant, on, clause);
    case 'rectify':
      return checkRectification(recording, content, clause);
    default:
      content satisfies never;
  }
};

/** The state before the decision was proposed. */
const without = (state: State, id: string): State => {
  const { [id]: _, ...decisions } = state.decisions;
  return { ...state, decisions };
};

const checkExtension = (
  state: State,
  content: { until?: CivilDate | undefined; period?: string | undefined },
  on: CivilDate,
  clause: Clause,
): void => {
  const { term, text, end } = livedUntil(factsOf(state), on);
  if (!text.terms.duration || !term) refuse('NOT_FORESEEN', 'The instrument foresees no term that could be extended', clause);
  if (end?.cause === 'term')
    refuse('EXPIRED', `The term of the memorandum was over on ${end.on}; nothing can be extended any more`, clause);
  if (extended(term, content).end > term.end) return;
  const what = content.until === undefined ? `period: ${content.period} leads to no date` : `until: ${content.until} is not`;
  refuse('NO_EXTENSION', `${what} after the end that stands: ${term.end} is the first day after it`, clause);
};

/** Only a decision that was taken and is to take effect later can be withdrawn. */
const checkWithdrawal = (state: State, id: string, on: CivilDate, clause: Clause): void => {
  const decision = decisionOf(state, id, clause, 'withdraws');
  const { status, takenOn, effectiveOn } = decision;
  if (status === 'proposed') refuse('DECISION_NOT_TAKEN', `withdraws: ${id} has not been taken; its proposer may retract it`, clause);
  const byTheEnd = isOfBeforeTheEnd(state, on) && (decision.closedBy === 'commencement' || decision.closedBy === 'expiry');
  const closed = status === 'declined' || status === 'retracted' || (status === 'lapsed' && !byTheEnd);
  if (closed) refuse('DECISION_CLOSED', `withdraws: ${id} is ${status}`, clause);
  const later = decision.kind === 'modify' || decision.kind === 'discontinue-on';
  if (!later || takenOn === null || effectiveOn === null || effectiveOn <= on) {
    refuse('DECISION_CLOSED', `withdraws: ${id} took effect on ${effectiveOn}; what is in effect is undone by a further decision`, clause);
  }
};

const checkAdmission = (state: State, id: string, on: CivilDate, clause: Clause): void => {
  if (participantOf(state.instrument, id)) refuse('ALREADY_ACCEDED', `participant: ${id} is a Participant already`, clause);
  if (textOn(state, on).terms.accession?.rule !== 'by-decision') {
    refuse('NOT_FORESEEN', `The instrument foresees no admission of a further Participant by decision on ${on}`, clause);
  }
};

export const decisionOf = (state: State, id: string, clause: Clause, field = 'decision'): Decision => {
  const decision = Object.hasOwn(state.decisions, id) ? state.decisions[id] : undefined;
  if (!decision)
    throw new Refusal(
      'DECISION_UNKNOWN',
      `${field}: no decision ${id} has been proposed${didYouMean(id, Object.keys(state.decisions))}`,
      clause,
    );
  return decision;
};

/** An end that is recorded lapsed it: a paper of before that end may still come to light. */
export const mustBeOpen = (state: State, id: string, decision: Decision, on: CivilDate, clause: Clause): void => {
  if (decision.status === 'proposed') return;
  const byTheEnd = decision.status === 'lapsed' && (decision.closedBy === 'commencement' || decision.closedBy === 'expiry');
  if (byTheEnd && isOfBeforeTheEnd(state, on, decision.kind)) return;
  throw new Refusal('DECISION_CLOSED', `decision: ${id} is ${decision.status}`, clause);
};

export const mustNotHaveConsented = (state: State, id: string, decision: Decision, by: string, clause: Clause, instead = ''): void => {
  const on = Object.hasOwn(decision.consents, by) && decision.consents[by];
  if (on)
    throw new Refusal('ALREADY_CONSENTED', `by: ${nameOf(state.instrument, by)} already consented to ${id}, on ${on}${instead}`, clause);
};

/**
 * Records what follows from a consent, once it makes the decision complete. What the decision would do must be possible:
 * otherwise the consent is refused, and nothing is recorded.
 */
export const settle = (recording: Recording, id: string, clause: Clause): void => {
  const { state } = recording;
  const decision = decisionOf(state, id, clause);
  const { lived } = reckon(state, recording.now);
  const outcome = lived.decisions.get(id);
  const takenOn = outcome?.takenOn ?? null;
  if (takenOn === null) {
    // Everybody has consented, on the day of the end or after it: it may have nothing left to be about.
    const isComplete = lived.end !== null && waitedFor(state, decision).length === 0;
    if (isComplete) checkContent(recording, id, decision, latest(...Object.values(decision.consents)), clause);
    return;
  }
  if (decision.kind !== 'rectify' && lived.early.includes(id))
    refuse('BEFORE_OPERATIVE', `Decision ${id} would be taken before ${state.operativeOn}, the operative date`, clause);
  checkContent(recording, id, decision, takenOn, clause);
  recordConsequences(recording, takenOn);
  if (decision.kind === 'rectify') makeCorrection(recording, state, { id, decision, takenOn, early: lived.early }, clause);
  else mustFit(recording, id, clause);
};

type Made = { id: string; decision: DecisionOf<'rectify'>; takenOn: CivilDate; early: readonly string[] };

/** Not one by which its own ground falls: who left, and so was not asked, would belong still. */
const makeCorrection = (recording: Recording, before: State, { id, decision, takenOn, early }: Made, clause: Clause): void => {
  mustBeLatest(before, decision, takenOn, clause);
  rectify(recording, id, decision);
  const { lived } = recordConsequences(recording, takenOn, id);
  const alone = leftAlone(recording.state);
  // On another day, which may lie ahead, it is the same departure.
  if ((alone.decisions.get(id)?.takenOn ?? null) === null)
    refuse('STANDS_IN_THE_WAY', `Decision ${id} was taken because somebody had left, who by this correction would not have left`, clause);
  mustStand(recording, before, { lived, alone, early }, clause);
};

/** Whether a correction was recorded with what makes it: an act of consent does both. */
const isMade = ({ events }: Recording, id: string): boolean =>
  events.some(({ type, data }) => type.endsWith('Rectified') && 'decision' in data && data.decision === id);

/** A correction that waited for who has left alone is made when that is known; what can no longer be corrected stays as it is. */
export const rectifyTaken = (recording: Recording): void => {
  for (const event of [...recording.events]) {
    if (event.type !== 'DecisionTaken' || event.data.kind !== 'rectify' || isMade(recording, event.data.decision)) continue;
    const { decision: id, takenOn } = event.data;
    const trial = new Recording(recording.state, recording.now);
    try {
      correct(trial, id, takenOn, event.clause);
    } catch (error) {
      if (error instanceof Refusal) continue;
      throw error;
    }
    // What the day has brought besides is none of its doing.
    recording.events.push(...trial.events);
  }
};

const correct = (recording: Recording, id: string, takenOn: CivilDate, clause: Clause): void => {
  const { state } = recording;
  const decision = decisionOf(state, id, clause);
  if (decision.kind !== 'rectify') return;
  const { early } = reckon(state, recording.now).lived;
  checkContent(recording, id, decision, takenOn, clause);
  makeCorrection(recording, state, { id, decision, takenOn, early }, clause);
};

/** Whether somebody's leaving completed it, and no consent: where that departure is on another day, so is the decision. */
const waitedForDeparture = ({ takenOn, consents }: Decision): boolean => takenOn !== null && takenOn > latest(...Object.values(consents));

/** What has come to pass by the facts as corrected, and what does if nothing more is recorded; what had been decided too early before. */
type Corrected = { lived: Life; alone: Life; early: readonly string[] };

/** Nothing takes effect before the memorandum was operative, or after it ended: a rectification that would make it so is refused. */
const mustStand = (recording: Recording, before: State, { lived, alone, early }: Corrected, clause: Clause): void => {
  const { state, events } = recording;
  const { operativeOn } = state;
  const tooEarly = lived.early.find((id) => !early.includes(id));
  if (tooEarly)
    refuse('BEFORE_OPERATIVE', `Decision ${tooEarly} was taken before ${operativeOn}, which would be the operative date`, clause);
  for (const { type, data } of events) {
    if (type === 'ModificationSuperseded' && !alone.inEffect.includes(data.decision))
      refuse(
        'STANDS_IN_THE_WAY',
        `Decision ${data.decision} took effect on ${state.decisions[data.decision]?.effectiveOn}, and would not have: ${unpointed(data.reason)}`,
        clause,
      );
    if (type === 'DecisionLapsed' && data.cause === 'conflict')
      refuse('CONFLICT', `Decision ${data.decision}: ${unpointed(data.reason)}`, clause);
  }
  const isTakenStill = (id: string, one: Decision) => (waitedForDeparture(one) ? alone : lived).decisions.get(id)?.takenOn !== null;
  const late = Object.entries(before.decisions).find(
    ([id, one]) => one.kind !== 'rectify' && (one.status === 'taken' || one.status === 'effective') && !isTakenStill(id, one),
  );
  if (late)
    refuse('STANDS_IN_THE_WAY', `Decision ${late[0]} was taken on ${late[1].takenOn}, and the memorandum would have been over`, clause);
  mustFallWithin(state, lived, reckon(before, recording.now).lived.end, clause);
};

/** What was done under the memorandum was not done before it was operative, nor, by this correction, after it ended. */
const mustFallWithin = (state: State, { end }: Life, endedBefore: End | null, clause: Clause): void => {
  const { operativeOn, meetings, initiatives, pauses, paused } = state;
  const done: [string, CivilDate | null][] = [
    ...Object.entries(meetings).map(([id, { heldOn }]): [string, CivilDate | null] => [`Meeting ${id} was held`, heldOn]),
    ...Object.entries(initiatives).map(([id, { startedOn }]): [string, CivilDate] => [`Initiative ${id} was started`, startedOn]),
    ...[...pauses, ...(paused ? [paused] : [])].map(({ on }): [string, CivilDate] => ['Implementation was paused', on]),
  ];
  const early = done.find(([, on]) => operativeOn !== null && on !== null && on < operativeOn);
  if (early) refuse('BEFORE_OPERATIVE', `${early[0]} on ${early[1]}, before ${operativeOn}, which would be the operative date`, clause);
  const isAfter = (on: CivilDate, one: End | null): boolean => one !== null && one.on <= on;
  const late = done.find(([, on]) => on !== null && isAfter(on, end) && !isAfter(on, endedBefore));
  if (late) refuse('STANDS_IN_THE_WAY', `${late[0]} on ${late[1]}, and the memorandum would have been over since ${end?.on}`, clause);
};

/** Whether it could be taken, were everybody to consent to it on the day on which it is proposed: asked at once. */
export const mustBePossible = (recording: Recording, id: string, stated: CivilDate | undefined, clause: Clause): void => {
  const { state, now } = recording;
  const decision = decisionOf(state, id, clause);
  const trial = new Recording(state, now);
  for (const by of waitedFor(state, decision)) {
    // A correction may be decided at any time.
    const on = latest(decision.proposedOn, (decision.kind === 'rectify' ? undefined : stated) ?? recording.today(by));
    trial.record('DecisionConsented', { on, by, clause, data: { decision: id, document: decision.document } });
  }
  settle(trial, id, clause);
};

/** Who has yet to consent. */
export const waitedFor = (state: State, { consents }: Decision): string[] =>
  state.instrument.participants
    .map(({ id }) => id)
    .filter((id) => !Object.hasOwn(consents, id) && (state.participants[id]?.until ?? null) === null)
    .filter((id) => state.operativeOn === null || state.participants[id]?.since !== null);
