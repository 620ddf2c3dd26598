/** The lives in test/scenarios, each read and simulated once. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../domain/events.ts';
import { parseInstrument } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { parseScenario, type Run, simulate } from '../../domain/scenario.ts';
import { INSTRUMENTS, readInstrument, readStructured } from '../../instruments/index.ts';
import type { Answers } from './right-answers.ts';

const ROOT = join(INSTRUMENTS, '..', 'test', 'scenarios');

export type ScenarioLife = { run: Run; answers: Answers; log: readonly Event[] };

/** As `rules/terms/a-life.yaml`. */
export const SCENARIO_FILES: readonly string[] = readdirSync(ROOT, { encoding: 'utf8', recursive: true })
  .filter((name) => /\.(json|yaml)$/.test(name))
  .sort();

/** Those that come with the engine, each read once. */
const ofShelf = new Map<string, Promise<Instrument>>();

export const instrumentNamed = (name: string): Promise<Instrument> => {
  const instrument = ofShelf.get(name) ?? readInstrument(name);
  ofShelf.set(name, instrument);
  return instrument;
};

const liveOnce = async (file: string): Promise<ScenarioLife> => {
  const { rightAnswers = {}, asks: _, ...input } = (await readStructured(join(ROOT, file))) as { rightAnswers?: Answers; asks?: unknown };
  const scenario = parseScenario(input);
  const { instrument } = scenario;
  const run = simulate(scenario, typeof instrument === 'string' ? await instrumentNamed(instrument) : parseInstrument(instrument));
  const told = run.steps.flatMap((step): readonly Event[] => (step.ok && 'events' in step ? step.events : []));
  // An act done again tells the same events again.
  return { run, answers: rightAnswers, log: [...new Map(told.map((event) => [event.seq, event])).values()] };
};

const lives = new Map<string, Promise<ScenarioLife>>();

export const lifeOf = (file: string): Promise<ScenarioLife> => {
  const life = lives.get(file) ?? liveOnce(file);
  lives.set(file, life);
  return life;
};
