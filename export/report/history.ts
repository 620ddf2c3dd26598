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
  /** What became of the fact since, where a later event set it right; null for one that stands. */
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
  CommencementSuperseded: () => ({ of: 'commencement', now: 'superseded' }),
};

const CORRECTED: Reading<string> = {
  NoticeDelivered: delivery,
  DeliveryRectified: delivery,
  Signed: ({ by }) => `signature ${by}`,
  BecameOperative: () => 'operative',
  OperativeDateRectified: () => 'operative',
  DiscontinuationCommenced: () => 'commencement',
  NoticeSuperseded: ({ data }) => (data.cause === 'commencement' ? 'commencement' : `notice ${data.notice}`),
};

const read = <Result>(reading: Reading<Result>, event: Event): Result | undefined =>
  (reading[event.type] as ((event: Event) => Result) | undefined)?.(event);

/** An expectation stands until another takes its place, or nothing is expected any more. */
const isDisappointed = (event: Event, log: readonly Event[], last: State | undefined): boolean =>
  event.type === 'DiscontinuationExpected' &&
  (last?.discontinuation?.expectedOn !== event.data.expectedOn ||
    log.some(({ type, seq }) => type === 'DiscontinuationExpected' && seq > event.seq));

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
