/** Correcting the dates of a notice: of its delivery, its own, and the date that it states. */
import type { CivilDate } from '../../calendar.ts';
import { nameOf, participantOf, seatZone } from '../../instrument.ts';
import type { Notice, State } from '../../state.ts';
import { clockOf } from '../consequences-of-notices.ts';
import { depositaryFor } from '../depositary.ts';
import {
  checkDeliveredOn,
  mustBeWritten,
  mustNotBePremature,
  mustNotBeRetroactive,
  noticeOf,
  outcomeIn,
  zoneWhereServed,
} from '../notice.ts';
import { type Clause, mustHaveBegun, refuse } from '../recording.ts';
import { mustDiffer, type Rectifier } from './rectifier.ts';

type Corrected = { to: string | undefined; deliveredOn: CivilDate };

/** The delivery to correct: among more than two Participants the decision names the recipient. */
const recipientOf = (state: State, notice: Notice, id: string, { to, deliveredOn }: Corrected, clause: Clause): string => {
  const depositary = depositaryFor(state, notice, deliveredOn)?.id;
  const others = state.instrument.participants.map((one) => one.id).filter((one) => one !== notice.by);
  const served = Object.keys(notice.deliveries);
  const recipient = to ?? depositary ?? (served.length === 1 ? served[0] : others.length === 1 ? others[0] : undefined);
  if (recipient === undefined) return refuse('AMBIGUOUS', `to: is missing; ${id} is delivered to ${others.join(', ')}`, clause);
  // Also one of before the notice's date was another, and with it the recipients.
  const isServed = served.includes(recipient) || (depositary ? recipient === depositary : participantOf(state.instrument, recipient));
  if (!isServed || recipient === notice.by) {
    return refuse('NOTHING_TO_CORRECT', `to: ${id} is not delivered to ${nameOf(state.instrument, recipient)}`, clause);
  }
  return recipient;
};

export const delivery: Rectifier<'delivery'> = {
  check: (recording, { notice: id, deliveredOn, ...correction }, clause) => {
    const { state } = recording;
    const notice = noticeOf(state, id, clause);
    const to = recipientOf(state, notice, id, { to: correction.to, deliveredOn }, clause);
    mustDiffer('deliveredOn', notice.deliveries[to], deliveredOn, clause);
    checkDeliveredOn(recording, notice, zoneWhereServed(state, notice, to), deliveredOn, clause);
  },
  record: (recording, decision, { notice: id, deliveredOn, ...correction }, clause) => {
    const { state } = recording;
    const notice = noticeOf(state, id, clause);
    const to = recipientOf(state, notice, id, { to: correction.to, deliveredOn }, clause);
    const previously = notice.deliveries[to] ?? null;
    const corrected = { ...notice, deliveries: { ...notice.deliveries, [to]: deliveredOn } };
    const outcome = outcomeIn({ ...state, notices: { ...state.notices, [id]: corrected } }, id, recording.now);
    const data = { decision, notice: id, to, previously, deliveredOn, ...clockOf(outcome) };
    recording.record('DeliveryRectified', { on: deliveredOn, clause, data });
  },
};

export const noticeDate: Rectifier<'notice'> = {
  check: ({ state, now }, { notice: id, noticeOn }, clause) => {
    const notice = noticeOf(state, id, clause);
    mustDiffer('noticeOn', notice.noticeOn, noticeOn, clause);
    if (notice.takesEffectOn !== undefined) mustNotBeRetroactive(notice.takesEffectOn, noticeOn, clause);
    mustHaveBegun('noticeOn', noticeOn, seatZone(state.instrument, notice.by), now, clause);
    if (notice.from === 'notice') mustNotBePremature(state, notice.kind, 'noticeOn', noticeOn, clause);
    for (const [to, on] of Object.entries(notice.deliveries)) {
      const zone = zoneWhereServed(state, notice, to);
      mustBeWritten(state, { ...notice, noticeOn }, 'noticeOn', zone, on, clause);
    }
  },
  record: (recording, decision, { notice, noticeOn }, clause) => {
    const { noticeOn: previously } = noticeOf(recording.state, notice, clause);
    recording.record('NoticeDateRectified', { on: noticeOn, clause, data: { decision, notice, previously, noticeOn } });
  },
};

const statedBy = (state: State, id: string, clause: Clause): CivilDate =>
  noticeOf(state, id, clause).takesEffectOn ?? refuse('NOTHING_TO_CORRECT', `takesEffectOn: notice ${id} states no date`, clause);

export const statedDate: Rectifier<'stated date'> = {
  check: ({ state }, { notice, takesEffectOn }, clause) => {
    mustDiffer('takesEffectOn', statedBy(state, notice, clause), takesEffectOn, clause);
    mustNotBeRetroactive(takesEffectOn, noticeOf(state, notice, clause).noticeOn, clause);
  },
  record: (recording, decision, { notice, takesEffectOn }, clause) => {
    const { noticeOn } = noticeOf(recording.state, notice, clause);
    const previously = statedBy(recording.state, notice, clause);
    recording.record('NoticeDateRectified', { on: noticeOn, clause, data: { decision, notice, previously, noticeOn, takesEffectOn } });
  },
};
