/** The engine's sentences in the words of the memorandum (`words`): Parties, in force, amendment, termination, Agreement. */
import type { Instrument, Words } from './instrument.ts';

type Replacement = [RegExp, string | ((...found: string[]) => string)];

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A word as a part of a sentence: no id ("decision modification"), and no part of an id, a path or the name of a file. */
const word = (own: string): RegExp =>
  new RegExp(`(?<![\\w./-]|(?:[Dd]ecision|[Nn]otice|[Mm]eeting|[Ii]nitiative|[Aa]ction) )${own}(?![\\w[-]|[./]\\w)`, 'g');

/** By its sound: a University, a European body, an Undersigned. */
const article = (a: string, theirs: string): string => (/^(?!uni[^mn]|eu|one\b)[aeiou]/i.test(theirs) ? `${a}n` : a);

/** The word as it stands in a sentence, and at the beginning of one. */
const noun = (own: string, theirs: string | undefined): Replacement[] =>
  theirs === undefined
    ? []
    : [
        [
          word(`(?:([Aa]) )?(${own}|${capital(own)})`),
          (_, a, found) => `${a ? `${article(a, theirs)} ` : ''}${found === own ? theirs : capital(theirs)}`,
        ],
      ];

/** "became operative" is "came into force", and "the last operative day" is "the last day in force". */
const adjective = (theirs: string | undefined): Replacement[] => {
  if (theirs === undefined) return [];
  const into = /^in (.+)$/.exec(theirs)?.[1];
  const verbs: Replacement[] =
    into === undefined
      ? []
      : [
          [/\bbecame operative\b/g, `came into ${into}`],
          [/\bbecomes operative\b/g, `comes into ${into}`],
          [/\bbecome operative\b/g, `come into ${into}`],
        ];
  const single = into === undefined && !theirs.includes(' ');
  return [
    ...verbs,
    [/\boperative date\b/g, single ? `${theirs} date` : `date from which it is ${theirs}`],
    [/\boperative on\b/g, single ? `${theirs} on` : `${theirs} from`],
    [/\b([Ll]ast) operative day\b/g, single ? `$1 ${theirs} day` : `$1 day ${theirs}`],
    [word('operative'), theirs],
    [word('Operative'), capital(theirs)],
  ];
};

const replacementsOf = ({ participant, participants, operative, modification, discontinuation, memorandum }: Words): Replacement[] => [
  ...noun('participants', participants),
  ...noun('participant', participant),
  ...adjective(operative),
  ...noun('modification', modification),
  ...noun('discontinuation', discontinuation),
  ...noun('memorandum', memorandum),
];

export type Speaker = Pick<Instrument, 'words'> & Partial<Pick<Instrument, 'participants'>>;

export const withoutArticle = (name: string): string => name.replace(/^The /, '');

/** Of several words, as they stand in a sentence: one that is itself a word of the engine cannot be told from it. */
const namesIn = ({ participants = [] }: Speaker): string[] =>
  participants
    .flatMap(({ name, shortName }) => [withoutArticle(name), shortName])
    .filter((name) => /\s/.test(name))
    // Where one name begins with another, the longer is meant.
    .sort((a, b) => b.length - a.length);

/** Quotations and the names of Participants are nobody's to reword. */
const keptIn = (instrument: Speaker): RegExp =>
  new RegExp(`(${['“[^”]*”', ...namesIn(instrument).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))].join('|')})`);

/** A sentence of the engine in the words of the memorandum. What stands in quotation marks, and who is named, stays as it is. */
export const speak = (instrument: Speaker, sentence: string): string => {
  if (instrument.words === undefined) return sentence;
  const replacements = replacementsOf(instrument.words);
  const reworded = (text: string): string => replacements.reduce((so, [from, to]) => so.replace(from, to as string), text);
  // Split at what is kept, every second part is that.
  return sentence
    .split(keptIn(instrument))
    .map((part, at) => (at % 2 === 1 ? part : reworded(part)))
    .join('');
};
