/** Which Temporal server is meant: what the environment and `temporal.toml` say, or what the caller names. */
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

const fromEnvironment = (): ReturnType<typeof loadClientConnectConfig> => {
  try {
    return loadClientConnectConfig();
  } catch (error) {
    const { message } = error as Error;
    const profile = process.env.TEMPORAL_PROFILE;
    const said = profile && message.startsWith('Profile ') ? `TEMPORAL_PROFILE: there is no profile ${JSON.stringify(profile)}` : message;
    throw new BadSetting(`${said} (Temporal's settings: TEMPORAL_… and temporal.toml, or the file that TEMPORAL_CONFIG_FILE names)`);
  }
};

/** Throws `BadSetting` where the environment names a profile or a file that is not there. */
export const serverFrom = (named?: ConnectionOptions): Server => {
  // A connection that the caller names is meant alone, without what the environment says of another.
  const { namespace, connectionOptions } = named ? { namespace: undefined, connectionOptions: named } : withToken(fromEnvironment());
  return { address: connectionOptions.address ?? LOCAL, namespace: namespace ?? 'default', connection: connectionOptions };
};
