/** The Temporal server, the namespace, the search attributes, and the worker that polls. */
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { pollersOf, SEEN_LATELY_MS } from '../client/pollers.ts';
import { formatInstant } from '../domain/calendar.ts';
import { missingSearchAttributes } from '../worker/search-attributes.ts';
import { type Found, ok, unknown, warning, wrong } from './findings.ts';
import { counted } from '../projections/words.ts';

const { IndexedValueType, TaskQueueType } = proto.temporal.api.enums.v1;

/** Below this, what a workflow has done is forgotten before anybody asks what went wrong. */
const LEAST_DAYS = 3;
const DAY_S = 86_400;

export const START_A_WORKER =
  'Start one: node dist/worker/main.js, or npx mou dev; MOU_TASK_QUEUE must be the same for it and for who acts.';

export const ofServer = async (connection: Connection, address: string): Promise<Found> => {
  const before = performance.now();
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  return ok(`Temporal ${serverVersion} answers at ${address} in ${Math.ceil(performance.now() - before)} ms`);
};

/** The server that was asked, and the program of Temporal's own that may be run here. */
export type Commands = { address: string; temporal: string };

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** As it is typed here, for the server that was asked. */
const typed = ({ address, temporal }: Commands, ...words: string[]): string =>
  [temporal, 'operator', ...words, '--address', address].map(quoted).join(' ');

const NOT_FOUND = 5;

export const ofNamespace = async (connection: Connection, namespace: string, commands: Commands): Promise<Found> => {
  const keeping = (verb: string): string => typed(commands, 'namespace', verb, '--namespace', namespace, '--retention', '30d');
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_S;
    const kept = `${namespace} keeps what has closed for ${counted(Math.round(days * 10) / 10, 'day')}`;
    if (days >= LEAST_DAYS) return ok(kept);
    return warning(kept, `Keep it for longer: ${keeping('update')}`);
  } catch (error) {
    if ((error as { code?: number }).code !== NOT_FOUND) throw error;
    return wrong(`There is no namespace ${namespace}`, `Make it: ${keeping('create')}  Or TEMPORAL_NAMESPACE is to name another.`);
  }
};

/** As the command line of Temporal writes it. */
const typeName = (type: number): string =>
  (IndexedValueType[type] ?? '')
    .replace('INDEXED_VALUE_TYPE_', '')
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

export const ofSearchAttributes = async (connection: Connection, namespace: string, commands: Commands): Promise<Found> => {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return ok('all are known to the namespace, of the right type');
  const add = missing.filter(({ has }) => has === undefined);
  const other = missing.filter(({ has }) => has !== undefined);
  const flags = add.flatMap(({ name, type }) => ['--name', name, '--type', typeName(type)]);
  const create = typed(commands, 'search-attribute', 'create', '--namespace', namespace, ...flags);
  return wrong(
    [
      ...(add.length > 0 ? [`missing: ${add.map(({ name }) => name).join(', ')}`] : []),
      ...other.map(({ name, type, has = 0 }) => `${name} is of type ${typeName(has)} and must be ${typeName(type)}`),
    ].join('; '),
    add.length > 0
      ? `Start a worker that may add them, or: ${create}`
      : `Give them another namespace: the type of an attribute cannot be changed.`,
  );
};

const KINDS = [
  ['workflows', TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW],
  ['activities', TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY],
] as const;

export const ofWorker = async (connection: Connection, namespace: string, taskQueue: string, now: number): Promise<Found> => {
  const polled = await Promise.all(
    KINDS.map(async ([kind, type]) => ({ kind, last: (await pollersOf(connection, namespace, taskQueue, type))[0] })),
  );
  const gone = polled.filter(({ last }) => !last || now - last.seen > SEEN_LATELY_MS);
  if (gone.length === 0) return ok(`${polled[0]?.last?.identity} polls the task queue ${taskQueue}`);
  const told = gone.map(({ kind, last }) => (last ? `${kind} (the last, ${last.identity}, at ${formatInstant(last.seen)})` : kind));
  return wrong(`nobody polls the task queue ${taskQueue} for ${told.join(' and ')}`, START_A_WORKER);
};

export const NOT_REACHED = unknown('not looked at: no server answers');
