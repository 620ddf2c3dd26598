/** The webhook adapter: CloudEvents, signed by the Standard Webhooks scheme, to the address a Participant recorded. */
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { Message } from '../../projections/message.ts';
import { batchOf } from './cloud-event.ts';
import type { Guard } from './guard.ts';
import { webhookIdOf } from '../../projections/message-identity.ts';
import { Bulkhead } from './bulkhead.ts';
import { type Channel, type ContactBy, NotTaken, type Taken } from './port.ts';

export type WebhookSettings = {
  guard: Guard;
  /** The live secrets of a name, one or two. */
  secretsOf: (name: string) => Promise<string[]>;
  /** Milliseconds from resolving the name to the status: 10,000 unless told otherwise. */
  timeout?: number | undefined;
};

const isRedirect = (status: number): boolean => status >= 300 && status <= 399;

/** Octets of an answer that are let by, none of them kept. */
const MOST_BODY = 65_536;

/** Milliseconds that a server asks to be left alone (RFC 9110, 10.2.3). */
const retryAfter = ({ headers }: IncomingMessage): number | undefined => {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? wait : undefined;
};

/**
 * Gone is gone, and who was moved says so to all who come: a redirect is not followed, because the one who answers there is
 * not who was recorded. A receiver that wants nothing of it may be about to be mended. Everything else passes.
 */
const retryOf = (status: number): 'never' | 'briefly' | 'long' => {
  if (status === 410 || isRedirect(status)) return 'never';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'long';
  return 'briefly';
};

/** Signed by each live secret: the receiver takes the one it knows. */
const headersOf = (message: Message, body: string, secrets: readonly string[], at: Date): Record<string, string> => {
  const id = webhookIdOf(message);
  return {
    'content-type': 'application/cloudevents-batch+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'mou-engine',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
};

const post = (url: URL, headers: Record<string, string>, body: string, guard: Guard, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const encrypted = url.protocol === 'https:';
    const send = encrypted ? tlsRequest : plainRequest;
    // A connection of its own each time: one kept open would have been checked for another name.
    const request = send(url, { method: 'POST', headers, lookup: guard.lookup(encrypted), agent: false, signal });
    request.on('error', reject);
    // Some ends are no error to Node.js, such as a change of protocol that nobody asked for.
    request.on('close', () => reject(new Error('no answer')));
    request.on('response', (response) => {
      // Only the status is of interest; the signal ends a body that does not end.
      let octets = 0;
      response.on('error', () => {});
      response.on('data', ({ length }: Buffer) => {
        octets += length;
        if (octets > MOST_BODY) response.destroy();
      });
      resolve(response);
    });
    request.end(body);
  });

/** Of the hundred attempts that a worker makes at a time, those that one receiver may have. */
const MOST_AT_ONE_RECEIVER = 40;

export const createWebhookChannel = ({ guard, secretsOf, timeout = 10_000 }: WebhookSettings): Channel<'webhook'> => {
  const deliver = async (message: Message, contact: ContactBy<'webhook'>): Promise<Taken> => {
    const url = new URL(contact.url);
    // The path and the query may hold what only the receiver is to know.
    const host = `Webhook ${url.host}`;
    guard.check(url);
    const secrets = await secretsOf(contact.secret);
    const body = JSON.stringify(batchOf(message));
    const headers = headersOf(message, body, secrets, new Date());
    const signal = AbortSignal.timeout(timeout);
    const began = performance.now();
    const took = () => `after ${Math.round(performance.now() - began)} ms`;
    const response = await post(url, headers, body, guard, signal).catch((error: Error) => {
      if (error instanceof NotTaken) throw error;
      throw new NotTaken(`${host}: ${signal.aborted ? `not done within ${timeout} ms` : error.message}`, 'long');
    });
    const status = response.statusCode ?? 0;
    const said = `HTTP ${status} ${took()}${isRedirect(status) ? ': no redirect is followed; record the address itself' : ''}`;
    if (status < 200 || status > 299) throw new NotTaken(`${host}: ${said}`, retryOf(status), retryAfter(response));
    return { messageId: webhookIdOf(message), detail: said };
  };
  const receivers = new Bulkhead(MOST_AT_ONE_RECEIVER);
  return { deliver: (message, contact) => receivers.run(new URL(contact.url).host, () => deliver(message, contact)) };
};
