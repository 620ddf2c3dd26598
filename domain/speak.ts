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

/** Quotations, and what is cited in brackets or as code, are nobody's to reword. */
const QUOTED = /(“[^”]*”)/;

/** A sentence of the engine in the words of the memorandum. What stands in quotation marks stays as it is. */
export const speak = ({ words }: Pick<Instrument, 'words'>, sentence: string): string => {
  if (words === undefined) return sentence;
  const replacements = replacementsOf(words);
  return sentence
    .split(QUOTED)
    .map((part) => (part.startsWith('“') ? part : replacements.reduce((text, [from, to]) => text.replace(from, to as string), part)))
    .join('');
};
