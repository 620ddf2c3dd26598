/** The desk as an application: who asks, what is asked, the answer; every failure as a problem document. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { EngineError } from '../domain/engine-error.ts';
import { MOST_BODY, tooLarge } from './body.ts';
import { type Callers, mustHaveRole } from './callers.ts';
import { DeskError } from './errors.ts';
import { type Limits, limitsOf } from './limits.ts';
import { openApi } from './openapi.ts';
import { addAssets, addPages, problemPage, wantsPage } from './pages/index.ts';
import { problemResponse } from './problem.ts';
import { type Desk, type Env, handlerOf } from './route.ts';
import { fed, isFeedKind } from './routes/feeds.ts';
import { ROUTES } from './routes/index.ts';
import { readinessOf } from './ready.ts';
import { replied } from './reply.ts';
import { secured } from './secured.ts';
import { served } from './served.ts';
import { addSession } from './session.ts';
import { identified, who } from './who.ts';

export type App = Hono<Env>;

const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Each path takes the methods that have a route, and says so to who tries another. */
const addRoutes = (app: App, desk: Desk): void => {
  for (const route of ROUTES) {
    const handle = handlerOf(route, desk);
    app.on(route.method.toUpperCase(), honoPath(route.path), (c) => {
      mustHaveRole(c.get('caller'), route.needs);
      return served(c, route.path, () => handle(c));
    });
  }
  for (const path of new Set(ROUTES.map((route) => route.path))) {
    const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
    app.all(honoPath(path), () => {
      throw new DeskError('METHOD_NOT_ALLOWED', `This address takes ${allowed}`, { Allow: allowed });
    });
  }
};

/** The addresses that are tokens themselves: calendar programs can send no header. */
const addFeeds = (app: App, desk: Desk, callers: Callers, limits: Limits): void => {
  app.get('/feeds/:secret/:kind', async (c) => {
    await identified(c, c.req.param('secret'), callers, limits);
    const { feed } = c.get('caller');
    const kind = c.req.param('kind');
    if (feed === null) throw new DeskError('NOT_AUTHORISED', 'This token is no address of a feed: it belongs into a header');
    if (!isFeedKind(kind)) throw new DeskError('NOT_FOUND', 'A feed is calendar.ics or events.atom');
    return await served(c, '/feeds/{secret}/{kind}', () => fed(c, desk, kind, feed));
  });
};

const limited = bodyLimit({
  maxSize: MOST_BODY,
  onError: () => {
    throw tooLarge();
  },
});

const answerTo = (c: Context<Env>, error: unknown): Response => (wantsPage(c) ? problemPage(c, error) : problemResponse(error));

/** The sender was gone before all of it had come. */
const isCutOff = (error: Error): boolean => error.message === 'aborted' && (error as NodeJS.ErrnoException).code === 'ECONNRESET';

export const createApp = (desk: Desk, callers: Callers, version: string): App => {
  const app: App = new Hono();
  const limits = limitsOf(desk.settings.MOU_DESK_RATE);
  app.onError((error, c) => {
    // Nobody is there any more who would read an answer.
    if (isCutOff(error)) return new Response(null, { status: 400 });
    if (!(error instanceof EngineError)) desk.logger.error({ err: error }, 'A request failed');
    return answerTo(c, error);
  });
  app.use(secured(desk.url.startsWith('https:')));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  const ready = readinessOf(desk.source.client, desk.logger);
  app.get('/readyz', async (c) => {
    const { isReady, parts } = await ready();
    return c.json({ status: isReady ? 'ok' : 'unreachable', parts }, isReady ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  // Of what carries nothing not even the body is looked for.
  app.post('/*', limited);
  addAssets(app);
  addFeeds(app, desk, callers, limits);
  addSession(app, desk, callers, limits);
  app.use('/*', who(desk, callers, limits));
  let document: Record<string, unknown> | undefined;
  app.get('/v1/openapi.json', (c) => {
    mustHaveRole(c.get('caller'), 'reader');
    // It takes half a second to make, and most desks are never asked for it.
    document ??= openApi(ROUTES, { version, url: desk.url });
    return replied(c, document);
  });
  addRoutes(app, desk);
  addPages(app, desk);
  app.notFound((c) => answerTo(c, new DeskError('NOT_FOUND', 'There is nothing at this address')));
  return app;
};
