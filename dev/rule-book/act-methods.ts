/** The client's methods with a docstring each, made of what the acts say about themselves: editors show it at every call. */
import { ACT_NAMES, ACTS, type ActName } from '../../domain/acts/index.ts';
import { type Field, fieldsOf, kindsOf } from '../../domain/fields.ts';
import { REFUSALS, type RefusalCode } from '../../domain/refusal.ts';

const WIDTH = 132;
/** Said once for all methods. */
const EVERYWHERE = new Set(['do', 'id', 'quiet', 'jws', 'mou']);

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** In lines that fit, without what would end the comment. */
const wrapped = (text: string, indent = ''): string[] => {
  const lines: string[] = [];
  for (const word of text.replaceAll('*/', '* /').split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `${indent}${word}`);
  }
  return lines;
};

const UNITS: Record<string, string> = { 'civil date': 'civil date, as `YYYY-MM-DD`', period: 'ISO 8601 period, as `P180D`' };

const fieldLines = (act: ActName, { name, kind, needed, meaning }: Field): string[] => {
  if (!meaning) throw new Error(`Nothing says what ${name} of ${act} means`);
  return wrapped(`- \`${name}\`${needed ? '' : ' (optional)'}: ${meaning}; ${UNITS[kind] ?? kind}`, '  ');
};

const kindLines = (act: ActName): string[] => {
  const kinds = kindsOf(ACTS[act].input);
  return kinds ? wrapped(`Kinds: ${kinds.map(({ kind }) => `\`${kind}\``).join(', ')}; each takes fields of its own.`) : [];
};

const refusalLines = (code: RefusalCode): string[] => wrapped(`- \`${code}\`: ${REFUSALS[code]}`, '  ');

const method = (act: ActName): string[] => {
  const { input, summary, who, term, refusals } = ACTS[act];
  const facts = fieldsOf(input).filter(({ name }) => !EVERYWHERE.has(name));
  const comment = [
    ...wrapped(summary),
    '',
    ...wrapped(`Who: ${who} Rests on the instrument's term \`${term}\`.`),
    ...kindLines(act),
    '',
    'Facts:',
    ...facts.flatMap((field) => fieldLines(act, field)),
    '',
    'Throws `Refusal` with one of these codes, and then nothing has changed:',
    ...refusals.flatMap(refusalLines),
  ];
  return [
    '  /**',
    ...comment.map((line) => `   * ${line}`.trimEnd()),
    '   */',
    `  ${camelCase(act)}(mou: string, facts: Facts<'${act}'>): Promise<Receipt>;`,
  ];
};

export const actMethods = (): string =>
  `${[
    '// Made by `npm run docs` from the acts. Do not edit: a test compares.',
    "import type { Receipt } from '../domain/memorandum.ts';",
    "import type { Facts } from './facts.ts';",
    '',
    '/**',
    ' * One method an act. Each takes the memorandum’s id and the facts, and gives the receipt with the events recorded. It is retried by the',
    ' * same id until it is answered; give `id` yourself so that a later retry is the same act. With `quiet: true` nobody is told: for history.',
    ' * Dates are civil dates at the place they belong to. Throws `Refusal`, or `NoService` where nobody answers.',
    ' */',
    'export interface ActMethods {',
    ...ACT_NAMES.flatMap((act, at) => [...(at === 0 ? [] : ['']), ...method(act)]),
    '}',
  ].join('\n')}\n`;
