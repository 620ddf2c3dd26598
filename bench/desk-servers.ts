/** The desk and, on the same port, a bare handler of the same framework with as long an answer: in a process of their own. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Archive } from '../client/archive.ts';
import { MouClient } from '../client/index.ts';
import { createApp } from '../desk/app.ts';
import { Callers } from '../desk/callers.ts';
import { readSettings } from '../desk/settings.ts';
import { Source } from '../desk/source.ts';
import { Streams } from '../desk/streams.ts';
import { makeToken, tokensInRegister } from '../desk/tokens.ts';

const [databaseUrl = ''] = process.argv.slice(2);

// No Temporal server: what is asked here, the register answers.
const client = await MouClient.connect({ connection: { address: '127.0.0.1:1' }, databaseUrl, namespace: 'default' });
// Whether a memorandum is stuck it would tell, asked every two seconds at most.
client.stuck = async () => await Promise.resolve(new Map());
client.deliveries = async () => await Promise.resolve([]);
client.outbox = async () => await Promise.resolve({ sent: {}, waiting: 0, unreached: [], dead: 0 });
const tokens = tokensInRegister(client.archive as Archive);
const { secret } = await makeToken(tokens, { name: 'bench', role: 'reader', actsFor: [], feed: null }, Date.now());
const settings = readSettings({ MOU_DESK_RATE: '0' });
const desk = {
  source: new Source(client),
  streams: new Streams(10_000),
  settings,
  logger: pino({ level: 'silent' }),
  url: 'http://127.0.0.1',
  prepare: async () => {},
};
const app = createApp(desk, new Callers(tokens), 'bench');
const answer = await app.request('/v1/memoranda/bench-a-000001', { headers: { Authorization: `Bearer ${secret}` } });
const body = answer.status === 200 ? await answer.text() : 'x'.repeat(20_000);
const bare = new Hono().get('/bare', (c) => c.body(body, 200, { 'Content-Type': 'application/json' }));

const server = serve({
  fetch: (request, env) => (request.url.endsWith('/bare') ? bare.fetch(request, env) : app.fetch(request, env)),
  ...{ hostname: '127.0.0.1', port: 0 },
}) as Server;
server.on('listening', () => process.send?.({ port: (server.address() as AddressInfo).port, token: secret }));
process.on('message', (asked) => {
  // As after an act: what was told of all memoranda lately is asked for again.
  if (asked === 'forget') desk.source.recorded('bench', 0);
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage().rss, cpu: user + system });
});
