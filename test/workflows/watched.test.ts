/** What goes wrong is seen: each cause, in the numbers that the worker tells, and the alert that is made for it. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../observe/metrics.ts';
import { observedFeed, observedJudge } from '../../observe/activities.ts';
import { Totals } from '../../observe/totals.ts';
import { RegisterConflict } from '../../register/errors.ts';
import { createRegisterActivities } from '../../activities/register/index.ts';
import type { Register } from '../../register/port.ts';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import { consent, discontinueOn, open } from '../domain/acts.ts';
import { type Engine, newMou, operative, rejected, startEngine } from '../support/engine.ts';
import { fired } from '../support/fires.ts';
import { MemoryRegister } from '../support/memory-register.ts';
import { type Sample, samplesIn } from '../support/scraped.ts';
import { pino } from 'pino';

const HOURS = 3_600_000;

let engine: Engine | undefined;
afterEach(async () => await engine?.stop());

/** As it is told to Prometheus. */
const told = async (metrics: Metrics): Promise<Sample[]> => {
  if (engine) {
    const totals = new Totals(metrics, (source, error) => {
      throw new Error(source, { cause: error });
    });
    totals.from({ client: engine.client.client, register: undefined });
    await totals.refresh();
  }
  return samplesIn(await metrics.registry.metrics());
};

const valueIn = (samples: readonly Sample[], name: string, labels: Record<string, string> = {}): number =>
  samples.find((one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value))?.value ?? 0;

/** The server's index is a moment behind, and tells of other tests' memoranda too: ask for what only one's own brings about. */
const soon = async (metrics: Metrics, is: (samples: readonly Sample[]) => boolean): Promise<Sample[]> => {
  for (let left = 300; ; left -= 1) {
    const samples = await told(metrics);
    if (is(samples) || left === 0) return samples;
    await pause(100);
  }
};

/** Nothing is wrong. */
const WELL = samplesIn(await createMetrics('test').registry.metrics());

describe('what goes wrong', () => {
  it('with a message that is refused for good', async () => {
    engine = await startEngine();
    engine.mail.deliver = () => {
      throw rejected('550 no such user');
    };
    await engine.client.act(newMou('dead'), open());
    await operative(engine, 'dead');
    const dead = (all: readonly Sample[]) => valueIn(all, 'mou_messages_total', { channel: 'email', outcome: 'dead' });
    const samples = await soon(engine.metrics, (all) => dead(all) > 0 && valueIn(all, 'mou_dead_letter_memoranda') > 0);
    expect(dead(samples)).toBeGreaterThan(0);
    expect(await fired(['MouDeadLetters'], WELL, samples)).toEqual(['MouDeadLetters']);
  });

  it('with messages that wait for hours, and with events that the register does not take, until they are taken', async () => {
    const register = new MemoryRegister();
    engine = await startEngine({ register, clockOffset: -2 * HOURS });
    const mou = await operative(engine, 'waits');
    register.isDown = true;
    engine.mail.deliver = () => {
      throw new Error('421 try again later');
    };
    const notice = { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Initiative' };
    await engine.client.act(mou, notice);
    // Memoranda of other test files may wait too, and be behind; ours has waited for longest.
    const oldest = ['mou_outbox_oldest_seconds', 'mou_register_behind_oldest_seconds'];
    const samples = await soon(engine.metrics, (all) => oldest.every((name) => valueIn(all, name) > 7_000));
    expect(valueIn(samples, 'mou_outbox_messages')).toBeGreaterThan(0);
    const alerts = ['MouMessagesWait', 'MouRegisterBehind'];
    expect(await fired(alerts, WELL, samples)).toEqual(alerts);

    register.isDown = false;
    engine.mail.deliver = () => {};
    const { workflow } = engine.client.client;
    const waits = async () => (await workflow.count(`WorkflowId = 'mou/${mou}' AND (MouUntold > 0 OR MouUnkeptSince IS NOT NULL)`)).count;
    await expect.poll(waits).toBe(0);
  });

  it('with a judge that fails at what time does: it is stuck, and late once it is judged', async () => {
    const metrics = createMetrics('test');
    let fails = true;
    engine = await startEngine({
      wrapped: (activities) => ({
        ...activities,
        ...observedJudge(
          {
            ...activities,
            judgeTime: async (asked) => {
              if (fails) throw new Error('The rules are broken');
              return await activities.judgeTime(asked);
            },
          },
          metrics,
        ),
      }),
    });
    const mou = await operative(engine, 'stuck');
    await engine.client.act(mou, discontinueOn('us', 'd1', addDays(dateAt(Date.now(), 'Asia/Seoul'), 10)));
    await engine.client.act(mou, consent('rok', 'd1'));
    const { commencesAt = '' } = (await engine.client.state(mou)).discontinuation ?? {};
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    const failed = (all: readonly Sample[]) => valueIn(all, 'mou_judge_failures_total', { what: 'time' }) > 0;
    const stuck = await soon(metrics, (all) => failed(all) && valueIn(all, 'mou_stuck_memoranda', { reason: 'time' }) > 0);
    const alerts = ['MouStuck', 'MouJudgeFails'];
    expect(await fired(alerts, WELL, stuck)).toEqual(alerts);

    fails = false;
    await engine.skip(mou, 2 * HOURS);
    const late = await soon(metrics, (all) => valueIn(all, 'mou_timer_lag_seconds_count') > 0);
    expect(valueIn(late, 'mou_timer_lag_seconds_bucket', { le: '60' })).toBeLessThan(valueIn(late, 'mou_timer_lag_seconds_count'));
    expect(await fired(['MouTimeLate'], stuck, late)).toEqual(['MouTimeLate']);
  });

  it('with a register that holds another event', async () => {
    engine = undefined;
    const metrics = createMetrics('test');
    const register = {
      append: () => Promise.reject(new RegisterConflict('m1', 1)),
    } as unknown as Register;
    const feed = observedFeed(
      createRegisterActivities(() => Promise.resolve(register), pino({ level: 'silent' })),
      metrics,
    );
    await expect(feed.append('m1', [])).rejects.toMatchObject({ type: 'REGISTER_CONFLICT' });
    expect(await fired(['MouRegisterConflict'], WELL, await told(metrics))).toEqual(['MouRegisterConflict']);
  });

  it('is no time that falls due in the past, because its act was recorded late', async () => {
    engine = await startEngine();
    // Signed a year ago, and recorded today: what followed from it since then is judged at once.
    await operative(engine, 'recorded-late');
    const samples = await told(engine.metrics);
    expect(valueIn(samples, 'mou_timer_lag_seconds_count')).toBe(valueIn(samples, 'mou_timer_lag_seconds_bucket', { le: '60' }));
  });
});
