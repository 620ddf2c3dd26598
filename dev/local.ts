/** What `mou dev` leaves in its folder for the commands typed there: which server and which register it runs. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../cli/failure.ts';
import { freePort } from './free-port.ts';

export type Local = { address: string; databaseUrl: string; pid: number };

const fileIn = (data: string): string => join(data, 'dev.json');

export const tellLocal = async (data: string, local: Omit<Local, 'pid'>): Promise<void> => {
  await writeFile(fileIn(data), JSON.stringify({ ...local, pid: process.pid }), { mode: 0o600 });
};

export const forgetLocal = async (data: string): Promise<void> => {
  await rm(fileIn(data), { force: true });
};

const toldIn = async (data: string): Promise<Local | undefined> =>
  await readFile(fileIn(data), 'utf8').then(
    (text) => JSON.parse(text) as Local,
    () => undefined,
  );

/** The `mou dev` that runs on this folder. After a kill its file is still there, and its process is not. */
export const localIn = async (data: string): Promise<Local | undefined> => {
  const local = await toldIn(data);
  return local && isAlive(local.pid) && (await isTaken(Number(local.address.split(':').at(-1)))) ? local : undefined;
};

/** Two servers on the same files would each undo what the other writes. */
export const mustBeUnserved = async (data: string): Promise<void> => {
  const local = await localIn(data);
  if (!local) return;
  throw new UsageError(
    `--data: ${data} is served at ${local.address} already, by process ${local.pid}: stop that one, or name another folder`,
  );
};

const isTaken = async (port: number): Promise<boolean> =>
  await freePort(port).then(
    () => false,
    () => true,
  );

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
