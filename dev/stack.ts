/** All that the engine needs on one machine: Temporal server with Web UI and database file, register, mail inbox, worker. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type DevServer, startDevServer } from './dev-server.ts';
import { deskUrl, type LocalDesk, serveDesk } from './desk-process.ts';
import { startPostgres } from './embedded-postgres.ts';
import { patiently } from './patiently.ts';
import { firstFree, portFor } from './ports.ts';
import { type Inbox, startInbox } from './inbox.ts';
import { forgetLocal, keepPorts, type Local, mustBeUnserved, type Ports, portsIn, tellingIn, tellLocal } from '../cli/local.ts';
import { writePrivate } from '../keys/private-file.ts';
import { notWritten } from '../domain/not-written.ts';
import { logFile } from './log-file.ts';
import { ROOT, WORKER } from './paths.ts';
import { searchAttributeFlags } from './search-attribute-flags.ts';
import { supervise } from './supervise.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { type Undo, undoAll, wholeOrNothing } from './undo.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** What the environment may name instead of what would be started here. */
export type Elsewhere = { databaseUrl?: string | undefined; smtpUrl?: string | undefined; contacts?: string | undefined };

export type StackOptions = {
  /** Folder for the database, the mails, the contacts and the logs. */
  data: string;
  port?: number | undefined;
  uiPort?: number | undefined;
  deskPort?: number | undefined;
  /** For demonstrations and rehearsals only: the clock of a memorandum can be moved, and begins at this instant (epoch ms) or now. */
  rehearsal?: { from: number };
  elsewhere?: Elsewhere;
  tell: (line: string) => void;
};

export type Stack = {
  server: DevServer;
  /** Undefined where the mail goes to a server elsewhere. */
  inbox: Inbox | undefined;
  databaseUrl: string;
  contacts: string;
  /** Where the desk serves, and the token with which it is used on this machine. */
  desk: LocalDesk;
  /** The worker that serves now; another after one ended. */
  worker: () => WorkerProcess;
  /** Rejects when the server ends without having been told to, or our own database ends and cannot be started again. */
  broken: Promise<never>;
  stop(): Promise<void>;
};

/** Sample contacts, all of them in the inbox on this machine; the file is there to be edited. */
const CONTACTS = `# Who is notified, by Participant. Read again whenever it changes.
us:
  - { name: U.S. treaty desk, email: desk@us.example }
rok:
  - { name: R.O.K. treaty desk, email: desk@rok.example }
uk:
  - { name: U.K. treaty desk, email: desk@uk.example }
`;

const contactsIn = async (data: string): Promise<string> => {
  const path = join(data, 'contacts.yaml');
  if (!existsSync(path)) await writePrivate(path, CONTACTS);
  return path;
};

type Started = {
  folder: string;
  earlier: Ports;
  undo: Undo;
  tell: (line: string) => void;
  stopping: AbortSignal;
};

/** Our own database in the data folder; one that ended is started again where the worker and the commands know it to be. */
const ownRegister = async ({ folder, earlier, undo, tell, stopping }: Started): Promise<{ databaseUrl: string; lost: Promise<never> }> => {
  const log = logFile(join(folder, 'register.log'));
  const first = await firstFree(earlier.register);
  const start = async (before?: { url: string }) => {
    const port = before ? Number(new URL(before.url).port) : first;
    return await startPostgres({ dir: join(folder, 'register'), port, log });
  };
  const { current, lost, stop } = await supervise({ name: 'PostgreSQL', start, tell, stopping });
  undo.push(stop);
  return { databaseUrl: current().url, lost };
};

const startServer = async (started: Started, { port, uiPort, rehearsal }: StackOptions): Promise<DevServer> => {
  const { folder, earlier, undo, tell } = started;
  const server = await startDevServer({
    binary: await findTemporalBinary({ log: tell, root: ROOT }),
    dbFile: join(folder, 'temporal.db'),
    port: await portFor('--port', port, earlier.server, 7233),
    uiPort: await portFor('--ui-port', uiPort, earlier.ui, 8233),
    searchAttributes: searchAttributeFlags,
    timeSkipping: rehearsal !== undefined,
    logFile: join(folder, 'temporal.log'),
  });
  undo.push(() => server.stop());
  return server;
};

const ownInbox = async ({ folder, earlier, undo }: Started): Promise<Inbox> => {
  const smtpPort = await firstFree(earlier.smtp);
  const webPort = await firstFree(earlier.inbox);
  const inbox = await startInbox({ dir: join(folder, 'mail'), smtpPort, webPort });
  undo.push(() => inbox.stop());
  return inbox;
};

