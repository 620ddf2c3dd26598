/** What is wrong with input, in sentences that name the field. */
import type { z } from 'zod';

/** Never more than this of anybody's input in a message. */
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
/** Messages are logged and kept: what somebody put where no secret belongs is not repeated. */
const withoutSecrets = (text: string): string => text.replace(/whsec_[^"]+/g, 'whsec_…').replace(/\/\/[^/"]*@/g, '//…@');
export const excerpt = (value: unknown): string => clip(withoutSecrets(JSON.stringify(value) ?? String(value)), 60);
const nameOfField = (path: readonly PropertyKey[]): string => clip(path.map((key) => clip(String(key), 60)).join('.'), 200);

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

const sentence = (issue: z.core.$ZodIssue, input: unknown): string => {
  const field = nameOfField(issue.path) || '(the whole)';
  const missing = issue.code === 'invalid_type' && input !== undefined && valueAt(input, issue.path) === undefined;
  if (missing) return `${field}: is missing`;
  if (issue.code === 'unrecognized_keys') return `${nameOfField([...issue.path, clip(issue.keys.join(', '), 120)])}: is not a field here`;
  const value = input === undefined ? undefined : valueAt(input, issue.path);
  const got = value === undefined || typeof value === 'object' ? '' : `, not ${excerpt(value)}`;
  return `${field}: ${issue.message}${got}`;
};

/** All that zod found, in one sentence, each part beginning with the field's path. At most five, so that it can be read. */
export const describeIssues = (error: z.ZodError, input?: unknown): string => {
  const sentences = error.issues.map((issue) => sentence(issue, input));
  const more = sentences.length > 5 ? [`and ${sentences.length - 5} more`] : [];
  return [...sentences.slice(0, 5), ...more].join('; ');
};
