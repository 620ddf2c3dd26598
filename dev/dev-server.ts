import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { logFile } from './log-file.ts';

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;
const ATTEMPTS = 3;

/** Why the last three are needed: docs/time-skipping.md. */
const TIME_SKIPPING = {
  'frontend.WorkflowTimeSkippingEnabled': true,
  'history.timerProcessorMaxTimeShift': '10ms',
  'history.timerProcessorMaxPollRPS': 1_000,
  'history.workflowIdReuseMinimalInterval': '-876000h',
};

const { IndexedValueType: Indexed } = proto.temporal.api.enums.v1;
const IndexedValueType = {
  Text: Indexed.INDEXED_VALUE_TYPE_TEXT,
  Keyword: Indexed.INDEXED_VALUE_TYPE_KEYWORD,
  Int: Indexed.INDEXED_VALUE_TYPE_INT,
  Double: Indexed.INDEXED_VALUE_TYPE_DOUBLE,
  Bool: Indexed.INDEXED_VALUE_TYPE_BOOL,
  Datetime: Indexed.INDEXED_VALUE_TYPE_DATETIME,
  KeywordList: Indexed.INDEXED_VALUE_TYPE_KEYWORD_LIST,
};

export type SearchAttributeType = keyof typeof IndexedValueType;

export interface DevServerOptions {
  /** The `temporal` CLI, from `findTemporalBinary`. */
  binary: string;
  /** SQLite file that keeps the state over a restart; in memory without it. */
  dbFile?: string;
  /** 0 for a free port; no web page at all without it. */
  uiPort?: number;
  port?: number;
  namespace?: string;
  searchAttributes?: Record<string, SearchAttributeType>;
  /** Lets clients skip a workflow's clock: for rehearsals and tests only, since it also drops some limits of the server. */
  timeSkipping?: boolean;
  logFile?: string;
  /** Settings of the server itself, such as limits; for tests. */
  dynamicConfig?: Record<string, string | number | boolean>;
}

export interface DevServer extends Child {
  address: string;
  uiAddress?: string;
}

/** Another process may take a free port before the server binds it, and the server's own start panics now and then. */
const IS_CHANCE = /address already in use|panic:|fatal error:/;

/** Starts a Temporal server on 127.0.0.1 and returns when it answers. Throws with the end of its log if it does not within 20 s. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options);
    } catch (error) {
      if (attempt === ATTEMPTS || !IS_CHANCE.test(String(error))) throw error;
    }
  }
}

async function start(options: DevServerOptions): Promise<DevServer> {
  // A busy port must be found here: its holder may be a Temporal server too, and answer for ours.
  const port = await freePort(options.port);
  const uiPort = options.uiPort === undefined ? undefined : await freePort(options.uiPort);
  const address = `127.0.0.1:${port}`;
  const isNew = options.dbFile !== undefined && !existsSync(options.dbFile);
  const child = await startChild({
    name: 'The Temporal server',
    command: [options.binary, ...args(options, port, uiPort)],
    stopSignal: 'SIGINT',
    stopWithin: STOP_WITHIN_MS,
    readyWithin: READY_WITHIN_MS,
    isReady: (signal) => answers(address, options, signal),
    log: options.logFile ? logFile(options.logFile) : () => {},
  }).catch(async (error: unknown) => {
    // One that is made in part, as on a full disk, could never be started on again.
    if (isNew) for (const part of ['', '-shm', '-wal']) await rm(`${options.dbFile}${part}`, { force: true });
    throw error;
  });
  return { ...child, address, ...(uiPort ? { uiAddress: `http://127.0.0.1:${uiPort}` } : {}) };
}

function args(options: DevServerOptions, port: number, uiPort: number | undefined): string[] {
  const { dbFile, namespace, searchAttributes = {}, timeSkipping, dynamicConfig = {} } = options;
  const settings = { ...(timeSkipping ? TIME_SKIPPING : {}), ...dynamicConfig };
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
    ...(uiPort ? ['--ui-port', String(uiPort), '--ui-disable-news-fetch'] : ['--headless']),
    ...(dbFile ? ['--db-filename', dbFile] : []),
    ...(namespace ? ['--namespace', namespace] : []),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...Object.entries(settings).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${JSON.stringify(value)}`]),
  ];
}

/** Waits until the frontend answers for the namespace. */
async function answers(
  address: string,
  { namespace = 'default', searchAttributes = {} }: DevServerOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const connection = await Connection.connect({ address, connectTimeout: 1_000 }).catch(() => undefined);
    try {
      const known = await connection?.workflowService.describeNamespace({ namespace }).catch(() => undefined);
      if (connection && known) return await addMissing(connection, namespace, searchAttributes);
    } finally {
      await connection?.close();
    }
    await pause(50);
  }
}

/** The server's own flag is ignored for a namespace that its file knows already: attributes new since then are added here. */
async function addMissing(connection: Connection, namespace: string, wanted: Record<string, SearchAttributeType>): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(wanted).filter(([name]) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, IndexedValueType[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}
