/** All that is wrong with an instrument, at once: each with its path and what would be right. */
import type { z } from 'zod';
import { check, nameOfField, problemOf } from '../../domain/issues.ts';
import { Instrument } from '../../domain/instrument.ts';
import { type Problem as Misfit, problemsOf, type Rests } from '../../domain/instrument-problems.ts';
import { meaningOf } from './fields.ts';

export type Problem = { path: string; message: string; at: readonly PropertyKey[] };

const right = (issue: z.core.$ZodIssue): string => {
  const meaning = meaningOf(issue.path);
  return issue.code === 'invalid_type' && meaning ? ` (${meaning})` : '';
};

const malformed = (issue: z.core.$ZodIssue, input: unknown): Problem[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: nameOfField([...issue.path, key]), message: issue.message, at: [...issue.path, key] }));
  }
  const { path, message } = problemOf(issue, input);
  return [{ path, message: `${message}${right(issue)}`, at: issue.path }];
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const named = (value: unknown): { id: string }[] =>
  Array.isArray(value) ? value.filter((item): item is { id: string } => isRecord(item) && typeof item.id === 'string') : [];

/** A term as far as the check of what fits together reads it: what should be a list and is not is left out. */
const readable = (term: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(term).filter(([key, value]) => !['coChairs', 'clauses'].includes(key) || Array.isArray(value)));

/** Zod asks what fits together only where each field is well-formed: here as much of it is asked as can be read. */
const rests = (input: unknown): Rests | undefined => {
  if (!isRecord(input) || !isRecord(input.terms)) return undefined;
  const terms = Object.entries(input.terms).filter(([, term]) => isRecord(term) && typeof term.clause === 'string');
  const clauses = named(input.clauses);
  const known = Object.fromEntries(terms.map(([name, term]) => [name, readable(term as Record<string, unknown>)]));
  const operative = known.operative ?? { clause: clauses[0]?.id, rule: 'last-signature' };
  return { participants: named(input.participants), clauses, areas: named(input.areas), terms: { ...known, operative } as Rests['terms'] };
};

/**
 * What zod has said already is not said again. A term that is malformed itself is not said to fit badly as well; the clause
 * that it cites is looked up all the same.
 */
const isNew = (issues: readonly z.core.$ZodIssue[], { path, message }: Misfit): boolean => {
  const [room, term, field] = path;
  const isMalformed =
    room === 'terms' && issues.some((issue) => issue.path[0] === 'terms' && issue.path[1] === term && issue.code !== 'custom');
  return !(isMalformed && field !== 'clause') && !issues.some((issue) => issue.message === message && issue.path.join() === path.join());
};

const misfits = (input: unknown, issues: readonly z.core.$ZodIssue[]): Problem[] => {
  const readableInput = rests(input);
  const found = readableInput ? problemsOf(readableInput) : [];
  return found.filter((one) => isNew(issues, one)).map(({ path, message }) => ({ path: path.join('.'), message, at: path }));
};

export const allProblemsOf = (input: unknown): Problem[] => {
  const checked = check(Instrument, input);
  if (checked.success) return [];
  const { issues } = checked.error;
  return [...issues.flatMap((issue) => malformed(issue, input)), ...misfits(input, issues)];
};
