/** The headers that every answer has: nothing that a browser is shown loads or runs anything of anybody else's. */
import type { ServerResponse } from 'node:http';
import { Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from './route.ts';

const headersOf = async (isHttps: boolean): Promise<[string, string][]> => {
  const policy = secureHeaders({
    contentSecurityPolicy: {
      ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], connectSrc: ["'self'"] },
      ...{ baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] },
    },
    // With `no-referrer` a browser would hide even from ourselves that a form is ours.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps ? 'max-age=31536000' : false,
  });
  const { headers } = await new Hono().get('/', policy, (c) => c.body(null)).request('/');
  return [...headers];
};

/**
 * They are the same for every answer, so they are made once. On a connection they are set on what goes out: to change an answer
 * that is made already costs more than to make it. An answer's own headers stand above them.
 */
export const secured = (isHttps: boolean): MiddlewareHandler<Env & { Bindings: { outgoing?: ServerResponse } }> => {
  const made = headersOf(isHttps);
  return async (c, next) => {
    const headers = await made;
    const outgoing = c.env?.outgoing;
    for (const [name, value] of outgoing ? headers : []) outgoing?.setHeader(name, value);
    await next();
    for (const [name, value] of outgoing ? [] : headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
};
