/** Decrypts for the Web UI and the `temporal` command what the server keeps encrypted: for those whose token lets them read, and for nobody else. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { z } from 'zod';
import { type Issuer, mayRead } from './access-token.ts';

/** In bytes: a page of a history, and then some. */
const LONGEST = 16 * 1024 * 1024;

export type CodecServerOptions = {
  codec: PayloadCodec;
  issuer: Issuer;
  /** Whose payloads these are: the token has to permit reading it. */
  namespace: string;
  /** Of the Web UI, such as `https://temporal.example.org`: pages from elsewhere get nothing. */
  origin: string;
  host: string;
  /** 0 for a free one. */
  port: number;
  /** One line a request: who, how many, refused why. Never what. */
  log: (line: string) => void;
};

const Body = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), z.base64()).optional(), data: z.base64().optional() })).max(100_000),
});
type Wire = z.output<typeof Body>['payloads'][number];

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const toBase64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
const mapped = <From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

const payloadOf = ({ metadata = {}, data }: Wire): Payload => ({
  metadata: mapped(metadata, fromBase64),
  ...(data !== undefined && { data: fromBase64(data) }),
});
const wireOf = ({ metadata, data }: Payload): Wire => ({
  metadata: mapped(metadata ?? {}, toBase64),
  ...(data && { data: toBase64(data) }),
});

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw new Refused(413, `more than ${LONGEST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const payloadsIn = (text: string): Payload[] => {
  try {
    return Body.parse(JSON.parse(text)).payloads.map(payloadOf);
  } catch {
    throw new Refused(400, 'not {"payloads": […]} with base64 in it');
  }
};

const decoded = async (request: IncomingMessage, { codec, issuer, namespace, log }: CodecServerOptions): Promise<Wire[]> => {
  const verdict = await mayRead(request.headers.authorization, namespace, issuer);
  if ('reason' in verdict) throw new Refused(verdict.status, verdict.reason);
  const payloads = payloadsIn(await textOf(request));
  const plain = await codec.decode(payloads).catch((error: Error) => {
    throw new Refused(400, error.message);
  });
  log(`decoded ${plain.length} payloads for ${JSON.stringify(verdict.subject)}`);
  return plain.map(wireOf);
};

const answer = (response: ServerResponse, status: number, body?: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const allowPage = (request: IncomingMessage, response: ServerResponse, origin: string): void => {
  response.setHeader('vary', 'origin');
  if (request.headers.origin !== origin) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader('access-control-allow-headers', 'content-type,x-namespace,authorization');
};

const serve = async (request: IncomingMessage, response: ServerResponse, options: CodecServerOptions): Promise<void> => {
  allowPage(request, response, options.origin);
  const path = (request.url ?? '').replace(/\?.*$/, '');
  if (request.method === 'OPTIONS') return answer(response, 204);
  if (request.method === 'GET' && path === '/healthz') return answer(response, 200, { status: 'ok' });
  // The Web UI and the command put it behind the endpoint that they are given, which may have a path of its own.
  if (!path.endsWith('/decode')) return answer(response, 404, { error: 'only /decode is here: nothing is encrypted for others' });
  if (request.method !== 'POST') return answer(response, 405, { error: 'POST only' });
  try {
    answer(response, 200, { payloads: await decoded(request, options) });
  } catch (error) {
    const { status, message } = error instanceof Refused ? error : new Refused(500, 'failed');
    options.log(`refused: ${status} ${message}`);
    // What is left of the request is not read.
    response.setHeader('connection', 'close');
    answer(response, status, { error: message });
  }
};

export type CodecServer = { url: string; close: () => Promise<void> };

/** Returns once it listens. Throws where the port is taken. */
export const startCodecServer = async (options: CodecServerOptions): Promise<CodecServer> => {
  const server: Server = createServer((request, response) => void serve(request, response, options));
  server.requestTimeout = 30_000;
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
