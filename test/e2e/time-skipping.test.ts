import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection, type WorkflowStartOptions } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDevServer } from '../../dev/dev-server.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { fastForward, type Jump, readClock } from '../../dev/time-skipping.ts';
import { clock, clockWorkflow, finish, goOn, setTimers, tell, think, ticks, work } from '../support/clock-workflow.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';

const DAY = 86_400_000;
const taskQueue = 'clocks';
let connection: Connection;
let client: Client;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  quietRuntime();
  const binary = await findTemporalBinary({ log: () => {}, root: process.cwd() });
  const server = await startDevServer({ binary, timeSkipping: true });
  undo.push(() => server.stop());
  connection = await Connection.connect({ address: server.address });
  client = new Client({ connection });
  undo.push(() => connection.close());
  const native = await NativeConnection.connect({ address: server.address });
  undo.push(() => native.close());
  const labour = async (ms: number) => pause(ms, Date.now());
  const workflowsPath = join(import.meta.dirname, '..', 'support', 'clock-workflow.ts');
  const worker = await Worker.create({ connection: native, taskQueue, workflowsPath, activities: { labour } });
  const run = worker.run();
  undo.push(() => (worker.shutdown(), run));
});
afterAll(async () => {
  for (const one of undo.reverse()) await one();
});

let count = 0;
async function start(options: Partial<WorkflowStartOptions<typeof clockWorkflow>> = {}) {
  const workflowId = `clock-${++count}`;
  const target = { namespace: 'default', workflowId };
  await client.workflow.start(clockWorkflow, { taskQueue, workflowId, ...options });
  return {
    // A handle without a run id follows the workflow through continue-as-new.
    handle: client.workflow.getHandle<typeof clockWorkflow>(workflowId),
    jump: (jump: Jump, options?: { patience: number }) => fastForward(connection, target, jump, options),
    read: () => readClock(connection, target),
  };
}

/** That an instant lies at the wanted one or up to a minute after: what a machine with much to do may take. A jump is of days. */
const near = (actual: number, wanted: number) => {
  expect(actual).toBeGreaterThanOrEqual(wanted);
  expect(actual).toBeLessThan(wanted + 60_000);
};

