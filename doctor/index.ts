/** Looks at everything that an installation rests on, as it is found from here, and changes nothing. */
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { connectionProblem } from '../client/connection-problem.ts';
import { serverFrom } from '../client/server.ts';
import { clientConverter } from '../encryption/data-converter.ts';
import { keyFilesIn } from '../encryption/keys.ts';
import type { Register } from '../register/port.ts';
import { readSettings, settingProblems, type Problem, type Settings } from '../worker/settings.ts';
import { type Finding, LOOKED_AT, looked, off, ok, unknown, wrong } from './findings.ts';
import { ofEncryption, ofKeys } from './keys.ts';
import { ofMemoranda } from './memoranda.ts';
import { ofRegister, openedRegister } from './register.ts';
import { NOT_REACHED, ofNamespace, ofSearchAttributes, ofServer, ofWorker, START_A_WORKER } from './server.ts';
import { ofContacts, ofFiles, ofMail, ofWebhooks } from './telling.ts';
import { ofClock, ofTimeZones } from './time.ts';

export type { Finding } from './findings.ts';

export type Place = {
  environment: NodeJS.ProcessEnv;
  /** Another server than the environment's. */
  server?: ConnectionOptions | undefined;
  /** Temporal's own program, where it is not `temporal` on the PATH. */
  temporal?: string | undefined;
  /** The versions of this Node.js, and its clock. */
  timeZones?: string | undefined;
  now?: () => number;
};

const PATIENCE = 8_000;
/** For what asks many. */
const LONG = 60_000;

type Known = { settings: Settings; problems: Problem[] };

const without = (environment: NodeJS.ProcessEnv, problems: readonly Problem[]): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => problems.every(({ variable }) => variable !== name)));

/** What is wrong with one variable hides nothing of the others. */
const settingsIn = (environment: NodeJS.ProcessEnv): Known => {
  const first = settingProblems(environment);
  const others = without(environment, first);
  const more = settingProblems(others).filter(({ variable }) => first.every((known) => known.variable !== variable));
  const problems = [...first, ...more];
  const sane = without(others, more);
  return { settings: readSettings({ ...sane, MOU_REGISTER: sane.DATABASE_URL ? '' : 'none' }), problems };
};

const ofSettings = (problems: readonly Problem[]): Finding[] =>
  problems.length === 0
    ? [{ what: 'settings', ...ok('those of this environment are valid') }]
    : problems.map(({ variable, message }) => ({
        what: 'settings',
        ...wrong(`${variable}: ${message}`, `Set ${variable} right, here and for the worker.`),
      }));

type Reached = { connection: Connection; client: Client; namespace: string; address: string };

/** Throws an Error that says why no connection comes about. */
const reached = async (named: ConnectionOptions | undefined, settings: Settings): Promise<Reached> => {
  const { namespace, ...asSet } = serverFrom();
  const { address, connection: options } = named ? serverFrom(named) : asSet;
  const connection = await Connection.connect({ ...options, connectTimeout: '5 seconds' }).catch(async (error: Error) => {
    throw new Error(await connectionProblem(address, options, error));
  });
  // The keys may be what is wrong: that is told under their own name.
  const dataConverter = await Promise.resolve(keyFilesIn(settings))
    .then(clientConverter)
    .catch(() => undefined);
  return { connection, namespace, address, client: new Client({ connection, namespace, ...(dataConverter && { dataConverter }) }) };
};

const SERVER_TODO = 'Start the server, or set TEMPORAL_ADDRESS, TEMPORAL_TLS… and the token as it wants them.';
const PERMITTED = 'Does its token permit it? docs/security.md lists who may do what.';

type Around = { taskQueue: string; temporal: string; now: number };

/** Of the server and what it knows. */
const aroundServer = async ({ connection, namespace, address }: Reached, { taskQueue, temporal, now }: Around): Promise<Finding[]> => {
  const commands = { address, temporal };
  const soon = <Result>(look: () => Promise<Result>) => connection.withDeadline(Date.now() + PATIENCE, look);
  const found = await Promise.all([
    looked('server', SERVER_TODO, PATIENCE, () => soon(() => ofServer(connection, address))),
    looked('namespace', PERMITTED, PATIENCE, () => soon(() => ofNamespace(connection, namespace, commands))),
    looked('search attributes', PERMITTED, PATIENCE, () => soon(() => ofSearchAttributes(connection, namespace, commands))),
    looked('worker', START_A_WORKER, PATIENCE, () => soon(() => ofWorker(connection, namespace, taskQueue, now))),
  ]);
  return found.flat();
};

