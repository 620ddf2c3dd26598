/** The client of a command: of the server that the environment names or `mou dev` runs in this folder, with its register where one is known. */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type ClientOptions, MouClient } from '../client/index.ts';
import { type Local, localIn } from '../dev/local.ts';
import { UsageError } from './failure.ts';

const sameAddress = (a: string, b: string): boolean => a.replace('localhost', '127.0.0.1') === b.replace('localhost', '127.0.0.1');

/** The URL is not repeated in the message: it holds a password. */
const valid = (url: string): string => {
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return url;
  throw new UsageError('DATABASE_URL: is not a URL as postgres://user:password@host:5432/database; is a sign in the password not encoded?');
};

/** The `mou dev` of this folder's `.mou` (or MOU_DATA), unless the environment or temporal.toml names another server. */
const localServer = async (): Promise<Local | undefined> => {
  const { address } = loadClientConnectConfig().connectionOptions;
  const local = await localIn(process.env.MOU_DATA ?? '.mou');
  return local && (address === undefined || sameAddress(local.address, address)) ? local : undefined;
};

/** DATABASE_URL or, for the server that `mou dev` runs here, the register that runs with it. */
export const databaseUrl = async (): Promise<string | undefined> =>
  process.env.DATABASE_URL ? valid(process.env.DATABASE_URL) : (await localServer())?.databaseUrl;

export const connect = async (options: ClientOptions = {}): Promise<MouClient> => {
  const local = await localServer();
  const { namespace } = loadClientConnectConfig();
  const server = local && { connection: { address: local.address }, namespace: namespace ?? 'default' };
  return await MouClient.connect({ databaseUrl: await databaseUrl(), ...server, ...options });
};