describe('skipping the clock of a workflow', () => {
  test('180 days pass, and timers fire in order, each at its own virtual time', async () => {
    const { handle, jump } = await start();
    const now = Date.now();
    const dues = [10, 90, 90, 150, 173, 200].map((days) => now + days * DAY);
    await handle.executeUpdate(setTimers, { args: [dues] });
    const { now: there } = await jump({ until: now + 180 * DAY });
    near(there, now + 180 * DAY);
    const fired = await handle.query(ticks);
    expect(fired.map(({ due }) => due)).toEqual(dues.slice(0, 5));
    for (const { due, at } of fired) near(at, due);
    near(await handle.executeUpdate(tell), there);
  });

  test('a timer due at the very instant of the goal has fired', async () => {
    const { handle, jump } = await start();
    const due = Date.now() + 30 * DAY;
    await handle.executeUpdate(setTimers, { args: [[due]] });
    await jump({ until: due });
    expect(await handle.query(ticks)).toEqual([{ due, at: expect.any(Number) }]);
  });

  test.each([1, 3 * 365 * DAY, 90 * 365 * DAY])('%i ms are skipped in one go, without any timer', async (duration) => {
    const { jump } = await start();
    const began = Date.now();
    near((await jump({ duration })).now, began + duration);
  });

  test('more than 292 years, which the server cannot count, are refused at once', async () => {
    const { jump } = await start();
    await jump({ duration: 290 * 365.25 * DAY });
    await expect(jump({ duration: 3 * 365.25 * DAY })).rejects.toThrow('292 years ahead of the machine’s, and no further');
  });

  test('after a jump the clock goes on at its usual pace', async () => {
    const { jump, read } = await start();
    await jump({ duration: DAY });
    // When it is read lies between the instants before and after, however long the reading takes; all of them are whole milliseconds.
    const timed = async () => ({ before: Date.now(), now: (await read()).now, after: Date.now() });
    const first = await timed();
    await pause(300);
    const second = await timed();
    expect(second.now - first.now).toBeGreaterThanOrEqual(second.before - first.after - 2);
    expect(second.now - first.now).toBeLessThanOrEqual(second.after - first.before + 2);
  });

  test('a goal that is past already is no jump', async () => {
    const { jump } = await start();
    const began = Date.now();
    near((await jump({ until: 0 })).now, began);
  });

  test('a goal that has just passed by itself waits for what fell due then', async () => {
    const { handle, jump } = await start();
    const began = Date.now();
    const thinking = handle.executeUpdate(think, { args: [1_000] });
    await pause(200);
    await jump({ until: Date.now() - 1 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_000);
    await thinking;
  });

  test('work that ends as the goal passes does not let the clock jump on to the next timer', async () => {
    const endsAfter = async (ms: number): Promise<number> => {
      const { handle, jump } = await start();
      const began = Date.now();
      await handle.executeUpdate(setTimers, { args: [[began + 3_650 * DAY]] });
      const thinking = handle.executeUpdate(think, { args: [ms] });
      await pause(200);
      const { now } = await jump({ until: began + 500 });
      await thinking;
      return now - began;
    };
    const ended: number[] = [];
    for (let ms = 540; ms < 680; ms += 20) ended.push(...(await Promise.all([0, 5, 10, 15].map((more) => endsAfter(ms + more)))));
    expect(Math.max(...ended)).toBeLessThan(DAY);
  });

  test('a workflow started with a delay begins at the instant to which its clock is moved', async () => {
    const at = Date.now() + 40 * DAY;
    const { handle, jump } = await start({ startDelay: at - Date.now() });
    await jump({ until: at });
    near(await handle.executeUpdate(tell), at);
  });

  test('continue-as-new keeps the virtual time, within a jump and after years', async () => {
    const { handle, jump } = await start({ args: [[], [], 3] });
    const begin = (await jump({ duration: 3 * 365 * DAY })).now;
    const dues = Array.from({ length: 10 }, (_, day) => begin + (day + 1) * DAY);
    await handle.executeUpdate(setTimers, { args: [dues] });
    await jump({ until: begin + 20 * DAY });
    const fired = await handle.query(ticks);
    expect(fired.map(({ due }) => due)).toEqual(dues);
    for (const { due, at } of fired) near(at, due);
    await handle.executeUpdate(goOn);
    near(await handle.executeUpdate(tell), begin + 20 * DAY);
  });

  test('a jump waits for an activity in flight, and an update meanwhile is answered at once', async () => {
    const { handle, jump } = await start();
    const began = Date.now();
    const working = handle.executeUpdate(work, { args: [1_000] });
    await pause(200);
    const jumping = jump({ duration: DAY });
    near(await handle.executeUpdate(tell), began);
    await jumping;
    near(await working, began);
    near(await handle.executeUpdate(tell), began + DAY);
  });

  test('a query tells the time of the last workflow task, an update the present', async () => {
    const { handle, jump } = await start();
    const before = await handle.executeUpdate(tell);
    const { now } = await jump({ duration: DAY });
    expect(await handle.query(clock)).toBe(before);
    near(await handle.executeUpdate(tell), now);
    near(await handle.query(clock), now);
  });

  test('a rehearsal of 60 steps comes to each of its days', async () => {
    const { handle, jump } = await start();
    const begin = Date.now();
    for (let day = 1; day <= 60; day++) {
      if (day % 3 === 0) await handle.executeUpdate(setTimers, { args: [[begin + (day + 1) * DAY - 1]] });
      await jump({ until: begin + day * DAY });
      near(await handle.executeUpdate(tell), begin + day * DAY);
    }
    expect(await handle.query(ticks)).toHaveLength(19);
  });

  test('says that a workflow has completed, and does not jump', async () => {
    const { handle, jump } = await start();
    await handle.executeUpdate(finish);
    await handle.result();
    expect(await jump({ duration: DAY })).toEqual({ now: expect.any(Number), running: false });
  });

  test('gives up if no worker takes the tasks that fall due', async () => {
    const { jump } = await start({ taskQueue: 'nobody' });
    await expect(jump({ duration: DAY }, { patience: 500 })).rejects.toThrow('within 0.5 s: does a worker run?');
  });
});
