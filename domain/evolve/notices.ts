/** What becomes of notices, and of the discontinuation to which they lead. */
import type { DataOf } from '../events.ts';
import type { State } from '../state.ts';
import { become, notice, carryOn, decision, reach, type Reducers, windUp } from './draft.ts';
import { belong } from './terms.ts';

type Clocked = Omit<DataOf<'NoticeDatesChanged'>, 'decision'>;

type Delivered = Clocked & { to: string; deliveredOn: string };

/** The clock of a notice, as it was found. Served, it is delivered; what has closed it since stays. */
const clocked = (draft: State, { notice: id, servedOn, from, started, period, expectedOn, takesOut }: Clocked) => {
  const before = draft.notices[id]?.status;
  const status = before === 'given' && servedOn !== null ? 'delivered' : before === 'delivered' && servedOn === null ? 'given' : before;
  notice(draft, id, { ...(status && { status }), deliveredOn: servedOn, from, started, period, expectedOn, takesOut });
};

/** A delivery and the clock after it, as they were found when it was recorded. */
const delivered = (draft: State, data: Delivered) => {
  notice(draft, data.notice, { deliveries: { ...draft.notices[data.notice]?.deliveries, [data.to]: data.deliveredOn } });
  clocked(draft, data);
};

/** The clock of a notice that no period runs from. */
export const UNSTARTED = {
  from: null,
  started: null,
  period: null,
  expectedOn: null,
  takesOut: false,
  withdrawnOn: null,
  deliveredOn: null,
};

export const notices: Reducers<
  | 'NoticeGiven'
  | 'NonRenewalGiven'
  | 'NoticeDelivered'
  | 'NoticeDatesChanged'
  | 'NoticeReopened'
  | 'NoticeWithdrawn'
  | 'NoticeSuperseded'
  | 'DeliveryRectified'
  | 'NoticeDateRectified'
  | 'DiscontinuationExpected'
  | 'DiscontinuationNoLongerExpected'
  | 'DiscontinuationCommenced'
  | 'CommencementSuperseded'
> = {
  NoticeGiven: (draft, { notice: id, ...data }, event) => {
    draft.notices[id] = { ...UNSTARTED, ...data, kind: 'discontinuation', by: event.by, status: 'given', deliveries: {}, places: {} };
  },
  NonRenewalGiven: (draft, { notice: id, ...data }, event) => {
    draft.notices[id] = { ...UNSTARTED, ...data, kind: 'non-renewal', by: event.by, status: 'given', deliveries: {}, places: {} };
  },
  NoticeDelivered: (draft, data) => {
    const { notice: id, to, place, timeZone } = data;
    delivered(draft, data);
    notice(draft, id, { places: { ...draft.notices[id]?.places, [to]: { place, ...(timeZone && { timeZone }) } } });
  },
  NoticeDatesChanged: (draft, data) => clocked(draft, data),
  NoticeReopened: (draft, data) => become(draft.notices, data.notice, data.status),
  NoticeWithdrawn: (draft, data, event) => {
    become(draft.notices, data.notice, 'withdrawn');
    if (data.decision === null) notice(draft, data.notice, { withdrawnOn: event.on });
    if (data.decision) decision(draft, data.decision, { status: 'effective' });
    // One that has commenced is superseded in words of its own.
    if (draft.discontinuation?.notice === data.notice && draft.discontinuation.commencedOn === null) draft.discontinuation = null;
  },
  NoticeSuperseded: (draft, data) => notice(draft, data.notice, { status: 'superseded', closedBy: data.cause }),
  DeliveryRectified: (draft, data) => {
    delivered(draft, data);
    decision(draft, data.decision, { status: 'effective' });
  },
  NoticeDateRectified: (draft, data) => {
    const { noticeOn, takesEffectOn } = data;
    notice(draft, data.notice, { noticeOn, ...(takesEffectOn && { takesEffectOn }) });
    decision(draft, data.decision, { status: 'effective' });
  },
  DiscontinuationExpected: (draft, { expectedOn, commencesAt, notice: from, decision: by }) => {
    const commencedOn = draft.discontinuation?.commencedOn ?? null;
    draft.discontinuation = { expectedOn, commencesAt, notice: from, decision: by, commencedOn };
  },
  DiscontinuationNoLongerExpected: (draft) => {
    draft.discontinuation = null;
  },
  DiscontinuationCommenced: (draft, data) => {
    draft.status = 'discontinued';
    reach(draft, data.commencedOn);
    windUp(draft, data.commencedOn);
    if (draft.discontinuation) draft.discontinuation = { ...draft.discontinuation, commencedOn: data.commencedOn };
    belong(draft);
    if (data.notice) become(draft.notices, data.notice, 'effective');
    if (data.decision) become(draft.decisions, data.decision, 'effective');
  },
  CommencementSuperseded: (draft) => {
    carryOn(draft);
    draft.discontinuation = null;
    belong(draft);
  },
};
