/** What becomes of the memorandum itself: when it is operative, for how long, and who belongs. */
import type { DataOf } from '../events.ts';
import { latest } from '../calendar.ts';
import { correct } from '../correct.ts';
import { endOf, isInTime } from '../end.ts';
import type { Key } from '../keys.ts';
import { hasToWait } from '../reckoning/joining.ts';
import { joinedOn, type Joining, type State, waitsForAdmission } from '../state.ts';
import { waitForWhoBelongs } from './cooperation.ts';
import { become, decision, carryOn, hear, reach, type Reducers, windUp } from './draft.ts';

/** Everybody belongs from the operative date; where a number of signatures is enough, who signs later from then, or once its wait is over. */
const joinedSince = (state: State, id: string): string | null => {
  const { operativeOn, joining, accessions, signatures, instrument } = state;
  if (waitsForAdmission(state, id) !== null) return null;
  const waited = joining?.[id];
  if (waited) return waited.beginsAt === null ? waited.since : null;
  const acceded = accessions.find(({ by }) => by === id)?.since;
  if (acceded !== undefined || operativeOn === null) return acceded ?? null;
  if (instrument.terms.operative.rule !== 'number-of-signatures') return operativeOn;
  const signedOn = signatures.find(({ by }) => by === id)?.signedOn;
  return signedOn === undefined ? null : latest(signedOn, operativeOn);
};

/** Absent where nobody is left that had to wait. */
const keepWaiting = (draft: State, isKept: (id: string) => boolean): void => {
  const kept = Object.entries(draft.joining ?? {}).filter(([id]) => isKept(id));
  if (kept.length > 0) draft.joining = Object.fromEntries(kept);
  else delete draft.joining;
};

/** Told again after each event on which it rests. Nobody joins by a decision that is not taken any more. */
export const belong = (draft: State): void => {
  const { operativeOn } = draft;
  const { endedOn } = endOf(draft);
  keepWaiting(draft, (id) => waitsForAdmission(draft, id) === null);
  if (draft.accessions.length > 0 && operativeOn !== null)
    draft.accessions = draft.accessions.map((one) => ({
      ...one,
      since: draft.joining?.[one.by]?.since ?? latest(joinedOn(draft, one) ?? one.since, operativeOn),
    }));
  const since = (id: string): string | null => {
    const on = joinedSince(draft, id);
    return on !== null && isInTime(on, operativeOn, endedOn) ? on : null;
  };
  draft.participants = Object.fromEntries(
    draft.instrument.participants.map(({ id }) => [id, { since: since(id), until: draft.participants[id]?.until ?? null }]),
  );
};

const wait = (draft: State, id: string, joining: Joining): void => {
  draft.joining = { ...draft.joining, [id]: joining };
  draft.accessions = draft.accessions.map((one) => (one.by === id ? { ...one, from: joining.from } : one));
  belong(draft);
};

/** It turns out not to have had to wait: it joined as any that never had to. */
const joinAtOnce = (draft: State, id: string): void => {
  keepWaiting(draft, (one) => one !== id);
  draft.accessions = draft.accessions.map(({ from, ...one }) => (one.by === id || from === undefined ? one : { ...one, from }));
  belong(draft);
};

const until = (draft: State, id: string, last: string | null): void => {
  draft.participants = { ...draft.participants, [id]: { since: draft.participants[id]?.since ?? null, until: last } };
};

/** The name of what is reminded of, among all that is. */
export const reminderKey = (data: DataOf<'ReminderDue'>): string => {
  if (data.about === 'action') return `action/${data.meeting}/${data.action}`;
  if (data.about === 'meeting') return `meeting/${data.meeting}`;
  if (data.about === 'withdrawal') return `withdrawal/${data.notice}`;
  return data.about === 'consent' ? `consent/${data.decision}` : data.about;
};

/** Its date: where that moves, it is reminded of once more. */
export const reminderDate = (data: DataOf<'ReminderDue'>): string => ('dueOn' in data ? data.dueOn : data.since);

export const terms: Reducers<
  | 'MemorandumOpened'
  | 'Signed'
  | 'Confirmed'
  | 'OperationExpected'
  | 'OperationNoLongerExpected'
  | 'BecameOperative'
  | 'Lapsed'
  | 'LapseSuperseded'
  | 'Annulled'
  | 'OperativeDateRectified'
  | 'SignatureRectified'
  | 'ConfirmationRectified'
  | 'ExpiryExpected'
  | 'ExpiryNoLongerExpected'
  | 'Renewed'
  | 'RenewalsSuperseded'
  | 'Extended'
  | 'Expired'
  | 'ExpirySuperseded'
  | 'WithdrawalExpected'
  | 'ParticipantWithdrew'
  | 'WithdrawalSuperseded'
  | 'ParticipantAcceded'
  | 'MembershipExpected'
  | 'MembershipBegan'
  | 'MembershipSuperseded'
  | 'ReviewDue'
  | 'ReviewSuperseded'
  | 'ContactsChanged'
  | 'KeyRegistered'
  | 'KeyRevoked'
  | 'ReminderDue'
  | 'Corrected'
  | 'AnnexRecorded'
  | 'ParentEndRecorded'
