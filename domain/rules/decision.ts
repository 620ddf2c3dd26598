/** Mutual written decisions (III.2): one mechanism for everything the Participants decide together in writing. */
import { latest } from '../calendar.ts';
import type { Content } from '../decision-kinds.ts';
import { didYouMean } from '../did-you-mean.ts';
import { nameOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Decision, State } from '../state.ts';
import { expect } from './discontinuation.ts';
import { takeEffect } from './effect.ts';
import { mustFit } from './modification.ts';
import { mustBePending, noticeOf, notForeseen } from './notice.ts';
import { checkRectification, rectify } from './rectification.ts';
import { mustNotPrecedeOperative, type Recording } from './recording.ts';

/** What can be wrong with what is decided: asked when it is proposed and again when it is taken. */
export const CONTENT = [
  'BEFORE_OPERATIVE',
  'BAD_PATCH',
  'NOTICE_FINAL',
  'WITHDRAWAL_NOT_FORESEEN',
  'FUTURE_DATE',
  'PREMATURE',
  'DELIVERED_BEFORE_WRITTEN',
  'NOTHING_TO_CORRECT',
  'AMBIGUOUS',
] as const;

/** After discontinuation only the record can be set right, by a `rectify` decision. */
export const isRectification = (act: { decision: string }, state: State): boolean => state.decisions[act.decision]?.kind === 'rectify';

/** What the decision would do must be possible: asked when it is proposed and again when it is taken. */
export const checkContent = (recording: Recording, content: Content | Decision, date: string, clause: string): void => {
  const { state } = recording;
  switch (content.kind) {
    case 'modify':
      if (content.effectiveOn) mustNotPrecedeOperative(state, 'effectiveOn', content.effectiveOn, clause);
      return mustFit(state, content.patch, content.effectiveOn && content.effectiveOn > date ? content.effectiveOn : undefined, clause);
    case 'withdraw-notice':
      mustBePending(content.notice, noticeOf(state, content.notice, clause), clause);
      if (state.instrument.terms.noticeWithdrawal === 'never') throw notForeseen(state.instrument, clause);
      return;
    case 'discontinue-on':
      return mustNotPrecedeOperative(state, 'on', content.on, clause);
    case 'rectify':
      return checkRectification(recording, content, clause);
    default:
      content satisfies never;
  }
};

export const decisionOf = (state: State, id: string, clause: string): Decision => {
  const decision = Object.hasOwn(state.decisions, id) ? state.decisions[id] : undefined;
  if (!decision)
    throw new Refusal(
      'DECISION_UNKNOWN',
      `decision: no decision ${id} has been proposed${didYouMean(id, Object.keys(state.decisions))}`,
      clause,
    );
  return decision;
};

export const mustBeOpen = (id: string, decision: Decision, clause: string): void => {
  if (decision.status !== 'proposed') throw new Refusal('DECISION_CLOSED', `decision: ${id} is ${decision.status}`, clause);
};

export const mustNotHaveConsented = (state: State, id: string, decision: Decision, by: string, clause: string, instead = ''): void => {
  const on = Object.hasOwn(decision.consents, by) && decision.consents[by];
  if (on)
    throw new Refusal('ALREADY_CONSENTED', `by: ${nameOf(state.instrument, by)} already consented to ${id}, on ${on}${instead}`, clause);
};

/**
 * Decided on the date of the last consent; it takes effect on its stated date when that is later (a durable timer),
 * otherwise on the date decided. Never retroactive, a rectification aside.
 */
export const take = (recording: Recording, id: string, decision: Decision, takenOn: string): void => {
  const clause = recording.clause('modification');
  const effectiveOn = latest(decision.effectiveOn ?? takenOn, takenOn);
  recording.record('DecisionTaken', { on: takenOn, clause, data: { decision: id, kind: decision.kind, takenOn, effectiveOn } });
  switch (decision.kind) {
    case 'modify':
      if (effectiveOn === takenOn) takeEffect(recording, id);
      return;
    case 'withdraw-notice':
      recording.record('NoticeWithdrawn', { on: takenOn, clause, data: { notice: decision.notice, decision: id } });
      return expect(recording, takenOn);
    case 'discontinue-on':
      return expect(recording, takenOn);
    case 'rectify':
      return rectify(recording, id, decision, takenOn);
    default:
      decision satisfies never;
  }
};
