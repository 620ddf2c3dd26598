/** What `mou dev` leaves in its folder for the commands typed there: which server and which register it runs, and on which ports. */
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { writePrivate } from '../keys/private-file.ts';
import { UsageError } from './failure.ts';

/** Where a rehearsal's clock stood (epoch ms) at a real instant; it goes on at the usual pace. */
export type RehearsalClock = { at: number; real: number };

/** By which its worker tells people, and which are not set where commands are typed. */
const TELLING = ['MOU_SMTP_URL', 'MOU_CONTACTS', 'MOU_WEBHOOK_SECRETS', 'MOU_DROP_FOLDER', 'MOU_DESK_URL'] as const;
export type Telling = Partial<Record<(typeof TELLING)[number], string>>;

export const tellingIn = (settings: Readonly<Record<string, string | undefined>>): Telling =>
  Object.fromEntries(TELLING.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])));

export type Local = { address: string; databaseUrl: string; telling: Telling; pid: number; clock?: RehearsalClock };

/** What runs on which port, kept for the next start. */
export type Ports = Partial<Record<'server' | 'ui' | 'smtp' | 'inbox' | 'register' | 'desk', number>>;

const RUNNING = 'dev.json';
const PORTS = 'ports.json';

const readIn = async <Value>(data: string, name: string): Promise<Value | undefined> =>
  await readFile(join(data, name), 'utf8').then(
    (text) => JSON.parse(text) as Value,
    () => undefined,
  );

const writeIn = (data: string, name: string, value: unknown): Promise<void> => writePrivate(join(data, name), JSON.stringify(value));

export const tellLocal = (data: string, local: Local): Promise<void> => writeIn(data, RUNNING, local);

export const forgetLocal = (data: string): Promise<void> => rm(join(data, RUNNING), { force: true });

/** The `mou dev` that runs on this folder. After a kill its file is still there, and its process is not. */
export const localIn = async (data: string): Promise<Local | undefined> => {
  const local = await readIn<Local>(data, RUNNING);
  return local && isAlive(local.pid) && (await isServed(Number(local.address.split(':').at(-1)))) ? local : undefined;
};

/** Two servers on the same files would each undo what the other writes. */
export const mustBeUnserved = async (data: string): Promise<void> => {
  const local = await localIn(data);
  if (!local) return;
  throw new UsageError(
    `--data: ${data} is served at ${local.address} already, by process ${local.pid}: stop that one, or name another folder`,
  );
};

export const portsIn = async (data: string): Promise<Ports> => (await readIn<Ports>(data, PORTS)) ?? {};

export const keepPorts = (data: string, ports: Ports): Promise<void> => writeIn(data, PORTS, ports);

const isServed = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
};

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's, then.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
