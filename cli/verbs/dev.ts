/** `mou dev`: everything on this machine, in one process group, until Ctrl-C. */
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { UsageError } from '../failure.ts';
import { type Options, print, progress } from '../output.ts';
import type { Stack } from '../../dev/stack.ts';
import { devKit } from '../dev-kit.ts';

const portFrom = (options: Options, key: 'port' | 'uiPort'): number | undefined => {
  if (options[key] === undefined) return undefined;
  const port = Number(options[key]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--${key === 'port' ? 'port' : 'ui-port'}: ${JSON.stringify(options[key])} is not a port from 1 to 65535`);
};

const tellAddresses = ({ server, inbox, worker, databaseUrl }: Stack, data: string): void => {
  print(
    `Temporal server  ${server.address}${server.address.endsWith(':7233') ? '' : `   (export TEMPORAL_ADDRESS=${server.address})`}`,
    `Web UI           ${server.uiAddress}`,
    `Mail inbox       ${inbox.webUrl}`,
    `Register         ${databaseUrl.replace(/:[^:@/]*@/, ':…@')}`,
    `Worker           process ${worker().pid}, log ${join(data, 'worker.log')}`,
    `Contacts         ${process.env.MOU_CONTACTS ?? join(data, 'contacts.yaml')}`,
    `State            ${join(data, 'temporal.db')} (kept; delete the folder to begin anew)`,
    '',
    'Next, in another terminal:  npx mou open us-rok-tpd',
    'Ctrl-C stops all of it.',
  );
};

export const dev = async (options: Options): Promise<void> => {
  const data = resolve((options.data as string | undefined) ?? '.mou');
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
  const { startStack } = await devKit(() => import('../../dev/stack.ts'));
  const starting = startStack({ data, port: portFrom(options, 'port'), uiPort: portFrom(options, 'uiPort'), tell: progress });
  const stack = await Promise.race([starting, interrupted.then(() => undefined)]);
  if (!stack) return await (await starting).stop();
  tellAddresses(stack, data);
  try {
    await Promise.race([interrupted, stack.broken]);
    progress('Stopping …');
  } finally {
    await stack.stop();
  }
  progress('Stopped.');
};
