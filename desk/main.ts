/** The desk as a process: serves until it is told to stop. */
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Logger } from 'pino';
import type { MouClient } from '../client/index.ts';
import { createApp } from './app.ts';
import { Callers } from './callers.ts';
import type { Settings } from './settings.ts';
import { Source } from './source.ts';
import { Streams } from './streams.ts';
import type { TokenStore } from './tokens.ts';

const { version } = createRequire(import.meta.url)('mou-engine/package.json') as { version: string };

export type Running = { url: string; port: number; stop: () => Promise<void> };

const hostInUrl = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host);

/** Milliseconds for headers to come, and for a whole request; and how often that is looked at. */
const SLOW = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

const listening = async (server: Server): Promise<number> =>
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => resolve((server.address() as AddressInfo).port));
  });

export type DeskOptions = {
  client: MouClient;
  tokens: TokenStore;
  settings: Settings;
  logger: Logger;
  /** Called before each act. */
  prepare?: () => Promise<void>;
};

/** Serves, and returns once it listens. What is asked and acted through it goes by the client given, which it does not close. */
export const startDesk = async ({ client, tokens, settings, logger, prepare = async () => {} }: DeskOptions): Promise<Running> => {
  const { MOU_DESK_HOST: hostname, MOU_DESK_URL, MOU_DESK_STREAMS } = settings;
  const streams = new Streams(MOU_DESK_STREAMS);
  const desk = { source: new Source(client), streams, settings, logger, prepare, url: (MOU_DESK_URL ?? '').replace(/\/$/, '') };
  let fetch: ReturnType<typeof createApp>['fetch'] | undefined;
  // The address is part of what is answered, and known once it listens.
  const server = serve({
    fetch: (...request) => fetch?.(...request) ?? new Response(null, { status: 503 }),
    ...{ hostname, port: settings.MOU_DESK_PORT, serverOptions: SLOW },
  }) as Server;
  const port = await listening(server);
  desk.url ||= `http://${hostInUrl(hostname)}:${port}`;
  ({ fetch } = createApp(desk, new Callers(tokens), version));
  logger.info({ url: desk.url }, 'Desk started');
  const stop = async (): Promise<void> => {
    streams.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    server.closeAllConnections();
    await closed;
    logger.info('Desk stopped');
  };
  return { url: desk.url, port, stop };
};
