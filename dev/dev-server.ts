import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { endWithUs } from './kill-on-exit.ts';
import { freePort } from './free-port.ts';

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;
const LOG_TAIL = 15;

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

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface DevServer {
  address: string;
  uiAddress?: string;
  pid: number;
  /** Resolves when the process has ended, whoever ended it; never rejects. */
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

/** Starts a Temporal server on 127.0.0.1 and returns when it answers. Throws with the end of its log if it does not within 20 s. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  try {
    return await attempt(options);
  } catch (error) {
    // Another process may take a free port between our asking for it and the server's binding it.
    if (options.port || !/address already in use/.test(String(error))) throw error;
    return attempt(options);
  }
}

async function attempt(options: DevServerOptions): Promise<DevServer> {
  // A busy port must be found here: whoever holds it may be a Temporal server too, and answer for ours.
  const port = await freePort(options.port);
  const uiPort = options.uiPort === undefined ? undefined : await freePort(options.uiPort);
  const address = `127.0.0.1:${port}`;
  // In our own process group: whoever signals the group reaches all of it.
  const child = spawn(options.binary, args(options, port, uiPort), { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  endWithUs(child);
  const tail = keepLog(child, options.logFile);
  const stop = () => end(child, exited);
  try {
    await ready(address, options, exited, tail);
  } catch (error) {
    await stop();
    throw error;
  }
  const pid = child.pid as number;
  return { address, pid, exited, stop, ...(uiPort ? { uiAddress: `http://127.0.0.1:${uiPort}` } : {}) };
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

/** Waits until the frontend answers for the namespace, the process ends, or the time is up. */
async function ready(address: string, options: DevServerOptions, exited: Promise<Exit>, tail: () => string): Promise<void> {
  const giveUp = new AbortController();
  const died = exited.then(({ code, signal }) => {
    throw new Error(`the Temporal server ended at its start (${signal ?? `code ${code}`}):\n${tail()}`);
  });
  const late = pause(READY_WITHIN_MS, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`the Temporal server did not answer on ${address} within ${READY_WITHIN_MS / 1_000} s:\n${tail()}`);
  });
  late.catch(() => {});
  try {
    await Promise.race([answers(address, options, giveUp.signal), died, late]);
  } finally {
    giveUp.abort();
  }
}

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

/** Ends that one process: asks, waits, insists. */
async function end(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGINT');
  await exited;
  clearTimeout(insist);
}

/** Copies the output to the file, if any, and returns a reader of its last lines. */
function keepLog(child: ChildProcess, logFile: string | undefined): () => string {
  const file = logFile ? createWriteStream(logFile, { flags: 'a' }) : undefined;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      file?.write(chunk);
      text = (text + chunk.toString()).slice(-10_000);
    });
  }
  child.once('error', (error) => {
    text += error.message;
  });
  child.once('close', () => file?.end());
  return () => text.trim().split('\n').slice(-LOG_TAIL).join('\n');
}
