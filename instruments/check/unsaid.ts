/**
 * What a text says and no term has: times, "six (6) months" or "one hundred and eighty days", and what no term can express,
 * such as a decision by a majority or by silence; and, where no term has them, the end of a calendar year or a depositary.
 */
import type { Terms } from '../../domain/terms.ts';
import { isAtOnce } from '../../projections/words.ts';

const SMALL =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const BELOW_HUNDRED: [string, number][] = [
  ...SMALL.map((word, at): [string, number] => [word, at + 1]),
  ...TENS.flatMap((ten, at): [string, number][] => [
    [ten, 10 * (at + 2)],
    ...SMALL.slice(0, 9).map((word, one): [string, number] => [`${ten}-${word}`, 10 * (at + 2) + one + 1]),
  ]),
];

/** Up to one hundred and ninety-nine: no longer time is written out. */
const WORDS: Record<string, number> = Object.fromEntries([
  ...BELOW_HUNDRED,
  ['one hundred', 100],
  ...BELOW_HUNDRED.flatMap(([word, count]) => [
    [`one hundred and ${word}`, 100 + count],
    [`one hundred ${word}`, 100 + count],
  ]),
]);
/** A time, in figures or in words. */
export const TIME = new RegExp(
  `\\b(\\d{1,4}|${Object.keys(WORDS).join('|')})(?:\\s*\\([^()]*\\))?[\\s-]+((?:calendar|consecutive|working|business)\\s+)?(day|week|month|year)s?\\b`,
  'gi',
);

/** "On the thirtieth day after": as many days as it says. */
const ORDINALS: Record<string, number> = {
  third: 3,
  fifth: 5,
  tenth: 10,
  fifteenth: 15,
  twentieth: 20,
  thirtieth: 30,
  sixtieth: 60,
  ninetieth: 90,
};
const ORDINAL = new RegExp(`\\b(${Object.keys(ORDINALS).join('|')}|\\d{1,3}(?=th))(?:th)? day (?:after|following|from)\\b`, 'gi');

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
/** A day on which something is to begin or end: "until 31 December 2028", "not later than June 30, 1950". */
const DATE = new RegExp(
  `\\b(?:until|from|since|by|before|as of|later than)(?: and including)? (?:(\\d{1,2}) (${MONTHS.join('|')})|(${MONTHS.join('|')}) (\\d{1,2}),) (\\d{4})\\b`,
  'gi',
);

/** Twelve months are a year, and seven days a week; working days are no calendar days. */
const lengthOf = (count: number, unit: string): string => {
  if (unit === 'year' || unit === 'month') return `${unit === 'year' ? count * 12 : count} months`;
  return `${unit === 'week' ? count * 7 : count} days`;
};

const UNITS = ['year', 'month', 'week', 'day'];
const PERIOD = /^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/;

/** Of a year and six months the text may say each, or eighteen months; of a date, that date. */
const saidIn = (value: unknown): string[] => {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(saidIn);
  if (typeof value === 'string' && !value.startsWith('P')) return [value];
  const counts =
    (typeof value === 'string' &&
      PERIOD.exec(value)
        ?.slice(1)
        .map((count) => Number.parseInt(count ?? '0', 10))) ||
    [];
  const [years = 0, months = 0] = counts;
  return [...counts.map((count, at) => lengthOf(count, UNITS[at] ?? 'day')), `${years * 12 + months} months`];
};

const BEYOND = new RegExp(
  [
    '(?:calendar|fiscal|financial|academic) years?',
    'provisional(?:ly)?',
    'retroactive(?:ly)?',
    '(?:simple |qualified )?majority',
    'two[- ]thirds',
    'completion of',
    'tacit(?:ly)?',
    '(?:no|without|absence of) objections?',
    'deemed',
    'presumed',
    '(?:next|following|first) (?:working|business) day',
    'public holidays?',
    'quarters?',
    'depositar(?:y|ies)',
    'deposit(?:ed|s)? with',
    'immediate effect',
    'effective immediately',
    'later date',
  ]
    .map((words) => `\\b${words}\\b`)
    .join('|'),
  'gi',
);

/** Of one who comes later, which waits as long as the terms say of it, and not as long as another time of theirs. */
const COMES_LATER =
  /\b(?:sign|join)(?:s|ed|ing)?\b[^;]*\b(?:later(?! of)|thereafter|subsequently|after (?:that|this|the) date)\b|\b(?:later|subsequent) signator|\bacced(?:es?|ed|ing)\b|\baccession\b/i;

