/** `simulate` and `rehearse`: the same scenario on the decider alone, and on a real server. */
import type { Gate } from '../domain/authorisation.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import { parseInstrument } from '../domain/input.ts';
import type { Instrument } from '../domain/instrument.ts';
import { mistypedStep, parseScenario, type Scenario, type StepResult, simulate } from '../domain/scenario.ts';
import { readInstrument, readStructured } from '../instruments/index.ts';
import { notAScenario } from '../instruments/kind.ts';
import type { Rehearsed } from '../dev/rehearsal.ts';
import { devKit } from './dev-kit.ts';
import { eventLine } from './event-line.ts';
import { exitCodeOf, failureOf, tellFailure, UsageError } from './failure.ts';
import { answer, type Options, progress } from './output.ts';
import { statusLines } from './views.ts';

/** As the worker of a rehearsal has it. */
const GATE: Gate = { asks: 'open', keepers: null, verify: verifyEd25519 };

const instrumentOf = async ({ instrument }: Scenario): Promise<Instrument> =>
  typeof instrument === 'string' ? await readInstrument(instrument) : parseInstrument(instrument);

/** An `open` step may name an instrument of its own: an id or a path is replaced by what it names. */
const withInstruments = async (scenario: Scenario): Promise<Scenario> => {
  const steps = scenario.steps.map(async (step) =>
    typeof step.instrument === 'string' ? { ...step, instrument: await readInstrument(step.instrument) } : step,
  );
  return { ...scenario, steps: await Promise.all(steps) };
};

/** A scenario of a file, and the instrument it names. */
export const loadScenario = async (file: string): Promise<{ scenario: Scenario; instrument: Instrument }> => {
  const value = await readStructured(file);
  const reason = notAScenario(value, file);
  if (reason) throw new UsageError(`${file}: ${reason}`);
  const scenario = await withInstruments(parseScenario(value));
  return { scenario, instrument: await instrumentOf(scenario) };
};

const rehearseOnServer = async (scenario: Scenario, instrument: Instrument): Promise<Rehearsed> => {
  const [{ rehearse }, { withServer }] = await devKit(() => Promise.all([import('../dev/rehearsal.ts'), import('../dev/with-server.ts')]));
  return await withServer((address) => rehearse(address, scenario, instrument, progress));
};

type Widths = { at: number; do: number };

/** Instants of a real clock have fractions of a second, or none. */
const widthsOf = (steps: readonly StepResult[]): Widths => ({
  at: Math.max(0, ...steps.map(({ at }) => at.length)),
  do: Math.max(0, ...steps.map((step) => step.do.length)),
});

const stepLines = (step: StepResult, widths: Widths): string[] => {
  const head = `${step.at.padEnd(widths.at)}  ${step.do.padEnd(widths.do)} `;
  if (!step.ok) return [`${head} refused: ${step.error.code} ${step.error.message}${step.error.clause ? ` (${step.error.clause})` : ''}`];
  if ('state' in step) return [`${head} ${step.state?.status ?? 'nothing yet'}, version ${step.state?.version ?? '–'}`];
  const events = step.events.map(eventLine);
  return [`${head} ${events[0] ?? 'the same act as before'}`, ...events.slice(1).map((event) => `${' '.repeat(head.length)} ${event}`)];
};

const endLines = ({ state, stopped }: Rehearsed): string[] => {
  if (stopped) return ['Stopped here: the rest was not done.'];
  return state ? statusLines(state, '') : ['Nothing was opened.'];
};

const allLines = (run: Rehearsed): string[] => {
  const widths = widthsOf(run.steps);
  return [...run.steps.flatMap((step) => stepLines(step, widths)), '', ...endLines(run)];
};

/** A refusal is a result; a step that names no act is not what anybody meant. */
const mistyped = (scenario: Scenario, { steps }: Rehearsed): UsageError | undefined => {
  const at = mistypedStep(scenario);
  // What time did itself stands among the steps; none of that is ever refused.
  const step = at === undefined ? undefined : steps.filter(({ do: what, ok }) => what !== 'due' || !ok)[at - 1];
  return step && !step.ok ? new UsageError(`step ${at}: ${step.error.message}`) : undefined;
};

export const runScenario = async (way: 'simulate' | 'rehearse', file: string, options: Options): Promise<void> => {
  const { scenario, instrument } = await loadScenario(file);
  const run: Rehearsed = way === 'simulate' ? simulate(scenario, instrument, GATE) : await rehearseOnServer(scenario, instrument);
  const { stopped, ...done } = run;
  const failed = stopped ?? mistyped(scenario, run);
  answer(options, failed ? { ...done, error: failureOf(failed) } : done, () => allLines(run));
  if (!failed) return;
  process.exitCode = exitCodeOf(failed);
  if (!options.json) tellFailure(failed, false);
};
