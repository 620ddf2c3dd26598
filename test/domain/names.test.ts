/** Each Participant is called by its name: ids are what is typed, and nobody reads them in a sentence. */
import { expect, test } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { evolve } from '../../domain/evolve.ts';
import { recipientsIn } from '../../domain/recipients.ts';
import type { State } from '../../domain/state.ts';
import { actsOf } from '../../projections/acts.ts';
import { explain } from '../../projections/explain.ts';
import { messageOf } from '../../projections/message.ts';
import { lifeOf, SCENARIO_FILES } from '../support/scenario-lives.ts';

/** Who is no Participant has no name, and what could be typed instead are ids. */
const IS_OF_IDS = /is not a Participant of this memorandum|has not been admitted/;

/** Ids of the lives that are words of the language too. */
const WORDS = new Set(['at', 'be', 'by', 'in', 'is', 'it', 'no', 'on', 'to', 'us', 'term', 'delivery', 'notice']);

/** Those lines that hold the id of a Participant that no name holds. Quotations are nobody's to reword. */
const byId = ({ instrument: { participants } }: State, lines: readonly string[]): string[] => {
  const names = participants.flatMap(({ name, shortName, seat }) => `${name} ${shortName} ${seat.city}`.split(/[^\w-]+/));
  const ids = participants.map(({ id }) => id).filter((id) => !names.includes(id) && !WORDS.has(id));
  const named = new RegExp(`(?<![\\w/.-])(?:${ids.join('|')})(?![\\w/-])`);
  return ids.length === 0 ? [] : lines.filter((line) => named.test(line.replace(/“[^”]*”/g, '')));
};

/** What is told of each act. */
const toldOf = (log: readonly Event[]): string[] => {
  let before: State | undefined;
  return actsOf(log).flatMap((events) => {
    const state = events.reduce<State | undefined>(evolve, before) as State;
    const [first] = recipientsIn({ ...state, contacts: {}, participants: {} });
    const message = first && messageOf({ before, events }, first);
    before = state;
    const told = message?.events.flatMap(({ headline, happened, follows }) => [headline, happened, ...follows]) ?? [];
    return byId(state, [...told, message?.awaited ?? '']);
  });
};

test('no refusal, explanation or message names a Participant by its id', async () => {
  const found: string[] = [];
  for (const file of SCENARIO_FILES) {
    const { run, log } = await lifeOf(file);
    const { state } = run;
    if (!state) continue;
    const refused = run.steps.flatMap((step) => (step.ok || IS_OF_IDS.test(step.error.message) ? [] : [step.error.message]));
    const explained = explain(state).flatMap(({ what, sentence, rule }) => [what, sentence, rule]);
    found.push(...byId(state, [...refused, ...explained]));
    // The many short lives of the rules are told as these are.
    if (!file.startsWith('rules/')) found.push(...toldOf(log));
  }
  expect(found).toEqual([]);
});
