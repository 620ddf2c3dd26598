/** The facts that a state holds, apart from what was found to follow from them. */
import type { Instrument } from '../instrument.ts';
import type { Decision, Notice, State } from '../state.ts';
import { unchanged } from '../text/change.ts';
import type { Content, DecisionFacts, Facts, NoticeFacts } from './facts.ts';

/** It is undone once for each text in force. */
const known = new WeakMap<Instrument, { modifications: State['modifications']; signed: Instrument }>();

/** The text as it was signed: the modifications in effect undone, the last first, and without who joined later. */
export const signedText = (state: State): Instrument => {
  const { instrument, modifications } = state;
  const before = known.get(instrument);
  if (before?.modifications === modifications) return before.signed;
  const signed = undone(state);
  known.set(instrument, { modifications, signed });
  return signed;
};

const undone = ({ instrument, modifications, decisions, accessions }: State): Instrument => {
  const text = modifications.reduceRight((so, id) => {
    const decision = decisions[id];
    return decision?.kind === 'modify' ? unchanged(so, decision.changes) : so;
  }, instrument);
  if (accessions.length === 0) return text;
  return { ...text, participants: text.participants.filter(({ id }) => !accessions.some(({ by }) => by === id)) };
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

const noticeFacts = ({ by, kind, noticeOn, deliveries, withdrawnOn }: Notice): NoticeFacts => ({
  by,
  kind,
  noticeOn,
  deliveries,
  withdrawnOn,
});

const decisionFacts = (decision: Decision): DecisionFacts => ({
  proposedOn: decision.proposedOn,
  consents: decision.consents,
  closed: decision.status === 'declined' || decision.status === 'retracted',
  content: contentOf(decision),
});

/** Of one date, the order of recording plays no part as long as the papers say another. */
const byDate = <Item>(items: Readonly<Record<string, Item>>, keyOf: (item: Item) => string): [id: string, item: Item][] =>
  Object.entries(items).sort(([, a], [, b]) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));

export const factsOf = (state: State): Facts => {
  const signed = signedText(state);
  const byReceipt = signed.terms.operative.counts === 'receipt';
  return {
    signed,
    signatures: state.signatures,
    confirmations: state.confirmations.map(({ by, confirmedOn, receivedOn }) => ({
      by,
      countsOn: byReceipt ? (receivedOn ?? confirmedOn) : confirmedOn,
    })),
    accessions: state.accessions.flatMap(({ by, since }) => {
      const participant = state.instrument.participants.find(({ id }) => id === by);
      return participant ? [{ participant, since }] : [];
    }),
    notices: byDate(state.notices, ({ noticeOn, by }) => `${noticeOn} ${by}`).map(([id, notice]) => [id, noticeFacts(notice)]),
    decisions: byDate(state.decisions, ({ proposedOn }) => proposedOn).map(([id, decision]) => [id, decisionFacts(decision)]),
  };
};
