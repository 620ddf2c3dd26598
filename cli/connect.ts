/** The client of a command: of the server that the environment names, with its register where one is known. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type ClientOptions, MouClient } from '../client/index.ts';
import { freePort } from '../dev/free-port.ts';
import { UsageError } from './failure.ts';

/** What `mou dev` leaves for the commands of the same folder: which register belongs to which server. */
type Local = { address: string; databaseUrl: string; pid?: number };

const fileIn = (data: string): string => join(data, 'dev.json');

export const tellLocal = async (data: string, local: Local): Promise<void> => {
  await writeFile(fileIn(data), JSON.stringify({ ...local, pid: process.pid }), { mode: 0o600 });
};

const toldIn = async (data: string): Promise<Local | undefined> =>
  await readFile(fileIn(data), 'utf8').then(
    (text) => JSON.parse(text) as Local,
    () => undefined,
  );

/** Two servers on the same files would each undo what the other writes. After a kill the file is there still, and the process is not. */
export const mustBeUnserved = async (data: string): Promise<void> => {
  const { pid, address = '' } = (await toldIn(data)) ?? {};
  if (pid === undefined || !isAlive(pid) || !(await isTaken(Number(address.split(':').at(-1))))) return;
  throw new UsageError(`--data: ${data} is served at ${address} already, by process ${pid}: stop that one, or name another folder`);
};

const isTaken = async (port: number): Promise<boolean> =>
  await freePort(port).then(
    () => false,
    () => true,
  );

export const forgetLocal = async (data: string): Promise<void> => {
  await rm(fileIn(data), { force: true });
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const sameAddress = (a: string, b: string): boolean => a.replace('localhost', '127.0.0.1') === b.replace('localhost', '127.0.0.1');

/** Not repeated to whoever sees the error: it holds a password. */
const valid = (url: string): string => {
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return url;
  throw new UsageError('DATABASE_URL: is not a URL as postgres://user:password@host:5432/database; is a sign in the password not encoded?');
};

/** DATABASE_URL or, where the server is that of `mou dev` on this folder's `.mou` (or MOU_DATA), the register that runs with it. */
export const databaseUrl = async (): Promise<string | undefined> => {
  if (process.env.DATABASE_URL) return valid(process.env.DATABASE_URL);
  const local = await toldIn(process.env.MOU_DATA ?? '.mou');
  const address = loadClientConnectConfig().connectionOptions.address ?? 'localhost:7233';
  return local && sameAddress(local.address, address) ? local.databaseUrl : undefined;
};

export const connect = async (options: ClientOptions = {}): Promise<MouClient> =>
  await MouClient.connect({ databaseUrl: await databaseUrl(), ...options });
