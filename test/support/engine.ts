/** A worker and a client of one test file, on a task queue of their own; notifications go to a list. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Message } from '../../projections/message.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import { type MemorandumInput, workflowIdOf } from '../../workflows/messages.ts';
import { open, sign } from '../domain/acts.ts';

/** The reason why a message is skipped; nothing where it is sent. */
type Skipped = string | void;

export type Engine = {
  client: MouClient;
  taskQueue: string;
  notifications: Message[];
  /** What the mail server does to a notification: throws while it is down. */
  mail: { deliver: (notification: Message, contact?: RecordedContact) => Skipped | Promise<Skipped> };
  /** What the register does when it is told what became of messages: throws while it is down. */
  register: { keep: (mou: string, deliveries: Delivery[], forgotten: string[]) => void };
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Moves a memorandum's clock to an instant (epoch ms) on the server. */
  skipTo(mou: string, until: number): Promise<void>;
  skip(mou: string, duration: number): Promise<void>;
  stop(): Promise<void>;
};

let installed = false;
const quiet = (): void => {
  if (!installed) Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
  installed = true;
};

export const newMou = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;
export const operative = async ({ client }: Engine, name: string): Promise<string> => {
  const mou = newMou(name);
  await client.act(mou, open());
  await client.act(mou, sign('us', '2025-10-29'));
  await client.act(mou, sign('rok', '2025-10-29'));
  return mou;
};
export const rejected = (reason: string): ApplicationFailure => ApplicationFailure.nonRetryable(reason, 'ADDRESS_REJECTED');

export const startEngine = async (start: Omit<MemorandumInput, 'mou'> = {}): Promise<Engine> => {
  quiet();
  const address = inject('temporalAddress');
  const taskQueue = `test-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  const client = await MouClient.connect({ connection: { address }, namespace: 'default', taskQueue, start, patience: 20_000 });
  const notifications: Message[] = [];
  const mail: Engine['mail'] = { deliver: () => {} };
  const register: Engine['register'] = { keep: () => {} };
  const keepDeliveries = async (...told: Parameters<typeof register.keep>) => await Promise.resolve(register.keep(...told));
  const notify = async (notification: Message, contact?: RecordedContact): Promise<unknown> => {
    const skipped = await mail.deliver(notification, contact);
    if (skipped) return { skipped };
    notifications.push(notification);
    return { messageId: notification.key, detail: '250 OK', accepted: [] };
  };
  let running: { worker: Worker; ended: Promise<void> } | undefined;
  const startWorker = async (): Promise<void> => {
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowBundle: { codePath: inject('bundlePath') },
      activities: { notify, append: async () => await Promise.resolve(null), keepDeliveries },
      maxCachedWorkflows: 50,
    });
    running = { worker, ended: worker.run() };
  };
  const stopWorker = async (): Promise<void> => {
    running?.worker.shutdown();
    await running?.ended;
    running = undefined;
  };
  const jump = async (mou: string, by: { until: number } | { duration: number }): Promise<void> => {
    await fastForward(client.connection, { namespace: 'default', workflowId: workflowIdOf(mou) }, by);
  };
  const stop = async (): Promise<void> => {
    await stopWorker();
    await client.close();
    await connection.close();
  };
  await startWorker();
  return {
    client,
    taskQueue,
    notifications,
    mail,
    register,
    startWorker,
    stopWorker,
    skipTo: (mou, until) => jump(mou, { until }),
    skip: (mou, duration) => jump(mou, { duration }),
    stop,
  };
};
