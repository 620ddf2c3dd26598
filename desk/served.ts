/** Each answer is a span of its own and has its time: by then who asks is told, whatever it is that hangs. */
import type { Context } from 'hono';
import { inTime } from '../client/in-time.ts';
import { goingOn, span, SpanKind } from '../observe/trace.ts';
import { DeskError } from './errors.ts';
import type { Env } from './route.ts';

/** Longer than the client's own patience: it says what is wrong, where this only says that it took too long. */
const PATIENCE_MS = 30_000;

const late = (): DeskError => new DeskError('TIMED_OUT', `No answer within ${PATIENCE_MS / 1_000} s`);

/**
 * What is asked here belongs to the trace that the asker names (W3C Trace Context), and whatever is asked further to this span.
 *
 * @param route as OpenAPI writes it, so that no id is part of a name
 */
export const served = (c: Context<Env>, route: string, what: () => Promise<Response>): Promise<Response> => {
  const attributes = { 'http.request.method': c.req.method, 'http.route': route };
  const made = (): Promise<Response> => inTime(what(), PATIENCE_MS, late);
  return goingOn(c.req.header('traceparent'), () => span(`${c.req.method} ${route}`, { kind: SpanKind.SERVER, ...attributes }, made));
};