> = {
  MemorandumOpened: () => {},
  Signed: (draft, { originals: _, differsFrom: __, ...data }, event) => {
    draft.signatures = [...draft.signatures, { by: event.by, ...data, seq: event.seq }];
    belong(draft);
  },
  Confirmed: (draft, data, event) => {
    draft.confirmations = [...draft.confirmations, { by: event.by, ...data }];
  },
  OperationExpected: (draft, data) => {
    draft.operation = data;
  },
  OperationNoLongerExpected: (draft) => {
    draft.operation = null;
  },
  BecameOperative: (draft, data) => {
    draft.status = 'operative';
    draft.operativeOn = data.operativeOn;
    draft.operation = null;
    belong(draft);
  },
  Lapsed: (draft, data) => {
    draft.status = 'lapsed';
    reach(draft, data.lapsedOn);
    draft.lapsedOn = data.lapsedOn;
    draft.operation = null;
    // By other papers it had been operative, and nothing was done under it.
    draft.operativeOn = null;
    draft.expiry = null;
    draft.reviews = 0;
    draft.reviewedOn = null;
    delete draft.joining;
    belong(draft);
  },
  LapseSuperseded: (draft) => {
    draft.status = 'open';
    draft.lapsedOn = null;
  },
  Annulled: (draft) => {
    draft.status = 'annulled';
  },
  OperativeDateRectified: (draft, data) => {
    draft.operativeOn = data.operativeOn;
    belong(draft);
  },
  SignatureRectified: (draft, data) => {
    const { signedOn } = data;
    draft.signatures = draft.signatures.map((one) => (one.by === data.signature ? { ...one, signedOn } : one));
    draft.accessions = draft.accessions.map((one) => (one.by === data.signature ? { ...one, signedOn } : one));
    belong(draft);
    decision(draft, data.decision, { status: 'effective' });
  },
  ConfirmationRectified: (draft, { decision: id, confirmation, previously: _, ...dates }) => {
    draft.confirmations = draft.confirmations.map((one) => (one.by === confirmation ? { ...one, ...dates } : one));
    decision(draft, id, { status: 'effective' });
  },
  ExpiryExpected: (draft, data) => {
    draft.expiry = { ...data, expiredOn: draft.expiry?.expiredOn ?? null };
  },
  ExpiryNoLongerExpected: (draft) => {
    draft.expiry = null;
  },
  Renewed: (draft, { renewals, renewedOn }) => {
    reach(draft, renewedOn);
    if (draft.expiry) draft.expiry = { ...draft.expiry, renewals };
  },
  RenewalsSuperseded: (draft, { renewals }) => {
    if (draft.expiry) draft.expiry = { ...draft.expiry, renewals };
  },
  Extended: (draft, { decision: id }) => decision(draft, id, { status: 'effective' }),
  Expired: (draft, { expiredOn, notice: id }) => {
    draft.status = 'expired';
    reach(draft, expiredOn);
    windUp(draft, expiredOn);
    if (draft.expiry) draft.expiry = { ...draft.expiry, expiredOn };
    draft.discontinuation = null;
    belong(draft);
    if (id !== null) become(draft.notices, id, 'effective');
  },
  ExpirySuperseded: (draft) => {
    carryOn(draft);
    if (draft.expiry) draft.expiry = { ...draft.expiry, expiredOn: null };
    belong(draft);
  },
  WithdrawalExpected: () => {},
  ParticipantWithdrew: (draft, data) => {
    become(draft.notices, data.notice, 'effective');
    reach(draft, data.withdrewOn);
    until(draft, data.participant, data.lastDay);
    waitForWhoBelongs(draft);
  },
  WithdrawalSuperseded: (draft, data) => {
    until(draft, data.participant, null);
    waitForWhoBelongs(draft);
  },
  ParticipantAcceded: (draft, data) => {
    const { participant } = data;
    const { participants } = draft.instrument;
    draft.instrument = { ...draft.instrument, participants: [...participants, participant] };
    draft.accessions = [...draft.accessions, { by: participant.id, ...data }];
    belong(draft);
  },
  MembershipExpected: (draft, { participant, from, expectedOn: since, beginsAt }) => wait(draft, participant, { from, since, beginsAt }),
  MembershipBegan: (draft, { participant, from, since }) => {
    reach(draft, since);
    if (hasToWait({ from, since }, draft.operativeOn)) wait(draft, participant, { from, since, beginsAt: null });
    else joinAtOnce(draft, participant);
  },
  // Since when it belongs, if it does, is told next.
  MembershipSuperseded: () => {},
  ReviewDue: (draft, { review, dueOn }) => {
    draft.reviews = review;
    draft.reviewedOn = dueOn;
  },
  ReviewSuperseded: (draft, { reviews, after }) => {
    draft.reviews = reviews;
    draft.reviewedOn = after;
  },
  ContactsChanged: (draft, { participant, contacts }) => {
    draft.contacts = { ...draft.contacts, [participant]: contacts };
  },
  KeyRegistered: (draft, { kid, ...key }) => {
    draft.keys = { ...draft.keys, [kid]: key };
  },
  KeyRevoked: (draft, { kid, from }) => {
    draft.keys = { ...draft.keys, [kid]: { ...(draft.keys[kid] as Key), until: from, revoked: true } };
  },
  ReminderDue: (draft, data, event) => {
    draft.reminded = { ...draft.reminded, [reminderKey(data)]: { date: reminderDate(data), on: event.on } };
  },
  Corrected: (draft, data) => correct(draft, data),
  AnnexRecorded: (draft, { annex, title, asOfEvent }) => {
    hear(draft, `annex ${annex}`, asOfEvent);
    const { [annex]: _, ...others } = draft.annexes;
    draft.annexes = title === null ? others : { ...draft.annexes, [annex]: title };
  },
  ParentEndRecorded: (draft, { parent, expectedOn, endedOn, asOfEvent }) => {
    hear(draft, `end ${parent}`, asOfEvent);
    draft.parentEnd = { expectedOn, endedOn };
  },
};
