/** The JSON Schemas of acts and scenarios are those of the very schemas that check them. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../dev/paths.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { parseInstrument } from '../../domain/input.ts';
import { actSchema, scenarioSchema } from '../../domain/json-schema.ts';
import { parseScenario, simulate } from '../../domain/scenario.ts';
import { readInstrument, readStructured } from '../../instruments/index.ts';

const FOLDER = join(ROOT, 'test', 'scenarios');
const SCENARIOS = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

type Schema = Parameters<typeof z.fromJSONSchema>[0];

/** The instrument has a schema of its own; here any object will do. Zod reads patterns without the `u` that JSON Schema asks for. */
const read = (schema: object): z.ZodType => {
  const text = JSON.stringify(schema).replaceAll('"$ref":"instrument.json"', '"type":"object"').replaceAll('\\\\p{Cc}', '');
  return z.fromJSONSchema(JSON.parse(text) as Schema);
};

const ofAct = read(actSchema());
const ofScenario = read(scenarioSchema());

describe('The JSON Schema', () => {
  test.each([
    ['act', actSchema()],
    ['scenario', scenarioSchema()],
  ])('of an %s in the package is the one made of the acts', async (name, schema) => {
    const written = await readFile(join(ROOT, 'instruments', 'schema', `${name}.json`), 'utf8');
    expect(written, 'run: npm run docs').toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  test('of an act has every act', () => {
    const { anyOf } = actSchema() as { anyOf: { title: string }[] };
    expect([...new Set(anyOf.map(({ title }) => title))]).toEqual(ACT_NAMES);
  });

  test.each(SCENARIOS)('of a scenario finds malformed in %s what the engine finds so', async (file) => {
    const input = await readStructured(join(FOLDER, file));
    const scenario = parseScenario(input);
    const named = scenario.instrument;
    const run = simulate(scenario, typeof named === 'string' ? await readInstrument(named) : parseInstrument(named));
    const acts = run.steps.filter((step) => step.do !== 'due');
    // That a scenario opens its own memorandum and no other, no schema can say.
    const malformed = acts.flatMap((step, at) => (step.do !== 'open' && 'error' in step && step.error.code === 'INVALID' ? [at] : []));
    const { error } = ofScenario.safeParse(input);
    expect([...new Set(error?.issues.map(({ path }) => path[1]))]).toEqual(malformed);
  });

  test.each([
    ['a field that no act has', { do: 'decline', by: 'us', decision: 'd1', colour: 'blue' }],
    ['no decision', { do: 'decline', by: 'us' }],
    ['an act that does not exist', { do: 'dance', by: 'us' }],
  ])('of an act refuses one with %s', (_, act) => {
    expect(ofAct.safeParse({ do: 'decline', by: 'us', decision: 'd1' }).success).toBe(true);
    expect(ofAct.safeParse(act).success).toBe(false);
  });
});
