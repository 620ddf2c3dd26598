/** A busy memorandum's acts are told together; the first of them at once, and each in a message of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beating } from '../../activities/notify/in-activity.ts';
import type { TellAsked } from '../../activities/tell/port.ts';
import { startInitiative } from '../domain/acts.ts';
import { type Engine, operative, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const MINUTE = 60_000;

describe('telling', () => {
  let engine: Engine;
  let asked: TellAsked[] = [];
  /** In the place of the moment for which the activity lingers: until the test lets it answer. */
  let answers = () => {};
  let lingers = Promise.resolve();
  beforeAll(async () => {
    engine = await startEngine({
      register: new MemoryRegister(),
      wrapped: (activities) => ({
        ...activities,
        tell: async ({ linger, ...rest }) => {
          asked.push({ ...rest, ...(linger !== undefined && { linger }) });
          const done = await activities.tell(rest);
          // As the activity does: the server is told that this one still lives.
          if (linger !== undefined) await beating(() => lingers);
          return done;
        },
      }),
    });
  });
  const hold = (): void => {
    lingers = new Promise((resolve) => {
      answers = resolve;
    });
  };
  afterAll(async () => {
    answers();
    await engine.stop();
  });

  const drained = async (mou: string): Promise<void> => await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
  const keysOf = (mou: string): string[] => engine.notifications.flatMap((one) => (one.mou === mou ? [one.key] : []));
  const act = async (mou: string, n: number): Promise<number> =>
    (await engine.client.act(mou, startInitiative('us', `i${n}`, 'II.B.4'))).seq;

  it('lingers where acts follow quickly, and tells those that came meanwhile by one activity, each in its message', async () => {
    const mou = await operative(engine, 'busy');
    await drained(mou);
    asked = [];
    hold();
    // However slow the machine is, at some time two tellings follow within a second.
    let last = 4;
    for (let n = 0; !asked.some(({ linger }) => linger !== undefined); n += 1) last = await act(mou, n);
    const lingering = asked.length;
    const upTo = asked.at(-1)?.groups.at(-1)?.last ?? 0;
    await expect.poll(() => keysOf(mou)).toContain(`${mou}/${upTo}/us`);
    for (let n = 0; n < 5; n += 1) last = await act(mou, 100 + n);
    expect(asked).toHaveLength(lingering);
    answers();
    await drained(mou);
    expect(asked).toHaveLength(lingering + 1);
    expect(asked.at(-1)?.groups.map((group) => group.last)).toEqual(Array.from({ length: last - upTo }, (_, n) => upTo + 1 + n));
    expect(keysOf(mou).sort()).toEqual([...new Set(keysOf(mou))].sort());
    const ofActs = Array.from({ length: last - 4 }, (_, n) => `${mou}/${n + 5}/us`);
    expect(keysOf(mou)).toEqual(expect.arrayContaining(ofActs));
  });

  it('does not linger after the first act in a while, nor where the clock is a rehearsal’s', async () => {
    const mou = await operative(engine, 'quiet');
    await drained(mou);
    await engine.skip(mou, MINUTE);
    asked = [];
    await act(mou, 1);
    await drained(mou);
    expect(asked.map(({ linger }) => linger)).toEqual([undefined]);
    engine.client.startWith({ clockOffset: 365 * 24 * 60 * MINUTE });
    asked = [];
    const rehearsed = await operative(engine, 'rehearsed');
    await drained(rehearsed);
    expect(asked.map(({ linger }) => linger)).toEqual(asked.map(() => undefined));
  });
});
