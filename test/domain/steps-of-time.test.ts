/** A rehearsal tells the steps of time from the log: they are those that a simulation took. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepsOfTime } from '../../dev/steps-of-time.ts';
import { parseInstrument } from '../../domain/input.ts';
import { beforeOpening } from '../../domain/judge.ts';
import { parseScenario, simulate } from '../../domain/scenario.ts';
import { INSTRUMENTS, readInstrument, readStructured } from '../../instruments/index.ts';

const ROOT = join(INSTRUMENTS, '..', 'test', 'scenarios');
const LIVES = readdirSync(ROOT, { encoding: 'utf8', recursive: true }).filter((name) => /\.(json|yaml)$/.test(name));

test('of each life, the steps of time told from the log are those that were simulated', async () => {
  for (const name of LIVES) {
    const { asks: _, ...input } = (await readStructured(join(ROOT, name))) as Record<string, unknown>;
    const scenario = parseScenario(input);
    const { instrument: named } = scenario;
    const { mou, steps } = simulate(scenario, typeof named === 'string' ? await readInstrument(named) : parseInstrument(named));
    // An act done again tells the same events again.
    const log = [...new Map(steps.flatMap((step) => ('events' in step ? step.events : [])).map((event) => [event.seq, event])).values()];
    const simulated = steps.flatMap((step) => (step.do === 'due' && 'events' in step ? [step.events] : []));
    expect(stepsOfTime(beforeOpening(mou), log).steps, name).toEqual(simulated);
  }
});
