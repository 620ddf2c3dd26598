#!/usr/bin/env node
/** `npm run native`: what docker-compose.yml brings up, without containers, until Ctrl-C. `-- --secured`: with certificates, tokens and encryption. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { tellFailure } from '../../cli/failure.ts';
import { print, progress } from '../../cli/output.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { localToken } from '../../dev/desk-process.ts';
import { roles } from './authority.ts';
import { startTopology, type Topology } from './topology.ts';

const asShell = (environment: Record<string, string>): string =>
  Object.entries(environment)
    .map(([name, value]) => `${name}=${shellWord(value)}`)
    .join(' ');

const tellAddresses = (topology: Topology, data: string, token: string): void => {
  const { address, namespace, authority, databaseUrl, watchUrl, deskUrl, environmentOf } = topology;
  print(
    `Desk             ${deskUrl}   (to sign in: ${deskUrl}/session?token=${token})`,
    `Temporal server  ${address}, namespace ${namespace}`,
    `Register         DATABASE_URL=${databaseUrl}`,
    `Worker           ${watchUrl}/metrics, /healthz, /readyz`,
    `Logs             ${data}`,
    '',
  );
  if (!authority) return print(`${asShell(environmentOf('desk'))} npx mou list`);
  print('Who comes with which certificate and token, each in a shell of its own:');
  for (const role of roles) print(`  ${role.padEnd(10)}export ${asShell(environmentOf(role))}`);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { secured: { type: 'boolean', default: false }, data: { type: 'string' }, port: { type: 'string' } },
  });
  const data = values.data ?? (values.secured ? '.mou/native-secured' : '.mou/native');
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const port = values.port === undefined ? undefined : Number(values.port);
  const topology = await startTopology({ data, secured: values.secured, port, tell: progress });
  try {
    tellAddresses(topology, data, await localToken(data, topology.databaseUrl, topology.namespace));
    await interrupted;
  } finally {
    await topology.stop();
  }
};

await main().catch((error: unknown) => tellFailure(error, false));
