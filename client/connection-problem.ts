/** Why no connection to a Temporal server comes about: gRPC says no more than that its deadline has passed. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ConnectionOptions } from '@temporalio/client';

type Tls = Exclude<ConnectionOptions['tls'], boolean | null | undefined>;

const PROBE_MS = 2_000;

type Probed<Of> = { socket: Of } | { code: string; message: string };

/** Waits for an event of a socket, and for what goes wrong before it. */
const probed = async <Of extends Socket>(socket: Of, event: string): Promise<Probed<Of>> =>
  await new Promise((resolve) => {
    socket.setTimeout(PROBE_MS, () => resolve({ code: 'ETIMEDOUT', message: `no answer within ${PROBE_MS / 1_000} s` }));
    socket.once(event, () => resolve({ socket }));
    // It stays: a socket may say more than once what is wrong.
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? '', message: error.message }));
    socket.once('close', () => resolve({ code: 'ECONNRESET', message: 'the connection was closed' }));
  });

const hostAndPort = (address: string): { host: string; port: number } => {
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 7233) };
};

/** What a TLS handshake shows, with any certificate. */
const handshake = async (host: string, port: number, tls: Tls | undefined): Promise<Probed<TLSSocket>> => {
  const { crt, key } = tls?.clientCertPair ?? {};
  return await probed(
    connectTls({
      ...{ host, port, servername: tls?.serverNameOverride ?? host, ALPNProtocols: ['h2'], rejectUnauthorized: false },
      ...(tls?.serverRootCACertificate && { ca: Buffer.from(tls.serverRootCACertificate) }),
      ...(crt && key && { cert: Buffer.from(crt), key: Buffer.from(key) }),
    }),
    'secureConnect',
  );
};

const NOT_LISTENING: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'that name is not known',
  EAI_AGAIN: 'that name cannot be looked up now',
  ETIMEDOUT: 'nothing answers there',
};

const overTls = (probe: Probed<TLSSocket>): string | undefined => {
  if (!('socket' in probe)) {
    return probe.code === 'ECONNRESET' || probe.message.includes('wrong version number')
      ? 'it speaks no TLS, and TLS is set (TEMPORAL_TLS…, or a key)'
      : `its TLS fails (${probe.message})`;
  }
  const { authorized, authorizationError } = probe.socket;
  if (authorized) return undefined;
  return `its certificate is not accepted (${String(authorizationError)}): see TEMPORAL_TLS_SERVER_CA_CERT_PATH and TEMPORAL_TLS_SERVER_NAME`;
};

const notListening = async (address: string): Promise<string | undefined> => {
  const open = await probed(connectTcp(hostAndPort(address)), 'connect');
  if (!('socket' in open)) return NOT_LISTENING[open.code] ?? open.message;
  open.socket.destroy();
  return undefined;
};

const whyNot = async (address: string, tls: Tls | undefined, said: string): Promise<string> => {
  const refused = await notListening(address);
  if (refused !== undefined) return refused;
  const { host, port } = hostAndPort(address);
  const probe = await handshake(host, port, tls);
  if ('socket' in probe) probe.socket.destroy();
  const wrong = tls
    ? overTls(probe)
    : 'socket' in probe
      ? 'it speaks TLS, and no TLS is set (TEMPORAL_TLS=true, TEMPORAL_TLS_…)'
      : undefined;
  return wrong ?? `something listens there, and does not serve us (${said})`;
};

const sentence = (address: string, why: string): string => `No Temporal server answers at ${address}: ${why}`;

/** In one sentence, where nothing listens at an address; gRPC would wait for its whole deadline. */
export const nothingThere = async (address: string): Promise<string | undefined> => {
  const why = await notListening(address).catch(() => undefined);
  return why === undefined ? undefined : sentence(address, why);
};

/** One sentence with the address and the likely cause. */
export const connectionProblem = async (
  address: string,
  { tls, apiKey }: Pick<ConnectionOptions, 'tls' | 'apiKey'>,
  error: Error,
): Promise<string> => {
  const options = typeof tls === 'object' && tls !== null ? tls : tls === true || (tls !== false && apiKey) ? {} : undefined;
  const why = await whyNot(address, options, error.message).catch((failed: Error) => failed.message);
  return sentence(address, why);
};
