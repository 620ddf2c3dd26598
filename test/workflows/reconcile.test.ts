/** After a restore the register and Temporal stand at different moments: what one lacks the other gives, and nothing is written over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { NoService } from '../../client/errors.ts';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { verifyEd25519 } from '../../keys/ed25519.ts';
import type { Register } from '../../register/port.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { startInitiative } from '../domain/acts.ts';
import { type Ground, startGround } from '../register/support.ts';
import { type Engine, operative, startEngine } from '../support/engine.ts';
import type { MemoryRegister } from '../support/memory-register.ts';

const GATE = { asks: 'open', keepers: null, verify: verifyEd25519 } as const;

describe('a restore', () => {
  let ground: Ground;
  let engine: Engine;
  let register: Register;
  let client: MouClient;
  let n = 0;

  /** A register that holds this and nothing else, with a worker and a client of it. */
  const restored = async (mou: string, log: readonly Event[]): Promise<void> => {
    await engine.stopWorker();
    await client?.close();
    register = await ground.register();
    if (log.length > 0) await register.append(mou, log);
    await engine.startWorker({ register: register as unknown as MemoryRegister });
    const connection = { address: engine.client.connection.options.address };
    client = await MouClient.connect({
      connection,
      namespace: 'default',
      taskQueue: engine.taskQueue,
      databaseUrl: ground.url,
      patience: 20_000,
    });
  };
  const initiative = () => ({ ...startInitiative('us', `i${(n += 1)}`, 'II.B.4'), id: `act-${n}` });
  /** Once all is told and kept: nothing is on its way that would come to the register later. */
  const logOf = async (mou: string): Promise<Event[]> => {
    const view = async () => await engine.client.client.workflow.getHandle(workflowIdOf(mou)).query(viewQuery, Number.MAX_SAFE_INTEGER);
    const isLeft = async () => (await engine.client.outbox(mou)).waiting > 0 || (await view()).waiting !== null;
    await expect.poll(isLeft).toBe(false);
    return await engine.client.events(mou);
  };
  const headOf = (mou: string, log: readonly Event[]): string => log.reduce(link, genesis(mou));
  /** What Temporal would hold, had it not been restored from an older backup. */
  const withMore = (mou: string, log: readonly Event[]): Event[] => {
    const memorandum = new Memorandum(mou, [...log], GATE);
    memorandum.record(initiative(), Date.now());
    return [...memorandum.log];
  };
  const isBoth = async (mou: string, log: readonly Event[]): Promise<void> => {
    expect(await register.head(mou)).toEqual({ seq: log.length, head: headOf(mou, log) });
    expect(await client.events(mou)).toEqual(log);
    expect(await register.verify(mou)).toMatchObject({ ok: true });
    expect(await client.reconciliation().reconcile(mou)).toMatchObject({ found: 'same', register: log.length, workflow: log.length });
  };

  beforeAll(async () => {
    ground = await startGround();
    engine = await startEngine({ register: (await ground.register()) as unknown as MemoryRegister });
  });
  afterAll(async () => {
    await client?.close();
    await engine.stop();
    await ground.end();
  });

  it('of the register alone, from an older backup or from none, has it filled up again, and nothing is asked of the Participants', async () => {
    const mou = await operative(engine, 'older-register');
    const log = await logOf(mou);
    for (const kept of [2, 0]) {
      await restored(mou, log.slice(0, kept));
      expect(await client.reconciliation().reconcile(mou, { dry: true })).toMatchObject({ found: 'filled', other: log.slice(kept) });
      expect((await register.head(mou))?.seq ?? 0).toBe(kept);
      expect(await client.reconciliation().reconcile(mou)).toMatchObject({ found: 'filled', workflow: log.length });
      await isBoth(mou, log);
    }
    await client.act(mou, initiative());
  });

  it('of the register alone finds in earlier runs what the workflow has handed over since', async () => {
    const mou = await operative(engine, 'earlier-runs');
    const runOf = async () => (await engine.client.client.workflow.getHandle(workflowIdOf(mou)).describe()).runId;
    for (let runs = new Set<string>(); runs.size < 3; runs.add(await runOf())) await engine.client.act(mou, initiative());
    const log = await client.events(mou);
    await restored(mou, log.slice(0, 1));
    expect(await client.reconciliation().reconcile(mou)).toMatchObject({ found: 'filled', register: 1, workflow: log.length });
    expect(await register.head(mou)).toEqual({ seq: log.length, head: headOf(mou, log) });
    await client.act(mou, initiative());
    expect(await register.verify(mou)).toMatchObject({ ok: true });
  });

  it('of Temporal alone, from an older backup, is noticed before an act is recorded in the place of what is kept', async () => {
    const mou = await operative(engine, 'older-temporal');
    const newer = withMore(mou, await logOf(mou));
    await expect.poll(async () => await register.deliveries(mou)).toHaveLength(6);
    const deliveries = await register.deliveries(mou);
    await restored(mou, newer);
    await register.keepDeliveries(mou, deliveries);
    await expect(client.act(mou, initiative())).rejects.toThrow(/CONFLICT: the register holds 5 events .* another record of 4/);
    expect(await client.reconciliation().reconcile(mou, { dry: true })).toMatchObject({ found: 'taken-up', register: 5, workflow: 4 });
    expect(await client.reconciliation().reconcile(mou)).toMatchObject({ found: 'taken-up' });
    // Whether the Temporal that is gone had told of it nobody knows.
    const toldOf = (seq: number) =>
      engine.notifications.filter(({ key }) => key.startsWith(`${mou}/${seq}/`)).map(({ recipient }) => recipient);
    await expect.poll(() => toldOf(5).sort()).toEqual(['rok', 'us']);
    expect((await client.act(mou, initiative())).seq).toBe(6);
    await expect.poll(() => toldOf(6).length).toBe(2);
    expect(toldOf(4)).toHaveLength(2);
    expect((await client.events(mou)).slice(0, 5)).toEqual(newer);
    // A retry of what only the register had kept is the same act.
    const [last] = newer.slice(-1);
    expect((await register.receipt(mou, last?.act?.id ?? ''))?.seq).toBe(5);
  });

  it('of Temporal from before the memorandum was opened takes it up from the register, and time goes on by itself', async () => {
    const mou = await operative(engine, 'unknown-to-temporal');
    const log = await logOf(mou);
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    await handle.terminate('restored');
    await restored(mou, log);
    expect(await client.reconciliation().reconcile(mou)).toMatchObject({ found: 'taken-up', register: 4, workflow: null });
    await isBoth(mou, log);
  });

  it('takes nothing up before a workflow that the server ended was asked what it had answered', async () => {
    const mou = await operative(engine, 'ended-by-the-server');
    const log = await logOf(mou);
    await engine.client.client.workflow.getHandle(workflowIdOf(mou)).terminate('too large');
    await restored(mou, log.slice(0, 2));
    expect(await client.reconciliation().reconcile(mou, { dry: true })).toMatchObject({
      found: 'filled',
      register: 2,
      other: log.slice(2),
    });
    expect(await client.reconciliation().reconcile(mou)).toEqual({ mou, found: 'taken-up', register: 2, workflow: null });
    await isBoth(mou, log);
  });

  it('goes on from the register without such an answer only where a person says so', async () => {
    const mou = await operative(engine, 'ended-and-silent');
    const log = await logOf(mou);
    await engine.client.client.workflow.getHandle(workflowIdOf(mou)).terminate('too large');
    await restored(mou, log);
    await engine.stopWorker();
    const { address } = engine.client.connection.options;
    const hasty = await MouClient.connect({
      connection: { address },
      namespace: 'default',
      taskQueue: engine.taskQueue,
      databaseUrl: ground.url,
      patience: 3_000,
    });
    await expect(hasty.reconciliation().reconcile(mou)).rejects.toThrow(NoService);
    expect(await hasty.reconciliation().reconcile(mou, { preferRegister: true })).toMatchObject({ found: 'taken-up', workflow: null });
    await hasty.close();
    await engine.startWorker({ register: register as unknown as MemoryRegister });
    await isBoth(mou, log);
  });

  it('after which both went on changes nothing by itself, names what stands in the way, and is decided by a person', async () => {
    const mou = await operative(engine, 'both-went-on');
    const log = await logOf(mou);
    const newer = withMore(mou, log);
    await engine.client.act(mou, initiative());
    const [, , , , other] = await logOf(mou);
    await restored(mou, newer);
    await expect(client.act(mou, initiative())).rejects.toThrow('CONFLICT');
    expect(await client.reconciliation().reconcile(mou)).toEqual({ mou, found: 'conflict', register: 5, workflow: 5, other: [other] });
    expect(await register.events(mou)).toEqual(newer);
    expect(await client.reconciliation().reconcile(mou, { preferRegister: true })).toMatchObject({ found: 'taken-up', other: [other] });
    await isBoth(mou, newer);
  });

  it('is looked at as a whole: each memorandum that is kept, or runs', async () => {
    const mou = await operative(engine, 'among-all');
    await restored(mou, []);
    await expect.poll(() => client.reconciliation().ids()).toContain(mou);
    await expect(client.reconciliation().reconcile('never')).rejects.toMatchObject({ code: 'UNKNOWN_MOU' });
  });
});
