/** All that the engine needs on one machine: Temporal server with Web UI and database file, mail inbox, worker. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type DevServer, startDevServer } from '../server/dev-server.ts';
import { freePort } from '../server/free-port.ts';
import { type Inbox, startInbox } from '../server/inbox.ts';
import { findTemporalBinary } from '../server/temporal-binary.ts';
import { startWorker, type WorkerProcess } from '../server/worker-process.ts';
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

/** Starts everything, or nothing: what came up before a failure is stopped again. */
export const startStack = async ({ data, port, uiPort, timeSkipping = false, tell }: StackOptions): Promise<Stack> => {
  const folder = resolve(data);
  await mkdir(folder, { recursive: true });
  const binary = await findTemporalBinary({ log: tell, root: ROOT });
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const server = await startDevServer({
      binary,
      dbFile: join(folder, 'temporal.db'),
      port: await portFor(port, 7233),
      uiPort: await portFor(uiPort, 8233),
      searchAttributes: searchAttributeFlags,
      timeSkipping,
      logFile: join(folder, 'temporal.log'),
    });
    undo.push(() => server.stop());
    const inbox = await startInbox({ dir: join(folder, 'mail') });
    undo.push(() => inbox.stop());
    const environment = {
      TEMPORAL_ADDRESS: server.address,
      TEMPORAL_NAMESPACE: 'default',
      MOU_SMTP_URL: inbox.smtpUrl,
      MOU_CONTACTS: await contactsIn(folder),
    };
    const log = await logFile(join(folder, 'worker.log'));
    const worker = await superviseWorker(() => startWorker({ script: WORKER, environment, log }), tell);
    undo.push(() => worker.stop());
    const broken = server.exited.then((exit) => {
      throw new Error(`The Temporal server ended (${exit.signal ?? exit.code}); its log is ${join(folder, 'temporal.log')}`);
    });
    broken.catch(() => {});
    return { server, inbox, worker: worker.current, broken, stop };
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
