/** Who is told apart from the others because their side is slow to answer, and when the answer itself may wait. */
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { follow, Standings, unopened } from '../../activities/judge/standings.ts';
import { createTeller } from '../../activities/tell/index.ts';
import type { NotifyResult } from '../../activities/notify/index.ts';
import type { TellDone } from '../../activities/tell/port.ts';
import type { Register } from '../../register/port.ts';
import { Life, untilDelivery } from '../support/lives.ts';

const { log } = new Life(untilDelivery);
const [opening] = log;
if (!opening) throw new Error('A life without an opening');
const mou = (opening.data as { mou: string }).mou;

type Lingering = { linger: number; keepDeliveries?: () => Promise<void> };
const register = async () => await Promise.reject<Register>(new Error('Nothing is asked of it'));

/** Tells of the opening. */
const tellOpening = async (to: string[], send: (message: { recipient: string }) => Promise<NotifyResult>, lingering?: Lingering) => {
  const standings = new Standings();
  const before = unopened(mou);
  const after = follow(before, [opening]);
  standings.keep({ before, events: [opening], after });
  const { linger, keepDeliveries = async () => {} } = lingering ?? {};
  const feed = { append: async () => 1, keepDeliveries, findDeliveries: async () => [] };
  const { tell } = createTeller({ standings, register, feed, send, logger: pino({ level: 'silent' }) });
  const group = { first: 1, last: 1, before: before.head, head: after.head, to };
  const asked = { mou, now: 0, skipped: {}, groups: [group], appendAfter: 0, ...(linger !== undefined && { linger }) };
  return (await tell(asked)) as TellDone;
};

/** Each side answers after so many milliseconds. */
const slowOf = async (answersAfter: Record<string, number>): Promise<Record<string, boolean>> => {
  let now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const inOrder = Object.entries(answersAfter).sort(([, a], [, b]) => a - b);
  const send = async ({ recipient }: { recipient: string }) => {
    for (const [one, at] of inOrder) {
      await turn();
      if (one !== recipient) continue;
      now = 1_000 + at;
      break;
    }
    return { messageId: recipient, detail: '250 OK', accepted: [recipient] };
  };
  const { reached } = await tellOpening(Object.keys(answersAfter), send);
  return Object.fromEntries(Object.entries(reached).map(([key, { slow }]) => [key, slow]));
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('Told apart from the next act on', () => {
  test('is who takes over two seconds where another takes less than half as long', async () => {
    expect(await slowOf({ us: 20, rok: 2_100 })).toEqual({ us: false, rok: true });
  });

  test('is nobody where all take about as long: nobody waits for anybody', async () => {
    expect(await slowOf({ us: 2_100, rok: 4_000 })).toEqual({ us: false, rok: false });
  });

  test('is nobody below two seconds', async () => {
    expect(await slowOf({ us: 20, rok: 1_900 })).toEqual({ us: false, rok: false });
  });

  test('is who takes over five seconds, in any case', async () => {
    expect(await slowOf({ us: 5_100, rok: 5_200 })).toEqual({ us: true, rok: true });
  });
});

describe('Where it is to linger', () => {
  const HOUR = 3_600_000;
  const taken = async () => await Promise.resolve({ messageId: '1', detail: '250 OK', accepted: [] });

  test('the answer comes later than the messages go', async () => {
    const asked = performance.now();
    let sentAt = Number.POSITIVE_INFINITY;
    const send = async () => {
      sentAt = performance.now();
      return await taken();
    };
    await tellOpening(['us', 'rok'], send, { linger: 100 });
    // Timers of Node may be early by less than a millisecond.
    expect(performance.now() - sentAt).toBeGreaterThan(98);
    expect(sentAt).toBeGreaterThan(asked);
  });

  test('what failed is answered at once, for it is to be tried again', async () => {
    const send = async ({ recipient }: { recipient: string }) => {
      if (recipient === 'us') throw new Error('451 try again later');
      return await taken();
    };
    expect((await tellOpening(['us', 'rok'], send, { linger: HOUR })).reached).toMatchObject({
      us: { failed: {} },
      rok: { upTo: 1 },
    });
  });

  test('what the register was not told of is answered at once, for this worker alone knows it', async () => {
    const keepDeliveries = async () => await Promise.reject<void>(new Error('The register does not answer'));
    expect(await tellOpening(['us'], taken, { linger: HOUR, keepDeliveries })).toMatchObject({ kept: false, reached: { us: { upTo: 1 } } });
  });
});
