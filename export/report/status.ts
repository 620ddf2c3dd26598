/** How the memorandum stands, in one sentence and a few figures. */
import { awaitedOf } from '../../domain/awaited.ts';
import { awaitedLine } from '../../projections/awaited.ts';
import { explain } from '../../projections/explain.ts';
import { clauseOf } from '../../domain/rules/recording.ts';
import type { State } from '../../domain/state.ts';
import { fullName, listed, sentenceCase } from '../../projections/words.ts';
import type { Dossier } from '../dossier.ts';

export type Figure = { label: string; value: string; note: string };
export type Status = { word: string; tone: State['status'] | 'ending'; sentences: string[]; figures: Figure[] };

const missing = ({ instrument, signatures, confirmations }: State): string => {
  const ids = instrument.participants.map(({ id }) => id);
  const lacking = (done: readonly { by: string }[]) => ids.filter((id) => !done.some(({ by }) => by === id));
  const unsigned = lacking(signatures);
  const [what, whose] = unsigned.length > 0 ? ['signature', unsigned] : ['confirmation', lacking(confirmations)];
  return `The ${what} of ${listed(whose.map((id) => fullName(instrument, id)))} is awaited (${instrument.terms.operative.clause}).`;
};

/** A page is read: what is more than this is in `mou awaited`. */
const MOST_AWAITED = 12;

const sentencesOf = (state: State): string[] => {
  const { status, instrument, paused } = state;
  if (status === 'open') return ['The memorandum is not operative yet.', missing(state)];
  const reasons = explain(state);
  const reason = (id: string) => reasons.filter((one) => one.id === id).map(({ sentence }) => sentence);
  const ending = reason('discontinuation');
  const clause = instrument.terms.operative.clause;
  return [
    ...reason('operative'),
    ...(ending.length > 0 ? ending : [`No discontinuation is expected: the memorandum stays operative (${clause}).`]),
    ...awaitedOf(state)
      .slice(0, MOST_AWAITED)
      .map((one) => `Awaited: ${awaitedLine(instrument, one)}.`),
    ...(paused ? [`Implementation is paused by ${fullName(instrument, paused.by)} since ${paused.on}.`] : []),
  ];
};

const figuresOf = ({ state, log, versions }: Dossier): Figure[] => {
  const { instrument, operativeOn, discontinuation, decisions, version } = state;
  const last = versions.at(-1);
  const proposed = Object.values(decisions).filter(({ status }) => status === 'proposed').length;
  const taken = Object.values(decisions).filter(({ takenOn }) => takenOn !== null).length;
  const { commencedOn, expectedOn } = discontinuation ?? {};
  return [
    { label: 'Operative since', value: operativeOn ?? 'not yet', note: `clause ${instrument.terms.operative.clause}` },
    {
      label: commencedOn ? 'Discontinued on' : 'Discontinuation expected',
      value: commencedOn ?? expectedOn ?? 'none',
      note: `clause ${clauseOf(instrument, discontinuation?.decision ? 'modification' : 'commencement') ?? '–'}`,
    },
    {
      label: 'Text',
      value: `version ${version}`,
      note: last?.decision ? `since ${last.effectiveOn}, by decision ${last.decision}` : 'as signed',
    },
    { label: 'Decisions', value: `${taken} taken`, note: `${proposed} open` },
    {
      label: 'Record',
      value: `${log.length} ${log.length === 1 ? 'event' : 'events'}`,
      note: `last at ${log.at(-1)?.at.slice(0, 16).replace('T', ' ')}Z`,
    },
  ];
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
  const tone = state.status === 'operative' && state.discontinuation ? 'ending' : state.status;
  const word = WORDS[tone];
  return { word: sentenceCase(state.paused ? `${word}; paused` : word), tone, sentences: sentencesOf(state), figures: figuresOf(dossier) };
};
