/** What became of messages is handed over to the register: in few batches, and whole, whatever happens to it or to the run. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { packLog, unpackLog } from '../../workflows/log-carrier.ts';
import { Deliveries } from '../../workflows/deliveries.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { consent, open, discontinueOn } from '../domain/acts.ts';
import { type Engine, newMou, operative, rejected, startEngine } from '../support/engine.ts';

const HOUR = 3_600_000;

const delivery = (key: string, more: Partial<Delivery> = {}): Delivery => ({
  key,
  seq: 1,
  recipient: 'us',
  channel: 'email',
  at: '2027-01-05T06:00:00Z',
  status: 'accepted',
  detail: '250 OK',
  ...more,
});

describe('what the register is not told yet', () => {
  it('is all of it in what an earlier version carried over, and what is named in a later one', () => {
    const deliveries = [delivery('a'), delivery('b')];
    const { untold } = unpackLog(packLog([], deliveries));
    expect(new Deliveries(deliveries, () => {}, untold).untold).toEqual(['a', 'b']);
    const later = unpackLog(packLog([], deliveries, ['b']));
    expect(new Deliveries(later.deliveries, () => {}, later.untold).untold).toEqual(['b']);
  });

  it('is what changed since, also while it was being told', () => {
    const deliveries = new Deliveries([delivery('a'), delivery('b')], () => {}, []);
    expect(deliveries.areTold).toBe(true);
    deliveries.record(delivery('a', { status: 'dead' }));
    deliveries.forget('b');
    const changes = deliveries.changes();
    expect(changes).toEqual({ kept: [delivery('a', { status: 'dead' })], forgotten: ['b'] });
    deliveries.resend('a');
    deliveries.record(delivery('b'));
    deliveries.told(changes);
    expect(deliveries.untold).toEqual(['a', 'b']);
    deliveries.told(deliveries.changes());
    expect(deliveries.areTold).toBe(true);
    deliveries.tellAgain();
    expect(deliveries.untold).toEqual(['a', 'b']);
  });
});

describe('the register', () => {
  let engine: Engine;
  let calls: number;
  let kept: Map<string, Delivery>;
  const keep = (_: string, deliveries: Delivery[], forgotten: string[]): void => {
    calls += 1;
    for (const one of deliveries) kept.set(one.key, one);
    for (const key of forgotten) kept.delete(key);
  };
  const down = (): never => {
    calls += 1;
    throw new Error('connect ECONNREFUSED');
  };
  beforeAll(async () => {
    engine = await startEngine({ settling: 'P1D' });
  });
  beforeEach(() => {
    calls = 0;
    kept = new Map();
    engine.register.keep = keep;
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const handleOf = (mou: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou));
  const keptOf = (mou: string): Delivery[] => [...kept.values()].filter(({ key }) => key.startsWith(`${mou}/`));
  const isTold = async (mou: string): Promise<void> => {
    const inOrder = () => keptOf(mou).sort((a, b) => a.seq - b.seq || (a.recipient < b.recipient ? -1 : 1));
    await expect
      .poll(async () => ((await engine.client.outbox(mou)).waiting === 0 ? inOrder() : []), { timeout: 30_000 })
      .toEqual(await engine.client.deliveries(mou));
  };

  it('is told of all messages in fewer batches than there are messages', async () => {
    const mou = await operative(engine, 'batches');
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting, { timeout: 10_000 }).toBe(0);
    await isTold(mou);
    expect(kept.size).toBe(6);
    expect(calls).toBeLessThan(5);
  });

  it('is told of a message that was given up, though others are still being tried', async () => {
    engine.mail.deliver = ({ recipient }) => {
      throw recipient === 'rok' ? rejected('550 no such user') : new Error('connect ECONNREFUSED');
    };
    const mou = newMou('given-up');
    await engine.client.act(mou, open());
    await expect.poll(() => keptOf(mou).map(({ key, status }) => [key, status])).toEqual([[`${mou}/1/rok`, 'dead']]);
    expect((await engine.client.outbox(mou)).waiting).toBe(1);
  });

  it('that is down keeps no act and no message waiting, and is told all of it later', async () => {
    engine.register.keep = down;
    const mou = await operative(engine, 'down');
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting, { timeout: 10_000 }).toBe(0);
    await expect.poll(() => calls).toBeGreaterThan(0);
    await engine.client.recordBounce(mou, {
      key: `${mou}/1/us`,
      at: '2027-01-05T08:00:00Z',
      messageId: null,
      addresses: [],
      action: 'failed',
      detail: '5.1.1',
    });
    engine.register.keep = keep;
    await expect.poll(() => kept.get(`${mou}/1/us`)?.status, { timeout: 20_000 }).toBe('bounced');
    await isTold(mou);
  });

  it('is told by the next run what this one could not tell', async () => {
    engine.register.keep = down;
    const mou = await operative(engine, 'next-run');
    const firstRun = (await handleOf(mou).describe()).runId;
    for (let n = 0; (await handleOf(mou).describe()).runId === firstRun; n += 1) {
      await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: `i${n}`, area: 'II.B.4', title: `Initiative ${n}` });
    }
    expect(kept.size).toBe(0);
    engine.register.keep = keep;
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting, { timeout: 20_000 }).toBe(0);
    await isTold(mou);
  });

  it('has been told all before the workflow closes', async () => {
    const mou = await operative(engine, 'closing');
    await engine.client.act(mou, discontinueOn('us', 'd1', addDays(dateAt(Date.now(), 'Asia/Seoul'), 10)));
    await engine.client.act(mou, consent('rok', 'd1'));
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting, { timeout: 10_000 }).toBe(0);
    await isTold(mou);
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) + 22 * HOUR);
    expect((await engine.client.state(mou)).status).toBe('discontinued');
    engine.register.keep = down;
    await engine.client.recordBounce(mou, {
      key: `${mou}/1/us`,
      at: '2027-01-05T08:00:00Z',
      messageId: null,
      addresses: [],
      action: 'failed',
      detail: '5.1.1',
    });
    // An attempt a minute: the day of settling ends within this, whatever the clocks of the seats do.
    await engine.skip(mou, 4 * HOUR);
    expect((await handleOf(mou).describe()).status.name).toBe('RUNNING');
    engine.register.keep = keep;
    // The clock goes on in real time: the next attempt is moved up.
    await engine.skip(mou, HOUR / 30).catch((error: Error) => expect(error.message).toContain('the execution ended'));
    expect(await handleOf(mou).result()).toMatchObject({ status: 'discontinued' });
    await isTold(mou);
  });
});
