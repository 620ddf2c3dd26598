/** The facts that a state holds, apart from what was found to follow from them. */
import { byDate, type CivilDate, latest, latestDuring } from '../calendar.ts';
import { type Instrument, participantOf, zonesOf } from '../instrument.ts';
import type { Confirmation, Decision, Notice, State } from '../state.ts';
import type { Content, DecisionFacts, Facts, NoticeFacts } from './facts.ts';

/** Worked out once for each text in force. */
const known = new WeakMap<Instrument, { accessions: State['accessions']; signed: Instrument }>();

/** The text as it was signed: before the first modification, and without who joined later. */
export const signedText = ({ instrument, signed = instrument, accessions }: State): Instrument => {
  if (accessions.length === 0) return signed;
  const before = known.get(signed);
  if (before?.accessions === accessions) return before.signed;
  const participants = signed.participants.filter(({ id }) => !accessions.some(({ by }) => by === id));
  const text = { ...signed, participants };
  known.set(signed, { accessions, signed: text });
  return text;
};

/** The text as signed, by all who have joined since. */
export const signedWithAll = (state: State): Instrument => {
  const signed = signedText(state);
  return { ...signed, participants: [...signed.participants, ...state.accessions.map(({ participant }) => participant)] };
};

const contentOf = (decision: Decision): Content => {
  switch (decision.kind) {
    case 'modify':
      return { kind: 'modify', statedOn: decision.statedOn, changes: decision.changes };
    case 'discontinue-on':
      return { kind: 'discontinue-on', statedOn: decision.on };
    case 'withdraw-notice':
      return { kind: 'withdraw-notice', notice: decision.notice };
    case 'withdraw-decision':
      return { kind: 'withdraw-decision', withdraws: decision.withdraws };
    case 'extend':
      return { kind: 'extend', until: decision.until, period: decision.period };
    case 'admit':
      return { kind: 'admit', participant: decision.participant };
    case 'change-keys':
    case 'rectify':
      return { kind: decision.kind };
    default:
      return decision satisfies never;
  }
};

const noticeFacts = ({ by, kind, noticeOn, takesEffectOn, deliveries, withdrawnOn }: Notice): NoticeFacts => ({
  by,
  kind,
  noticeOn,
  statedOn: takesEffectOn ?? null,
  deliveries,
  withdrawnOn,
});

/** The last day whose decisions a paper can have been written with: where seats differ in date, the next may have begun at another. */
export const readOnOf = (instrument: Instrument, by: string, on: CivilDate): CivilDate => {
  const zone = participantOf(instrument, by)?.seat.timeZone;
  return zone === undefined ? on : latest(on, ...zonesOf(instrument).map((other) => latestDuring(on, zone, other)));
};

const decisionFacts = (instrument: Instrument, decision: Decision): DecisionFacts => ({
  proposedOn: decision.proposedOn,
  readOn: decision.kind === 'modify' ? readOnOf(instrument, decision.by, decision.proposedOn) : decision.proposedOn,
  consents: decision.consents,
  closed: decision.status === 'declined' || decision.status === 'retracted',
  content: contentOf(decision),
});

/** The date of a confirmation that counts: its own or, where the text says so, that of its receipt (III.1). */
export const countsOn = (
  { terms: { operative } }: Instrument,
  { confirmedOn, receivedOn }: Pick<Confirmation, 'confirmedOn' | 'receivedOn'>,
): CivilDate => (operative.counts === 'receipt' ? (receivedOn ?? confirmedOn) : confirmedOn);

/** Of one date, the order of recording plays no part as long as the papers say another. */
const inOrderOfDates = <Item>(
  items: Readonly<Record<string, Item>>,
  keyOf: (item: Item, id: string) => string,
): [id: string, item: Item][] => {
  const keyed = Object.entries(items).map(([id, item]) => ({ key: keyOf(item, id), entry: [id, item] as [string, Item] }));
  return keyed.sort((a, b) => byDate(a.key, b.key)).map(({ entry }) => entry);
};

export const factsOf = (state: State): Facts => {
  const signed = signedText(state);
  return {
    signed,
    signatures: state.signatures,
    confirmations: state.confirmations.map((one) => ({ by: one.by, countsOn: countsOn(signed, one) })),
    accessions: state.accessions.map(({ participant, decision, signedOn }) => ({
      participant,
      by: decision === null ? { signedOn } : { decision },
    })),
    notices: inOrderOfDates(state.notices, ({ noticeOn, by }, id) => `${noticeOn} ${by} ${id}`).map(([id, notice]) => [
      id,
      noticeFacts(notice),
    ]),
    decisions: inOrderOfDates(state.decisions, ({ proposedOn, consents }) => `${proposedOn} ${latest(...Object.values(consents))}`).map(
      ([id, decision]) => [id, decisionFacts(state.instrument, decision)],
    ),
  };
};
