/** All that the engine needs on one machine: Temporal server with Web UI and database file, register, mail inbox, worker. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type DevServer, startDevServer } from './dev-server.ts';
import { freePort } from './free-port.ts';
import { startPostgres } from './embedded-postgres.ts';
import { type Inbox, startInbox } from './inbox.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';
import { forgetLocal, mustBeUnserved, tellLocal } from './local.ts';
import { UsageError } from '../cli/failure.ts';
import { ROOT, WORKER } from './paths.ts';
import { searchAttributeFlags } from './search-attribute-flags.ts';
import { supervise } from './supervise.ts';

export type StackOptions = {
  /** Folder for the database, the mails, the contacts and the logs. */
  data: string;
  port?: number | undefined;
  uiPort?: number | undefined;
  /** For demonstrations only: lets a workflow's clock be skipped. */
  timeSkipping?: boolean;
  tell: (line: string) => void;
};

export type Stack = {
  server: DevServer;
  inbox: Inbox;
  /** The register's database: our own, unless DATABASE_URL names one. */
  databaseUrl: string;
  /** The worker that serves now; another after one ended. */
  worker: () => WorkerProcess;
  /** Rejects when the server ends without having been told to, or our own database ends and cannot be started again. */
  broken: Promise<never>;
  stop(): Promise<void>;
};

/** Sample contacts, all of them in the inbox on this machine; the file is there to be edited. */
const CONTACTS = `# Who is notified, by Participant. Read anew whenever it changes.
us:
  - { name: U.S. treaty desk, email: desk@us.example }
rok:
  - { name: R.O.K. treaty desk, email: desk@rok.example }
uk:
  - { name: U.K. treaty desk, email: desk@uk.example }
`;

const contactsIn = async (data: string): Promise<string> => {
  if (process.env.MOU_CONTACTS) return resolve(process.env.MOU_CONTACTS);
  const path = join(data, 'contacts.yaml');
  if (!existsSync(path)) await writeFile(path, CONTACTS);
  return path;
};

/** The customary port where it is free, otherwise one that is; a port asked for is taken or refused. */
const portFor = async (flag: string, asked: number | undefined, customary: number): Promise<number> => {
  if (asked === undefined) return await freePort(customary).catch(() => freePort());
  return await freePort(asked).catch((error: Error) => {
    throw new UsageError(`${flag}: ${error.message}`);
  });
};

/** Our own database in the data folder; one that ended is started again where the worker and the commands know it to be. */
const ownRegister = async ({ folder, tell, stopping }: Started) => {
  const log = await logFile(join(folder, 'register.log'));
  const start = async (before?: { url: string }) => {
    const port = before && Number(new URL(before.url).port);
    return await startPostgres({ dir: join(folder, 'register'), port, log });
  };
  return await supervise({ name: 'PostgreSQL', start, tell, stopping });
};

/** The register's database: the one that DATABASE_URL names, otherwise our own. */
const registerFor = async (started: Started): Promise<{ databaseUrl: string; registerLost: Promise<never>[] }> => {
  if (process.env.DATABASE_URL) return { databaseUrl: process.env.DATABASE_URL, registerLost: [] };
  const { current, lost, stop } = await ownRegister(started);
  started.undo.push(stop);
  return { databaseUrl: current().url, registerLost: [lost] };
};

type Started = { folder: string; undo: (() => Promise<void>)[]; tell: (line: string) => void; stopping: AbortSignal };

const startServer = async ({ folder, undo, tell }: Started, { port, uiPort, timeSkipping = false }: StackOptions): Promise<DevServer> => {
  const server = await startDevServer({
    binary: await findTemporalBinary({ log: tell, root: ROOT }),
    dbFile: join(folder, 'temporal.db'),
    port: await portFor('--port', port, 7233),
    uiPort: await portFor('--ui-port', uiPort, 8233),
    searchAttributes: searchAttributeFlags,
    timeSkipping,
    logFile: join(folder, 'temporal.log'),
  });
  undo.push(() => server.stop());
  return server;
};

const startAll = async (started: Started, options: StackOptions): Promise<Omit<Stack, 'stop'>> => {
  const { folder, undo, tell, stopping } = started;
  const server = await startServer(started, options);
  const inbox = await startInbox({ dir: join(folder, 'mail') });
  undo.push(() => inbox.stop());
  const { databaseUrl, registerLost } = await registerFor(started);
  const settings = { MOU_SMTP_URL: inbox.smtpUrl, MOU_CONTACTS: await contactsIn(folder), DATABASE_URL: databaseUrl };
  const environment = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default', ...settings };
  const log = await logFile(join(folder, 'worker.log'));
  const start = () => startWorker({ script: WORKER, environment, log });
  const worker = await supervise({ name: 'The worker', start, tell, stopping });
  undo.push(() => worker.stop());
  worker.lost.catch((error: Error) => tell(error.message));
  await tellLocal(folder, { address: server.address, databaseUrl });
  undo.push(() => forgetLocal(folder));
  const serverEnded = server.exited.then((exit) => {
    throw new Error(`The Temporal server ended (${exit.signal ?? exit.code}); its log is ${join(folder, 'temporal.log')}`);
  });
  const broken = Promise.race([serverEnded, ...registerLost]);
  broken.catch(() => {});
  return { server, inbox, databaseUrl, worker: worker.current, broken };
};

/** Starts everything, or nothing: what came up before a failure is stopped again. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const folder = resolve(options.data);
  await mustBeUnserved(folder);
  await mkdir(folder, { recursive: true });
  const undo: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    return { ...(await startAll({ folder, undo, tell: options.tell, stopping: stopping.signal }, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const logFile = async (path: string): Promise<(line: string) => void> => {
  const { createWriteStream } = await import('node:fs');
  const stream = createWriteStream(path, { flags: 'a' });
  return (line) => stream.write(`${line}\n`);
};
