/** What is wrong with input, in sentences that name the field. */
import type { z } from 'zod';

/** Never more than this of anybody's input in a message. */
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
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

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

const got = (value: unknown): string => (value === undefined || typeof value === 'object' ? '' : `, not ${excerpt(value)}`);

/** What zod found at one place: the field's path, and what is wrong there. */
export const problemOf = (issue: z.core.$ZodIssue, input?: unknown): { path: string; message: string } => {
  if (issue.code === 'unrecognized_keys') {
    return { path: nameOfField([...issue.path, clip(issue.keys.join(', '), 120)]), message: 'is not a field here' };
  }
  const path = nameOfField(issue.path) || '(the whole)';
  const value = valueAt(input, issue.path);
  if (issue.code === 'invalid_type' && issue.expected === 'object' && issue.path.length === 0 && input !== undefined) {
    return { path, message: `must be an object with named fields, and is ${valueInWords(input)}` };
  }
  const isMissing = issue.code === 'invalid_type' || issue.code === 'invalid_union';
  if (isMissing && input !== undefined && value === undefined) return { path, message: 'is missing' };
  return { path, message: `${clip(issue.message, 500)}${got(value)}` };
};

/** What zod found, in one sentence, each part beginning with the field's path; at most so many, so that it can be read. */
export const describeIssues = (error: z.ZodError, input?: unknown, most = 5): string => {
  const sentences = error.issues.map((issue) => problemOf(issue, input)).map(({ path, message }) => `${path}: ${message}`);
  const more = sentences.length > most ? [`and ${sentences.length - most} more`] : [];
  return [...sentences.slice(0, most), ...more].join('; ');
};
