/** Withdrawal by one Participant's own act, only where the instrument foresees it (III.3). */
import { nameOf } from '../instrument.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { mustBeWithdrawable, noticeOf, refuseWithdrawal } from '../rules/notice.ts';
import { mustAnswer, paperOf } from '../rules/paper.ts';
import { mustBeOperative, refuse } from '../rules/recording.ts';
import { groundOf } from '../rules/text.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, document, notice } from './fields.ts';

export const withdrawNotice = defineAct({
  name: 'withdraw-notice',
  summary: 'Withdraws a notice, where the instrument foresees that one Participant may.',
  who: 'The Participant that gave the notice, where the instrument foresees that it may do so alone.',
  term: 'notice',
  fields: {
    by,
    notice,
    withdrawnOn: Day.optional().describe("the withdrawal's own date (default: today at the seat)"),
    document: document('the withdrawal').optional(),
  },
  events: ['NoticeWithdrawn'],
  consequences: true,
  dated: ({ withdrawnOn }) => withdrawnOn,
  refusals: [
    ...COMMON,
    'NOT_OPERATIVE',
    'NOTICE_UNKNOWN',
    'NOTICE_FINAL',
    'WITHDRAWAL_NOT_FORESEEN',
    'NOT_AUTHORISED',
    'FUTURE_DATE',
    'TOO_EARLY',
    'BEFORE_OPERATIVE',
    'STANDS_IN_THE_WAY',
  ],
  rule: (recording, { by, notice: id, withdrawnOn, document }) => {
    const { state } = recording;
    const { text, clause } = groundOf(state, withdrawnOn ?? recording.todayUnder(by), 'notice');
    const on = paperOf(recording, by, 'withdrawnOn', withdrawnOn, clause);
    mustBeOperative(state, clause);
    const notice = noticeOf(state, id, clause);
    mustBeWithdrawable(state, id, notice, on, clause);
    if (text.terms.noticeWithdrawal !== 'unilateral') refuseWithdrawal(text, on, clause);
    if (notice.by !== by) {
      const giver = nameOf(state.instrument, notice.by);
      refuse('NOT_AUTHORISED', `by: notice ${id} was given by ${giver}, who alone may withdraw it`, clause);
    }
    mustAnswer(state, 'withdrawnOn', { by, on, stated: withdrawnOn }, { by, on: notice.noticeOn }, clause);
    recording.record('NoticeWithdrawn', { on, by, clause, data: { notice: id, decision: null, ...(document && { document }) } });
    recordConsequences(recording, on);
  },
});
