/** A worker and a client of one test file, on a task queue of their own; notifications go to a list. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { GATE } from './keys.ts';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import type { NotifyResult } from '../../activities/notify/index.ts';
import { MouClient } from '../../client/index.ts';
import type { Contact } from '../../domain/recipients.ts';
import type { Message } from '../../projections/message.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import { type MemorandumInput, workflowIdOf } from '../../workflows/messages.ts';
import { createMetrics, type Metrics } from '../../observe/metrics.ts';
import type { Register } from '../../register/port.ts';
import { open, sign } from '../domain/acts.ts';
import type { MemoryRegister } from './memory-register.ts';
import { quietRuntime } from './quiet-runtime.ts';

/** The reason why a message is skipped; nothing where it is sent. */
type Skipped = string | void;

export type Engine = {
  client: MouClient;
  taskQueue: string;
  notifications: Message[];
  metrics: Metrics;
  /** What the mail server does to a notification: throws while it is down. */
  mail: { deliver: (notification: Message, contact?: Contact) => Skipped | Promise<Skipped> };
  /** @param build what is different from before, as of a worker of another version */
  startWorker(build?: Build): Promise<void>;
  stopWorker(): Promise<void>;
  /** Moves a memorandum's clock to an instant (epoch ms) on the server. */
  skipTo(mou: string, until: number): Promise<void>;
  skip(mou: string, duration: number): Promise<void>;
  stop(): Promise<void>;
};

type Activities = ReturnType<typeof createActivities>;
export type Build = {
  register?: MemoryRegister;
  /** The path of the workflows' code. */
  bundle?: string;
  /** What fails, where something is to, or answers otherwise. */
  wrapped?: (activities: Activities) => Activities;
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

type Options = Omit<MemorandumInput, 'mou'> & Build;

/** @param options what memoranda are started with, and the register, if there is to be one */
export const startEngine = async ({ register, wrapped, bundle, ...start }: Options = {}): Promise<Engine> => {
  const first: Build = { register, wrapped, bundle };
  quietRuntime();
  const address = inject('temporalAddress');
  const taskQueue = `test-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  const client = await MouClient.connect({ connection: { address }, namespace: 'default', taskQueue, start, patience: 20_000 });
  const notifications: Message[] = [];
  const metrics = createMetrics('test');
  const mail: Engine['mail'] = { deliver: () => {} };
  const send = async (message: Message, contact?: Contact): Promise<NotifyResult> => {
    const skipped = await mail.deliver(message, contact);
    if (skipped) return { skipped };
    notifications.push(message);
    // As of an e-mail, each attempt has its own.
    return { messageId: `${message.key}/${notifications.length}`, detail: '250 OK', accepted: [] };
  };
  let running: { worker: Worker; ended: Promise<void> } | undefined;
  const startWorker = async (build: Build = {}): Promise<void> => {
    const { register: kept, bundle: codePath = inject('bundlePath'), wrapped: wrap = (made: Activities) => made } = { ...first, ...build };
    const access = kept && (() => Promise.resolve(kept as unknown as Register));
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowBundle: { codePath },
      activities: wrap(createActivities({ register: access, send, gate: GATE, logger: pino({ level: 'silent' }), metrics })),
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
    metrics,
    mail,
    startWorker,
    stopWorker,
    skipTo: (mou, until) => jump(mou, { until }),
    skip: (mou, duration) => jump(mou, { duration }),
    stop,
  };
};