const serve = async ({ folder, undo, tell, stopping }: Started, environment: Record<string, string>): Promise<Stack['worker']> => {
  const log = logFile(join(folder, 'worker.log'));
  const start = () => startWorker({ script: WORKER, environment, log });
  const worker = await supervise({ name: 'The worker', start, tell, stopping });
  undo.push(() => worker.stop());
  worker.lost.catch((error: Error) => tell(error.message));
  return worker.current;
};

/** From now on they find what runs here. */
const tellCommands = async (
  { folder, undo }: Started,
  { rehearsal }: StackOptions,
  place: Pick<Local, 'address' | 'databaseUrl' | 'telling'>,
): Promise<void> => {
  const clock = rehearsal && { at: rehearsal.from, real: Date.now() };
  await tellLocal(folder, { ...place, pid: process.pid, ...(clock && { clock }) });
  undo.push(() => forgetLocal(folder));
};

/** It finds the server and the register as every command in this folder does. */
const ownDesk = async (started: Started, port: number, address: string, databaseUrl: string): Promise<LocalDesk> => {
  const { folder, undo, tell, stopping } = started;
  const { desk, running } = await serveDesk({ folder, port, address, databaseUrl, tell, stopping, log: logFile(join(folder, 'desk.log')) });
  undo.push(() => running.stop());
  return desk;
};

const portOf = (url: string | undefined): number | undefined => (url === undefined ? undefined : Number(new URL(url).port));

/** Where the inbox or the register is elsewhere this time, its port of the last start is kept. */
const usedPorts = (
  { earlier }: Started,
  { address, uiAddress }: DevServer,
  inbox: Inbox | undefined,
  register: string | undefined,
): Ports => ({
  ...earlier,
  server: portOf(`http://${address}`),
  ui: portOf(uiAddress),
  ...(inbox && { smtp: portOf(inbox.smtpUrl), inbox: portOf(inbox.webUrl) }),
  ...(register && { register: portOf(register) }),
});

/** Rejects when something ends that nothing can go on without. */
const brokenBy = ({ folder }: Started, { exited }: DevServer, registerLost: Promise<never> | undefined): Promise<never> => {
  const serverEnded = exited.then((exit) => {
    throw new Error(`The Temporal server ended (${exit.signal ?? exit.code}); its log is ${join(folder, 'temporal.log')}`);
  });
  const broken = Promise.race([serverEnded, ...(registerLost ? [registerLost] : [])]);
  broken.catch(() => {});
  return broken;
};

const startAll = async (started: Started, options: StackOptions): Promise<Omit<Stack, 'stop'>> => {
  const { folder } = started;
  const { elsewhere = {} } = options;
  const server = await patiently(started.tell, 'the Temporal server', startServer(started, options));
  const inbox = elsewhere.smtpUrl ? undefined : await patiently(started.tell, 'the mail inbox', ownInbox(started));
  const own = elsewhere.databaseUrl ? undefined : await patiently(started.tell, 'the register', ownRegister(started));
  const databaseUrl = (elsewhere.databaseUrl ?? own?.databaseUrl) as string;
  const contacts = elsewhere.contacts ? resolve(elsewhere.contacts) : await contactsIn(folder);
  const smtpUrl = (elsewhere.smtpUrl ?? inbox?.smtpUrl) as string;
  const deskPort = await portFor('--desk-port', options.deskPort, started.earlier.desk, 8080);
  const settings = {
    MOU_DESK_URL: deskUrl(deskPort),
    MOU_SMTP_URL: smtpUrl,
    MOU_CONTACTS: contacts,
    DATABASE_URL: databaseUrl,
    MOU_REGISTER: '',
    MOU_ACTS: process.env.MOU_ACTS ?? 'open',
  };
  const serving = serve(started, { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default', ...settings });
  const worker = await patiently(started.tell, 'the worker', serving);
  const telling = tellingIn({ ...process.env, ...settings });
  await tellCommands(started, options, { address: server.address, databaseUrl, telling });
  const desk = await patiently(started.tell, 'the desk', ownDesk(started, deskPort, server.address, databaseUrl));
  const ports = usedPorts(started, server, inbox, own?.databaseUrl);
  await keepPorts(folder, { ...ports, desk: portOf(desk.url) });
  return { server, inbox, databaseUrl, contacts, desk, worker, broken: brokenBy(started, server, own?.lost) };
};

/** Starts everything, or nothing: what came up before a failure is stopped again. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const folder = resolve(options.data);
  await mustBeUnserved(folder);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw notWritten(`--data: ${folder}`, error);
  });
  const stopping = new AbortController();
  const undo: Undo = [];
  const started = { folder, earlier: await portsIn(folder), undo, tell: options.tell, stopping: stopping.signal };
  const stop = async (): Promise<void> => {
    // First of all: what ends from now on is not started again.
    stopping.abort();
    await undoAll(undo);
  };
  return await wholeOrNothing(stop, async () => ({ ...(await startAll(started, options)), stop }));
};
