/**
 * Each life in test/scenarios, simulated once: held against its right answers, worked out by hand from the clauses; its log against
 * the rules, and the steps of time that a rehearsal tells from that log against those that were simulated; and as people read it:
 * what the messages, the status and the explanations say, and every day of it.
 */
import { describe, expect, test } from 'vitest';
import { statusLines } from '../../cli/views.ts';
import { stepsOfTime } from '../../dev/steps-of-time.ts';
import { evolve } from '../../domain/evolve.ts';
import { beforeOpening } from '../../domain/judge.ts';
import { firstUnfounded } from '../../domain/rejudge.ts';
import type { Run } from '../../domain/scenario.ts';
import type { State } from '../../domain/state.ts';
import { understoodOf } from '../../instruments/check/understood.ts';
import { verifyEd25519 } from '../../keys/ed25519.ts';
import { actsOf } from '../../projections/acts.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { explain } from '../../projections/explain.ts';
import { messageOf } from '../../projections/message.ts';
import { answered, isJudgedElsewhere } from '../support/right-answers.ts';
import { lifeOf, SCENARIO_FILES } from '../support/scenario-lives.ts';

describe('The life in', () => {
  test.each(SCENARIO_FILES)('%s', async (file) => {
    const { run, answers, log } = await lifeOf(file);
    const asked = Object.fromEntries(Object.entries(answers).filter(([key]) => !isJudgedElsewhere(key)));
    const refused = run.steps.flatMap((step) => (step.ok ? [] : [`${step.do}: ${step.error.code} ${step.error.message}`]));
    expect(answered(run, asked), refused.join('\n')).toEqual(asked);
    expect(firstUnfounded(run.mou, log, verifyEd25519), 'each event follows by the rules').toBeUndefined();
    const simulated = run.steps.flatMap((step) => (step.do === 'due' && 'events' in step ? [step.events] : []));
    expect(stepsOfTime(beforeOpening(run.mou), log).steps, 'what time did, told from the log').toEqual(simulated);
  });
});

/** A word that is missing, a value that nobody turned into words, a number that does not fit its noun. */
const FAULT = /undefined|\bnull\b|NaN|\[object|\(\)|\S {2,}\S|,,|\b1 (?:years|months|weeks|days)\b/;

/** What stands in quotation marks is somebody else's. */
const own = (text: string): string => text.replace(/“[^”]*”/g, '“”');

const saidOf = (before: State | undefined, events: Parameters<typeof messageOf>[0]['events'], state: State): string[] => {
  const [first] = state.instrument.participants;
  const message = first && messageOf({ before, events }, { key: first.id, participant: first.id, contact: null });
  const told = message?.events.flatMap(({ headline, happened, follows }) => [headline, happened, ...follows]) ?? [];
  return [...told, ...(message?.follows ?? []), ...explain(state).flatMap(({ sentence, rule }) => [sentence, rule])];
};

describe('Of the life in', () => {
  test.each(SCENARIO_FILES)('%s everything is told in whole words', async (file) => {
    const { log, instrument } = await lifeOf(file);
    let state: State | undefined;
    const said = understoodOf(instrument).map(({ says }) => says);
    for (const events of actsOf(log)) {
      const before = state;
      state = events.reduce<State | undefined>(evolve, before);
      if (state) said.push(...saidOf(before, events, state));
    }
    expect(said.map(own).filter((text) => FAULT.test(text))).toEqual([]);
  });

  test.each(SCENARIO_FILES)('%s every day can be asked, with its status', async (file) => {
    const { log } = await lifeOf(file);
    for (const on of new Set(log.map((event) => event.on))) {
      const state = stateAsOf(log, { on });
      expect(state && statusLines(state, on).join('\n')).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

const interplay = (name: string) => lifeOf(`interplay/${name}.json`);
const clause = ({ state }: Run, id: string) => state?.instrument.clauses.find((one) => one.id === id)?.text;

test('two modifications that were each right never overwrite a clause on which nobody decided', async () => {
  const { run } = await interplay('a-patch-by-position-does-not-hit-another-clause-later-date');
  expect(clause(run, 'III.8')).toBe('The new III.8.');
  expect(clause(run, 'III.9')).toBe('Nothing in this MOU commits the Participants to the expenditure of funds.');
});

test('nothing is discontinued before it was operative: the rectification is refused, and says what stands in the way', async () => {
  const { run } = await interplay('signature-rectified-past-a-decided-commencement-is-no-nonsense');
  const refused = run.steps.find((step) => !step.ok);
  expect(refused).toMatchObject({ do: 'propose', error: { code: 'BEFORE_OPERATIVE', message: expect.stringContaining('d1') as string } });
  expect(run.state).toMatchObject({ operativeOn: '2027-01-05', discontinuation: { commencedOn: '2027-02-01' } });
});

test('the first meeting is expected within the time that the text names, counted from the operative date', async () => {
  const { run } = await interplay('uk-the-first-meeting-is-expected-within-six-months');
  expect(run.state && explain(run.state).map(({ date }) => date)).toContain('2027-08-10');
});
