/**
 * Scenarios with their right answers, in a small language: `state.…` is of the final state, `look0.…` of the first look,
 * `err3` the code with which step 3 is refused (counted among all steps, from 0), `n:TYPE` how many events of a type there
 * are, and `ev:TYPE.0.…` a field of the first of them. A scenario run in another way is held against the same answers.
 */
import type { Event } from '../../domain/events.ts';
import type { Run, StepResult } from '../../domain/scenario.ts';

export type Answers = Record<string, unknown>;

const OWN = /^(state|look\d+|err\d+|n:|ev:)/;

/** Answers that only a person, or a test of its own, can judge. */
export const isJudgedElsewhere = (key: string): boolean => !OWN.test(key);

const eventsOf = ({ steps }: Run): Event[] => steps.flatMap((step): Event[] => (step.ok && 'events' in step ? step.events : []));

/** The steps of the scenario itself, without those that time took. */
const stepsOf = ({ steps }: Run): StepResult[] => steps.filter(({ do: what }) => what !== 'due');

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((whole, key) => (whole as Record<string, unknown> | null | undefined)?.[key], value);

const answerTo = (key: string, run: Run): unknown => {
  const [head = '', ...path] = key.split('.');
  if (head === 'state') return at(run.state, path);
  if (head.startsWith('n:')) return eventsOf(run).filter(({ type }) => type === head.slice(2)).length;
  if (head.startsWith('ev:')) {
    const [nth, ...rest] = path;
    return at(eventsOf(run).filter(({ type }) => type === head.slice(3))[Number(nth)], rest);
  }
  if (head.startsWith('err')) return at(stepsOf(run)[Number(head.slice(3))], ['error', 'code']);
  const looks = stepsOf(run).filter((step) => step.do === 'look');
  return at(looks[Number(head.slice(4))], ['state', ...path]);
};

/** Instants are compared without fractions of a second. */
const plain = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/(T\d{2}:\d{2}:\d{2})\.\d+Z$/, '$1Z') : value);

/** What a run answers to each of the questions that its right answers ask, and nothing more. */
export const answered = (run: Run, answers: Answers): Answers =>
  Object.fromEntries(Object.keys(answers).map((key) => [key, plain(answerTo(key, run)) ?? null]));
