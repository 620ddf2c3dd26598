/** Each life in test/scenarios, as people read it: what the messages, the status and the explanations say, and every day of it. */
import { describe, expect, test } from 'vitest';
import { statusLines } from '../../cli/views.ts';
import { evolve } from '../../domain/evolve.ts';
import type { State } from '../../domain/state.ts';
import { understoodOf } from '../../instruments/check/understood.ts';
import { actsOf } from '../../projections/acts.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { explain } from '../../projections/explain.ts';
import { messageOf } from '../../projections/message.ts';
import { lifeOf, SCENARIO_FILES } from '../support/scenario-lives.ts';

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
