/** What is wrong with input, in sentences that name the field. */
import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';

/** Never more than this of anybody's input in a message. */
export const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
/** Messages are logged and kept: what somebody put where no secret belongs is not repeated. */
const withoutSecrets = (text: string): string => text.replace(/whsec_[^"]+/g, 'whsec_…').replace(/\/\/[^/"]*@/g, '//…@');
export const excerpt = (value: unknown): string => clip(withoutSecrets(JSON.stringify(value) ?? String(value)), 60);
export const nameOfField = (path: readonly PropertyKey[]): string => clip(path.map((key) => clip(String(key), 60)).join('.'), 200);

/** What a value is, for who gave the wrong one: `null`, `a list`, `the number 3`. */
export const valueInWords = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `${typeof value === 'string' ? 'the text' : `the ${typeof value}`} ${excerpt(value)}`;
};

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
};

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

const either = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${excerpt(values[0])}` : `must be one of ${values.map(String).join(', ')}`;

type Raw<Code extends Issue['code']> = Extract<Parameters<z.core.$ZodErrorMap>[0], { code: Code }>;

/** Of fields that are not known: the known ones that may be meant, or all there are. */
const unknown = ({ keys, inst }: Raw<'unrecognized_keys'>): string => {
  const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
  const meant = keys.map((key) => didYouMean(key, known)).join('');
  return `is not a field here${meant || (known.length > 0 ? `; the fields here are ${known.join(', ')}` : '')}`;
};

/** What may have one of several kinds or forms has none of them. */
const noneOf = (issue: Raw<'invalid_union'>): string =>
  'options' in issue ? either(issue.options as unknown[]) : [...new Set(issue.errors.map(([first]) => first?.message))].join(' or ');

const limit = (most: 'most' | 'least', number: number | bigint, origin: string): string => {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be at ${most} ${number}`;
  return most === 'least' && number === 1 ? 'must not be empty' : `must be at ${most} ${number} ${unit}`;
};

/** What a check says that has no message of its own. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return either(issue.values);
    case 'invalid_union':
      return noneOf(issue);
    case 'unrecognized_keys':
      return unknown(issue);
    case 'too_big':
      return limit('most', issue.maximum, issue.origin);
    case 'too_small':
      return limit('least', issue.minimum, issue.origin);
    case 'invalid_format':
      return `must be written as ${issue.format}`;
    case 'invalid_key':
      return `has a name that ${issue.issues[0]?.message}`;
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return 'is not valid';
    default:
      return issue satisfies never;
  }
};

/** Checks input; what is wrong is said in the words above. (Zod's own settings are shared with others who use zod.) */
export const check = <Schema extends z.ZodType>(schema: Schema, input: unknown) => schema.safeParse(input, { error: inWords });

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

const isOfWrongType = ({ code }: Issue): boolean => code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';

/** "cites 33, which is not among the clauses": the value is said already. */
const isSaid = (message: string, value: unknown): boolean =>
  typeof value === 'string' && ` ${message.replaceAll(/[,;]/g, '')} `.includes(` ${value} `);

/** What came instead; a name that it may be meant for. */
const got = (issue: Issue, value: unknown): string => {
  if (isSaid(issue.message, value)) return '';
  if (typeof value === 'object') return isOfWrongType(issue) ? `, not ${valueInWords(value)}` : '';
  const known = issue.code === 'invalid_value' ? issue.values : 'options' in issue ? (issue.options as unknown[]) : [];
  return `, not ${excerpt(value)}${typeof value === 'string' ? didYouMean(value, known.map(String)) : ''}`;
};

/** What may have one of several forms, has one of them and is wrong further within: that is what is wrong. */
const innermost = (issue: Issue): Issue => {
  if (issue.code !== 'invalid_union') return issue;
  const within = issue.errors.filter((form) => form.every(({ path }) => path.length > 0));
  const inner = within.length === 1 ? within[0]?.[0] : undefined;
  return inner ? innermost({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
};

/** What zod found at one place: the field's path, and what is wrong there. */
export const problemOf = (found: Issue, input?: unknown): { path: string; message: string } => {
  const issue = innermost(found);
  const message = clip(issue.message, 500);
  if (issue.code === 'unrecognized_keys') return { path: nameOfField([...issue.path, clip(issue.keys.join(', '), 120)]), message };
  const path = nameOfField(issue.path) || '(the whole)';
  const value = valueAt(input, issue.path);
  if (value !== undefined) return { path, message: `${message}${got(issue, value)}` };
  if (input === undefined || !isOfWrongType(issue)) return { path, message };
  return { path, message: issue.code === 'invalid_type' ? 'is missing' : `is missing; ${message}` };
};

/** What zod found, in one sentence, each part beginning with the field's path; at most so many, so that it can be read. */
export const describeIssues = (error: z.ZodError, input?: unknown, most = 5): string => {
  const sentences = error.issues.map((issue) => problemOf(issue, input)).map(({ path, message }) => `${path}: ${message}`);
  const more = sentences.length > most ? [`and ${sentences.length - most} more`] : [];
  return [...sentences.slice(0, most), ...more].join('; ');
};
