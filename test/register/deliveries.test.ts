/** The messages and how they went: kept by their keys, outside the chain, and counted where they did not arrive. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../domain/delivery.ts';
import type { Register } from '../../register/port.ts';
import { type Ground, logOf, startGround } from './support.ts';

const delivery = (seq: number, recipient: string, more: Partial<Delivery> = {}): Delivery => ({
  key: `m1/${seq}/${recipient}`,
  seq,
  recipient,
  channel: 'email',
  at: '2027-01-05T06:00:00Z',
  status: 'accepted',
  detail: '250 OK',
  ...more,
});

describe('deliveries in the register', () => {
  let ground: Ground;
  let register: Register;
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    register = await ground.register();
    for (const mou of ['m1', 'm2']) await register.append(mou, logOf(mou));
  });
  afterAll(() => ground.end());

  it('are given in the order of the events and the recipients, each as it was handed over', async () => {
    const all = [delivery(10, 'us'), delivery(2, 'us', { messageId: '<1@mou>' }), delivery(2, 'rok/desk', { channel: 'webhook' })];
    await register.keepDeliveries('m1', all);
    expect(await register.deliveries('m1')).toEqual([all[2], all[1], all[0]]);
    expect(await register.deliveries('m2')).toEqual([]);
  });

  it('are replaced by what is learnt later, and a batch handed over again changes nothing', async () => {
    const batch = [delivery(2, 'us', { status: 'dead', detail: 'no route' }), delivery(3, 'us')];
    for (let again = 0; again < 2; again += 1) await register.keepDeliveries('m1', batch);
    await register.keepDeliveries('m1', [delivery(2, 'us', { messageId: '<2@mou>' })], ['m1/3/us', 'm1/99/us']);
    expect(await register.deliveries('m1')).toEqual([delivery(2, 'us', { messageId: '<2@mou>' })]);
    await register.keepDeliveries('m1', [], []);
    expect(await register.deliveries('m1')).toHaveLength(1);
  });

  it('leave the chain, and what is verified, as they are', async () => {
    const heads = await register.heads();
    await register.keepDeliveries('m1', [delivery(2, 'us')]);
    expect(await register.heads()).toEqual(heads);
    expect(await register.verify()).toMatchObject({ ok: true });
  });

  it('that did not arrive are counted, and found, whether dead or bounced', async () => {
    await register.keepDeliveries('m1', [delivery(2, 'us', { status: 'bounced' }), delivery(3, 'us', { status: 'dead' })]);
    await register.keepDeliveries('m2', [delivery(2, 'us', { status: 'resending' }), delivery(3, 'us')]);
    expect((await register.list({ deadLetters: true })).memoranda).toMatchObject([{ mou: 'm1', deadLetters: 2 }]);
    expect((await register.list({ deadLetters: false })).memoranda).toMatchObject([{ mou: 'm2', deadLetters: 0 }]);
  });

  it('say whatever the other side said, as far as PostgreSQL can', async () => {
    await register.keepDeliveries('m1', [delivery(2, 'us', { detail: "550 '); drop -- \0\ud800 서울" })]);
    expect((await register.deliveries('m1'))[0]?.detail).toBe("550 '); drop --  \ufffd 서울");
  });
});
