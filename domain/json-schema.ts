/** JSON Schemas for editors and other languages, made from the very schemas that check the input. */
import { z } from 'zod';
import { ACT_NAMES, type ActName, ACTS } from './acts/index.ts';
import { VALUES } from './values.ts';

type Json = Record<string, unknown>;
type Field = { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema };

/** What a value must be like, where the check is a function: for editors, which know no functions. */
const LIKE: Record<string, object> = {
  'civil date': { format: 'date' },
  period: { pattern: '^P(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$' },
};

/** What the engine does with a field is part of what an editor shows; validators know no such keyword. */
export const forEditors = ({ zodSchema, jsonSchema }: Field): void => {
  const kind = VALUES.get(zodSchema)?.kind;
  if (kind !== undefined) Object.assign(jsonSchema, LIKE[kind]);
  const { effect } = jsonSchema as { effect?: string };
  delete jsonSchema.effect;
  delete (jsonSchema as { flag?: string }).flag;
  if (effect !== undefined) jsonSchema.description = [jsonSchema.description, effect].filter(Boolean).join('. ');
};

const INSTRUMENT = {
  anyOf: [{ type: 'string', description: 'the id of an instrument, or the path of its file' }, { $ref: 'instrument.json' }],
};

/** An instrument has a schema of its own, to which this one refers. */
const withReference = (field: Field): void => {
  forEditors(field);
  if (VALUES.get(field.zodSchema)?.kind !== 'instrument') return;
  for (const key of Object.keys(field.jsonSchema)) delete field.jsonSchema[key];
  Object.assign(field.jsonSchema, INSTRUMENT);
};

type ActSchema = Json & { properties: Json; required: string[] };

/** Any JSON needs no definition: a schema that says nothing accepts it. */
export const withoutDefinitions = <Schema>(schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), (_, value: Json) => {
    if (typeof value?.$ref !== 'string' || !value.$ref.startsWith('#/$defs/')) return value;
    const { $ref: __, ...rest } = value;
    return rest;
  });

/** An act's own schemas: one, or one for each of its kinds. */
const schemasOf = (name: ActName): ActSchema[] => {
  const whole = z.toJSONSchema(ACTS[name].input, { io: 'input', override: withReference }) as ActSchema;
  const { $schema: _, $defs: __, oneOf, anyOf, ...schema } = withoutDefinitions(whole);
  const kinds = (oneOf ?? anyOf ?? [schema]) as ActSchema[];
  return kinds.map((kind) => ({ ...kind, title: name, description: ACTS[name].summary }));
};

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** An act: what the client sends and, with the memorandum as `mou`, a line of `mou apply`. */
export const actSchema = (): Json => ({ $schema: DRAFT, title: 'An act', anyOf: ACT_NAMES.flatMap(schemasOf) });

const AT = { type: 'string', format: 'date-time', description: 'the instant at which it is recorded' };
const LOOK = {
  title: 'look',
  description: 'Shows the state as it is then.',
  type: 'object',
  properties: { at: AT, do: { const: 'look' } },
  required: ['at', 'do'],
  additionalProperties: false,
};

/** The memorandum that a scenario opens is the scenario's own. */
const stepOf = ({ properties, required, ...act }: ActSchema): Json => ({
  ...act,
  properties: { at: AT, ...properties },
  required: ['at', ...required.filter((field) => field !== 'mou' && field !== 'instrument')],
});

/** A scenario, as `mou simulate` and `mou rehearse` take it. */
export const scenarioSchema = (): Json => ({
  $schema: DRAFT,
  title: 'A scenario',
  type: 'object',
  properties: {
    instrument: INSTRUMENT,
    mou: { type: 'string', description: "the memorandum's id" },
    steps: { type: 'array', minItems: 1, items: { anyOf: [LOOK, ...ACT_NAMES.flatMap(schemasOf).map(stepOf)] } },
  },
  required: ['instrument', 'mou', 'steps'],
  additionalProperties: false,
});
