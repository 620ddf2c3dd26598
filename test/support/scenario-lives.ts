/** The lives in test/scenarios, each read and simulated once. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../domain/events.ts';
import { parseInstrument } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { parseScenario, type Run, type Scenario, simulate } from '../../domain/scenario.ts';
import { INSTRUMENTS, readInstrument, readStructured } from '../../instruments/index.ts';
import type { Answers } from './right-answers.ts';

const ROOT = join(INSTRUMENTS, '..', 'test', 'scenarios');

export type ScenarioLife = { run: Run; answers: Answers; instrument: Instrument; log: readonly Event[] };

/** As `rules/terms/a-life.yaml`. */
export const SCENARIO_FILES: readonly string[] = readdirSync(ROOT, { encoding: 'utf8', recursive: true })
  .filter((name) => /\.(json|yaml)$/.test(name))
  .sort();

/** Those that come with the engine, each read once. */
const ofShelf = new Map<string, Promise<Instrument>>();

const instrumentNamed = (name: string): Promise<Instrument> => {
  const instrument = ofShelf.get(name) ?? readInstrument(name);
  ofShelf.set(name, instrument);
  return instrument;
};

type Written = { scenario: Scenario; instrument: Instrument };

const read = async (file: string): Promise<Written> => {
  const scenario = parseScenario(await readStructured(join(ROOT, file)));
  const { instrument } = scenario;
  return { scenario, instrument: typeof instrument === 'string' ? await instrumentNamed(instrument) : parseInstrument(instrument) };
};

const written = new Map<string, Promise<Written>>();

/** What a file says, as `shelf/turtles-range-states.yaml`. */
export const scenarioIn = (file: string): Promise<Written> => {
  const known = written.get(file) ?? read(file);
  written.set(file, known);
  return known;
};

export const logOf = ({ steps }: Run): Event[] => {
  const told = steps.flatMap((step): readonly Event[] => (step.ok && 'events' in step ? step.events : []));
  // An act done again tells the same events again.
  return [...new Map(told.map((event) => [event.seq, event])).values()];
};

const live = async (file: string): Promise<ScenarioLife> => {
  const { scenario, instrument } = await scenarioIn(file);
  const run = simulate(scenario, instrument);
  return { run, answers: scenario.rightAnswers ?? {}, instrument, log: logOf(run) };
};

const lives = new Map<string, Promise<ScenarioLife>>();

export const lifeOf = (file: string): Promise<ScenarioLife> => {
  const life = lives.get(file) ?? live(file);
  lives.set(file, life);
  return life;
};
