/** A real HTTP server on a free port of 127.0.0.1 that receives webhooks and answers as a test says. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };

export type Webhooks = {
  url: string;
  received: Received[];
  /** What to answer to each request in turn; 204 once there is nothing left. */
  answers: ((response: ServerResponse) => void)[];
  stop(): Promise<void>;
};

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end();
  };
export const never = (): void => {};

export const startWebhooks = async (): Promise<Webhooks> => {
  const received: Received[] = [];
  const answers: Webhooks['answers'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      (answers.shift() ?? status(204))(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, answers, stop };
};
