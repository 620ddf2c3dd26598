/** Signing in with a browser: the token goes into a cookie that no script reads and no other site's form can use. */
import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { App } from './app.ts';
import { formIn } from './body.ts';
import type { Callers } from './callers.ts';
import { DeskError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Desk, Env } from './route.ts';
import { cookieName, identified, mustBeOurOwn } from './who.ts';

/** Seconds. */
const WORKING_DAY = 12 * 60 * 60;

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where to go after signing in: a path of ours, and never an address elsewhere. */
const placeFrom = (next = '/'): string => (/^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/');

const signIn = (c: Context<Env>, { url }: Desk, secret: string): Response => {
  const secure = url.startsWith('https:');
  setCookie(c, cookieName(url), secret, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: WORKING_DAY });
  return c.redirect(placeFrom(c.req.query('next')), 303);
};

export const addSession = (app: App, desk: Desk, callers: Callers, limits: Limits): void => {
  app.post('/session', async (c) => {
    mustBeOurOwn(c, desk.url);
    const token = (await formIn(c)).get('token');
    const secret = typeof token === 'string' ? token.trim() : undefined;
    await identified(c, secret, callers, limits);
    return signIn(c, desk, secret as string);
  });
  // The link that `mou dev` prints. Elsewhere a token has no place in an address, which is logged and kept.
  app.get('/session', async (c) => {
    if (!LOCAL.has(new URL(desk.url).hostname)) throw new DeskError('METHOD_NOT_ALLOWED', 'This address takes POST', { Allow: 'POST' });
    const secret = c.req.query('token');
    await identified(c, secret, callers, limits);
    return signIn(c, desk, secret as string);
  });
  app.post('/session/end', (c) => {
    mustBeOurOwn(c, desk.url);
    deleteCookie(c, cookieName(desk.url), { path: '/', secure: desk.url.startsWith('https:') });
    return c.redirect('/', 303);
  });
};
