/** What a decision would do, and whether that is possible on the day on which it is taken (III.2). */
import type { CivilDate } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { extended } from '../reckoning/term.ts';
import { type Decision, type State, waitsForAdmission } from '../state.ts';
import { mustBeWithdrawable, noticeOf, refuseWithdrawal } from './notice.ts';
import { lifeOn } from './reckoned.ts';
import { type Clause, mustBeNewcomer, type Recording, refuse } from './recording.ts';
import { checkRectification } from './rectification/index.ts';
import { textOn } from './text.ts';

/** What can be wrong with what is proposed from the first, and does not come to be so later. */
export const FROM_THE_FIRST = ['RETROACTIVE', 'NOTICE_UNKNOWN', 'DECISION_UNKNOWN', 'NOT_SIGNED', 'NOT_AUTHORISED'] as const;

/** What can be wrong with what is decided: asked when it is proposed and again when it is taken. */
export const CONTENT = [
  'BEFORE_OPERATIVE',
  'BAD_PATCH',
  'CONFLICT',
  'NOTICE_FINAL',
  'WITHDRAWAL_NOT_FORESEEN',
  'DECISION_NOT_TAKEN',
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

export const decisionOf = (state: State, id: string, clause: Clause, field = 'decision'): Decision => {
  const decision = state.decisions[id];
  if (!decision)
    refuse('DECISION_UNKNOWN', `${field}: no decision ${id} has been proposed${didYouMean(id, Object.keys(state.decisions))}`, clause);
  return decision;
};

/** What the decision would do must be possible on the day on which it is taken. */
export const checkContent = (recording: Recording, id: string, content: Decision, on: CivilDate, clause: Clause): void => {
  const { state } = recording;
  switch (content.kind) {
    case 'modify':
      return;
    case 'withdraw-notice':
      return checkNoticeWithdrawal(without(state, id), content.notice, on, clause);
    case 'discontinue-on':
    case 'change-keys':
      return;
    case 'extend':
      return checkExtension(without(state, id), content, on, clause);
    case 'withdraw-decision':
      return checkWithdrawal(state, id, content.withdraws, on, clause);
    case 'admit':
      return checkAdmission(state, id, content.participant, on, clause);
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

const checkNoticeWithdrawal = (state: State, id: string, on: CivilDate, clause: Clause): void => {
  mustBeWithdrawable(state, id, noticeOf(state, id, clause), on, clause);
  const text = textOn(state, on);
  if (text.terms.noticeWithdrawal === 'never') refuseWithdrawal(text, on, clause);
};

const checkExtension = (
  state: State,
  content: { until?: CivilDate | undefined; period?: string | undefined },
  on: CivilDate,
  clause: Clause,
): void => {
  const { term, text, end } = lifeOn(state, on);
  if (!text.terms.duration || !term) refuse('NOT_FORESEEN', 'The instrument foresees no term that could be extended', clause);
  if (end?.cause === 'term')
    refuse('EXPIRED', `The term of the memorandum was over on ${end.on}; nothing can be extended any more`, clause);
  if (extended(term, content).end > term.end) return;
  const what = content.until === undefined ? `period: ${content.period} leads to no date` : `until: ${content.until} is not`;
  refuse('NO_EXTENSION', `${what} after the end that stands: ${term.end} is the first day after it`, clause);
};

/** Only a decision that was taken and is to take effect later can be withdrawn. */
const checkWithdrawal = (state: State, by: string, id: string, on: CivilDate, clause: Clause): void => {
  const decision = decisionOf(state, id, clause, 'withdraws');
  const { kind, status, takenOn, effectiveOn } = decision;
  if (status === 'proposed') refuse('DECISION_NOT_TAKEN', `withdraws: ${id} has not been taken; its proposer may retract it`, clause);
  const hadLapsed = status === 'lapsed' && lifeOn(without(state, by), on).decisions.get(id)?.status !== 'taken';
  if (status === 'declined' || status === 'retracted' || hadLapsed) refuse('DECISION_CLOSED', `withdraws: ${id} is ${status}`, clause);
  const later = kind === 'modify' || kind === 'discontinue-on';
  if (!later || takenOn === null || effectiveOn === null || effectiveOn <= on) {
    refuse('DECISION_CLOSED', `withdraws: ${id} took effect on ${effectiveOn}; what is in effect is undone by a further decision`, clause);
  }
};

/** Who has joined by it, and waits for it to be taken again, is no newcomer. */
const checkAdmission = (state: State, decision: string, id: string, on: CivilDate, clause: Clause): void => {
  if (waitsForAdmission(state, id) !== decision) mustBeNewcomer(state, id, 'participant', clause);
  if (textOn(state, on).terms.accession?.rule !== 'by-decision') {
    refuse('NOT_FORESEEN', `The instrument foresees no admission of a further Participant by decision on ${on}`, clause);
  }
};
