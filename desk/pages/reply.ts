/** Pages as answers, and errors as pages. */
import type { Context } from 'hono';
import { headersOf, problemOf } from '../problem.ts';
import type { Env } from '../route.ts';
import { type Frame, renderPage } from './render.ts';

const HTML = 'text/html; charset=utf-8';

/** For its reader alone, and never out of date: who goes back after signing out sees nothing. */
export const page = (c: Context<Env>, name: string, frame: Omit<Frame, 'caller'>, data: object, status = 200): Response =>
  html(renderPage(name, { ...frame, caller: c.get('caller') ?? null }, data), status);

const html = (text: string, status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, { status, headers: { 'Content-Type': HTML, 'Cache-Control': 'no-store', Vary: 'Cookie', ...headers } });

/** A person with a browser is answered with a page; a program, and all that asks the API, with a problem document. */
export const wantsPage = (c: Context<Env>): boolean =>
  !/^\/(v1|feeds)\//.test(c.req.path) && /\btext\/html\b/.test(c.req.header('Accept') ?? '');

/** Where to go on after signing in: what was asked for, unless it was a form. */
const placeOf = (c: Context<Env>): string => {
  if (c.req.method !== 'GET' || c.req.path === '/session') return c.req.query('next') ?? '/';
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
};

export const problemPage = (c: Context<Env>, error: unknown): Response => {
  const problem = problemOf(error);
  const headers = headersOf(error, problem);
  if (problem.status === 401) {
    const isTried = c.req.path === '/session';
    const frame: Frame = { title: 'Sign in', caller: null };
    return html(renderPage('sign-in', frame, { next: placeOf(c), error: isTried ? problem.detail : null }), 401, headers);
  }
  const frame: Frame = { title: problem.title, caller: c.get('caller') ?? null };
  return html(renderPage('problem', frame, problem), problem.status, headers);
};
