/** Each notice with its deliveries, which start the clock (III.3, III.4); and apart from them what happened to messages. */
import { periodInWords } from '../../domain/calendar.ts';
import type { EventOf } from '../../domain/events.ts';
import { nameOf, type Participant } from '../../domain/instrument.ts';
import { depositaryFor } from '../../domain/rules/depositary.ts';
import type { Notice, State } from '../../domain/state.ts';
import type { Document } from '../../domain/values.ts';
import { isAtOnce, plain } from '../../projections/words.ts';
import type { Dossier } from '../dossier.ts';

export type DeliveryCard = {
  to: string;
  deliveredOn: string;
  /** The date recorded at first, where a decision corrected it since. */
  previously: string | null;
  place: string;
  method: string;
  evidence: Document;
  recordedAt: string;
};

export type NoticeCard = {
  id: string;
  by: string;
  status: string;
  noticeOn: string;
  document: Document;
  expectedOn: string | null;
  period: string | null;
  deliveries: DeliveryCard[];
  /** Who has still to be served. */
  awaited: string[];
};

/** What happened to a message that told of an event. It never is delivery of a notice. */
export type Message = { key: string; seq: number; recipient: string; channel: string; at: string; status: string; detail: string };

const deliveriesOf = ({ log, state }: Dossier, id: string, served: Record<string, string>): DeliveryCard[] =>
  log
    .filter((event): event is EventOf<'NoticeDelivered'> => event.type === 'NoticeDelivered' && event.data.notice === id)
    .filter(({ data }) => served[data.to] !== undefined)
    .map(({ data, at }) => {
      const deliveredOn = served[data.to] ?? data.deliveredOn;
      return {
        to: nameOf(state.instrument, data.to),
        deliveredOn,
        previously: deliveredOn === data.deliveredOn ? null : data.deliveredOn,
        place: plain(data.place),
        method: plain(data.method),
        evidence: data.evidence,
        recordedAt: at,
      };
    });

const recipientsOf = (state: State, notice: Pick<Notice, 'by' | 'noticeOn'>): Participant[] => {
  const depositary = depositaryFor(state, notice);
  return depositary ? [depositary] : state.instrument.participants;
};

export const noticesOf = (dossier: Dossier): NoticeCard[] => {
  const { instrument, notices } = dossier.state;
  return Object.entries(notices).map(([id, { by, status, noticeOn, document, expectedOn, period, deliveries }]) => ({
    id,
    by: nameOf(instrument, by),
    status,
    noticeOn,
    document,
    expectedOn,
    period: period === null || isAtOnce(period) ? null : periodInWords(period),
    deliveries: deliveriesOf(dossier, id, deliveries),
    awaited: recipientsOf(dossier.state, { by, noticeOn })
      .filter((one) => one.id !== by && deliveries[one.id] === undefined)
      .map(({ shortName }) => shortName),
  }));
};
