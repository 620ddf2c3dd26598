/**
 * Set up before each file of the domain's tests: what the decider answers to each act, in whichever story, must be in the
 * rule book. That what is in the rule book can happen is shown by test/domain/rule-book.test.ts.
 */
import { afterAll, expect, vi } from 'vitest';
import type * as Decider from '../../domain/decide.ts';
import { Refusal } from '../../domain/refusal.ts';
import { allowedPairs, pair } from './outcomes.ts';

// One for all files of a process: this is run before each of them, and the decider is loaded once.
const { seen } = vi.hoisted(() => {
  const here = globalThis as { seenOfDecider?: Set<string> };
  here.seenOfDecider ??= new Set();
  return { seen: here.seenOfDecider };
});

vi.mock('../../domain/decide.ts', async (importOriginal) => {
  const { decide, decideDue } = await importOriginal<typeof Decider>();
  const note = (what: string, result: ReturnType<typeof decide>) => {
    if (result instanceof Refusal) seen.add(pair(what, result.code));
    else for (const { type } of result) seen.add(pair(what, type));
    return result;
  };
  return {
    decide: (...asked: Parameters<typeof decide>) => note(asked[0].do, decide(...asked)),
    decideDue: (...asked: Parameters<typeof decideDue>) => note(asked[0].do, decideDue(...asked)),
  };
});

afterAll(() => {
  const allowed = allowedPairs();
  expect([...seen].filter((one) => !allowed.has(one))).toEqual([]);
});
