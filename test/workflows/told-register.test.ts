/** The register is told of events and messages: along with telling the recipients, and whole, whatever happens to it or to the run. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import { bytesOf } from '../../domain/limits.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { NO_DELIVERIES } from '../../workflows/handed-over.ts';
import { Deliveries } from '../../workflows/deliveries.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { consent, discontinueOn, open, sign } from '../domain/acts.ts';
import { type Engine, newMou, operative, rejected, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const HOUR = 3_600_000;
const FAILED = { messageId: null, addresses: [] as string[], action: 'failed', detail: '5.1.1' } as const;

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

describe('what is known of messages', () => {
  it('is untold where it changed since, also while it was being told, and what went well is left to the register', () => {
    const deliveries = new Deliveries({ ...NO_DELIVERIES, deliveries: [delivery('a'), delivery('b')] }, () => {});
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
    expect(deliveries.all).toEqual([delivery('a', { status: 'resending' })]);
    deliveries.tellAgain();
    expect(deliveries.untold).toEqual(['a']);
  });

  it('is kept as far as there is room: what did not arrive the longest, and all of it is counted', () => {
    for (const isRegistered of [true, false]) {
      const deliveries = new Deliveries(NO_DELIVERIES, () => {}, isRegistered);
      for (let n = 0; n < 4_000; n += 1)
        deliveries.came(delivery(`m/${n}/us`, { seq: n, status: n % 10 === 0 ? 'dead' : 'accepted' }), false);
      expect(bytesOf(deliveries.pages())).toBeLessThan(300_000);
      expect(deliveries.dead).toBe(400);
      expect(deliveries.deadKeys()).toHaveLength(400);
      expect(deliveries.all.length + deliveries.unkept).toBe(4_000);
      expect(new Deliveries(deliveries.pages(), () => {}, isRegistered).pages()).toEqual(deliveries.pages());
    }
  });
});

describe('the register', () => {
  let engine: Engine;
  const register = new MemoryRegister();
  beforeAll(async () => {
    engine = await startEngine({ settling: 'P1D', register });
  });
  beforeEach(() => {
    register.isDown = false;
    register.calls = { append: 0, keep: 0 };
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const handleOf = (mou: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou));
  const viewOf = async (mou: string) => await handleOf(mou).query(viewQuery, 0);
  const drained = async (mou: string): Promise<void> => await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
  const keptOf = (mou: string): string[] =>
    [...register.kept.values()]
      .flatMap(({ key, status }) => (key.startsWith(`${mou}/`) ? [`${key.slice(mou.length + 1)} ${status}`] : []))
      .sort();
  const isWhole = async (mou: string): Promise<void> =>
    await expect.poll(async () => (await register.head(mou))?.head).toBe((await viewOf(mou)).head);

  it('takes the events of an act and what came of its messages along with them', async () => {
    const mou = await operative(engine, 'along');
    await drained(mou);
    await isWhole(mou);
    expect(keptOf(mou)).toEqual(['1/rok accepted', '1/us accepted', '2/rok accepted', '2/us accepted', '4/rok accepted', '4/us accepted']);
    expect(register.calls.append).toBeLessThanOrEqual(3);
    expect(register.calls.keep).toBeLessThanOrEqual(3);
    const started = ((await handleOf(mou).fetchHistory()).events ?? []).flatMap(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
    );
    expect(new Set(started)).toEqual(new Set(['tell']));
    expect(await engine.client.deliveries(mou)).toEqual([]);
  });

  it('knows more of the messages that are to be sent again than the workflow can take back: then fewer are to be named, and it goes on', async () => {
    const mou = await operative(engine, 'many-named');
    await drained(mou);
    const at = '2027-01-05T06:00:00Z';
    const addresses = Array.from({ length: 20 }, (_, n) => ({
      ...{ address: `desk${n}@us.example`, status: 'accepted' as const, at, detail: '250 OK'.padEnd(200, '.') },
    }));
    const many = Array.from({ length: 800 }, (_, n) => delivery(`${mou}/${n + 1}/us`, { seq: n + 1, addresses }));
    await register.keepDeliveries(mou, many);
    const keys = many.map(({ key }) => key);
    await expect(engine.client.resend(mou, keys)).rejects.toMatchObject({ code: 'TOO_LARGE', message: /name fewer/ });
    expect(await engine.client.resend(mou, keys.slice(0, 2))).toEqual(keys.slice(0, 2));
    await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Quantum test bed' });
    await drained(mou);
  });

  it('is told of a message that was given up, though others are still being tried', async () => {
    engine.mail.deliver = ({ recipient }) => {
      throw recipient === 'rok' ? rejected('550 no such user') : new Error('connect ECONNREFUSED');
    };
    const mou = newMou('given-up');
    await engine.client.act(mou, open());
    await expect.poll(() => keptOf(mou)).toEqual(['1/rok dead']);
    expect((await engine.client.outbox(mou)).waiting).toBe(1);
  });

  it('that is down keeps no act and no message waiting, and is told all of it later', async () => {
    register.isDown = true;
    const mou = await operative(engine, 'down');
    await drained(mou);
    expect(await viewOf(mou)).toMatchObject({ seq: 4, appended: 0, waiting: { events: 4 } });
    await engine.client.recordBounce(mou, { key: `${mou}/1/us`, at: '2999-01-05T08:00:00Z', ...FAILED });
    register.isDown = false;
    await expect.poll(() => keptOf(mou)).toContain('1/us bounced');
    await isWhole(mou);
    expect(await viewOf(mou)).toMatchObject({ appended: 4, waiting: null });
  });

  it('that is down when the worker is started again loses nothing either', async () => {
    register.isDown = true;
    const mou = await operative(engine, 'cold');
    await engine.stopWorker();
    await engine.startWorker();
    const receipt = await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Test bed' });
    expect(receipt.seq).toBe(5);
    register.isDown = false;
    await isWhole(mou);
  });

  it('is told by the next run what this one could not tell', async () => {
    register.isDown = true;
    const mou = await operative(engine, 'next-run');
    const firstRun = (await handleOf(mou).describe()).runId;
    for (let n = 0; (await handleOf(mou).describe()).runId === firstRun; n += 1) {
      await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: `i${n}`, area: 'II.B.4', title: `Initiative ${n}` });
    }
    expect(keptOf(mou)).toEqual([]);
    register.isDown = false;
    await drained(mou);
    await isWhole(mou);
    const acts = (await viewOf(mou)).seq - 1;
    await expect.poll(() => keptOf(mou).length).toBe(2 * acts);
  });

  it('answers a retry of an act whose receipt the workflow has handed to it', async () => {
    const mou = newMou('old-receipt');
    await engine.client.act(mou, open());
    const first = { ...sign('us', '2025-10-29'), id: 'signing' };
    const receipt = await engine.client.act(mou, first);
    await engine.client.act(mou, sign('rok', '2025-10-29'));
    const firstRun = (await handleOf(mou).describe()).runId;
    for (let n = 0; (await handleOf(mou).describe()).runId === firstRun; n += 1) {
      await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: `i${n}`, area: 'II.B.4', title: `Initiative ${n}` });
    }
    await expect.poll(async () => (await viewOf(mou)).base?.seq ?? 0).toBeGreaterThan(2);
    expect(await engine.client.act(mou, first)).toEqual(receipt);
    // Signed again with the same facts it is the same act, whatever its id.
    expect(await engine.client.act(mou, { ...first, id: 'again' })).toEqual(receipt);
    await expect(engine.client.act(mou, { ...sign('us', '2025-10-30'), id: 'signing' })).rejects.toMatchObject({
      code: 'ALREADY_RECORDED',
    });
  });

  it('has been told all before the workflow closes', async () => {
    const mou = await operative(engine, 'closing');
    await engine.client.act(mou, discontinueOn('us', 'd1', addDays(dateAt(Date.now(), 'Asia/Seoul'), 10)));
    await engine.client.act(mou, consent('rok', 'd1'));
    await drained(mou);
    await isWhole(mou);
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) + 22 * HOUR);
    expect((await engine.client.state(mou)).status).toBe('discontinued');
    await isWhole(mou);
    register.isDown = true;
    await expect(engine.client.recordBounce(mou, { key: `${mou}/1/us`, at: '2999-01-05T08:00:00Z', ...FAILED })).rejects.toThrow(
      'the register',
    );
    register.isDown = false;
    await engine.client.recordBounce(mou, { key: `${mou}/1/us`, at: '2999-01-05T08:00:00Z', ...FAILED });
    await expect.poll(() => keptOf(mou)).toContain('1/us bounced');
    // The day of settling ends within this, whatever the clocks of the seats do.
    await engine.skip(mou, 8 * HOUR).catch((error: Error) => expect(error.message).toContain('the execution ended'));
    expect(await handleOf(mou).result()).toMatchObject({ status: 'discontinued' });
  });
});
