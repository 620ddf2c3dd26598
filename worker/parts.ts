/** What the worker needs to do its work, and how each is asked. */
import type { NativeConnection, Worker } from '@temporalio/worker';
import proto from '@temporalio/proto';
import { tryMailServer } from '../activities/notify/smtp.ts';
import type { RegisterAccess } from '../activities/register/access.ts';
import { pollersOf, SEEN_LATELY_MS } from '../client/pollers.ts';
import type { Part } from '../observe/index.ts';
import type { Settings } from './settings.ts';

const { TaskQueueType } = proto.temporal.api.enums.v1;

/** Milliseconds: those who look often get the same answer. A mail server that is asked is signed in to. */
const OFTEN = 5_000;
const SELDOM = 30_000;
const PATIENCE = 4_000;

type Needed = {
  worker: Worker;
  connection: NativeConnection;
  namespace: string;
  register: RegisterAccess | undefined;
  settings: Settings;
};

/** It says that it runs, and the server says so too: one whose token has expired polls in vain. */
const polls = async ({ worker, connection, namespace, settings }: Needed): Promise<void> => {
  const state = worker.getState();
  if (state !== 'RUNNING') throw new Error(`the worker is ${state.toLowerCase()}`);
  const pollers = await pollersOf(connection, namespace, settings.MOU_TASK_QUEUE, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
  const own = pollers.find(({ identity }) => identity === worker.options.identity);
  if (!own || Date.now() - own.seen > SEEN_LATELY_MS) throw new Error(`the server sees no poll of ${worker.options.identity}`);
};

export const partsOf = (needed: Needed): Part[] => {
  const { connection, namespace, register, settings } = needed;
  const { MOU_SMTP_URL: mail } = settings;
  const often = { every: OFTEN, patience: PATIENCE };
  const server = async (): Promise<void> => {
    await connection.workflowService.describeNamespace({ namespace });
  };
  const kept = register && (async () => void (await (await register()).now()));
  return [
    { name: 'server', ...often, ask: server },
    { name: 'polling', ...often, ask: () => polls(needed) },
    kept ? { name: 'register', ...often, ask: kept } : { name: 'register', off: 'MOU_REGISTER=none' },
    mail === undefined
      ? { name: 'mail', off: 'MOU_SMTP_URL is not set' }
      : { name: 'mail', every: SELDOM, patience: PATIENCE, ask: () => tryMailServer(mail, PATIENCE) },
  ];
};
