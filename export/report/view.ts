/** What the report says, apart from how it looks: plain data for the templates, in the order in which it is read. */
import { byDate } from '../../domain/calendar.ts';
import { genesis } from '../../domain/chain.ts';
import { type Explanation, explain } from '../../projections/explain.ts';
import { speak } from '../../domain/speak.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import { fullName } from '../../projections/words.ts';
import type { Dossier } from '../dossier.ts';
import { headsOf } from '../json.ts';
import { type Committee, committeeOf, type Initiatives, initiativesOf } from './cooperation.ts';
import { type DecisionCard, decisionsOf } from './decisions.ts';
import { historyOf, type Line } from './history.ts';
import { type Message, type NoticeCard, noticesOf } from './notices.ts';
import { type SignatureRow, signaturesOf } from './signatures.ts';
import { type Status, statusOf } from './status.ts';
import { type ShownText, type ShownVersion, textOf } from './text.ts';
import { type Countdown, countdownOf, type Timeline, timelineOf } from './timeline.ts';

type ShownDate = Explanation & {
  /** Nothing above has quoted its clause yet. */
  quotes: boolean;
};

export type Report = {
  mou: string;
  /** "Memorandum", or as it calls itself. */
  called: string;
  title: string;
  today: string;
  knownAt: string | null;
  madeAt: string;
  participants: { name: string; seat: string }[];
  provenance: { status: string; source: string; note: string | null };
  status: Status;
  signatures: SignatureRow[];
  countdown: Countdown | null;
  timeline: Timeline | null;
  dates: ShownDate[];
  notices: NoticeCard[];
  decisions: DecisionCard[];
  versions: ShownVersion[];
  text: ShownText;
  committee: Committee;
  initiatives: Initiatives;
  messages: Message[] | null;
  history: Line[];
  /** Known, but of a later date than the report's. */
  later: number;
  chain: { head: string; seq: number; genesis: string; textHash: string };
};

const datesOf = ({ state }: Dossier): ShownDate[] => {
  const quoted = new Set<string | null>();
  const inOrder = explain(state).sort((a, b) => byDate(a.date, b.date));
  return inOrder.map((date) => {
    const quotes = !quoted.has(date.clause) && date.clauseText !== '';
    quoted.add(date.clause);
    return { ...date, quotes };
  });
};

const versionsOf = ({ versions, state }: Dossier): ShownVersion[] =>
  versions.map(({ version, effectiveOn, decision }) => ({
    version,
    effectiveOn,
    decision,
    title: decision ? (state.decisions[decision]?.title ?? null) : null,
  }));

/** @param messages what happened to the messages sent, where the caller knows; they are no part of the log */
export const viewOf = (dossier: Dossier, messages: Message[] | null = null): Report => {
  const { mou, log, state, asOf, today, madeAt } = dossier;
  const { instrument } = state;
  const all = historyOf(log);
  const history = asOf.on === null ? all : all.filter(({ on }) => on <= today);
  return {
    mou,
    called: speak(instrument, 'Memorandum'),
    title: instrument.title,
    today,
    knownAt: asOf.knownAt,
    madeAt,
    participants: instrument.participants.map(({ id, seat }) => ({ name: fullName(instrument, id), seat: seat.city })),
    provenance: { status: instrument.provenance.status, source: instrument.provenance.source, note: instrument.provenance.note ?? null },
    status: statusOf(dossier),
    signatures: signaturesOf(state),
    countdown: countdownOf(dossier),
    timeline: timelineOf(dossier, all),
    dates: datesOf(dossier),
    notices: noticesOf(dossier),
    decisions: decisionsOf(state),
    versions: versionsOf(dossier),
    text: textOf(dossier.versions),
    committee: committeeOf(state),
    initiatives: initiativesOf(state),
    messages,
    history,
    later: all.length - history.length,
    chain: { head: headsOf(mou, log).at(-1) ?? genesis(mou), seq: log.length, genesis: genesis(mou), textHash: fingerprint(instrument) },
  };
};
