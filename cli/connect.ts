/** The client of a command: of the server that the environment names or `mou dev` runs in this folder, with its register where one is known. */
import { join } from 'node:path';
import type { ClientOptions, MouClient } from '../client/index.ts';
import { serverFrom } from '../client/server.ts';
import { type Local, localIn } from './local.ts';
import { UsageError } from './failure.ts';
import { signerOf } from '../keys/own-keys.ts';

/** Where `mou dev` keeps its state, in the working directory unless MOU_DATA names another folder. */
export const dataFolder = (): string => process.env.MOU_DATA ?? '.mou';
/** A rehearsal does not outlast its `mou dev`: it has a folder of its own, which the next one empties. */
export const rehearsalFolder = (data: string): string => join(data, 'rehearsal');

const sameAddress = (a: string, b: string): boolean => a.replace('localhost', '127.0.0.1') === b.replace('localhost', '127.0.0.1');

/** The URL is not repeated in the message: it holds a password. */
const valid = (url: string): string => {
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return url;
  throw new UsageError('DATABASE_URL: is not a URL as postgres://user:password@host:5432/database; is a sign in the password not encoded?');
};

/**
 * The `mou dev` of this folder, or of the folder MOU_DATA, and where it keeps its state; none where the environment or
 * temporal.toml names another server.
 */
export const localServer = async (): Promise<(Local & { data: string }) | undefined> => {
  const { address } = serverFrom().connection;
  for (const data of [dataFolder(), rehearsalFolder(dataFolder())]) {
    const local = await localIn(data);
    if (local && (address === undefined || sameAddress(local.address, address))) return { ...local, data };
  }
  return undefined;
};

/** DATABASE_URL or, for the server that `mou dev` runs here, the register that runs with it. */
export const databaseUrl = async (): Promise<string | undefined> =>
  process.env.DATABASE_URL ? valid(process.env.DATABASE_URL) : (await localServer())?.databaseUrl;

export const connect = async (options: ClientOptions = {}): Promise<MouClient> => {
  const local = await localServer();
  const server = local && { connection: { address: local.address }, namespace: serverFrom().namespace };
  const clock = local?.clock && { start: { clockOffset: local.clock.at - local.clock.real } };
  // Loaded once it is needed: the SDK takes longer to load than a help takes to print.
  const { MouClient } = await import('../client/index.ts');
  const signer = 'signer' in options ? options.signer : await signerOf();
  return await MouClient.connect({ databaseUrl: await databaseUrl(), signer, ...server, ...clock, ...options });
};
