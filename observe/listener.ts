/** One small HTTP listener: /healthz (the process lives), /readyz (it can do its work), /metrics (for Prometheus). */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Answer } from './parts.ts';

export type Place = { hostname: string; port: number };

type Answers = {
  /** By part; undefined while it starts. */
  ready: () => Promise<Record<string, Answer> | undefined>;
  metrics: () => Promise<{ type: string; text: string }>;
};

const app = ({ ready, metrics }: Answers): Hono => {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const parts = await ready();
    if (!parts) return c.json({ status: 'starting' }, 503);
    const isReady = Object.values(parts).every(({ status }) => status !== 'unreachable');
    return c.json({ status: isReady ? 'ok' : 'unreachable', parts }, isReady ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const { type, text } = await metrics();
    return c.body(text, 200, { 'Content-Type': type });
  });
  return app;
};

export type Listener = { port: number; close: () => Promise<void> };

/** Throws an Error that names the setting where the address is not free. */
export const listen = async ({ hostname, port }: Place, answers: Answers): Promise<Listener> => {
  const server = serve({
    fetch: app(answers).fetch,
    hostname,
    port,
    serverOptions: { headersTimeout: 5_000, requestTimeout: 10_000 },
  }) as Server;
  await once(server, 'listening').catch((error: Error) => {
    throw new Error(`MOU_WATCH_ADDRESS: ${hostname}:${port} cannot be listened on: ${error.message}`);
  });
  // It ends with the process, and keeps it from nothing.
  server.unref();
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
};