/** A word for what some terms can say, and these do. */
const isSaid = ({ commencement, depositary }: Terms, word: string, text: string): boolean => {
  // Who joins does by its own signature, whenever the depositary receives it.
  if (word.startsWith('depositar')) return depositary !== undefined && !COMES_LATER.test(text);
  if (word.startsWith('calendar year')) return commencement?.ends === 'end-of-year';
  if (word.includes('immediate')) return isAtOnce(commencement?.period);
  return word === 'later date' && commencement?.orLater === true;
};

/** Of a modification, which has its effect as long after as the term on modifications says; not of an end, which may be told of with it. */
const MODIFIED_LATER = /\b(?:amendment|modification)s?\b[^;]*\b(?:effect|effective|force|operative)\b/i;
const ENDS = /\b(?:terminat|discontinu|withdraw|denounc|notice)/i;

/** "On the first day of the second month after": so many months are over by then, and the day is the first of the next. */
const PASSED = ['month', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];
const FIRST = new RegExp(`\\bfirst day of the (?:(?:next|following|(${PASSED.slice(1).join('|')})) )?(?:calendar )?month\\b`, 'gi');

type Wait = { after?: string | undefined; firstOfNextMonth?: boolean | undefined };

/** The terms that a sentence can be of, and the times that these have. */
const knownOf = (of: object, waits: readonly (Wait | undefined)[]) => ({
  times: new Set(saidIn(of)),
  firsts: waits.flatMap((wait) => (wait?.firstOfNextMonth ? [new Set(['0 months', ...saidIn([wait.after])])] : [])),
});

const knownBy = (terms: Terms): ((text: string) => ReturnType<typeof knownOf>) => {
  const { operative, accession, modification, commencement } = terms;
  const later = [operative.later, accession];
  const monthEnd = { firstOfNextMonth: commencement?.ends === 'end-of-month', after: commencement?.period };
  const ofAny = knownOf(terms, [operative, ...later, modification, monthEnd]);
  const ofLater = knownOf(
    later.map((wait) => wait?.after),
    later,
  );
  const ofModification = knownOf([modification?.after], [modification]);
  return (text) => {
    if (COMES_LATER.test(text)) return ofLater;
    return MODIFIED_LATER.test(text) && !ENDS.test(text) ? ofModification : ofAny;
  };
};

/** Of each text: the times that no term has, "twelve months", and what no term can express. */
export const unsaidBy = (terms: Terms): ((text: string) => string[]) => {
  const all = new Set(saidIn(terms));
  const known = knownBy(terms);
  const timesIn = (text: string): string[] => {
    const { times } = known(text);
    return [...text.matchAll(TIME)].flatMap(([named, number = '', qualified = '', unit = '']) => {
      const count = WORDS[number.toLowerCase()] ?? Number(number);
      const isKnown = !/working|business/i.test(qualified) && times.has(lengthOf(count, unit.toLowerCase()));
      return isKnown ? [] : [named.toLowerCase()];
    });
  };
  const ordinalsIn = (text: string): string[] => {
    const { times } = known(text);
    return [...text.matchAll(ORDINAL)].flatMap(([named, ordinal = '']) => {
      const count = ORDINALS[ordinal.toLowerCase()] ?? Number(ordinal);
      return times.has(lengthOf(count, 'day')) ? [] : [named.toLowerCase()];
    });
  };
  const firstsIn = (text: string): string[] => {
    const { firsts } = known(text);
    return [...text.matchAll(FIRST)].flatMap(([named, ordinal = 'month']) => {
      const passed = `${PASSED.indexOf(ordinal.toLowerCase())} months`;
      return firsts.some((one) => one.has(passed)) ? [] : [named.toLowerCase()];
    });
  };
  const datesIn = (text: string): string[] =>
    [...text.matchAll(DATE)].flatMap(([named, before, month, other, after, year]) => {
      const at = MONTHS.findIndex((one) => one.toLowerCase() === (month ?? other)?.toLowerCase()) + 1;
      const date = [year, `${at}`.padStart(2, '0'), (before ?? after ?? '').padStart(2, '0')].join('-');
      return all.has(date) ? [] : [named];
    });
  const beyond = (text: string): string[] => [...text.matchAll(BEYOND)].map(([said]) => said.toLowerCase());
  return (text) => [
    ...[timesIn, ordinalsIn, firstsIn, datesIn].flatMap((find) => find(text)),
    ...beyond(text).filter((word) => !isSaid(terms, word, text)),
  ];
};
