/** The client of a command: of the server that the environment names, with its register where one is known. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type ClientOptions, MouClient } from '../client/index.ts';
import { UsageError } from './failure.ts';

/** What `mou dev` leaves for the commands of the same folder: which register belongs to which server. */
type Local = { address: string; databaseUrl: string };

const fileIn = (data: string): string => join(data, 'dev.json');

export const tellLocal = async (data: string, local: Local): Promise<void> => {
  await writeFile(fileIn(data), JSON.stringify(local), { mode: 0o600 });
};

export const forgetLocal = async (data: string): Promise<void> => {
  await rm(fileIn(data), { force: true });
};

const sameAddress = (a: string, b: string): boolean => a.replace('localhost', '127.0.0.1') === b.replace('localhost', '127.0.0.1');

/** Not repeated to whoever sees the error: it holds a password. */
const valid = (url: string): string => {
  if (!/^postgres(ql)?:/.test(url) || URL.canParse(url)) return url;
  throw new UsageError('DATABASE_URL: is not a URL as postgres://user:password@host:5432/database; is a sign in the password not encoded?');
};

/** DATABASE_URL or, where the server is that of `mou dev` on this folder's `.mou` (or MOU_DATA), the register that runs with it. */
export const databaseUrl = async (): Promise<string | undefined> => {
  if (process.env.DATABASE_URL) return valid(process.env.DATABASE_URL);
  const local = await readFile(fileIn(process.env.MOU_DATA ?? '.mou'), 'utf8').then(
    (text) => JSON.parse(text) as Local,
    () => undefined,
  );
  const address = loadClientConnectConfig().connectionOptions.address ?? 'localhost:7233';
  return local && sameAddress(local.address, address) ? local.databaseUrl : undefined;
};

export const connect = async (options: ClientOptions = {}): Promise<MouClient> =>
  await MouClient.connect({ databaseUrl: await databaseUrl(), ...options });
