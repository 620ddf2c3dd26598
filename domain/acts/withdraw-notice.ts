/** Withdrawal by one Participant's own act, only where the instrument foresees it (III.3). */
import { nameOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import { expect } from '../rules/discontinuation.ts';
import { mustBePending, noticeOf, notForeseen } from '../rules/notice.ts';
import { mustBeOperative, mustBeParticipant } from '../rules/recording.ts';
import { defineAct } from './define.ts';
import { by, COMMON, document, notice } from './fields.ts';

export const withdrawNotice = defineAct({
  name: 'withdraw-notice',
  summary: 'Withdraws a notice, where the instrument foresees that one Participant may.',
  who: 'The Participant that gave the notice, where the instrument foresees that it may do so alone.',
  term: 'notice',
  fields: { by, notice, document: document('the withdrawal').optional() },
  events: ['NoticeWithdrawn', 'DiscontinuationExpected'],
  refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_UNKNOWN', 'NOTICE_FINAL', 'WITHDRAWAL_NOT_FORESEEN', 'NOT_AUTHORISED'],
  rule: (recording, { by, notice: id, document }) => {
    const clause = recording.clause('notice');
    const { state } = recording;
    mustBeParticipant(state.instrument, by, clause);
    mustBeOperative(state, clause);
    const notice = noticeOf(state, id, clause);
    mustBePending(id, notice, clause);
    if (state.instrument.terms.noticeWithdrawal !== 'unilateral') throw notForeseen(state.instrument, clause);
    if (notice.by !== by) {
      const giver = nameOf(state.instrument, notice.by);
      throw new Refusal('NOT_AUTHORISED', `by: notice ${id} was given by ${giver}, who alone may withdraw it`, clause);
    }
    const on = recording.today(by);
    recording.record('NoticeWithdrawn', { on, by, clause, data: { notice: id, decision: null, ...(document && { document }) } });
    expect(recording, on);
  },
});
