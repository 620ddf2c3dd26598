/** Several workers record the same memorandum at the same moment: a retry that overtakes, a run that was given up but lives on. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { RegisterConflict, RegisterGap } from '../../register/errors.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { fullLives } from '../support/lives.ts';
import { type Ground, logOf, startGround } from './support.ts';

describe('workers that race on the same stream', () => {
  let ground: Ground;
  let workers: Register[];
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    const first = await ground.register();
    const others = await Promise.all(Array.from({ length: 3 }, () => openRegister({ url: ground.url })));
    workers = [first, ...others];
  });
  afterAll(() => ground.end());
  const end = async () => await Promise.all(workers.slice(1).map((one) => one.close()));

  it('record the same events once, and all of them get the same heads', async () => {
    const [{ log, state }] = fullLives() as [ReturnType<typeof fullLives>[number]];
    const heads = log.map((_, at) => log.slice(0, at + 1).reduce(link, genesis(state.mou)));
    const told = await Promise.all(
      workers.map(async (worker) => {
        const got: string[] = [];
        for (const event of log) got.push((await worker.append(state.mou, [event])).head);
        return got;
      }),
    );
    for (const got of told) expect(got).toEqual(heads);
    expect(await workers[1]?.events(state.mou)).toEqual(log);
    expect(await workers[2]?.state(state.mou)).toEqual(state);
    expect(await workers[3]?.verify()).toEqual({ ok: true, memoranda: 1, events: log.length, findings: [] });
    await end();
  });

  it('lose nothing to others that make the row again at the same moment', async () => {
    const [{ log, state }] = fullLives() as [ReturnType<typeof fullLives>[number]];
    const [writer, ...others] = workers as [Register, ...Register[]];
    let isDone = false;
    const again = async (worker: Register): Promise<void> => {
      while (!isDone) {
        await worker.reproject(state.mou);
        await pause(2);
      }
    };
    const making = Promise.all(others.map(again));
    try {
      for (const event of log) expect(await writer.append(state.mou, [event])).toMatchObject({ seq: event.seq });
    } finally {
      isDone = true;
      await making;
    }
    expect(await writer.state(state.mou)).toEqual(state);
    expect(await writer.verify()).toEqual({ ok: true, memoranda: 1, events: log.length, findings: [] });
    await end();
  });

  it('record one of two histories, and the second writer is refused', async () => {
    for (let round = 0; round < 20; round += 1) {
      const mou = `m${round}`;
      const log = logOf(mou);
      await workers[0]?.append(mou, log.slice(0, 2));
      const variants = workers.map((_, at) => [{ ...log[2], at: `2027-01-05T07:00:0${at}Z` } as Event]);
      const results = await Promise.allSettled(workers.map((worker, at) => worker.append(mou, variants[at] as Event[])));
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused).toHaveLength(3);
      for (const { reason } of refused) expect(reason).toMatchObject({ name: 'RegisterConflict', mou, seq: 3 });
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect((await workers[0]?.events(mou))?.[2]).toEqual(variants[winner]?.[0]);
    }
    expect(await workers[0]?.verify()).toMatchObject({ ok: true, memoranda: 20, events: 60 });
    await end();
  });

  it('go on from each other, in any order and overlapping', async () => {
    const log = logOf('m1');
    await workers[0]?.append('m1', log.slice(0, 3));
    await workers[1]?.append('m1', log.slice(1, 5));
    // What this worker remembers of it is out of date by now.
    await expect(workers[0]?.append('m1', log.slice(6))).rejects.toThrow(RegisterGap);
    expect(await workers[0]?.append('m1', log.slice(5))).toMatchObject({ seq: log.length });
    await expect(workers[1]?.append('m1', [{ ...log[5], at: '2027-02-01T02:00:01Z' } as Event])).rejects.toThrow(RegisterConflict);
    expect(await workers[2]?.events('m1')).toEqual(log);
    await end();
  });
});
