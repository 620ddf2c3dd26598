/**
 * The words by which a text that is meant to bind nobody would bind, or would be read as a treaty: by clause and word, with
 * the word to prefer. It knows English only, and warns; it refuses nothing. After the practice of the United Kingdom's
 * Treaty Section ("Treaties and MOUs: Guidance on Practice and Procedures") and of the seed memorandum.
 */
import type { Instrument, Words } from '../../domain/instrument.ts';
import { sentencesOf } from './sentences.ts';

export type Warning = { clause: string; word: string; times: number; prefer: string; sentence: string };

type OwnWords = Required<Words>;

/** The engine's own words, which are the seed's. */
const USUAL: OwnWords = {
  participant: 'Participant',
  participants: 'Participants',
  operative: 'operative',
  modification: 'modification',
  discontinuation: 'discontinuation',
  memorandum: 'Memorandum',
};

type Rule = {
  /** Of the word, with what makes it right where it stands taken out by look-arounds. */
  word: RegExp;
  prefer: (own: OwnWords) => string;
  /** The word is right where the instrument itself says that it speaks so. */
  own?: keyof Words;
  /** The word is right in a sentence that denies it: "creates no legally binding obligations". */
  unlessDenied?: true;
  /** A word of obligation, which is right in a text that is meant to bind. */
  binds?: true;
};

const lower = (text: string): string => text.toLowerCase();

const RULES: readonly Rule[] = [
  {
    word: /(?<!\b(?:third|interested|private|political|working|other|relevant|injured) )\bpart(?:y|ies)\b(?! members?)/gi,
    prefer: (own) => own.participants,
    own: 'participants',
  },
  { word: /\bshall\b/gi, prefer: () => 'will, or intends to', binds: true },
  { word: /\bmust\b/gi, prefer: () => 'is expected to', binds: true, unlessDenied: true },
  { word: /\bagree(?:s|d|ing)?\b/gi, prefer: () => 'decides, or intends to', binds: true },
  {
    word: /(?<!\b(?:[Ee]xisting|[Oo]ther|[Ii]nternational|[Bb]ilateral|[Mm]ultilateral|[Ee]arlier|[Pp]revious|[Ss]eparate|[Ff]uture|[Tt]rade|[Ii]ntergovernmental|[Aa]pplicable|[Tt]hose) (?:\w+ )?)(?<!\b(?!This|The|An|Any|Each|Such|Said)[A-Z]\w+ )\b[Aa]greements?\b/g,
    prefer: (own) => `understanding, or ${own.memorandum}`,
    own: 'memorandum',
  },
  { word: /\bundertakings?\b|\bundertakes? to\b/gi, prefer: () => 'intention, or intends to', binds: true },
  {
    word: /(?<!\binternational )\bobligat(?:ions?|ed|ory)\b(?! under (?:international|national|other))/gi,
    prefer: () => 'responsibility, or intention',
    binds: true,
    unlessDenied: true,
  },
  { word: /\b(?:oblige[sd]?|covenants?|guarantees?|warrants?)\b/gi, prefer: () => 'intends to', binds: true, unlessDenied: true },
  { word: /\b(?:legally )?bind(?:s|ing)?\b|\bbound by\b/gi, prefer: () => 'no such words', binds: true, unlessDenied: true },
  { word: /\bcommits?\b|\bcommitted to\b/gi, prefer: () => 'intends to', binds: true, unlessDenied: true },
  { word: /\bentitle(?:s|d)\b|\brights and\b/gi, prefer: () => 'may, or benefits', binds: true, unlessDenied: true },
  {
    word: /\b(?:enforceable|liable|liability|indemnif(?:y|ies)|breach(?:es)?|arbitration)\b/gi,
    prefer: () => 'consultation between those concerned',
    binds: true,
    unlessDenied: true,
  },
  {
    word: /\b(?:ent(?:er|ers|ered|ering|ry)|com(?:e|es|ing)|came|brought|remains?|continues?) (?:into|in) force\b|\bin force\b|\binto force\b/gi,
    prefer: (own) => `becomes ${lower(own.operative)}, or is ${lower(own.operative)}`,
    own: 'operative',
  },
  { word: /\bamend(?:s|ed|ing|ments?)?\b/gi, prefer: (own) => `${lower(own.modification)}, or modify`, own: 'modification' },
  { word: /\bterminat(?:e|es|ed|ing|ion)\b/gi, prefer: (own) => `${lower(own.discontinuation)}, or discontinue`, own: 'discontinuation' },
  { word: /\bratif(?:y|ies|ied|ication)\b/gi, prefer: () => 'confirm, or confirmation', binds: true },
  {
    word: /\b(?:in witness whereof|done (?:at|in)|hereby|hereinafter agree)\b/gi,
    prefer: () => 'signed at, or no such words',
    binds: true,
  },
];

const DENIAL = /\b(?:no|not|nothing|neither|nor|without|never)\b/i;

/** An Agreement by its own words, and no clause says that it binds nobody: words of obligation are what it means. */
export const isMeantToBind = ({ terms, words }: Pick<Instrument, 'terms' | 'words'>): boolean =>
  terms.nonBinding === undefined && /\b(?:agreement|treaty|convention|protocol|contract)\b/i.test(words?.memorandum ?? '');

const has = (pattern: RegExp, text: string): boolean => new RegExp(pattern.source, pattern.flags.replace('g', '')).test(text);

const rulesFor = (instrument: Instrument): Rule[] => {
  const binding = isMeantToBind(instrument);
  return RULES.filter(({ word, own, binds }) => {
    const ownWord = own && instrument.words?.[own];
    return !(binds && binding) && !(ownWord !== undefined && has(word, own === 'operative' ? `enter into ${ownWord} ${ownWord}` : ownWord));
  });
};

/** Each word once a clause: how often it is there, and the first sentence in which it is. */
const warningsOf = (clause: string, text: string, rules: readonly Rule[], own: OwnWords): Warning[] => {
  const found = new Map<string, Warning>();
  for (const sentence of sentencesOf(text)) {
    const denied = DENIAL.test(sentence);
    const matches = rules
      .filter(({ unlessDenied }) => !(unlessDenied && denied))
      .flatMap(({ word, prefer }) => [...sentence.matchAll(word)].map(({ 0: match, index }) => ({ match, index, prefer: prefer(own) })));
    for (const { match, prefer } of matches.sort((a, b) => a.index - b.index)) {
      const known = found.get(lower(match));
      if (known) known.times += 1;
      else found.set(lower(match), { clause, word: match, times: 1, prefer, sentence });
    }
  }
  return [...found.values()];
};

/** Every word to think about again, in the order of the text. A title and headings are read like the clauses. */
export const languageOf = (instrument: Instrument): Warning[] => {
  const rules = rulesFor(instrument);
  const own = { ...USUAL, ...instrument.words };
  const texts = instrument.clauses.map(({ id, heading, text }) => [id, heading ? `${heading}.\n${text}` : text] as const);
  return [['title', instrument.title] as const, ...texts].flatMap(([clause, text]) => warningsOf(clause, text, rules, own));
};
