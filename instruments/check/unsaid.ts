/**
 * What a text says and no term has: times, "six (6) months" or "one hundred and eighty days", and what no term can express,
 * such as the end of a calendar year or a decision by a majority.
 */
import type { Terms } from '../../domain/terms.ts';

const WORDS: Record<string, number> = {
  'one hundred and eighty': 180,
  'one hundred and twenty': 120,
  'one hundred eighty': 180,
  'one hundred twenty': 120,
  'twenty-four': 24,
  'thirty-six': 36,
  'forty-five': 45,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  eighteen: 18,
  twenty: 20,
  thirty: 30,
  sixty: 60,
  ninety: 90,
};
const TIME = new RegExp(
  `\\b(\\d{1,4}|${Object.keys(WORDS).join('|')})(?:\\s*\\(\\d+\\))?[\\s-]+((?:calendar|consecutive|working|business)\\s+)?(day|week|month|year)s?\\b`,
  'gi',
);

/** Twelve months are a year, and seven days a week; working days are no calendar days. */
const lengthOf = (count: number, unit: string): string => {
  if (unit === 'year' || unit === 'month') return `${unit === 'year' ? count * 12 : count} months`;
  return `${unit === 'week' ? count * 7 : count} days`;
};

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

const lengthsIn = (value: unknown): string[] => {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(lengthsIn);
  const [, count, unit] = (typeof value === 'string' && /^P(\d+)([YMWD])$/.exec(value)) || [];
  return count && unit ? [lengthOf(Number(count), UNITS[unit as keyof typeof UNITS])] : [];
};

const BEYOND =
  /\b(?:calendar|fiscal|financial|academic) years?\b|\bprovisional(?:ly)?\b|\b(?:simple |qualified )?majority\b|\btwo[- ]thirds\b|\bcompletion of\b|\btacit(?:ly)?\b/gi;

/** Of each text: the times that no term has, "twelve months", and what no term can express. */
export const unsaidBy = (terms: Terms): ((text: string) => string[]) => {
  const known = new Set(lengthsIn(terms));
  const timesIn = (text: string): string[] =>
    [...text.matchAll(TIME)].flatMap(([named, number = '', qualified = '', unit = '']) => {
      const count = WORDS[number.toLowerCase()] ?? Number(number);
      const isKnown = !/working|business/i.test(qualified) && known.has(lengthOf(count, unit.toLowerCase()));
      return isKnown ? [] : [named.toLowerCase()];
    });
  return (text) => [...timesIn(text), ...[...text.matchAll(BEYOND)].map(([said]) => said.toLowerCase())];
};
