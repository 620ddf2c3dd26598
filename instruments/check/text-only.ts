/** What the text says and no term cites: nothing is computed from it, and the writer of the file should know. */
import type { Instrument } from '../../domain/instrument.ts';
import { sentencesOf } from './sentences.ts';
import { TIME, unsaidBy } from './unsaid.ts';
import { counted, times } from '../../projections/words.ts';

/**
 * `cited: 0`: a clause that no term and no area cites. Otherwise: a clause with more sentences than terms that cite it, which
 * speaks of dates or acts, so that some sentence may mean something that no term says.
 */
export type TextOnly = {
  clause: string;
  sentences: number;
  cited: number;
  /** What in it sounds as if a date or an act followed from it: "sixty days", "renewed". */
  speaksOf: string[];
  /** The sentences that say what no term has, each with those words: a time, or what no term can express. */
  unsaid: { sentence: string; words: string[] }[];
};

const CONSEQUENCE = new RegExp(
  `${TIME.source}|\\b(?:renew(?:s|ed|al)?|expir(?:e|es|y|ation)|laps(?:e|es|ed)|extend(?:s|ed)?|extension|terminat(?:e|es|ed|ion)|discontinu(?:e|es|ed|ation)|suspen(?:ds?|ded|sion)|withdraw(?:s|al)?|acced(?:e|es)|accession|provisionally|operative|in(?:to)? force)\\b`,
  'gi',
);

const speaksOf = (text: string): string[] => [...new Set([...text.matchAll(CONSEQUENCE)].map(([match]) => match.toLowerCase()))];

const citations = ({ terms, areas }: Instrument): Map<string, number> => {
  const counted = new Map<string, number>();
  const cite = (clause: string) => counted.set(clause, (counted.get(clause) ?? 0) + 1);
  for (const term of Object.values(terms)) if (typeof term === 'object') cite(term.clause);
  for (const id of terms.afterwards?.clauses ?? []) cite(id);
  for (const { id } of areas) cite(id);
  return counted;
};

export const textOnlyOf = (instrument: Instrument): TextOnly[] => {
  const counted = citations(instrument);
  const unsaidIn = unsaidBy(instrument.terms);
  return instrument.clauses
    .map(({ id, text }) => {
      const sentences = sentencesOf(text);
      const unsaid = sentences.map((sentence) => ({ sentence, words: unsaidIn(sentence) })).filter(({ words }) => words.length > 0);
      const cited = counted.get(id) ?? 0;
      // What no term has is told of a clause that terms cite by its sentences.
      const heard = [...new Set([...speaksOf(text), ...(cited === 0 ? unsaid.flatMap(({ words }) => words) : [])])];
      return { clause: id, sentences: sentences.length, cited, speaksOf: heard, unsaid };
    })
    .filter(({ sentences, cited, speaksOf, unsaid }) => cited === 0 || unsaid.length > 0 || (sentences > cited && speaksOf.length > 0));
};

/** What nothing follows from, whatever the writer of the file meant: a clause that no term cites, what no term has. */
export const isCertain = ({ cited, unsaid }: TextOnly): boolean => cited === 0 || unsaid.length > 0;

const listed = (all: readonly string[]): string => all.map((one) => `“${one}”`).join(', ');

const seeThat = ({ sentences, cited, speaksOf }: TextOnly): string =>
  `has ${counted(sentences, 'sentence')} and is cited ${times(cited)}: see that no more is to be computed from it; it speaks of ${listed(speaksOf)}`;

export const textOnlyLine = (one: TextOnly): string => {
  const { clause, sentences, cited, speaksOf, unsaid } = one;
  const heard = speaksOf.length > 0 ? `; it speaks of ${listed(speaksOf)}` : '';
  if (cited === 0) return `clause ${clause} is text only: nothing is computed from it${heard}`;
  if (unsaid.length === 0) return `clause ${clause} ${seeThat(one)}`;
  const said = unsaid.map(({ sentence, words }) => `${listed(words)} in “${sentence}”`);
  return `clause ${clause} says what no term has, and nothing is computed from it: ${said.join('; ')}${sentences > cited ? `. It ${seeThat(one)}` : ''}`;
};
