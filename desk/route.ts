/** A route says everything about itself once: the router, the checks and the OpenAPI document are made of it. */
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { z } from 'zod';
import { check, describeIssues } from '../domain/issues.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Role, Token } from '../domain/tokens.ts';
import type { Settings } from './settings.ts';
import type { Source } from './source.ts';
import type { Streams } from './streams.ts';

export type Desk = {
  source: Source;
  streams: Streams;
  settings: Settings;
  logger: Logger;
  /** Where others find it. */
  url: string;
  /** Before each act: what the client has to know by then. */
  prepare: () => Promise<void>;
};

/** `isStillValid`: whether the caller's token is good by now, for what goes on for long. */
export type Env = { Variables: { caller: Token; isStillValid: () => Promise<boolean> } };

type Schema = z.ZodType | { $ref: string };

export type Answer = { description: string; mediaType?: string; schema?: Schema };

export type Asked<Params, Query> = { params: Params; query: Query; caller: Token; c: Context<Env>; desk: Desk };

type Given<Params extends z.ZodObject, Query extends z.ZodObject> = {
  method: 'get' | 'post';
  /** As OpenAPI writes it: `/v1/memoranda/{mou}`. */
  path: string;
  /** By which a generated client names it. */
  id: string;
  summary: string;
  details?: string;
  needs: Role;
  params?: Params;
  query?: Query;
  /** What the body holds, as JSON. */
  body?: { description: string; schema: Schema; needed: boolean };
  headers?: Record<string, string>;
  answers: Record<number, Answer>;
  handle: (asked: Asked<z.output<Params>, z.output<Query>>) => Promise<Response>;
};

export type Route = Given<z.ZodObject, z.ZodObject>;

export const defineRoute = <Params extends z.ZodObject = z.ZodObject<{}>, Query extends z.ZodObject = z.ZodObject<{}>>(
  route: Given<Params, Query>,
): Route => route as unknown as Route;

const NOTHING = z.strictObject({});

const checked = (schema: z.ZodType, input: unknown): unknown => {
  const result = check(schema, input);
  if (result.success) return result.data;
  throw new Refusal('INVALID', describeIssues(result.error, input));
};

/** A parameter that is there twice means two things. */
const queryOf = (c: Context<Env>): Record<string, string> => {
  const all = c.req.queries();
  const twice = Object.entries(all).find(([, values]) => values.length > 1);
  if (twice) throw new Refusal('INVALID', `${twice[0].slice(0, 60)}: is there twice`);
  return Object.fromEntries(Object.entries(all).map(([name, [value = '']]) => [name, value]));
};

/** Checks what the address says, and answers. */
export const handlerOf = (route: Route, desk: Desk): ((c: Context<Env>) => Promise<Response>) => {
  const { params: inPath = NOTHING, query: inQuery = NOTHING } = route;
  // Most ask nothing further: that is checked once.
  const unasked = inQuery.safeParse({}).data;
  return async (c) => {
    const params = checked(inPath, c.req.param()) as Record<string, unknown>;
    const isPlain = unasked !== undefined && !c.req.url.includes('?');
    const query = isPlain ? unasked : (checked(inQuery, queryOf(c)) as Record<string, unknown>);
    return await route.handle({ params, query, caller: c.get('caller'), c, desk });
  };
};
