/** The delivery of a notice starts the clock (III.4). */
import { nameOf } from '../instrument.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { clockOf } from '../rules/consequences-of-notices.ts';
import { checkDeliveredOn, mustBeInTime, mustBePending, mustForesee, noticeOf, outcomeIn, zoneOfDelivery } from '../rules/notice.ts';
import { receiptOf, recorderOf } from '../rules/depositary.ts';
import { type Clause, mustBelong, mustBeOperative, mustBeParticipant, refuse } from '../rules/recording.ts';
import type { Notice, State } from '../state.ts';
import { Day, Line, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, COMMON, document, notice, timeZone } from './fields.ts';

type Stated = { notice: string; to?: string | undefined; deliveredOn: string };

/** One of the others, each of whom is served. */
const recipientOf = (state: State, { by }: Notice, { notice, to, deliveredOn }: Stated, clause: Clause): string => {
  if (to === undefined) return refuse('INVALID', `to: is missing; notice ${notice} is delivered to each of the others`, clause);
  mustBelong(state, to, deliveredOn, clause, 'to');
  if (to !== by) return to;
  const message = `to: ${nameOf(state.instrument, to)} gave notice ${notice}; it is delivered to the other Participant`;
  return refuse('WRONG_RECIPIENT', message, clause);
};

/** On the civil date of the place where it was delivered. Among more than two Participants the last delivery counts. */
export const recordDelivery = defineAct({
  name: 'record-delivery',
  summary: "Records the delivery of a notice, on the date at the recipient's seat. It starts the clock.",
  who: `${CLERK} What a depositary received that is a Participant is recorded by itself, or by the one who keeps the record.`,
  term: 'commencement',
  examples: [
    'record-delivery MOU --notice n1 --to rok --delivered-on 2026-03-04 --place Seoul --method "note verbale, by hand" --evidence receipt.pdf',
  ],
  fields: {
    by: by.optional(),
    notice,
    to: ParticipantId.optional().describe('the Participant to whom it was delivered; left out where a depositary receives it for all'),
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
    'NOT_AUTHORISED',
  ],
  dated: ({ deliveredOn }) => deliveredOn,
  reservedFor: (act, state) => recorderOf(state, act),
  rule: (recording, act) => {
    const { state, now } = recording;
    const { instrument } = state;
    const known = state.notices[act.notice];
    const clause = recording.clause(known?.kind === 'non-renewal' ? 'duration' : 'commencement');
    if (act.by !== undefined) mustBeParticipant(instrument, act.by, clause);
    mustBeOperative(state, clause);
    const notice = noticeOf(state, act.notice, clause);
    mustBePending(state, act.notice, notice, act.deliveredOn, clause);
    const { to, ...zone } = receiptOf(state, notice, act, clause) ?? { to: recipientOf(state, notice, act, clause) };
    const before = notice.deliveries[to];
    if (before !== undefined) {
      const message = `notice: ${act.notice} was delivered to ${nameOf(instrument, to)} on ${before}; a mutual decision can rectify the date`;
      refuse('ALREADY_DELIVERED', message, clause);
    }
    checkDeliveredOn(recording, notice, zoneOfDelivery(state, notice, to, { ...act, ...zone }), act.deliveredOn, clause);
    if (notice.started === null) mustForesee(state, notice.kind, act.deliveredOn, clause);
    if (notice.kind === 'non-renewal') mustBeInTime(state, act.deliveredOn, clause);
    const { by, do: _, id: __, ...stated } = act;
    const fact = { ...stated, to, ...zone };
    const served = { ...notice, deliveries: { ...notice.deliveries, [to]: act.deliveredOn } };
    const outcome = outcomeIn({ ...state, notices: { ...state.notices, [act.notice]: served } }, act.notice, now);
    recording.record('NoticeDelivered', { on: act.deliveredOn, by, clause, data: { ...fact, ...clockOf(outcome) } });
    recordConsequences(recording, act.deliveredOn);
  },
});
