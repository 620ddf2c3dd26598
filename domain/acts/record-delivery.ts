/** The delivery of a notice starts the clock (III.4). */
import { nameOf } from '../instrument.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { clockOf } from '../rules/consequences-of-notices.ts';
import { checkDeliveredOn, mustBeInTime, mustBePending, mustForesee, noticeOf, outcomeIn, zoneOfDelivery } from '../rules/notice.ts';
import { mustBelong, mustBeOperative, mustBeParticipant, refuse } from '../rules/recording.ts';
import { Day, Line, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, COMMON, document, notice, timeZone } from './fields.ts';

/** On the civil date of the place where it was delivered. Among more than two Participants the last delivery counts. */
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
    deliveredOn: Day.describe("the date where it was delivered: at a place that is known, such as an embassy, or at the recipient's seat"),
    place: Line.describe('where it was delivered'),
    timeZone,
    method: Line.describe('how, such as "note verbale, by hand"; e-mail is never delivery'),
    evidence: document('the evidence of delivery'),
  },
  events: ['NoticeDelivered'],
  consequences: true,
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
    'TOO_LATE',
    'STANDS_IN_THE_WAY',
    'NOT_FORESEEN',
  ],
  dated: ({ deliveredOn }) => deliveredOn,
  rule: (recording, act) => {
    const { state, now } = recording;
    const { instrument } = state;
    const known = state.notices[act.notice];
    const clause = recording.clause(known?.kind === 'non-renewal' ? 'duration' : 'commencement');
    if (act.by !== undefined) mustBeParticipant(instrument, act.by, clause);
    mustBeOperative(state, clause);
    const notice = noticeOf(state, act.notice, clause);
    mustBePending(state, act.notice, notice, act.deliveredOn, clause);
    mustBelong(state, act.to, act.deliveredOn, clause, 'to');
    const name = nameOf(instrument, act.to);
    if (act.to === notice.by) {
      const message = `to: ${name} gave notice ${act.notice}; it is delivered to the other Participant`;
      refuse('WRONG_RECIPIENT', message, clause);
    }
    const before = notice.deliveries[act.to];
    if (before !== undefined) {
      const message = `notice: ${act.notice} was delivered to ${name} on ${before}; a mutual decision can rectify the date`;
      refuse('ALREADY_DELIVERED', message, clause);
    }
    checkDeliveredOn(recording, notice, zoneOfDelivery(instrument, act.to, act), act.deliveredOn, clause);
    if (notice.started === null) mustForesee(state, notice.kind, act.deliveredOn, clause);
    if (notice.kind === 'non-renewal') mustBeInTime(state, act.deliveredOn, clause);
    const { by, do: _, id: __, ...fact } = act;
    const served = { ...notice, deliveries: { ...notice.deliveries, [act.to]: act.deliveredOn } };
    const outcome = outcomeIn({ ...state, notices: { ...state.notices, [act.notice]: served } }, act.notice, now);
    recording.record('NoticeDelivered', { on: act.deliveredOn, by, clause, data: { ...fact, ...clockOf(outcome) } });
    recordConsequences(recording, act.deliveredOn);
  },
});
