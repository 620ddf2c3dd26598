/** How the memorandum stands, in one sentence and a few figures. */
import { awaitedOf } from '../../domain/awaited.ts';
import { afterwards } from '../../projections/afterwards.ts';
import { awaitedLine } from '../../projections/awaited.ts';
import { openProposals, pastTaking } from '../../domain/rules/open-proposals.ts';
import type { Term } from '../../domain/instrument.ts';
import { departuresOf, endOf, endsWithTerm } from '../../domain/end.ts';
import { kinSentences } from '../../projections/kin.ts';
import { explain } from '../../projections/explain.ts';
import { speak } from '../../domain/speak.ts';
import { pauseOf, withoutOperativeDate } from '../../projections/standing.ts';
import { clauseOf } from '../../domain/rules/recording.ts';
import type { State } from '../../domain/state.ts';
import { fullName, listed, sentenceCase } from '../../projections/words.ts';
import type { Dossier } from '../dossier.ts';

export type Figure = { label: string; value: string; note: string };
export type Status = { word: string; tone: State['status'] | 'ending'; sentences: string[]; figures: Figure[] };

const missing = ({ instrument, signatures, confirmations }: State): string => {
  const ids = instrument.participants.map(({ id }) => id);
  const lacking = (done: readonly { by: string }[]) => ids.filter((id) => !done.some(({ by }) => by === id));
  const unsigned = instrument.terms.operative.confirmations === 'notes-only' ? [] : lacking(signatures);
  const [what, whose] = unsigned.length > 0 ? ['signature', unsigned] : ['confirmation', lacking(confirmations)];
  return `The ${what} of ${listed(whose.map((id) => fullName(instrument, id)))} is awaited (${instrument.terms.operative.clause}).`;
};

/** A page is read: what is more than this is counted. */
const MOST_AWAITED = 12;

const awaitedSentences = (state: State): string[] => {
  const all = awaitedOf(state);
  const more = all.length - MOST_AWAITED;
  return [
    ...all.slice(0, MOST_AWAITED).map((one) => `Awaited: ${awaitedLine(state.instrument, one)}.`),
    ...(more > 0 ? [`And ${more} more ${more === 1 ? 'is' : 'are'} awaited.`] : []),
  ];
};

/** Of what is told before it is operative, and of each end that it may have. */
const sentencesOf = (state: State): string[] => {
  const { status, instrument, operation } = state;
  const paused = pauseOf(state);
  const reasons = explain(state);
  const reason = (...ids: string[]) => reasons.filter(({ id }) => ids.includes(id)).map(({ sentence }) => sentence);
  if (status === 'annulled') return ['The opening of the memorandum was annulled: it was opened by mistake, and nothing was signed.'];
  const kin = kinSentences(state);
  if (status === 'open' || status === 'lapsed') {
    const waiting = status === 'open' && !operation ? ['The memorandum is not operative yet.', missing(state)] : [];
    return [...waiting, ...reason('operative', 'lapse'), ...kin];
  }
  // Where a discontinuation comes first, there is no renewal left to be stopped.
  const { discontinuation, expiry } = state;
  const comesFirst = discontinuation !== null && expiry !== null && discontinuation.expectedOn <= expiry.expectedOn;
  const ending = reason('discontinuation', 'term-end', ...(comesFirst ? [] : ['notice-by']));
  const clause = instrument.terms.operative.clause;
  const leaving = departuresOf(state).map(({ notice }) => `notice/${notice}`);
  const left = reasons.filter(({ id }) => /^(last-day|member)\//.test(id) || leaving.includes(id)).map(({ sentence }) => sentence);
  return [
    ...reason('operative'),
    ...(ending.length > 0 ? ending : [`No discontinuation is expected: the memorandum stays operative (${clause}).`]),
    ...awaitedSentences(state),
    ...left,
    ...(endOf(state).expectedOn === null && endOf(state).endedOn === null ? [] : afterwards(instrument)),
    ...kin,
    ...(paused ? [`Implementation is paused by ${fullName(instrument, paused.by)} since ${paused.on}.`] : []),
  ];
};

/** The earliest end that is known or expected. */
const endFigure = (state: State): Figure => {
  const { discontinuation, expiry, instrument, status } = state;
  const clause = (term: Term): string => `clause ${clauseOf(instrument, term) ?? '–'}`;
  if (status === 'expired') return { label: 'Expired on', value: expiry?.expiredOn ?? '–', note: clause('duration') };
  const { commencedOn, expectedOn, decision } = discontinuation ?? {};
  const by = clause(decision ? 'modification' : 'commencement');
  if (commencedOn) return { label: 'Discontinuation commenced', value: commencedOn, note: by };
  const term = expiry && endsWithTerm(state) ? expiry.expectedOn : undefined;
  if (term && (!expectedOn || term < expectedOn)) return { label: 'End of term expected', value: term, note: clause('duration') };
  return { label: 'Discontinuation expected', value: expectedOn ?? 'none', note: by };
};

/** "2 open: d1, d3; 1 can no longer be taken: d2". */
const openOnes = (state: State): string => {
  const open = openProposals(state).map(([id]) => id);
  const past = [...pastTaking(state)];
  return [
    open.length === 0 ? 'none open' : `${open.length} open: ${open.join(', ')}`,
    ...(past.length === 0 ? [] : [`${past.length} can no longer be taken: ${past.join(', ')}`]),
  ].join('; ');
};

const figuresOf = ({ state, log, versions }: Dossier): Figure[] => {
  const { instrument, operativeOn, decisions, version } = state;
  const last = versions.at(-1);
  const taken = Object.values(decisions).filter(({ takenOn }) => takenOn !== null).length;
  return [
    { label: 'Operative since', value: operativeOn ?? withoutOperativeDate(state), note: `clause ${instrument.terms.operative.clause}` },
    endFigure(state),
    {
      label: 'Text',
      value: `version ${version}`,
      note: last?.decision ? `since ${last.effectiveOn}, by decision ${last.decision}` : 'as signed',
    },
    { label: 'Decisions', value: `${taken} taken`, note: openOnes(state) },
    {
      label: 'Record',
      value: `${log.length} ${log.length === 1 ? 'event' : 'events'}`,
      note: `last at ${log.at(-1)?.at.slice(0, 16).replace('T', ' ')}Z`,
    },
  ].map(({ label, ...rest }) => ({ label: speak(instrument, label), ...rest }));
};

const WORDS: Record<Status['tone'], string> = {
  open: 'open for signature',
  operative: 'operative',
  ending: 'operative, discontinuation expected',
  discontinued: 'discontinued',
  expired: 'expired',
  lapsed: 'lapsed',
  annulled: 'annulled',
};

export const statusOf = (dossier: Dossier): Status => {
  const { state } = dossier;
  const ending = state.status === 'operative' && (state.discontinuation !== null || endsWithTerm(state));
  const tone = ending ? 'ending' : state.status;
  const word = ending && !state.discontinuation ? 'operative, end of term expected' : WORDS[tone];
  const say = (text: string): string => speak(state.instrument, text);
  return {
    word: say(sentenceCase(pauseOf(state) ? `${word}; paused` : word)),
    tone,
    sentences: sentencesOf(state).map(say),
    figures: figuresOf(dossier),
  };
};
