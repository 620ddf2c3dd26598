/** The decider alone and the workflow on a real server yield the same events, for every scenario. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { rehearse } from '../../dev/rehearsal.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseInstrument } from '../../domain/input.ts';
import { parseScenario, type Run, type StepResult, simulate } from '../../domain/scenario.ts';
import { readInstrument, readStructured } from '../../instruments/index.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { ROOT, startService } from '../support/service.ts';

const FOLDER = join(ROOT, 'test', 'scenarios');
const FILES = [
  ...readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')),
  // Where time does more than one thing on a day, and what the others do not have.
  'rules/withdrawal/second-notice-waits-not-for-who-left.yaml',
  'rules/withdrawal/a-modification-waiting-for-who-leaves-is-taken-that-day.yaml',
  'rules/withdrawal/a-correction-that-waited-for-who-leaves-is-made-that-day.yaml',
  'rules/withdrawal/who-remains-decides-the-end-on-that-day-recorded-long-after.yaml',
  'rules/withdrawal/on-the-very-day-on-which-the-term-ends-takes-nobody-out.yaml',
  'rules/modifications/two-change-places-by-a-corrected-consent-and-the-later-stands.yaml',
  'rules/terms/non-renewal-among-three-needs-every-delivery-by-the-day.yaml',
  'rules/dates/two-dates-begin-in-the-same-instant-at-apia.yaml',
  'rules/record/correct-each-clerical-fact.yaml',
  'clauses/until-a-date-is-inclusive.json',
];

const load = async (file: string) => {
  const scenario = parseScenario(await readStructured(join(FOLDER, file)));
  const { instrument: named } = scenario;
  const instrument = typeof named === 'string' ? await readInstrument(named) : parseInstrument(named);
  return { scenario: { ...scenario, mou: newMou(scenario.mou) }, instrument };
};

/** A step without its instants, which may differ by a little. */
const timeless = (step: StepResult): unknown => {
  const withoutInstants = JSON.parse(
    JSON.stringify(step, (key, value: unknown) => (key === 'at' || key === 'openedAt' ? undefined : value)),
  );
  return withoutInstants;
};

const instantsOf = (run: Run): number[] =>
  run.steps.flatMap((step) => [step.at, ...('events' in step ? step.events.map(({ at }) => at) : [])]).map(parseInstant);

describe('a scenario', () => {
  let worker: WorkerProcess;
  beforeAll(async () => {
    worker = await startService();
  });
  afterAll(() => worker.stop());

  it.each(FILES)('%s yields the same events simulated and rehearsed', async (file) => {
    const { scenario, instrument } = await load(file);
    const simulated = simulate(scenario, instrument);
    const rehearsed = await rehearse(inject('temporalAddress'), scenario, instrument, () => {});
    expect(rehearsed.steps.map(timeless)).toEqual(simulated.steps.map(timeless));
    expect({ ...rehearsed.state, openedAt: '' }).toEqual({ ...simulated.state, openedAt: '' });
    const apart = instantsOf(rehearsed).map((instant, index) => Math.abs(instant - (instantsOf(simulated)[index] ?? 0)));
    expect(Math.max(...apart)).toBeLessThan(5_000);
  });

  it('that fails on the way tells what was done until then, and why it stopped', async () => {
    const { scenario, instrument } = await load(FILES[0] ?? '');
    const look = { at: scenario.steps[0]?.at ?? '', do: 'look' };
    const rehearsed = await rehearse('127.0.0.1:1', { ...scenario, steps: [look, ...scenario.steps] }, instrument, () => {});
    expect(rehearsed.steps).toMatchObject([{ do: 'look', ok: true }]);
    expect(rehearsed.stopped).toMatchObject({ code: 'NO_SERVICE' });
  });
});
