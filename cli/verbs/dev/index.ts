/** `mou dev`: everything on this machine, in one process group, until Ctrl-C. */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { serverFrom } from '../../../client/server.ts';
import { formatInstant } from '../../../domain/calendar.ts';
import type { Stack, StackOptions } from '../../../dev/stack.ts';
import { dataFolder, localServer, rehearsalFolder } from '../../connect.ts';
import { devKit } from '../../dev-kit.ts';
import { UsageError } from '../../failure.ts';
import { flagOf } from '../../flag-of.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import { instantFrom } from '../../instants.ts';
import { type Options, print, progress } from '../../output.ts';
import { EXAMPLE, type Verb } from '../../verb.ts';

type PortFlag = 'port' | 'uiPort' | 'deskPort';

const portFrom = (options: Options, key: PortFlag): number | undefined => {
  if (options[key] === undefined) return undefined;
  const port = Number(options[key]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`${flagOf(key)}: ${JSON.stringify(options[key])} is not a port from 1 to 65535`);
};

const rehearsalFrom = ({ rehearse }: Options): { from: number } | undefined => {
  if (rehearse === undefined) return undefined;
  return { from: typeof rehearse === 'string' ? instantFrom('--rehearse', rehearse) : Date.now() };
};

/** A rehearsal begins empty, and is no place for a register or recipients that are real. */
const settingsFrom = async (options: Options): Promise<Omit<StackOptions, 'tell'>> => {
  const rehearsal = rehearsalFrom(options);
  const ports = { port: portFrom(options, 'port'), uiPort: portFrom(options, 'uiPort'), deskPort: portFrom(options, 'deskPort') };
  const data = resolve((options.data as string | undefined) ?? dataFolder());
  if (!rehearsal) {
    const { DATABASE_URL, MOU_SMTP_URL, MOU_CONTACTS } = process.env;
    return { data, ...ports, elsewhere: { databaseUrl: DATABASE_URL, smtpUrl: MOU_SMTP_URL, contacts: MOU_CONTACTS } };
  }
  const running = await localServer();
  if (running) throw new UsageError(`--rehearse: a mou dev runs in this folder already (process ${running.pid}): stop that one first`);
  return { data: rehearsalFolder(data), ...ports, rehearsal };
};

/** Neither a database's nor a mail server's password is shown. */
const withoutPassword = (url: string): string => url.replace(/:[^:@/]*@/, ':…@');

const named = (variable: string, elsewhere: string | undefined): string => (elsewhere ? `   (${variable})` : '');

/** How a command finds this server: by itself in this folder, unless the environment names another one. */
const next = ({ server }: Stack, { data, rehearsal }: Omit<StackOptions, 'tell'>): string[] => {
  const folder = rehearsal ? dirname(data) : data;
  const isHere = resolve('.mou') === folder && !process.env.MOU_DATA;
  const other = serverFrom().connection.address;
  const prefix = other ? `TEMPORAL_ADDRESS=${server.address} ` : '';
  const where = isHere ? 'in another terminal, in this folder' : 'in another terminal';
  const command = `${isHere ? '' : `MOU_DATA=${shellWord(folder)} `}${prefix}npx mou ${rehearsal ? 'clock' : `open ${EXAMPLE}`}`;
  return [`Next, ${where}:  ${command}`, 'Ctrl-C stops all of it.'];
};

/** The link signs in on this machine; a script takes the token from the file. */
const deskLines = ({ url, token, tokenFile }: Stack['desk']): string[] => [
  `Desk             ${url}   (to sign in: ${url}/session?token=${token})`,
  `Its token        ${tokenFile}   (for programs: Authorization: Bearer …)`,
];

const tellAddresses = (stack: Stack, settings: Omit<StackOptions, 'tell'>): void => {
  const { server, inbox, worker, databaseUrl, contacts, desk } = stack;
  const { data, elsewhere = {}, rehearsal } = settings;
  print(
    ...deskLines(desk),
    `Temporal server  ${server.address}`,
    `Web UI           ${server.uiAddress}`,
    `Mail             ${inbox ? `${inbox.webUrl}   (an inbox on this machine)` : `${withoutPassword(String(elsewhere.smtpUrl))}   (MOU_SMTP_URL)`}`,
    `Contacts         ${contacts}${named('MOU_CONTACTS', elsewhere.contacts)}`,
    `Register         ${withoutPassword(databaseUrl)}${named('DATABASE_URL', elsewhere.databaseUrl)}`,
    `Worker           process ${worker().pid}, log ${join(data, 'worker.log')}`,
    rehearsal
      ? `Clock            ${formatInstant(rehearsal.from)}; npx mou clock INSTANT moves it. Nothing of a rehearsal is kept.`
      : `State            ${data} (kept; delete the folder to begin again)`,
    '',
    ...next(stack, settings),
  );
};

export const verb: Verb = {
  usage: 'dev',
  summary: 'Runs the desk, the Temporal server with its Web UI, the worker, the register and the mail inbox on this machine.',
  examples: ['dev', 'dev --port 7300 --ui-port 8300', 'dev --rehearse 2027-01-05T01:00:00Z'],
  options: [
    { flag: '--port <number>', help: 'port of the Temporal server (default: as last time, 7233, or a free one)' },
    { flag: '--ui-port <number>', help: 'port of the Web UI (default: as last time, 8233, or a free one)' },
    { flag: '--desk-port <number>', help: 'port of the desk (default: as last time, 8080, or a free one)' },
    { flag: '--data <folder>', help: 'where the state is kept (default: MOU_DATA, or .mou)' },
    { flag: '--rehearse [instant]', help: 'a rehearsal: its clock begins at this instant or now, and mou clock moves it; nothing is kept' },
  ],
  run: async (options) => {
    const settings = await settingsFrom(options);
    const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
    const { startStack } = await devKit(() => import('../../../dev/stack.ts'));
    if (settings.rehearsal) await rm(settings.data, { recursive: true, force: true });
    const starting = startStack({ ...settings, tell: progress });
    const stack = await Promise.race([starting, interrupted.then(() => undefined)]);
    if (!stack) return await (await starting).stop();
    tellAddresses(stack, settings);
    try {
      await Promise.race([interrupted, stack.broken]);
      progress('Stopping …');
    } finally {
      await stack.stop();
    }
    progress('Stopped.');
  },
};
