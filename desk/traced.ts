/** What is asked here is a span, of the trace that the asker names (W3C Trace Context), and whatever is asked further belongs to it. */
import type { Context } from 'hono';
import { goingOn, span, SpanKind } from '../observe/trace.ts';
import type { Env } from './route.ts';

/** @param route as OpenAPI writes it, so that no id is part of a name */
export const traced = <Answer>(c: Context<Env>, route: string, what: () => Promise<Answer>): Promise<Answer> => {
  const attributes = { 'http.request.method': c.req.method, 'http.route': route };
  return goingOn(c.req.header('traceparent'), () => span(`${c.req.method} ${route}`, { kind: SpanKind.SERVER, ...attributes }, what));
};
