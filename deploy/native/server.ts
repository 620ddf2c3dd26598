/** The Temporal server on PostgreSQL as a process of this machine, with its schema and its namespace. */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client';
import { msNumberToTs } from '@temporalio/common/lib/time.js';
import { execa } from 'execa';
import { type Child, startChild } from '../../dev/child.ts';
import { freePort } from '../../dev/free-port.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import type { Authority } from './authority.ts';
import { AUDIENCE } from './authority.ts';
import type { Binaries } from './binaries.ts';
import type { Settings } from './compose.ts';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const SCHEMA_WITHIN_MS = 120_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
const ALREADY_EXISTS = 6;

export type Database = { host: string; port: string; user: string; password: string };

/** As deploy/temporal-schema.sh does it for compose; the databases are there already. */
export const makeSchema = async ({ sql }: Binaries, { host, port, user, password }: Database): Promise<void> => {
  const env = { SQL_PLUGIN: 'postgres12', SQL_HOST: host, SQL_PORT: port, SQL_USER: user, SQL_PASSWORD: password };
  for (const [name, schema] of [
    ['temporal', 'temporal'],
    ['temporal_visibility', 'visibility'],
  ] as const) {
    const options = { env, timeout: SCHEMA_WITHIN_MS };
    await execa(sql, ['--db', name, 'setup-schema', '-v', '0.0'], { ...options, reject: false });
    await execa(sql, ['--db', name, 'update-schema', '--schema-name', `postgresql/v12/${schema}`], options);
  }
};

const PORTS = [
  'FRONTEND_GRPC_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'INTERNAL_FRONTEND_GRPC_PORT',
  'INTERNAL_FRONTEND_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;

export type Ports = Record<(typeof PORTS)[number], string>;

/** PostgreSQL keeps the ports of the server's parts in a column that ends at 32,767. */
const [LOWEST, HIGHEST] = [20_000, 32_767];

const freeAmong = async (taken: readonly string[]): Promise<string> => {
  for (;;) {
    const port = String(randomInt(LOWEST, HIGHEST));
    const isFree = await freePort(Number(port)).then(
      () => true,
      () => false,
    );
    if (isFree && !taken.includes(port)) return port;
  }
};

/** @param frontend undefined: a free one, as all others are */
export const choosePorts = async (frontend?: number): Promise<Ports> => {
  const ports: Record<string, string> = {};
  for (const name of PORTS) ports[name] = await freeAmong(Object.values(ports));
  return { ...ports, ...(frontend && { FRONTEND_GRPC_PORT: String(await freePort(frontend)) }) } as Ports;
};

type ServerOptions = {
  binaries: Binaries;
  settings: Settings;
  database: Database;
  ports: Ports;
  /** Undefined: everybody on this machine is let in. */
  authority: Authority | undefined;
  /** As an operator connects. */
  operator: ConnectionOptions;
  log: (line: string) => void;
};

const environmentOf = ({ settings, database, ports, authority }: ServerOptions): Record<string, string> => ({
  ...ports,
  TEMPORAL_SERVER_CONFIG_FILE_PATH: settings.serverConfig,
  DYNAMIC_CONFIG_FILE_PATH: settings.dynamicConfig,
  NUM_HISTORY_SHARDS: settings.shards,
  POSTGRES_SEEDS: database.host,
  DB_PORT: database.port,
  POSTGRES_USER: database.user,
  POSTGRES_PWD: database.password,
  BIND_ON_IP: '127.0.0.1',
  TEMPORAL_BROADCAST_ADDRESS: '127.0.0.1',
  ...(authority
    ? { MOU_SECURED: 'true', MOU_CERTS: authority.folder, MOU_JWKS: `file://${authority.jwks}`, MOU_AUDIENCE: AUDIENCE }
    : { TEMPORAL_ALLOW_NO_AUTH: 'true' }),
});

const answers = async (operator: ConnectionOptions, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const connection = await Connection.connect({ ...operator, connectTimeout: 1_000 }).catch(() => undefined);
    const isUp = await connection?.workflowService.listNamespaces({ pageSize: 1 }).then(
      () => true,
      () => false,
    );
    await connection?.close();
    if (isUp) return;
    await pause(100);
  }
};

/** The internal frontend is no part of what starts unless it is named. */
const PARTS = ['frontend', 'internal-frontend', 'history', 'matching', 'worker'].flatMap((name) => ['--service', name]);

/** Returns once it serves an operator. */
export const startTemporal = async (options: ServerOptions): Promise<Child> =>
  await startChild({
    name: 'The Temporal server',
    command: [options.binaries.server, 'start', ...(options.authority ? PARTS : [])],
    options: { env: { PATH: process.env.PATH, ...environmentOf(options) }, extendEnv: false },
    stopSignal: 'SIGTERM',
    stopWithin: STOP_WITHIN_MS,
    readyWithin: READY_WITHIN_MS,
    isReady: (signal) => answers(options.operator, signal),
    log: options.log,
  });

const created = async (connection: Connection, namespace: string, retentionDays: number): Promise<void> => {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msNumberToTs(retentionDays * DAY_MS),
    });
  } catch (error) {
    const code: number | undefined = isGrpcServiceError(error) ? error.code : undefined;
    if (code !== ALREADY_EXISTS) throw error;
  }
};

/** Makes the namespace where it is not there, with the engine's search attributes, and returns once the server knows it everywhere. */
export const makeNamespace = async (operator: ConnectionOptions, namespace: string, retentionDays: number): Promise<void> => {
  const connection = await Connection.connect(operator);
  try {
    await created(connection, namespace, retentionDays);
    for (let left = READY_WITHIN_MS / 100; ; left -= 1) {
      const known = await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }).catch((error: Error) => error);
      if (!(known instanceof Error)) break;
      if (left === 0) throw known;
      await pause(100);
    }
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
};
