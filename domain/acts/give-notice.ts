/** A written notice of discontinuation, or that the memorandum is not to be renewed (III.3). */
import { z } from 'zod';
import type { CivilDate } from '../calendar.ts';
import { nameOf, seatZone } from '../instrument.ts';
import { isPending } from '../reckoning/outcomes.ts';
import { startsNone } from '../reckoning/papers.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { clockOf } from '../rules/consequences-of-notices.ts';
import { UNSTARTED } from '../evolve/notices.ts';
import { isPendingOn, mustForesee, mustForeseeDate, mustNotBePremature, outcomeIn } from '../rules/notice.ts';
import { type Clause, mustBelong, mustBeNew, mustBeOperative, mustHaveBegun, type Recording, refuse } from '../rules/recording.ts';
import { reckon } from '../rules/reckoned.ts';
import { textOn } from '../rules/text.ts';
import type { Notice, State } from '../state.ts';
import { Day, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';
import { COMMON, document, notice } from './fields.ts';

/**
 * Each Participant has one notice of each kind pending at a time, one that starts no period aside: also where the second comes to
 * light when the first has had its effect, or is over by that of another. What is of before that first was no second one.
 */
const mustHaveNonePending = (
  recording: Recording,
  { by, kind, noticeOn }: Pick<Notice, 'by' | 'kind' | 'noticeOn'>,
  clause: Clause,
): void => {
  const { state } = recording;
  const { lived } = reckon(state, recording.now);
  const own = Object.entries(state.notices).filter(([id, one]) => one.by === by && one.kind === kind && !startsNone(lived, id));
  const isFirst = ([other, one]: [string, Notice]) => one.noticeOn <= noticeOn && isPendingOn(state, other, one, noticeOn);
  const [id, notice] = own.find((one) => isPending(one[1]) || isFirst(one)) ?? [];
  if (id === undefined || !notice) return;
  const name = nameOf(state.instrument, by);
  const message = isPending(notice)
    ? `${name} has notice ${id} pending, which is ${notice.status}: ${instead(state, id, notice, recording.today(by))}`
    : `${name} had notice ${id} pending on ${noticeOn}, which is ${notice.status} since; where the dates of that one are others, a decision rectifies them`;
  refuse('NOTICE_PENDING', message, clause);
};

/** What can be done with the one that is pending; one that stops a renewal counts in the term in which it is delivered. */
const instead = ({ instrument, expiry }: State, id: string, { kind, status }: Notice, today: CivilDate): string => {
  const { noticeWithdrawal } = instrument.terms;
  const { noticeBy, expectedOn } = expiry ?? {};
  const isOpen = kind === 'non-renewal' && status === 'given' && noticeBy;
  const late = `too late for the renewal on ${expectedOn}, it stops the next one once it is delivered after that day, and `;
  const stops = isOpen ? (today > noticeBy ? late : `delivered by ${noticeBy} it stops the next renewal, and `) : '';
  if (noticeWithdrawal === 'never') return `${stops}no notice is withdrawn`;
  const withdrawal = noticeWithdrawal === 'unilateral' ? 'its giver' : 'a decision of kind withdraw-notice';
  return `${stops}another is given once ${withdrawal} has withdrawn ${id}`;
};

type Fact = Pick<Notice, 'noticeOn' | 'document' | 'takesEffectOn'> & { notice: string };

/** By III.3 a notice starts no clock, unless the instrument counts from the notice's own date. */
const startedBy = ({ state, now }: Recording, by: string, { notice, ...fact }: Fact, clause: Clause) => {
  if (textOn(state, fact.noticeOn).terms.commencement?.from !== 'notice') return {};
  mustNotBePremature(state, 'discontinuation', 'noticeOn', fact.noticeOn, clause);
  const given: Notice = { ...UNSTARTED, ...fact, kind: 'discontinuation', by, status: 'given', deliveries: {}, places: {} };
  const clock = clockOf(outcomeIn({ ...state, notices: { ...state.notices, [notice]: given } }, notice, now));
  const { from, started, period, expectedOn, takesOut } = clock;
  return from === 'notice' && started && period ? { from, started, period, expectedOn, takesOut } : {};
};

export const giveNotice = defineAct({
  name: 'give-notice',
  summary: 'Records a written notice of discontinuation. It starts no clock: its delivery does.',
  who: 'Any Participant that has no notice of its own pending.',
  term: 'notice',
  examples: ['give-notice MOU --by us --notice n1 --notice-on 2026-03-01 --document notice.pdf'],
  fields: {
    by: ParticipantId.describe('the Participant who gives notice'),
    notice,
    kind: z
      .enum(['discontinuation', 'non-renewal'])
      .default('discontinuation')
      .describe('discontinuation, or non-renewal: that the term is not to be renewed'),
    noticeOn: Day.describe("the notice's own date"),
    takesEffectOn: Day.optional().describe('the date that the notice states, where that is later than the one to which its period leads'),
    document: document('the notice'),
  },
  events: ['NoticeGiven', 'NonRenewalGiven'],
  consequences: true,
  refusals: [...COMMON, 'NOT_OPERATIVE', 'NOT_FORESEEN', 'NOTICE_PENDING', 'FUTURE_DATE', 'PREMATURE', 'RETROACTIVE', 'STANDS_IN_THE_WAY'],
  dated: ({ noticeOn }) => noticeOn,
  rule: (recording, { by, notice, kind, noticeOn: on, takesEffectOn, document }) => {
    const clause = recording.clause('notice');
    const { state } = recording;
    mustBelong(state, by, on, clause);
    mustBeOperative(state, clause);
    mustHaveNonePending(recording, { by, kind, noticeOn: on }, clause);
    mustBeNew(state.notices, 'notice', notice, clause);
    mustHaveBegun('noticeOn', on, seatZone(state.instrument, by), recording.now, clause);
    mustForesee(state, kind, on, clause);
    if (takesEffectOn !== undefined) mustForeseeDate(state, kind, takesEffectOn, on, clause);
    const data = { notice, noticeOn: on, document, ...(takesEffectOn && { takesEffectOn }) };
    if (kind === 'non-renewal') {
      recording.record('NonRenewalGiven', { on, by, clause: recording.clause('duration'), data });
    } else recording.record('NoticeGiven', { on, by, clause, data: { ...data, ...startedBy(recording, by, data, clause) } });
    recordConsequences(recording, on);
  },
});
