/** What the other side has taken is not sent again, though the answer of the attempt that sent it was lost. */
import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { beating, type Notes } from '../../activities/notify/in-activity.ts';
import { Taken, takenLately } from '../../activities/tell/taken.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Register } from '../../register/port.ts';
import { open, sign } from '../domain/acts.ts';
import { type Build, newMou, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const accepted = (seq: number): Delivery => {
  const key = `m/${seq}/us`;
  return { key, seq, recipient: 'us', channel: 'email', at: '2027-01-05T06:00:00Z', status: 'accepted', detail: '250 OK' };
};

afterEach(() => vi.restoreAllMocks());

describe('an attempt that follows another', () => {
  const notes: Notes<Delivery[]> = { before: [accepted(1)], note: () => {}, isAgain: true, mustCount: () => {} };

  it('knows what was noted, what this process handed over, and what the register was told', async () => {
    const register = new MemoryRegister();
    await register.keepDeliveries('m', [accepted(3), { ...accepted(4), status: 'dead' }]);
    const lately = takenLately();
    lately.set('m/2/us', accepted(2));
    const taken = new Taken(notes, {}, { lately, register: async () => await Promise.resolve(register as unknown as Register) });
    expect(taken.find('m/2/us')).toBeUndefined();
    await taken.askAgain('m', 1);
    expect([1, 2, 3, 4].map((seq) => taken.find(`m/${seq}/us`)?.seq)).toEqual([1, 2, 3, undefined]);
  });

  it('goes on without the register where that is down, and soon where it hangs', async () => {
    const down = new MemoryRegister();
    down.isDown = true;
    const hangs = { deliveries: () => new Promise(() => {}) };
    for (const register of [down, hangs]) {
      const access = async () => await Promise.resolve(register as unknown as Register);
      const taken = new Taken(notes, {}, { lately: takenLately(), register: access });
      await taken.askAgain('m', 1);
      expect(taken.all).toEqual([accepted(1)]);
    }
  });
});

describe('an attempt', () => {
  const inActivity = async (signal: AbortSignal, work: (notes: Notes<string>) => Promise<void>): Promise<void> => {
    const context = { info: { attempt: 1, heartbeatTimeoutMs: 10_000 }, cancellationSignal: signal, heartbeat: () => {} };
    await asyncLocalStorage.run(context as unknown as Context, () => beating(work));
  };

  it('counts no longer where its process stood still for so long that the server has begun another', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    await inActivity(new AbortController().signal, async ({ mustCount }) => {
      now = 6_000;
      expect(mustCount).not.toThrow();
      now = 8_000;
      expect(mustCount).toThrow('stood still');
      // What beats after that does not make it count again.
      now = 0;
      expect(mustCount).toThrow('stood still');
      await Promise.resolve();
    });
  });

  it('counts no longer where the server told it to stop', async () => {
    const stopping = new AbortController();
    await inActivity(stopping.signal, async ({ mustCount }) => {
      expect(mustCount).not.toThrow();
      stopping.abort(new CancelledFailure('NOT_FOUND'));
      expect(mustCount).toThrow('NOT_FOUND');
      await Promise.resolve();
    });
  });
});

describe('telling whose answers are lost', () => {
  const losing: Build['wrapped'] = (activities) => ({
    ...activities,
    tell: async (asked) => {
      await activities.tell(asked);
      throw ApplicationFailure.nonRetryable('The answer never came');
    },
  });

  it.each([
    ['with a register', () => new MemoryRegister()],
    ['without one', () => undefined],
  ])('tells each recipient once, %s', async (_, register) => {
    const engine = await startEngine({ register: register(), wrapped: losing });
    try {
      const mou = newMou('lost');
      await engine.client.act(mou, open());
      await engine.client.act(mou, sign('us', '2025-10-29'));
      await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
      expect(engine.notifications.map(({ key }) => key).sort()).toEqual([1, 2].flatMap((seq) => [`${mou}/${seq}/rok`, `${mou}/${seq}/us`]));
    } finally {
      await engine.stop();
    }
  });
});
