/** The pages for people, rendered here and readable without a script. What they say, the API says too. */
import type { Context } from 'hono';
import type { App } from '../app.ts';
import { mustHaveRole } from '../callers.ts';
import type { Role } from '../../domain/tokens.ts';
import type { Desk, Env } from '../route.ts';
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
  const shown =
    (needs: Role, show: Shown) =>
    async (c: Context<Env>): Promise<Response> => {
      mustHaveRole(c.get('caller'), needs);
      return await show(c, desk);
    };
  app.get('/', shown('reader', overviewPage));
  app.get('/open', shown('desk', actPage));
  app.post('/open', shown('desk', actPosted));
  app.get('/memoranda/:mou', shown('reader', memorandumPage));
  app.get('/memoranda/:mou/text', shown('reader', textPage));
  app.get('/memoranda/:mou/record', shown('reader', recordPage));
  app.get('/memoranda/:mou/acts', shown('desk', actsPage));
  app.get('/memoranda/:mou/acts/:act', shown('desk', actPage));
  app.post('/memoranda/:mou/acts/:act', shown('desk', actPosted));
};
