/** Mutual written decisions (III.2): one mechanism for everything the Participants decide together in writing. */
import type { ActOf } from '../acts.ts';
import { latest } from '../calendar.ts';
import { nameOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Decision, State } from '../state.ts';
import { expect } from './discontinuation.ts';
import { takeEffect } from './effect.ts';
import { mustFit } from './modification.ts';
import { mustBePending, noticeOf, notForeseen } from './notice.ts';
import { checkRectification, rectify } from './rectification.ts';
import { mustBeNew, mustBeOperative, mustBeParticipant, mustNotPrecedeOperative, type Recording } from './recording.ts';

/** The proposal is the proposer's own consent. */
export const propose = (recording: Recording, act: ActOf<'propose'>): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  mustBeParticipant(state.instrument, act.by, clause);
  if (act.kind !== 'rectify') mustBeOperative(state, clause);
  mustBeNew(state.decisions, 'decision', act.decision, clause);
  const today = recording.today(act.by);
  checkContent(recording, act, today, clause);
  const { do: _, id: __, by, ...content } = act;
  recording.record('DecisionProposed', { on: today, by, clause, data: content });
};

/** What the decision would do must be possible: asked when it is proposed and again when it is taken. */
const checkContent = (recording: Recording, content: ActOf<'propose'> | Decision, date: string, clause: string): void => {
  const { state } = recording;
  switch (content.kind) {
    case 'modify':
      if (content.effectiveOn) mustNotPrecedeOperative(state, 'effectiveOn', content.effectiveOn, clause);
      return mustFit(
        state,
        content.patch ?? [],
        content.effectiveOn && content.effectiveOn > date ? content.effectiveOn : undefined,
        clause,
      );
    case 'withdraw-notice':
      mustBePending(content.notice ?? '', noticeOf(state, content.notice ?? '', clause), clause);
      if (state.instrument.terms.noticeWithdrawal === 'never') throw notForeseen(state.instrument, clause);
      return;
    case 'discontinue-on':
      return mustNotPrecedeOperative(state, 'on', content.on ?? date, clause);
    case 'rectify':
      return checkRectification(recording, content, clause);
    default:
      content satisfies never;
  }
};

export const decisionOf = (state: State, id: string, clause: string): Decision => {
  const decision = Object.hasOwn(state.decisions, id) ? state.decisions[id] : undefined;
  if (!decision) throw new Refusal('DECISION_UNKNOWN', `decision: no decision ${id} has been proposed`, clause);
  return decision;
};

const mustBeOpen = (id: string, decision: Decision, clause: string): void => {
  if (decision.status !== 'proposed') throw new Refusal('DECISION_CLOSED', `decision: ${id} is ${decision.status}`, clause);
};

const mustNotHaveConsented = (state: State, id: string, decision: Decision, by: string, clause: string, instead = ''): void => {
  const on = Object.hasOwn(decision.consents, by) && decision.consents[by];
  if (on)
    throw new Refusal('ALREADY_CONSENTED', `by: ${nameOf(state.instrument, by)} already consented to ${id}, on ${on}${instead}`, clause);
};

export const consent = (recording: Recording, act: ActOf<'consent'>): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  mustBeParticipant(state.instrument, act.by, clause);
  const decision = decisionOf(state, act.decision, clause);
  // Of a decision taken, everybody has consented: that is the truer reason.
  if (decision.takenOn === null) mustBeOpen(act.decision, decision, clause);
  mustNotHaveConsented(state, act.decision, decision, act.by, clause);
  if (act.document.sha256 !== decision.document.sha256) {
    const message = `document.sha256: ${act.document.sha256.slice(0, 12)}… is not the text proposed, ${decision.document.sha256.slice(0, 12)}…`;
    throw new Refusal('TEXT_DIFFERS', message, clause);
  }
  const today = recording.today(act.by);
  const takenOn = latest(...Object.values(decision.consents), today);
  const last = state.instrument.participants.every(({ id }) => id === act.by || Object.hasOwn(decision.consents, id));
  if (last) checkContent(recording, decision, takenOn, clause);
  recording.record('DecisionConsented', { on: today, by: act.by, clause, data: { decision: act.decision, document: act.document } });
  if (last) take(recording, act.decision, decision, takenOn);
};

/**
 * Decided on the date of the last consent; it takes effect on its stated date when that is later (a durable timer),
 * otherwise on the date decided. Never retroactive, a rectification aside.
 */
const take = (recording: Recording, id: string, decision: Decision, takenOn: string): void => {
  const clause = recording.clause('modification');
  const effectiveOn = latest(decision.effectiveOn ?? takenOn, takenOn);
  recording.record('DecisionTaken', { on: takenOn, clause, data: { decision: id, kind: decision.kind, takenOn, effectiveOn } });
  switch (decision.kind) {
    case 'modify':
      if (effectiveOn === takenOn) takeEffect(recording, id);
      return;
    case 'withdraw-notice':
      recording.record('NoticeWithdrawn', { on: takenOn, clause, data: { notice: decision.notice ?? '', decision: id } });
      return expect(recording, takenOn);
    case 'discontinue-on':
      return expect(recording, takenOn);
    case 'rectify':
      return rectify(recording, id, decision, takenOn);
    default:
      decision.kind satisfies never;
  }
};

const close =
  (type: 'DecisionDeclined' | 'DecisionRetracted') =>
  (recording: Recording, act: ActOf<'decline' | 'retract'>): void => {
    const clause = recording.clause('modification');
    const { state } = recording;
    mustBeParticipant(state.instrument, act.by, clause);
    const decision = decisionOf(state, act.decision, clause);
    mustBeOpen(act.decision, decision, clause);
    if (type === 'DecisionDeclined') {
      mustNotHaveConsented(state, act.decision, decision, act.by, clause, decision.by === act.by ? '; the proposer retracts instead' : '');
    } else if (decision.by !== act.by) {
      throw new Refusal(
        'NOT_AUTHORISED',
        `by: ${nameOf(state.instrument, decision.by)} proposed ${act.decision}, and alone may retract it`,
        clause,
      );
    }
    const { do: _, id: __, by, ...data } = act;
    recording.record(type, { on: recording.today(by), by, clause, data });
  };

export const decline = close('DecisionDeclined');
export const retract = close('DecisionRetracted');
