/** Every event as a line for people, in the order of recording: what the timeline draws, in words. */
import type { Event, EventOf, EventType } from '../../domain/events.ts';
import { evolve, fold } from '../../domain/evolve.ts';
import { nameOf } from '../../domain/instrument.ts';
import { tellingOf } from '../../projections/telling.ts';
import type { State } from '../../domain/state.ts';

export type Line = {
  seq: number;
  type: Event['type'];
  /** The civil date on which the fact holds, and the instant of its recording. */
  on: string;
  at: string;
  by: string | null;
  clause: string;
  headline: string;
  /** What happened to the fact since, where a later event set it right; null for one that stands. */
  superseded: string | null;
};

/** What a fact that can be corrected goes by, and what a later event says of it. */
type Correction = { of: string; now: string };
type Reading<Result> = { [Type in EventType]?: (event: EventOf<Type>) => Result };

const delivery = ({ data }: EventOf<'NoticeDelivered' | 'DeliveryRectified'>): string => `delivery ${data.notice} ${data.to}`;

const CORRECTS: Reading<Correction> = {
  DeliveryRectified: (event) => ({ of: delivery(event), now: `corrected to ${event.data.deliveredOn}` }),
  SignatureRectified: ({ data }) => ({ of: `signature ${data.signature}`, now: `corrected to ${data.signedOn}` }),
  OperativeDateRectified: ({ data }) => ({ of: 'operative', now: `corrected to ${data.operativeOn}` }),
  ConfirmationRectified: ({ data }) => ({
    of: `confirmation ${data.confirmation}`,
    now: `corrected to ${data.confirmedOn}${data.receivedOn ? `, received on ${data.receivedOn}` : ''}`,
  }),
  NoticeDateRectified: ({ data }) => ({ of: `given ${data.notice}`, now: `corrected to ${data.takesEffectOn ?? data.noticeOn}` }),
  ConsentRectified: ({ data }) => ({ of: `consent ${data.of} ${data.consent}`, now: `corrected to ${data.consentedOn}` }),
  CommencementSuperseded: () => ({ of: 'commencement', now: 'superseded' }),
  ExpirySuperseded: () => ({ of: 'expiry', now: 'superseded' }),
  LapseSuperseded: () => ({ of: 'lapse', now: 'superseded' }),
  WithdrawalSuperseded: ({ data }) => ({ of: `withdrawal ${data.participant}`, now: 'superseded' }),
  MembershipSuperseded: ({ data }) => ({ of: `membership ${data.participant}`, now: 'superseded' }),
  ModificationSuperseded: ({ data }) => ({ of: `modification ${data.decision}`, now: 'superseded' }),
  NoticeReopened: ({ data }) => ({ of: `notice ${data.notice}`, now: 'superseded' }),
  ReviewSuperseded: ({ data }) => ({ of: `review ${data.dueOn}`, now: 'superseded' }),
  DecisionReopened: ({ data }) => ({ of: `decision ${data.decision}`, now: 'superseded' }),
};

const CORRECTED: Reading<string> = {
  NoticeDelivered: delivery,
  DeliveryRectified: delivery,
  Signed: ({ by }) => `signature ${by}`,
  BecameOperative: () => 'operative',
  OperativeDateRectified: () => 'operative',
  DiscontinuationCommenced: () => 'commencement',
  Confirmed: ({ by }) => `confirmation ${by}`,
  NoticeGiven: ({ data }) => `given ${data.notice}`,
  NonRenewalGiven: ({ data }) => `given ${data.notice}`,
  DecisionProposed: ({ data, by }) => `consent ${data.decision} ${by}`,
  DecisionConsented: ({ data, by }) => `consent ${data.decision} ${by}`,
  Expired: () => 'expiry',
  Lapsed: () => 'lapse',
  ParticipantWithdrew: ({ data }) => `withdrawal ${data.participant}`,
  MembershipBegan: ({ data }) => `membership ${data.participant}`,
  ModificationTookEffect: ({ data }) => `modification ${data.decision}`,
  NoticeSuperseded: ({ data }) => `notice ${data.notice}`,
  ReviewDue: ({ data }) => `review ${data.dueOn}`,
  DecisionLapsed: ({ data }) => `decision ${data.decision}`,
};

const read = <Result>(reading: Reading<Result>, event: Event): Result | undefined =>
  (reading[event.type] as ((event: Event) => Result) | undefined)?.(event);

/** An expectation stands until another takes its place, or nothing is expected any more. */
const isDisappointed = (event: Event, log: readonly Event[], last: State | undefined): boolean => {
  const again = () => log.some(({ type, seq }) => type === event.type && seq > event.seq);
  if (event.type === 'DiscontinuationExpected') return last?.discontinuation?.expectedOn !== event.data.expectedOn || again();
  return event.type === 'ExpiryExpected' && (last?.expiry?.expectedOn !== event.data.expectedOn || again());
};

export const historyOf = (log: readonly Event[]): Line[] => {
  const corrections = log.flatMap((event) => {
    const correction = read(CORRECTS, event);
    return correction ? [{ ...correction, seq: event.seq }] : [];
  });
  const last = fold(log);
  let state: State | undefined;
  return log.map((event) => {
    state = evolve(state, event);
    const of = read(CORRECTED, event);
    return {
      seq: event.seq,
      type: event.type,
      on: event.on,
      at: event.at,
      by: event.by === null ? null : nameOf(state.instrument, event.by),
      clause: event.clause ?? '–',
      headline: tellingOf(event, state).headline,
      superseded: isDisappointed(event, log, last)
        ? 'no longer'
        : (corrections.find((one) => one.of === of && one.seq > event.seq)?.now ?? null),
    };
  });
};
