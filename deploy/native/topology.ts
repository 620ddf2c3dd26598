/** What docker-compose.yml brings up, as processes of this machine: PostgreSQL, the Temporal server on it, the register, worker and desk. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Child } from '../../dev/child.ts';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { startDeskProcess } from '../../dev/desk-process.ts';
import { freePort } from '../../dev/free-port.ts';
import { logFile } from '../../dev/log-file.ts';
import { WORKER } from '../../dev/paths.ts';
import type { More } from '../../dev/postgres-cluster.ts';
import { type Undo, undoAll, wholeOrNothing } from '../../dev/undo.ts';
import { startWorker } from '../../dev/worker-process.ts';
import { newKey } from '../../encryption/keys.ts';
import { writePrivate } from '../../keys/private-file.ts';
import { makeRegisterRoles, migrateRegister } from '../../register/postgres.ts';
import type { RoleName } from '../../register/roles.ts';
import { type Authority, makeAuthorities, type Role, writeProfiles } from './authority.ts';
import { findBinaries } from './binaries.ts';
import { composeSettings } from './compose.ts';
import { choosePorts, type Database, makeNamespace, makeSchema, type Ports, startTemporal } from './server.ts';

export type TopologyOptions = {
  /** Keeps all of it over restarts. */
  data: string;
  /** Certificates, tokens and encrypted payloads: nobody is let in without. */
  secured: boolean;
  /** Of the Temporal server. Default: a free one. */
  port?: number | undefined;
  /** Further settings of the worker. */
  worker?: Record<string, string>;
  tell: (line: string) => void;
};

export type Topology = {
  address: string;
  namespace: string;
  /** Of the server's parts. */
  ports: Ports;
  /** Undefined unless secured. */
  authority: Authority | undefined;
  /** As its owner. */
  databaseUrl: string;
  /** As who appends, the worker; without security, as the owner. */
  appenderUrl: string;
  /** As who reads; without security, as the owner. */
  readerUrl: string;
  /** The environment in which a command comes as one of the roles; without security there are no roles. */
  environmentOf: (role: Role) => Record<string, string>;
  connectionOf: (role: Role) => ConnectionOptions;
  /** Of the worker: /metrics, /healthz, /readyz. */
  watchUrl: string;
  /** The worker's own. */
  workerEnvironment: Record<string, string>;
  /** Where the desk serves. */
  deskUrl: string;
  /** The processes that run now: each may be stopped or killed, and started again. */
  parts: { postgres: Part; temporal: Part; worker: Part; desk: Part };
  stop: () => Promise<void>;
};

/** One process of the topology. */
export type Part = { current: () => Child; start: () => Promise<void>; stop: () => Promise<void> };

const partOf = async (start: () => Promise<Child>): Promise<Part> => {
  let child = await start();
  return {
    current: () => child,
    start: async () => {
      child = await start();
    },
    stop: async () => await child.stop(),
  };
};

const TEMPORAL = 'temporal';
/** Temporal's role and databases beside the register's; the register's owner may make roles for those who read and append. */
const temporalsOwn: More = (password) => ({
  statements: [
    `CREATE ROLE ${TEMPORAL} LOGIN PASSWORD '${password}';`,
    `CREATE DATABASE temporal OWNER ${TEMPORAL};`,
    `CREATE DATABASE temporal_visibility OWNER ${TEMPORAL};`,
    'ALTER ROLE mou CREATEROLE;',
  ],
  access: [`temporal,temporal_visibility ${TEMPORAL}`, 'mou all'],
});

const databaseOf = (url: string): Database => {
  const { hostname, port, password } = new URL(url);
  return { host: hostname, port, user: TEMPORAL, password };
};

const logTo = (folder: string, name: string): ((line: string) => void) => logFile(join(folder, `${name}.log`));

/** As the office's commands and its worker find the server: by a profile each or, without security, by the address. */
const connectionsTo = async (authority: Authority | undefined, address: string, namespace: string) => {
  if (!authority) {
    const environment = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
    return { environmentOf: () => environment, connectionOf: () => ({ address }) };
  }
  const file = await writeProfiles(authority, address, namespace);
  return {
    environmentOf: (role: Role) => ({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: role }),
    connectionOf: (role: Role): ConnectionOptions =>
      loadClientConnectConfig({ configSource: { path: file }, profile: role }).connectionOptions,
  };
};

const keyFileIn = async (folder: string): Promise<string> => {
  const path = join(folder, 'codec-key.json');
  if (!existsSync(path)) await writePrivate(path, JSON.stringify(newKey('native')));
  return path;
};

