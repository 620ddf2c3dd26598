/** The worker: serves the memoranda's workflows and sends their notifications, until it is told to stop. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { connectionProblem } from '../client/connection-problem.ts';
import { createNotifyActivities } from '../activities/notify/index.ts';
import { createActivities } from '../activities/index.ts';
import { registerAt } from '../activities/register/access.ts';
import { workerConverter } from '../encryption/data-converter.ts';
import { keyFilesIn } from '../encryption/keys.ts';
import { tokenIn } from '../client/token-file.ts';
import { workflowBundle } from './bundle.ts';
import { gateFrom } from './gate.ts';
import { createLogger } from '../observe/log.ts';
import { startWatch, type Watch } from '../observe/index.ts';
import { startTracing } from '../observe/tracing.ts';
import { otherMemoranda } from './other-memoranda.ts';
import { partsOf } from './parts.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { tellRooms } from './rooms.ts';
import { readSettings } from './settings.ts';

const { version } = createRequire(import.meta.url)('mou-engine/package.json') as { version: string };

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

const installRuntime = (logger: Logger, telemetry: Watch['telemetry']): void => {
  const sink = new DefaultLogger('INFO', ({ level, message, meta }) => logger[LEVELS[level]]({ ...meta }, message));
  Runtime.install({ logger: sink, telemetryOptions: { logging: { filter: 'WARN', forward: {} }, ...telemetry } });
};

type Server = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

const TOKEN_EVERY_MS = 10_000;

/** The native connection keeps the token that it is given: it is given the one that the file says now. */
const connected = async (server: Server, token: (() => string) | undefined): Promise<NativeConnection> => {
  let last = token?.();
  const connection = await NativeConnection.connect({ ...server, ...(last !== undefined && { apiKey: last }) });
  if (token) {
    setInterval(() => {
      if (token() !== last) void connection.setApiKey((last = token()));
    }, TOKEN_EVERY_MS).unref();
  }
  return connection;
};

/** Throws an Error that names the address where no server answers. */
const attributesAdded = async (namespace: string, server: Server): Promise<string[]> => {
  const { address = 'localhost:7233' } = server ?? {};
  const client = await Connection.connect({ ...server, connectTimeout: '10 seconds' }).catch(async (error: Error) => {
    throw new Error(await connectionProblem(address, server ?? {}, error));
  });
  const added = await registerSearchAttributes(client, namespace);
  await client.close();
  return added;
};

const TUNED = {
  shutdownGraceTime: '20 seconds',
  // A worker that died is asked no longer than this for what it alone remembers; then any other replays it.
  stickyQueueScheduleToStartTimeout: '5 seconds',
  // Notes of who was told reach the server within that, and not after most of the heartbeat timeout.
  maxHeartbeatThrottleInterval: '500 milliseconds',
  // Its own check would fail the task again and again, long after who sent too much has given up.
  disablePayloadErrorLimit: true,
} as const;

/** Resolves once the worker has shut down: after SIGINT or SIGTERM, activities in flight having ended. */
export const runWorker = async (): Promise<void> => {
  const settings = readSettings();
  const { MOU_TASK_QUEUE: taskQueue } = settings;
  const logger = createLogger(settings);
  const watch = await startWatch(settings.MOU_WATCH_ADDRESS, version, logger);
  const endTracing = await startTracing('mou-worker', version);
  installRuntime(logger, watch.telemetry);
  const keyFiles = keyFilesIn(settings);
  const dataConverter = workerConverter(keyFiles);
  const gate = await gateFrom(settings);
  const { namespace = 'default', connectionOptions } = loadClientConnectConfig();
  const token = settings.MOU_TOKEN_FILE === undefined ? undefined : tokenIn(settings.MOU_TOKEN_FILE);
  const added = await attributesAdded(namespace, { ...connectionOptions, ...(token && { apiKey: token() }) });
  if (added.length > 0) logger.info({ added }, 'Search attributes registered');
  const connection = await connected(connectionOptions, token);
  const register = settings.DATABASE_URL === undefined ? undefined : registerAt(settings.DATABASE_URL, namespace);
  const unanswered = await register?.prepare();
  const { memoranda, close: closeMemoranda } = otherMemoranda(settings.DATABASE_URL);
  const { notify, closeNotify } = createNotifyActivities({ settings, logger, memoranda });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue, dataConverter },
    ...TUNED,
    workflowBundle: await workflowBundle(keyFiles.length > 0 ? 'encrypted' : 'plain'),
    activities: createActivities({ register: register?.access, send: notify, gate, logger, metrics: watch.metrics }),
    maxCachedWorkflows: settings.MOU_MAX_CACHED_WORKFLOWS,
  });
  const client = new Client({ connection, namespace, dataConverter });
  watch.over(partsOf({ worker, connection, namespace, register: register?.access, settings }), { client, register: register?.access });
  logger.info({ namespace, taskQueue }, 'Worker started');
  const server = `${connectionOptions.address ?? 'localhost:7233'}, namespace ${namespace}`;
  void tellRooms(logger, { settings, gate, server, port: watch.port, register: register && { reason: unanswered } });
  await worker.run();
  closeNotify();
  await closeMemoranda();
  await register?.close();
  await watch.close();
  await endTracing();
  await connection.close();
  logger.info('Worker stopped');
};

// By a link to the folder, as /opt/mou is one to a version's, it is the same program.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runWorker().catch((error: unknown) => {
    // The settings themselves may be what is wrong.
    createLogger({ MOU_LOG_LEVEL: 'error' }).fatal({ err: error }, 'The worker ends');
    // The native runtime would keep the process alive, and deaf to signals.
    process.exit(1);
  });
}
