/** At its start the worker says of each of what it is made of, in one line, whether it is on, off or not reached, and why. */
import type { Logger } from 'pino';
import { type Found, off, ok, wrong } from '../doctor/findings.ts';
import { ofContacts, ofFiles, ofMail, ofWebhooks } from '../doctor/telling.ts';
import type { Gate } from '../domain/authorisation.ts';
import { keyFilesIn } from '../encryption/keys.ts';
import { traceEndpoint } from '../observe/tracing.ts';
import type { Settings } from './settings.ts';

export type Made = {
  settings: Settings;
  gate: Gate;
  /** The address and the namespace. */
  server: string;
  /** Undefined: there is none. `reason`: why it does not answer. */
  register: { reason: string | undefined } | undefined;
  /** Where it is watched; undefined where nothing listens. */
  port: number | undefined;
};

const ofRegister = ({ register, settings: { DATABASE_URL: url } }: Made): Found => {
  if (!register || url === undefined) return off('MOU_REGISTER=none: nothing is kept beyond what Temporal remembers');
  const { host, pathname } = new URL(url);
  if (register.reason === undefined) return ok(`${host}${pathname}`);
  return wrong(`${register.reason}; events wait until it answers`, '');
};

const ofEncryption = (settings: Settings): Found => {
  const { length } = keyFilesIn(settings);
  return length === 0 ? off('MOU_CODEC_KEYS is not set: payloads are plain') : ok(`${length} files with keys`);
};

const ofKeys = ({ asks, keepers }: Gate): Found => {
  if (asks === 'open') return off('MOU_ACTS is open: acts are not signed');
  return ok(
    keepers === null ? 'acts are signed; each opening names its keeper' : `acts are signed; ${keepers.length} keys open a memorandum`,
  );
};

const ofDesk = ({ MOU_DESK_URL: url }: Settings): Found =>
  url === undefined ? off('MOU_DESK_URL is not set: mails name the command') : ok(`mails link to ${url}`);

const ofWatch = ({ port, settings: { MOU_WATCH_ADDRESS: place } }: Made): Found =>
  port === undefined || !place
    ? off('MOU_WATCH_ADDRESS is not set: nobody sees its numbers')
    : ok(`http://${place.hostname}:${port}/metrics`);

const ofTraces = (): Found => {
  const endpoint = traceEndpoint(process.env);
  return endpoint === undefined ? off('OTEL_EXPORTER_OTLP_ENDPOINT is not set') : ok(endpoint);
};

const looked = async (look: () => Found | Promise<Found>): Promise<Found> => {
  try {
    return await look();
  } catch (error) {
    return wrong((error as Error).message, '');
  }
};

const LINES = { ok: ['info', 'on'], off: ['info', 'off'] } as const;

export const tellRooms = async (logger: Logger, made: Made): Promise<void> => {
  const { settings, gate, server } = made;
  const rooms: Record<string, () => Found | Promise<Found>> = {
    server: () => ok(server),
    register: () => ofRegister(made),
    mail: () => ofMail(settings),
    contacts: () => ofContacts(settings),
    webhooks: () => ofWebhooks(settings),
    files: () => ofFiles(settings),
    encryption: () => ofEncryption(settings),
    keys: () => ofKeys(gate),
    desk: () => ofDesk(settings),
    watch: () => ofWatch(made),
    traces: ofTraces,
  };
  const all = await Promise.all(Object.entries(rooms).map(async ([room, look]) => ({ room, found: await looked(look) })));
  for (const { room, found } of all) {
    const { status, message } = found;
    const [level, said] = status === 'ok' || status === 'off' ? LINES[status] : (['warn', 'not reached'] as const);
    logger[level]({ room, is: said, why: message }, `${room}: ${said}`);
  }
};