type Kept = { register: Register | undefined; findings: Finding[] };

const REGISTER_TODO =
  'Is PostgreSQL running, and does DATABASE_URL name its host, database, user and password as they are? docs/register.md';

const aroundRegister = async ({ settings, problems }: Known, namespace: string): Promise<Kept> => {
  const what = 'register';
  const { DATABASE_URL: url } = settings;
  if (url === undefined) {
    const isMeant = problems.every(({ variable }) => variable !== 'DATABASE_URL' && variable !== 'MOU_REGISTER');
    const found = isMeant
      ? off('MOU_REGISTER=none: nothing is kept beyond what Temporal remembers')
      : unknown('not looked at: see the settings');
    return { register: undefined, findings: [{ what, ...found }] };
  }
  let register: Register | undefined;
  const findings = await looked(what, REGISTER_TODO, PATIENCE, async () => {
    register = await openedRegister(url, namespace, PATIENCE / 2);
    return await ofRegister(register, url);
  });
  return { register, findings };
};

const TELLING_TODO = {
  mail: 'Messages wait until it is mended: docs/notifications.md, MOU_SMTP_URL.',
  contacts: 'Mend the file that MOU_CONTACTS names; no restart is needed.',
  webhooks: 'Mend the file that MOU_WEBHOOK_SECRETS names; no restart is needed.',
  files: 'Make the folder that MOU_DROP_FOLDER names, for the user that the worker runs as.',
};
const KEYS_TODO = 'Put the key into a file that MOU_CODEC_KEYS names: docs/security.md. Without it nobody reads what it encrypted.';
const NAMESPACE_UNSET = 'default';

const namespaceSet = (): string => {
  try {
    return serverFrom().namespace;
  } catch {
    // What is wrong with it is told of the server.
    return NAMESPACE_UNSET;
  }
};

const aroundTelling = async (settings: Settings): Promise<Finding[]> =>
  (
    await Promise.all([
      looked('mail', TELLING_TODO.mail, PATIENCE, () => ofMail(settings)),
      looked('contacts', TELLING_TODO.contacts, PATIENCE, () => ofContacts(settings)),
      looked('webhooks', TELLING_TODO.webhooks, PATIENCE, () => ofWebhooks(settings)),
      looked('files', TELLING_TODO.files, PATIENCE, () => ofFiles(settings)),
      looked('keys', 'docs/keys.md: mou keys new makes one, mou keys list shows them.', PATIENCE, () => ofKeys(settings)),
    ])
  ).flat();

const isServed = (found: readonly Finding[]): boolean => found.some(({ what, status }) => what === 'worker' && status === 'ok');

/** Everything, in the order of `LOOKED_AT`. It ends within two minutes, whatever hangs. */
export const examine = async (given: Place): Promise<Finding[]> => {
  const { environment, server, temporal = 'temporal', timeZones = process.versions.tz, now = Date.now } = given;
  const known = settingsIn(environment);
  const { settings, problems } = known;
  let place: Reached | undefined;
  const failed = await looked('server', SERVER_TODO, LONG, async () => {
    place = await reached(server, settings);
    return [];
  });
  const [{ register, findings }, telling, served] = await Promise.all([
    aroundRegister(known, namespaceSet()),
    aroundTelling(settings),
    place ? aroundServer(place, { taskQueue: settings.MOU_TASK_QUEUE, temporal, now: now() }) : [...failed, ...UNREACHED],
  ]);
  const answers = findings.some(({ status }) => status === 'ok') ? register : undefined;
  const { client, connection } = place ?? {};
  const last = await Promise.all([
    looked('encryption', KEYS_TODO, PATIENCE, () => ofEncryption(client, settings)),
    looked('clock', 'Let both machines keep time by NTP.', PATIENCE, () => ofClock(answers, now)),
    client ? looked('memoranda', PERMITTED, LONG, () => ofMemoranda(client, answers, isServed(served), now())) : [],
  ]);
  await register?.close();
  await connection?.close();
  const all = [...ofSettings(problems), ...served, ...findings, ...telling, ...last.flat()];
  return inOrder([...all, { what: 'time zones', ...ofTimeZones(timeZones, now()) }]);
};

const UNREACHED: readonly Finding[] = (['namespace', 'search attributes', 'worker', 'memoranda'] as const).map((what) => ({
  what,
  ...NOT_REACHED,
}));

const inOrder = (all: readonly Finding[]): Finding[] => [...all].sort((a, b) => LOOKED_AT.indexOf(a.what) - LOOKED_AT.indexOf(b.what));
