/** All that the engine needs on one machine: Temporal server with Web UI and database file, mail inbox, worker. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type DevServer, startDevServer } from '../server/dev-server.ts';
import { freePort } from '../server/free-port.ts';
import { startPostgres } from '../server/embedded-postgres.ts';
import { type Inbox, startInbox } from '../server/inbox.ts';
import { findTemporalBinary } from '../server/temporal-binary.ts';
import { startWorker, type WorkerProcess } from '../server/worker-process.ts';
import { forgetLocal, tellLocal } from './connect.ts';
import { ROOT, WORKER } from './paths.ts';
import { searchAttributeFlags } from './search-attribute-flags.ts';

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
  /** Rejects when the server ends without having been told to. */
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
const portFor = async (asked: number | undefined, customary: number): Promise<number> =>
  asked ?? (await freePort(customary).catch(() => freePort()));

/** The register's database: the one that DATABASE_URL names, otherwise our own in the data folder. */
const registerIn = async (folder: string): Promise<{ url: string; stop: () => Promise<void> }> => {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => await Promise.resolve() };
  const postgres = await startPostgres({ dir: join(folder, 'register'), log: await logFile(join(folder, 'register.log')) });
  return { url: postgres.url, stop: () => postgres.stop() };
};

/** Keeps a worker running: one that ends by itself is started again, and what it left is taken up. */
const superviseWorker = async (start: () => Promise<WorkerProcess>, tell: (line: string) => void) => {
  let worker = await start();
  let stopping = false;
  const watch = async (): Promise<void> => {
    const code = await worker.exited;
    if (stopping) return;
    tell(`The worker ended (${code ?? 'killed'}); starting it again`);
    await pause(500);
    if (stopping) return;
    worker = await start();
    tell(`The worker runs again (process ${worker.pid})`);
    await watch();
  };
  void watch().catch((error: Error) => tell(`The worker cannot be started again: ${error.message}`));
  const stop = async (): Promise<void> => {
    stopping = true;
    await worker.stop();
  };
  return { current: () => worker, stop };
};

type Started = { folder: string; undo: (() => Promise<void>)[]; tell: (line: string) => void };

const startServer = async ({ folder, undo, tell }: Started, { port, uiPort, timeSkipping = false }: StackOptions): Promise<DevServer> => {
  const server = await startDevServer({
    binary: await findTemporalBinary({ log: tell, root: ROOT }),
    dbFile: join(folder, 'temporal.db'),
    port: await portFor(port, 7233),
    uiPort: await portFor(uiPort, 8233),
    searchAttributes: searchAttributeFlags,
    timeSkipping,
    logFile: join(folder, 'temporal.log'),
  });
  undo.push(() => server.stop());
  return server;
};

const startAll = async (started: Started, options: StackOptions): Promise<Omit<Stack, 'stop'>> => {
  const { folder, undo, tell } = started;
  const server = await startServer(started, options);
  const inbox = await startInbox({ dir: join(folder, 'mail') });
  undo.push(() => inbox.stop());
  const { url: databaseUrl, stop: stopRegister } = await registerIn(folder);
  undo.push(stopRegister);
  const settings = { MOU_SMTP_URL: inbox.smtpUrl, MOU_CONTACTS: await contactsIn(folder), DATABASE_URL: databaseUrl };
  const environment = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default', ...settings };
  const log = await logFile(join(folder, 'worker.log'));
  const worker = await superviseWorker(() => startWorker({ script: WORKER, environment, log }), tell);
  undo.push(() => worker.stop());
  await tellLocal(folder, { address: server.address, databaseUrl });
  undo.push(() => forgetLocal(folder));
  const broken = server.exited.then((exit) => {
    throw new Error(`The Temporal server ended (${exit.signal ?? exit.code}); its log is ${join(folder, 'temporal.log')}`);
  });
  broken.catch(() => {});
  return { server, inbox, databaseUrl, worker: worker.current, broken };
};

/** Starts everything, or nothing: what came up before a failure is stopped again. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const folder = resolve(options.data);
  await mkdir(folder, { recursive: true });
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    return { ...(await startAll({ folder, undo, tell: options.tell }, options)), stop };
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
