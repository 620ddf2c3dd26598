/** A scenario run both ways, and held one against the other: on the decider alone, and by the workflow on a real server. */
import { expect } from 'vitest';
import { loadScenario } from '../../cli/scenario.ts';
import { rehearse } from '../../dev/rehearsal.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { type Run, type StepResult, simulate } from '../../domain/scenario.ts';
import { newMou } from './engine.ts';

/** Milliseconds by which an instant of the one may differ from that of the other: a busy machine is slow, and no time zone is as near to another. */
const NEAR = 60_000;

/** The fields that say when something was recorded: they may differ by a little. All other instants are the same. */
const RECORDED = new Set(['at', 'openedAt', 'quietUntil']);

const timeless = (found: StepResult | Run['state']): unknown =>
  JSON.parse(JSON.stringify(found, (key, value: unknown) => (RECORDED.has(key) ? undefined : value)));

const instantsOf = (run: Run): number[] =>
  run.steps.flatMap((step) => [step.at, ...('events' in step ? step.events.map(({ at }) => at) : [])]).map(parseInstant);

export const expectSame = (rehearsed: Run, simulated: Run): void => {
  expect(rehearsed.steps.map(timeless)).toEqual(simulated.steps.map(timeless));
  expect(timeless(rehearsed.state)).toEqual(timeless(simulated.state));
  const simulatedAt = instantsOf(simulated);
  const apart = instantsOf(rehearsed).map((instant, index) => Math.abs(instant - (simulatedAt[index] ?? 0)));
  expect(Math.max(0, ...apart)).toBeLessThan(NEAR);
};

/** Of a life that several tests live on one server, each has a memorandum of its own. */
export const loadLife: typeof loadScenario = async (file) => {
  const { scenario, instrument } = await loadScenario(file);
  return { instrument, scenario: { ...scenario, mou: newMou(scenario.mou.slice(0, 40)) } };
};

/** @param file a scenario; @param address a Temporal server with time skipping, that a worker serves */
export const expectRehearsedAsSimulated = async (file: string, address: string): Promise<void> => {
  const { scenario, instrument } = await loadLife(file);
  const { stopped, ...rehearsed } = await rehearse(address, scenario, instrument, () => {});
  if (stopped) throw stopped;
  expectSame(rehearsed, simulate(scenario, instrument));
};
