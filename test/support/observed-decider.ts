/**
 * Set up before each test file where OBSERVED names a file: what the decider answers to each act, in whichever story, is
 * noted there; see test/domain/time-zones.test.ts.
 */
import { appendFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import type * as Decider from '../../domain/decide.ts';
import { Refusal } from '../../domain/refusal.ts';
import { pair } from './outcomes.ts';

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

test.runIf(process.env.TZ)('the process lives in the time zone it was told to', () => {
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env.TZ);
});

afterAll(() => {
  if (process.env.OBSERVED) appendFileSync(process.env.OBSERVED, `${[...seen].join('\n')}\n`);
});
