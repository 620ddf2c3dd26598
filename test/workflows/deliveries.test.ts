/** What becomes of messages on a real Temporal server: dead letters, sending again, bounces, contacts that change. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Message } from '../../projections/message.ts';
import type { Report } from '../../domain/report.ts';
import { NO_DELIVERIES } from '../../workflows/handed-over.ts';
import { Deliveries } from '../../workflows/deliveries.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { open, sign } from '../domain/acts.ts';
import { type Engine, newMou, rejected, startEngine } from '../support/engine.ts';

/** Where it is waited for that a message is given up: elsewhere it is tried for longer than a busy machine may be slow. */
const BRIEFLY = { deliverWithin: 3_000 };
const desk: RecordedContact = { id: 'desk', channel: 'email', address: 'desk@us.example' };
const hook: RecordedContact = { id: 'hook', channel: 'webhook', url: 'https://us.example/hook', secret: 'us-hook' };
const change = (by: string, ...contacts: RecordedContact[]) => ({ do: 'change-contacts', by, contacts }) as const;

describe('a bounce that was read before', () => {
  const key = 'mou/1/us';
  const sentAgain: Delivery = {
    key,
    seq: 1,
    recipient: 'us',
    channel: 'email',
    at: '2027-01-06T06:00:00Z',
    status: 'accepted',
    detail: '250',
  };
  const report: Report = { key, messageId: null, addresses: [], at: '2027-01-05T08:00:00Z', action: 'failed', detail: '5.1.1' };

  it('changes nothing in a later run either, and a later one does', () => {
    const before = new Deliveries({ ...NO_DELIVERIES, deliveries: [sentAgain] }, () => {});
    const after = new Deliveries(before.pages(), () => {});
    after.bounce(report);
    expect(after.find(key)).toEqual(sentAgain);
    after.bounce({ ...report, at: '2027-01-07T08:00:00Z' });
    expect(after.find(key)?.status).toBe('bounced');
  });
});

