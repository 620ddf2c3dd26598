/** The pages for people, rendered here and readable without a script. What they say, the API says too. */
import type { Context } from 'hono';
import type { App } from '../app.ts';
import { mustHaveRole } from '../callers.ts';
import type { Role } from '../../domain/tokens.ts';
import type { Desk, Env } from '../route.ts';
import { served } from '../served.ts';
import { actPage, actPosted } from './act.ts';
import { actsPage } from './acts.ts';
import { memorandumPage } from './memorandum.ts';
import { overviewPage } from './overview.ts';
import { recordPage } from './record.ts';
import { ASSETS } from './render.ts';
import { textPage } from './text.ts';

export { problemPage, wantsPage } from './reply.ts';

export type Shown = (c: Context<Env>, desk: Desk) => Promise<Response>;

/** Style and script tell nothing of anybody: they are given to all, and kept for ever. */
export const addAssets = (app: App): void => {
  for (const { path, text, mediaType } of ASSETS) {
    app.get(
      path,
      () => new Response(text, { headers: { 'Content-Type': mediaType, 'Cache-Control': 'public, max-age=31536000, immutable' } }),
    );
  }
};

export const addPages = (app: App, desk: Desk): void => {
  const add = (method: 'GET' | 'POST', path: string, needs: Role, show: Shown): void => {
    app.on(method, path, async (c) => {
      mustHaveRole(c.get('caller'), needs);
      return await served(c, path, () => show(c, desk));
    });
  };
  add('GET', '/', 'reader', overviewPage);
  add('GET', '/open', 'desk', actPage);
  add('POST', '/open', 'desk', actPosted);
  add('GET', '/memoranda/:mou', 'reader', memorandumPage);
  add('GET', '/memoranda/:mou/text', 'reader', textPage);
  add('GET', '/memoranda/:mou/record', 'reader', recordPage);
  add('GET', '/memoranda/:mou/acts', 'desk', actsPage);
  add('GET', '/memoranda/:mou/acts/:act', 'desk', actPage);
  add('POST', '/memoranda/:mou/acts/:act', 'desk', actPosted);
};
