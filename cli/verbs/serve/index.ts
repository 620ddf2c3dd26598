/** `mou serve`: the desk, until Ctrl-C. */
import { once } from 'node:events';
import type { MouClient } from '../../../client/index.ts';
import { connect, localServer } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { type Options, printJson, progress } from '../../output.ts';
import { tokenStore } from '../../token-store.ts';
import type { Verb } from '../../verb.ts';

/** Flags stand above the environment. */
const environmentFrom = ({ host, port }: Options): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(typeof host === 'string' && { MOU_DESK_HOST: host }),
  ...(typeof port === 'string' && { MOU_DESK_PORT: port }),
});

const settingsFrom = async (options: Options) => {
  const { readSettings } = await import('../../../desk/settings.ts');
  try {
    return readSettings(environmentFrom(options));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

/** A rehearsal's clock is moved while the desk serves: what is opened and judged goes by where it is then. */
const followClock = async (client: MouClient): Promise<{ prepare?: () => Promise<void> }> => {
  if (!(await localServer())?.clock) return {};
  const prepare = async (): Promise<void> => {
    const clock = (await localServer())?.clock;
    if (clock) client.startWith({ clockOffset: clock.at - clock.real });
  };
  return { prepare };
};

export const verb: Verb = {
  usage: 'serve',
  summary: 'Serves the desk: the HTTP API, calendars and feeds. It asks for a token: see mou tokens.',
  details: `\
Settings: MOU_DESK_HOST (127.0.0.1), MOU_DESK_PORT (8080), MOU_DESK_URL (where others find it), MOU_DESK_RATE (requests a second and
token, 100), MOU_DESK_STREAMS (2000), MOU_SIGNING_KEY (signs proofs), MOU_DESK_TOKENS (the file of tokens, where there is no register).`,
  examples: ['serve', 'serve --port 8300'],
  options: [
    { flag: '--host <address>', help: 'the address to listen on (default: MOU_DESK_HOST, or 127.0.0.1)' },
    { flag: '--port <number>', help: 'the port (default: MOU_DESK_PORT, or 8080)' },
  ],
  json: 'one JSON document once it serves: {"url","port"}',
  run: async (options) => {
    const settings = await settingsFrom(options);
    const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    // It signs nothing: what is to be signed comes signed.
    const client = await connect({ signer: undefined });
    try {
      const { startDesk } = await import('../../../desk/main.ts');
      const { createLogger } = await import('../../../observe/log.ts');
      const tokens = await tokenStore(client.archive);
      const logger = createLogger(settings);
      const prepare = await followClock(client);
      const { url, port, stop } = await startDesk({ client, tokens, settings, logger, ...prepare }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.syscall !== 'listen') throw error;
          throw new UsageError(`--port: ${settings.MOU_DESK_HOST}:${settings.MOU_DESK_PORT} cannot be listened on (${error.code})`);
        },
      );
      if (options.json) printJson({ url, port });
      else progress(`The desk serves at ${url}; a token for it: npx mou tokens new --name "…" --role desk --keeper. Ctrl-C stops it.`);
      await interrupted;
      await stop();
    } finally {
      await client.close();
    }
  },
};