describe('deliveries', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(() => {
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const opened = async (name: string, start: { deliverWithin?: number } = {}): Promise<string> => {
    const mou = newMou(name);
    engine.client.startWith(start);
    await engine.client.act(mou, open());
    return mou;
  };
  const sent = (mou: string): Promise<void> =>
    expect.poll(async () => (await engine.client.outbox(mou)).waiting, { interval: 100 }).toBe(0);
  const statuses = async (mou: string) =>
    Object.fromEntries((await engine.client.deliveries(mou)).map(({ key, status }) => [key.slice(mou.length + 1), status]));
  const toldOf = (mou: string, key: string): number[] =>
    engine.notifications.filter((one) => one.key === `${mou}/${one.seq}/${key}`).map(({ seq }) => seq);
  const deadInList = async (mou: string): Promise<number> => {
    const found: string[] = [];
    for await (const { workflowId } of engine.client.client.workflow.list({
      query: `MouDeadLetters > 0 AND WorkflowId = '${workflowIdOf(mou)}'`,
    })) {
      found.push(workflowId);
    }
    return found.length;
  };

  it('keep of each message its key, its channel and what the other side said', async () => {
    const mou = await opened('kept');
    await sent(mou);
    expect(await engine.client.deliveries(mou)).toMatchObject([
      { key: `${mou}/1/rok`, seq: 1, recipient: 'rok', channel: 'email', status: 'accepted', detail: '250 OK' },
      { key: `${mou}/1/us`, seq: 1, recipient: 'us', channel: 'email', status: 'accepted', detail: '250 OK' },
    ]);
  });

  it('tell that a message was skipped, and why, of each recipient the last; it can be sent once there is somebody to tell', async () => {
    engine.mail.deliver = ({ recipient }) => (recipient === 'rok' ? 'no contacts of rok are named' : undefined);
    const mou = await opened('skipped');
    await engine.client.act(mou, sign('us', '2025-10-29'));
    await sent(mou);
    expect(await statuses(mou)).toEqual({ '1/us': 'accepted', '2/us': 'accepted', '2/rok': 'skipped' });
    expect((await engine.client.deliveries(mou)).find(({ recipient }) => recipient === 'rok')).toMatchObject({
      detail: 'no contacts of rok are named',
    });
    expect(await engine.client.outbox(mou)).toMatchObject({ dead: 0 });
    expect(await engine.client.resend(mou)).toEqual([]);
    // As the SDKs of Go and Python send their null.
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    expect(await handle.executeUpdate('resend', { args: [undefined] })).toEqual([]);
    engine.mail.deliver = () => {};
    expect(await engine.client.resend(mou, [`${mou}/2/rok`])).toEqual([`${mou}/2/rok`]);
    await expect.poll(async () => (await statuses(mou))['2/rok']).toBe('accepted');
  });

  it('end as a dead letter once a message has been tried long enough, and the next one follows', async () => {
    engine.mail.deliver = ({ recipient, seq }) => {
      if (recipient === 'rok' && seq === 1) throw new Error('connect ECONNREFUSED');
    };
    const mou = await opened('dead', BRIEFLY);
    await engine.client.act(mou, sign('us', '2025-10-29'));
    await expect.poll(() => toldOf(mou, 'us')).toEqual([1, 2]);
    await sent(mou);
    expect(await statuses(mou)).toEqual({ '1/us': 'accepted', '2/us': 'accepted', '1/rok': 'dead', '2/rok': 'accepted' });
    expect((await engine.client.deliveries(mou)).find(({ status }) => status === 'dead')?.detail).toBe('connect ECONNREFUSED');
    await expect.poll(() => deadInList(mou)).toBe(1);
    engine.mail.deliver = () => {};
    expect(await engine.client.resend(mou)).toEqual([`${mou}/1/rok`]);
    await expect.poll(() => statuses(mou)).toMatchObject({ '1/rok': 'accepted' });
    expect(toldOf(mou, 'rok')).toEqual([2, 1]);
    await expect.poll(() => deadInList(mou)).toBe(0);
  });

  it('that are given up say on which channel they were tried', async () => {
    const mou = await opened('hook-down', BRIEFLY);
    await sent(mou);
    engine.mail.deliver = (_, contact) => {
      if (contact?.channel === 'webhook') throw new Error('HTTP 503');
    };
    await engine.client.act(mou, change('us', hook));
    await expect.poll(() => statuses(mou)).toMatchObject({ '2/us/hook': 'dead' });
    const [dead] = (await engine.client.deliveries(mou)).filter(({ status }) => status === 'dead');
    expect(dead).toMatchObject({ recipient: 'us/hook', channel: 'webhook', detail: 'HTTP 503' });
  });

  it('that nothing can heal are dead at once', async () => {
    engine.mail.deliver = ({ recipient }) => {
      if (recipient === 'rok') throw rejected('550 no such user');
    };
    const mou = await opened('gone');
    await expect.poll(() => statuses(mou)).toMatchObject({ '1/rok': 'dead' });
  });

  it('can be sent again by their key, and by no other', async () => {
    const mou = await opened('again');
    await sent(mou);
    expect(await engine.client.resend(mou, [`${mou}/1/us`])).toEqual([`${mou}/1/us`]);
    await expect.poll(() => toldOf(mou, 'us')).toEqual([1, 1]);
    expect(toldOf(mou, 'rok')).toEqual([1]);
    await expect(engine.client.resend(mou, [`${mou}/9/us`])).rejects.toMatchObject({ name: 'Refusal', code: 'INVALID' });
    expect(await engine.client.resend(mou)).toEqual([]);
    await expect(engine.client.resend(`never-${randomUUID()}`)).rejects.toMatchObject({ code: 'UNKNOWN_MOU' });
  });

  it('that bounced later say so, and the same report again changes nothing', async () => {
    const mou = await opened('bounced');
    await sent(mou);
    const [, { messageId = '' } = {}] = await engine.client.deliveries(mou);
    const report = { key: `${mou}/1/us`, messageId, addresses: ['desk@us.example'], at: '2027-01-05T08:00:00Z' };
    const bounce = { ...report, action: 'failed', detail: 'desk@us.example 5.1.1' } as const;
    await engine.client.recordBounce(mou, { ...bounce, action: 'relayed', detail: 'relayed' });
    expect(await statuses(mou)).toMatchObject({ '1/us': 'accepted' });
    await engine.client.recordBounce(mou, bounce);
    await engine.client.recordBounce(mou, bounce);
    expect((await engine.client.deliveries(mou))[1]).toMatchObject({ status: 'bounced', at: bounce.at, detail: bounce.detail });
    expect((await engine.client.outbox(mou)).dead).toBe(1);
    expect(await engine.client.resend(mou)).toEqual([`${mou}/1/us`]);
    await expect.poll(() => statuses(mou)).toMatchObject({ '1/us': 'accepted' });
    await engine.client.recordBounce(mou, bounce);
    expect(await statuses(mou)).toMatchObject({ '1/us': 'accepted' });
  });

  it('go to contacts recorded, each from its change on under a key of its own', async () => {
    const mou = await opened('contacts');
    await engine.client.act(mou, change('us', desk, hook)); // 2
    await engine.client.act(mou, sign('rok', '2025-10-29')); // 3
    await engine.client.act(mou, change('us', hook)); // 4
    await engine.client.act(mou, sign('us', '2025-10-29')); // 5, 6
    await sent(mou);
    expect(toldOf(mou, 'us')).toEqual([1, 2]);
    expect(toldOf(mou, 'us/desk')).toEqual([2, 3, 4]);
    // The last signature and becoming operative are one act, and one message.
    expect(toldOf(mou, 'us/hook')).toEqual([2, 3, 4, 6]);
    expect(toldOf(mou, 'rok')).toEqual([1, 2, 3, 4, 6]);
    expect((await engine.client.deliveries(mou)).filter(({ channel }) => channel === 'webhook')).toHaveLength(4);
    await expect(engine.client.resend(mou, [`${mou}/2/us/desk`])).rejects.toThrow('us/desk is a contact no longer');
  });

  it('that are being tried go to the new address as soon as a contact changes', async () => {
    const tried: string[] = [];
    engine.mail.deliver = (_: Message, contact) => {
      if (contact?.channel !== 'email') return;
      tried.push(contact.address);
      if (contact.address === 'wrong@us.example') throw new Error('no route to host');
    };
    const mou = await opened('moved');
    await engine.client.act(mou, change('us', { ...desk, address: 'wrong@us.example' }));
    await expect.poll(() => tried).toContain('wrong@us.example');
    await engine.client.act(mou, change('us', desk));
    await sent(mou);
    expect(toldOf(mou, 'us/desk')).toEqual([2, 3]);
    expect((await statuses(mou))['2/us/desk']).toBe('accepted');
  });

  it('that are on their way to a contact are not sent again where a change names it in the same words', async () => {
    const mou = await opened('same');
    engine.mail.deliver = () => pause(300);
    await engine.client.act(mou, change('us', hook));
    await engine.client.act(mou, change('us', hook, desk));
    await sent(mou);
    expect(toldOf(mou, 'us/hook')).toEqual([2, 3]);
  });

  it('are the same after continue-as-new, and each message was sent under one key', async () => {
    engine.mail.deliver = ({ recipient, seq }) => {
      if (recipient === 'rok' && seq === 1) throw rejected('550 no such user');
    };
    const mou = await opened('carried');
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    const firstRun = (await handle.describe()).runId;
    for (let n = 0; (await handle.describe()).runId === firstRun; n += 1)
      await engine.client.act(mou, change('us', { ...desk, id: `c${n}` }));
    await sent(mou);
    const deliveries = await engine.client.deliveries(mou);
    expect(deliveries.find(({ key }) => key === `${mou}/1/rok`)).toMatchObject({ status: 'dead', detail: '550 no such user' });
    const keys = deliveries.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const told = engine.notifications.filter((one) => one.mou === mou).map(({ key }) => key);
    expect(new Set(told)).toEqual(new Set(keys.filter((key) => key !== `${mou}/1/rok`)));
  });

  it('are not sent twice for being on their way when the run ends', async () => {
    const mou = await opened('under-way');
    engine.mail.deliver = () => pause(100);
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    const firstRun = (await handle.describe()).runId;
    for (let n = 0; (await handle.describe()).runId === firstRun; n += 1)
      await engine.client.act(mou, change('us', { ...hook, id: `h${n % 2}` }));
    await sent(mou);
    const told = engine.notifications.filter((one) => one.mou === mou).map(({ key }) => key);
    expect(told.length).toBeGreaterThan(10);
    expect(new Set(told).size).toBe(told.length);
  });
});

describe('a message of which no attempt has said anything', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ wrapped: (made) => ({ ...made, tellOne: () => Context.current().cancelled }) });
  });
  afterAll(() => engine.stop());

  it('is given up on a channel that is not known', async () => {
    const mou = newMou('unanswered');
    engine.mail.deliver = () => {
      throw new Error('HTTP 503');
    };
    engine.client.startWith(BRIEFLY);
    await engine.client.act(mou, open());
    const dead = async () => (await engine.client.deliveries(mou)).filter(({ status }) => status === 'dead');
    await expect.poll(async () => (await dead()).map(({ channel }) => channel)).toEqual(['unknown', 'unknown']);
  });
});
