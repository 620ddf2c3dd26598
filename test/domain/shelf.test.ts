import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INSTRUMENTS, listInstruments, readInstrument, readStructured } from '../../instruments/index.ts';

const FOLDER = join(INSTRUMENTS, '..', 'test', 'scenarios', 'shelf');

test('each memorandum of the shelf has its whole life among the scenarios with right answers', async () => {
  const lives = await Promise.all(readdirSync(FOLDER).map((file) => readStructured(join(FOLDER, file))));
  const told = lives.map((life) => (life as { instrument: string }).instrument);
  expect([...new Set(told)].sort()).toEqual(listInstruments());
  for (const life of lives) expect(Object.keys((life as { rightAnswers: object }).rightAnswers).length).toBeGreaterThanOrEqual(5);
});

type Schema = {
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  enum?: string[];
  const?: string;
  items?: Schema;
  $ref?: string;
};

/** Every field of the terms and each of its choices, as `operative.rule=last-signature`; of a list of choices, one is enough. */
const choicesOf = (schema: Schema, path: string, root: { $defs?: Record<string, Schema> }): string[] => {
  const { $ref } = schema;
  if ($ref) return choicesOf(root.$defs?.[$ref.split('/').at(-1) ?? ''] ?? {}, path, root);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.flatMap((one) => choicesOf(one, path, root));
  if (schema.enum) return schema.enum.map((choice) => `${path}=${choice}`);
  if (schema.const !== undefined) return [`${path}=${schema.const}`];
  if (!schema.properties) return [path];
  return Object.entries(schema.properties).flatMap(([key, one]) => choicesOf(one, `${path}.${key}`, root));
};

const saidBy = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, one]) => saidBy(one, `${path}.${key}`))
    : [path, `${path}=${String(value)}`];

test('each term, with each of its fields and choices, occurs in a memorandum of the shelf', async () => {
  const schema = (await readStructured(join(INSTRUMENTS, 'schema', 'instrument.json'))) as Schema & { $defs?: Record<string, Schema> };
  const all = await Promise.all(listInstruments().map((id) => readInstrument(id)));
  const said = new Set(all.flatMap(({ terms }) => saidBy(terms, 'terms')));
  const missing = choicesOf(schema.properties?.terms ?? {}, 'terms', schema).filter((choice) => !said.has(choice));
  expect(missing).toEqual([]);
});

test('each act that the clauses of a memorandum alone open occurs in a life of the shelf', async () => {
  const lives = await Promise.all(readdirSync(FOLDER).map((file) => readStructured(join(FOLDER, file))));
  const steps = lives.flatMap((life) => (life as { steps: { do: string; kind?: string }[] }).steps);
  const done = new Set(steps.flatMap(({ do: act, kind }) => [act, `${act} ${kind}`]));
  const opened = [
    'accede',
    'propose admit',
    'propose extend',
    'give-notice non-renewal',
    'withdraw-notice',
    'confirm',
    'pause',
    'conclude-initiative',
  ];
  expect(opened.filter((act) => !done.has(act))).toEqual([]);
});
