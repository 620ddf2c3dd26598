/** Which Temporal server is meant: what the environment and `temporal.toml` say, or what the caller names. */
import { existsSync } from 'node:fs';
import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { BadSetting } from './errors.ts';
import { tokenIn } from './token-file.ts';

export type Server = { address: string; namespace: string; connection: ConnectionOptions };

const LOCAL = 'localhost:7233';

const withToken = <Of extends { connectionOptions: ConnectionOptions }>(config: Of): Of => {
  const { MOU_TOKEN_FILE: file } = process.env;
  return file ? { ...config, connectionOptions: { ...config.connectionOptions, apiKey: tokenIn(file) } } : config;
};

/** Temporal's own reader takes a file that is not there for an empty one, and another server would be asked than the one that is meant. */
const mustBeThere = (file: string | undefined): void => {
  if (file && !existsSync(file)) throw new BadSetting(`TEMPORAL_CONFIG_FILE: ${file}: no such file`);
};

/** `https://…` names no host, and neither does an address with a blank. */
const mustBeAddress = (address: string | undefined): void => {
  if (address === undefined || (!/[\s/]/.test(address) && URL.canParse(`tcp://${address}`))) return;
  throw new BadSetting(`TEMPORAL_ADDRESS: ${JSON.stringify(address)} is no host and port, such as ${LOCAL}`);
};

const fromEnvironment = (): ReturnType<typeof loadClientConnectConfig> => {
  mustBeThere(process.env.TEMPORAL_CONFIG_FILE);
  try {
    return loadClientConnectConfig();
  } catch (error) {
    // Temporal's own reader cannot read a file without any profile: such a file says nothing.
    const profile = process.env.TEMPORAL_PROFILE;
    const isWithoutProfiles = error instanceof TypeError;
    if (isWithoutProfiles && !profile) return loadClientConnectConfig({ disableFile: true });
    // Of a file that is no TOML the message goes on with its lines.
    const [message = ''] = (error as Error).message.split('\n');
    const said =
      profile && (isWithoutProfiles || message.startsWith('Profile '))
        ? `TEMPORAL_PROFILE: there is no profile ${JSON.stringify(profile)}`
        : message;
    throw new BadSetting(`${said} (Temporal's settings: TEMPORAL_… and temporal.toml, or the file that TEMPORAL_CONFIG_FILE names)`);
  }
};

/** Throws `BadSetting` where the environment names a profile or a file that is not there, or no host and port as an address. */
export const serverFrom = (named?: ConnectionOptions): Server => {
  // A connection that the caller names is meant alone, without what the environment says of another.
  const { namespace, connectionOptions } = named ? { namespace: undefined, connectionOptions: named } : withToken(fromEnvironment());
  mustBeAddress(connectionOptions.address);
  return { address: connectionOptions.address ?? LOCAL, namespace: namespace ?? 'default', connection: connectionOptions };
};
