/** The OpenAPI 3.1 document: made of the routes, and of the very schemas that check what comes in. */
import { z } from 'zod';
import { actSchema, forEditors, withoutDefinitions } from '../domain/json-schema.ts';
import { instrumentSchema } from '../instruments/schema.ts';
import { DESK_PROBLEMS } from './errors.ts';
import { Problem, PROBLEM_TYPE } from './problem.ts';
import type { Answer, Route } from './route.ts';
import * as schemas from './schemas.ts';

type Json = Record<string, unknown>;

const withoutDraft = ({ $schema: _, ...schema }: Json): Json => schema;

/** Those that stand in the document under a name of their own. */
const NAMED = new Map<z.ZodType, string>(
  [...Object.entries(schemas), ['Problem', Problem] as const].map(([name, schema]) => [schema, name]),
);

const referred = (schema: z.ZodType): Json => {
  const name = NAMED.get(schema);
  return name === undefined ? jsonSchemaOf(schema) : { $ref: `#/components/schemas/${name}` };
};

/** What is named is referred to, wherever it stands within. */
const jsonSchemaOf = (whole: z.ZodType): Json =>
  withoutDraft(
    withoutDefinitions(
      z.toJSONSchema(whole, {
        io: 'input',
        unrepresentable: 'any',
        override: (field) => {
          forEditors(field);
          const part = field.zodSchema as unknown as z.ZodType;
          const name = part === whole ? undefined : NAMED.get(part);
          if (name === undefined) return;
          for (const key of Object.keys(field.jsonSchema)) delete field.jsonSchema[key];
          Object.assign(field.jsonSchema, { $ref: `#/components/schemas/${name}` });
        },
      }) as Json,
    ),
  );

/** The instrument of `open` may be named, or be there; no path means anything here. */
const acts = (): Json => {
  const text = JSON.stringify(withoutDraft(actSchema())).replaceAll('"instrument.json"', '"#/components/schemas/Instrument"');
  return JSON.parse(
    text.replaceAll('the id of an instrument, or the path of its file', 'the id of an instrument that comes with the engine'),
  ) as Json;
};

const components = (): Json => ({
  Act: { ...acts(), description: 'What is recorded: docs/rule-book.md says what each act does, and why it may be refused.' },
  Instrument: withoutDraft(withoutDefinitions(instrumentSchema())),
  ...Object.fromEntries([...NAMED].map(([schema, name]) => [name, jsonSchemaOf(schema)])),
});

const parametersOf = (shape: Record<string, z.ZodType> | undefined, where: 'path' | 'query'): Json[] =>
  Object.entries(shape ?? {}).map(([name, field]) => {
    const { description, default: otherwise, ...schema } = jsonSchemaOf(field);
    const needed = where === 'path' || !field.safeParse(undefined).success;
    return {
      name,
      in: where,
      required: needed,
      ...(description !== undefined && { description }),
      schema: { ...schema, ...(otherwise !== undefined && { default: otherwise }) },
    };
  });

const contentOf = ({ mediaType = 'application/json', schema }: Answer): Json => ({
  [mediaType]: { schema: schema === undefined ? { type: 'string' } : schema instanceof z.ZodType ? referred(schema) : schema },
});

const problem = (description: string): Json => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

const PROBLEMS: Json = {
  400: problem('The input is not valid: `field` names where.'),
  401: problem(DESK_PROBLEMS.NOT_AUTHENTICATED.title),
  403: problem(DESK_PROBLEMS.NOT_AUTHORISED.title),
  404: problem('No such memorandum is known.'),
  429: problem(DESK_PROBLEMS.TOO_MANY_REQUESTS.title),
  503: problem('The server, its worker or the register does not answer: the same request may be sent again.'),
};
const PROBLEMS_OF_ACTS: Json = {
  409: problem("Refused by the memorandum's rules: `code` and `clause` say why. Nothing has changed."),
  413: problem('Larger than is accepted.'),
  415: problem(DESK_PROBLEMS.UNSUPPORTED_MEDIA_TYPE.title),
};

const operationOf = ({ id, summary, details, params, query, headers = {}, body, answers, needs, method }: Route): Json => ({
  operationId: id,
  summary,
  description: `${details ? `${details} ` : ''}Needs the role ${needs}.`,
  parameters: [
    ...parametersOf(params?.shape, 'path'),
    ...parametersOf(query?.shape, 'query'),
    ...Object.entries(headers).map(([name, description]) => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    })),
  ],
  ...(body && {
    requestBody: {
      description: body.description,
      required: body.needed,
      content: { 'application/json': { schema: body.schema instanceof z.ZodType ? referred(body.schema) : body.schema } },
    },
  }),
  responses: {
    ...Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, { description: answer.description, content: contentOf(answer) }]),
    ),
    ...PROBLEMS,
    ...(method === 'post' && PROBLEMS_OF_ACTS),
  },
});

/** @param version of the engine @param url where the desk is found */
export const openApi = (routes: readonly Route[], { version, url }: { version: string; url: string }): Json => {
  const paths: Record<string, Json> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'The desk of mou-engine',
      version,
      description: 'Records what happens to a memorandum of understanding, and answers questions about it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Made by `mou tokens new`.' } },
      schemas: components(),
    },
  };
};
