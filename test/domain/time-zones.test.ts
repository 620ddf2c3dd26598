/**
 * Nothing depends on the time zone of the process. All of the domain's tests are run in a process that lives far from UTC
 * (vitest.config.ts); here the same lives are told in several zones, and are the same to the byte.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import { parseScenario, simulate } from '../../domain/scenario.ts';
import { readInstrument, readStructured } from '../../instruments/index.ts';
import { explain } from '../../projections/explain.ts';
import { MOU } from '../support/given.ts';
import { drawn, SEED } from '../support/seed.ts';
import { open, sign } from './acts.ts';
import { actOf, INSTRUMENTS, type Move, move } from './random-life.ts';

const HOME = process.env.TZ;
/** Far west, far east beyond the next day, a half hour, and where clocks go back over midnight. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata', 'America/St_Johns'];

const SCENARIOS = [
  ...readdirSync(join(ROOT, 'test', 'scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join('test', 'scenarios', file)),
  join('bench', 'twenty-steps.yaml'),
];

/** The same told in each zone. The process moves: Node takes a new TZ at once. */
const inEachZone = (tell: () => unknown): string[] =>
  ZONES.map((zone) => {
    process.env.TZ = zone;
    return JSON.stringify(tell());
  });

afterEach(() => {
  process.env.TZ = HOME;
});

test('the process lives where it is told to', () => {
  expect(HOME).toBe('Asia/Seoul');
  expect(new Date(2027, 0, 1).toISOString()).toBe('2026-12-31T15:00:00.000Z');
  expect(inEachZone(() => new Date(2027, 0, 1).getTimezoneOffset())).toEqual(['0', '300', '-840', '-330', '210']);
});

describe('In a process that lives elsewhere', () => {
  test.each(SCENARIOS)('%s comes to the same', async (path) => {
    const scenario = parseScenario(await readStructured(join(ROOT, path)));
    const instrument = await readInstrument(scenario.instrument as string);
    const told = inEachZone(() => {
      const run = simulate(scenario, instrument);
      return [run, run.state && explain(run.state)];
    });
    expect(new Set(told).size).toBe(1);
    expect(told[0]?.length).toBeGreaterThan(1_000);
  });

  test('random lives come to the same', () => {
    const live = (moves: readonly Move[]): unknown => {
      const memorandum = new Memorandum(MOU);
      let clock = parseInstant('2027-01-06T07:00:00Z');
      for (const act of [open(INSTRUMENTS.smallInstrument), sign('us', '2027-01-05'), sign('rok', '2027-01-05')])
        memorandum.record(parseAct(act), clock);
      for (const one of moves) {
        clock += one.hours * 3_600_000;
        const today = new Date(clock).toISOString().slice(0, 10);
        const { state } = memorandum;
        if (!state) throw new Error('It was opened');
        try {
          memorandum.record(parseAct(actOf(one, state, today)), clock);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
      return memorandum.log;
    };
    for (const moves of fc.sample(fc.array(move, { minLength: 40, maxLength: 40 }), { seed: SEED, numRuns: drawn(4) })) {
      expect(new Set(inEachZone(() => live(moves))).size).toBe(1);
    }
  });
});
