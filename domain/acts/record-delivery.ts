/** The delivery of a notice starts the clock (III.4). */
import { nameOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import { expect } from '../rules/discontinuation.ts';
import { checkDeliveredOn, clockAfter, mustBePending, noticeOf } from '../rules/notice.ts';
import { mustBeOperative, mustBeParticipant } from '../rules/recording.ts';
import { Day, Line, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, COMMON, document, notice } from './fields.ts';

/** On the civil date at the recipient's seat. Among more than two Participants the last delivery counts. */
export const recordDelivery = defineAct({
  name: 'record-delivery',
  summary: "Records the delivery of a notice, on the date at the recipient's seat. It starts the clock.",
  who: CLERK,
  term: 'commencement',
  examples: [
    'record-delivery MOU --notice n1 --to rok --delivered-on 2026-03-04 --place Seoul --method "note verbale, by hand" --evidence receipt.pdf',
  ],
  fields: {
    by: by.optional(),
    notice,
    to: ParticipantId.describe('the Participant to whom it was delivered'),
    deliveredOn: Day.describe("the date at the recipient's seat"),
    place: Line.describe('where it was delivered'),
    method: Line.describe('how, such as "note verbale, by hand"; e-mail is never delivery'),
    evidence: document('the evidence of delivery'),
  },
  events: ['NoticeDelivered', 'DiscontinuationExpected'],
  refusals: [
    ...COMMON,
    'NOT_OPERATIVE',
    'NOTICE_UNKNOWN',
    'NOTICE_FINAL',
    'WRONG_RECIPIENT',
    'ALREADY_DELIVERED',
    'DELIVERED_BEFORE_WRITTEN',
    'FUTURE_DATE',
    'PREMATURE',
  ],
  rule: (recording, act) => {
    const clause = recording.clause('commencement');
    const { state } = recording;
    const { instrument } = state;
    if (act.by !== undefined) mustBeParticipant(instrument, act.by, clause);
    mustBeOperative(state, clause);
    const notice = noticeOf(state, act.notice, clause);
    mustBePending(act.notice, notice, clause);
    mustBeParticipant(instrument, act.to, clause, 'to');
    const name = nameOf(instrument, act.to);
    if (act.to === notice.by) {
      const message = `to: ${name} gave notice ${act.notice}; it is delivered to the other Participant`;
      throw new Refusal('WRONG_RECIPIENT', message, clause);
    }
    const before = Object.hasOwn(notice.deliveries, act.to) ? notice.deliveries[act.to] : undefined;
    if (before !== undefined) {
      const message = `notice: ${act.notice} was delivered to ${name} on ${before}; a mutual decision can rectify the date`;
      throw new Refusal('ALREADY_DELIVERED', message, clause);
    }
    checkDeliveredOn(recording, notice, act.to, act.deliveredOn, clause);
    const { by, do: _, id: __, ...fact } = act;
    const data = { ...fact, ...clockAfter(state, notice, act.to, act.deliveredOn) };
    recording.record('NoticeDelivered', { on: act.deliveredOn, by, clause, data });
    expect(recording, act.deliveredOn);
  },
});
