/**
 * Scenarios with their right answers, in a small language: `state.…` is of the final state, `look0.…` of the first look,
 * `err3` the code with which step 3 is refused (counted among all steps, from 0), `n:TYPE` how many events of a type there
 * are, and `ev:TYPE.0.…` a field of the first of them; `awaited:look0` who is waited for at the first look, for what and
 * about what, `clause:look0.8` the text of clause 8 then, and `msg3` what the refusal of step 3 names. A scenario run in another way is held against the same answers.
 */
import type { Event } from '../../domain/events.ts';
import type { Run, StepResult } from '../../domain/scenario.ts';

export type Answers = Record<string, unknown>;

const OWN = /^(state|look\d+|err\d+|msg\d+|n:|ev:|awaited:|clause:)/;

/** Answers that only a person, or a test of its own, can judge. */
export const isJudgedElsewhere = (key: string): boolean => !OWN.test(key);

const eventsOf = ({ steps }: Run): Event[] => steps.flatMap((step): Event[] => (step.ok && 'events' in step ? step.events : []));

/** The steps of the scenario itself, without those that time took. */
const stepsOf = ({ steps }: Run): StepResult[] => steps.filter(({ do: what }) => what !== 'due');

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((whole, key) => (whole as Record<string, unknown> | null | undefined)?.[key], value);

const lookedAt = (run: Run, nth: string): unknown => {
  const look = stepsOf(run).filter((step) => step.do === 'look')[Number(nth)];
  return look && 'state' in look ? look.state : undefined;
};

type Shown = { awaited: { of: string; what: string; about: string | null }[]; instrument: { clauses: { id: string; text: string }[] } };

const awaitedAt = (run: Run, nth: string): unknown =>
  (lookedAt(run, nth) as Shown).awaited.map(({ of, what, about }) => [of, what, about]).sort();

const clauseAt = (run: Run, nth: string, clause: string): unknown =>
  (lookedAt(run, nth) as Shown).instrument.clauses.find(({ id }) => id === clause)?.text;

/** What a refusal names, as far as it is asked for. */
const named = (message: unknown, asked: unknown): unknown =>
  typeof message === 'string' && message.includes(String(asked)) ? asked : message;

const answerTo = (key: string, run: Run, asked: unknown): unknown => {
  const [, nth = '', clause = ''] = /^(?:awaited|clause):look(\d+)(?:\.(.*))?$/.exec(key) ?? [];
  if (key.startsWith('awaited:')) return awaitedAt(run, nth);
  if (key.startsWith('clause:')) return clauseAt(run, nth, clause);
  const [head = '', ...path] = key.split('.');
  if (head === 'state') return at(run.state, path);
  if (head.startsWith('n:')) return eventsOf(run).filter(({ type }) => type === head.slice(2)).length;
  if (head.startsWith('ev:')) {
    const [nth, ...rest] = path;
    return at(eventsOf(run).filter(({ type }) => type === head.slice(3))[Number(nth)], rest);
  }
  if (head.startsWith('msg')) return named(at(stepsOf(run)[Number(head.slice(3))], ['error', 'message']), asked);
  if (head.startsWith('err')) return at(stepsOf(run)[Number(head.slice(3))], ['error', 'code']);
  return at(lookedAt(run, head.slice(4)), path);
};

/** Instants are compared without fractions of a second. */
const plain = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/(T\d{2}:\d{2}:\d{2})\.\d+Z$/, '$1Z') : value);

/** What a run answers to each of the questions that its right answers ask, and nothing more. */
export const answered = (run: Run, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([key, asked]) => [key, plain(answerTo(key, run, asked)) ?? null]));
