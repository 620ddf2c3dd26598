/** The headers that every answer has: nothing that a browser is shown loads or runs anything of anybody else's. */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './route.ts';

const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
].join('; ');

/** In small letters, as the adapter writes those of an answer: so that an answer's own take their place. */
const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  // With `no-referrer` a browser would hide even from ourselves that a form is ours.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
const OVER_TLS = { 'strict-transport-security': 'max-age=31536000' };

type Own = Record<string, string | string[] | number>;

/** As node writes the head of an answer for the adapter: with the headers by name, or one after the other. */
type Outgoing = { writeHead: (status: number, headers?: Own | (string | string[] | number)[]) => unknown };

/** An answer's own headers stand above ours. In a list, which node writes at once: it would go through an object name by name. */
const listed = (ours: Record<string, string>, pairs: readonly string[], own: Own): (string | string[] | number)[] => {
  const all: (string | string[] | number)[] = Object.keys(own).some((name) => Object.hasOwn(ours, name))
    ? Object.entries(ours).flatMap((pair) => (Object.hasOwn(own, pair[0]) ? [] : pair))
    : [...pairs];
  for (const [name, value] of Object.entries(own)) all.push(name, value);
  return all;
};

/**
 * On a connection they are written with the head of what goes out: to change an answer that is made already, or to set each of
 * them before it, costs as much as to make it.
 */
export const secured = (isHttps: boolean): MiddlewareHandler<Env & { Bindings: { outgoing?: Outgoing } }> => {
  const headers: Record<string, string> = isHttps ? { ...HEADERS, ...OVER_TLS } : HEADERS;
  const pairs = Object.entries(headers).flat();
  return async (c, next) => {
    const outgoing = c.env?.outgoing;
    if (outgoing) {
      const written = outgoing.writeHead;
      outgoing.writeHead = (status, own = {}) => written.call(outgoing, status, Array.isArray(own) ? own : listed(headers, pairs, own));
      return await next();
    }
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
};
