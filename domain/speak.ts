/** The engine's sentences in the words of the memorandum (`words`): Parties, in force, amendment, termination, Agreement. */
import type { Instrument, Words } from '../domain/instrument.ts';

type Replacement = [RegExp, string];

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** The word as it stands in a sentence, and at the beginning of one. */
const noun = (own: string, word: string | undefined): Replacement[] =>
  word === undefined
    ? []
    : [
        [new RegExp(`\\b([Aa]) ${own.toLowerCase()}\\b`, 'g'), `$1${/^[aeiou]/i.test(word) ? 'n' : ''} ${word}`],
        [new RegExp(`\\b${own.toLowerCase()}\\b`, 'g'), word],
        [new RegExp(`\\b${capital(own)}\\b`, 'g'), capital(word)],
      ];

/** "became operative" is "came into force", and "the last operative day" is "the last day in force". */
const adjective = (word: string | undefined): Replacement[] => {
  if (word === undefined) return [];
  const into = /^in (.+)$/.exec(word)?.[1];
  const verbs: Replacement[] =
    into === undefined
      ? []
      : [
          [/\bbecame operative\b/g, `came into ${into}`],
          [/\bbecomes operative\b/g, `comes into ${into}`],
          [/\bbecome operative\b/g, `come into ${into}`],
        ];
  const single = into === undefined && !word.includes(' ');
  return [
    ...verbs,
    [/\boperative date\b/g, single ? `${word} date` : `date from which it is ${word}`],
    [/\b([Ll]ast) operative day\b/g, single ? `$1 ${word} day` : `$1 day ${word}`],
    [/\boperative\b/g, word],
    [/\bOperative\b/g, capital(word)],
  ];
};

const replacementsOf = ({ participant, participants, operative, modification, discontinuation, memorandum }: Words): Replacement[] => [
  ...noun('Participants', participants),
  ...noun('Participant', participant),
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
    .map((part) => (part.startsWith('“') ? part : replacements.reduce((text, [from, to]) => text.replace(from, to), part)))
    .join('');
};