/** The register as its owner and, with roles, as those who append and read. */
const registerUrls = async (url: string, secured: boolean): Promise<Record<'owner' | RoleName, string>> => {
  await migrateRegister({ url });
  if (!secured) return { owner: url, appender: url, desk: url, reader: url };
  const password = (): string => randomBytes(24).toString('base64url');
  const passwords = { appender: password(), desk: password(), reader: password() };
  await makeRegisterRoles({ url, passwords });
  const as = (role: RoleName): string => {
    const own = new URL(url);
    [own.username, own.password] = [`mou_${role}`, passwords[role]];
    return own.href;
  };
  return { owner: url, appender: as('appender'), desk: as('desk'), reader: as('reader') };
};

type Started = { undo: Undo; folder: string };

const startDatabase = async ({ undo, folder }: Started): Promise<{ url: string; part: Part }> => {
  const port = await freePort();
  const log = logTo(folder, 'postgresql');
  const start = (): Promise<Postgres> => startPostgres({ dir: join(folder, 'postgresql'), port, more: temporalsOwn, log });
  const part = await partOf(start);
  undo.push(part.stop);
  return { url: (part.current() as Postgres).url, part };
};

/** Its own patience with either is shorter. */
const READY_WITHIN_MS = 10_000;

/** It is there once it reaches the server and the register. */
const startDesk = async ({ undo, folder }: Started, environment: Record<string, string>): Promise<{ url: string; part: Part }> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const part = await partOf(async () => {
    const child = await startDeskProcess({ port, environment: { ...environment, MOU_DESK_HOST: '127.0.0.1' }, log: logTo(folder, 'desk') });
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(READY_WITHIN_MS) }).catch((error: Error) => error);
    if (answer instanceof Response && answer.ok) return child;
    await child.stop();
    const why = answer instanceof Response ? answer.status : answer.message;
    throw new Error(`The desk is not ready (${why}); its log is ${join(folder, 'desk.log')}`);
  });
  undo.push(part.stop);
  return { url, part };
};

const startAll = async (started: Started, options: TopologyOptions): Promise<Omit<Topology, 'stop'>> => {
  const { undo, folder } = started;
  const { secured, tell } = options;
  const [settings, binaries] = [await composeSettings(), await findBinaries(tell)];
  const { namespace } = settings;
  const { url: databaseUrl, part: postgres } = await startDatabase(started);
  const database = databaseOf(databaseUrl);
  await makeSchema(binaries, database);
  const authority = secured ? await makeAuthorities(join(folder, 'certs')) : undefined;
  const ports = await choosePorts(options.port);
  const address = `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`;
  const { environmentOf, connectionOf } = await connectionsTo(authority, address, namespace);
  const operator = connectionOf('operator');
  const log = logTo(folder, 'temporal');
  const temporal = await partOf(() => startTemporal({ binaries, settings, database, ports, authority, operator, log }));
  undo.push(temporal.stop);
  await makeNamespace(operator, namespace, settings.retentionDays);
  const urls = await registerUrls(databaseUrl, secured);
  const keys: Record<string, string> = secured ? { MOU_CODEC_KEYS: await keyFileIn(folder) } : {};
  const watch = `127.0.0.1:${await freePort()}`;
  const told = { DATABASE_URL: urls.appender, MOU_REGISTER: '', MOU_WATCH_ADDRESS: watch, ...options.worker };
  const environment = { ...environmentOf('worker'), ...keys, ...told };
  const worker = await partOf(() => startWorker({ script: WORKER, environment, log: logTo(folder, 'worker') }));
  undo.push(worker.stop);
  const { url: deskUrl, part: desk } = await startDesk(started, { ...environmentOf('desk'), ...keys, DATABASE_URL: urls.desk });
  return {
    ...{ address, namespace, ports, deskUrl, authority, databaseUrl, connectionOf },
    ...{ appenderUrl: urls.appender, readerUrl: urls.reader },
    parts: { postgres, temporal, worker, desk },
    watchUrl: `http://${watch}`,
    workerEnvironment: environment,
    environmentOf: (role) => ({ ...environmentOf(role), ...keys, DATABASE_URL: urls.reader }),
  };
};

/** Starts everything, or nothing. Throws where Go is needed and not there, or a part does not start: then its log's end is in the message. */
export const startTopology = async (options: TopologyOptions): Promise<Topology> => {
  const started: Started = { undo: [], folder: resolve(options.data) };
  await mkdir(started.folder, { recursive: true });
  const stop = (): Promise<void> => undoAll(started.undo);
  return await wholeOrNothing(stop, async () => ({ ...(await startAll(started, options)), stop }));
};
