/** Finds out who asks, before anything else: without a good token nothing is told, not even what there is. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Callers } from './callers.ts';
import { DeskError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Desk, Env } from './route.ts';

/** Set when somebody signs in with a browser. By its prefix no neighbour under the same domain can set it. */
export const cookieName = (url: string): string => (url.startsWith('https:') ? '__Host-mou_session' : 'mou_session');

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="mou"' };

const bearerOf = (c: Context<Env>): string | undefined => /^Bearer +(\S+)\s*$/i.exec(c.req.header('Authorization') ?? '')?.[1];

const SAFE = new Set(['GET', 'HEAD']);

/** What a browser says of where a request comes from; one that is too old to say it names the origin at least. */
const isOurOwn = (c: Context<Env>, url: string): boolean =>
  c.req.header('Sec-Fetch-Site') === 'same-origin' || c.req.header('Origin') === new URL(url).origin;

/** Throws `DeskError` where a page of another site sends this form. */
export const mustBeOurOwn = (c: Context<Env>, url: string): void => {
  if (!isOurOwn(c, url)) throw new DeskError('NOT_AUTHORISED', 'This comes from a page of another site');
};

/** A cookie comes along by itself: where something may change, it counts only on requests of our own pages. */
const cookieOf = (c: Context<Env>, url: string): string | undefined =>
  SAFE.has(c.req.method) || isOurOwn(c, url) ? getCookie(c, cookieName(url)) : undefined;

const addressOf = (c: Context<Env>): string => {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    // Asked without a connection, as tests do.
    return 'unknown';
  }
};

/** Takes the secret for what it stands for. Throws `DeskError`. */
export const identified = async (c: Context<Env>, secret: string | undefined, callers: Callers, limits: Limits): Promise<void> => {
  const caller = secret === undefined ? undefined : await callers.of(secret, SAFE.has(c.req.method));
  if (!caller || secret === undefined) {
    // Who has no token guesses at none: behind a proxy all have one address, and must come to where they sign in.
    if (secret !== undefined) await limits.failed(addressOf(c));
    throw new DeskError(
      'NOT_AUTHENTICATED',
      secret === undefined ? 'A token is needed: Authorization: Bearer …' : 'The token is not known, or not valid any more',
      CHALLENGE,
    );
  }
  await limits.asked(caller.id);
  c.set('caller', caller);
  c.set('isStillValid', async () => (await callers.of(secret)) !== undefined);
};

export const who =
  ({ url }: Desk, callers: Callers, limits: Limits): MiddlewareHandler<Env> =>
  async (c, next) => {
    await identified(c, bearerOf(c) ?? cookieOf(c, url), callers, limits);
    await next();
  };
