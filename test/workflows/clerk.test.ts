/** The clerk: what its code holds, how acts queue, what happens where the judge fails, and how a run hands over to the next. */
import { readFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import { percentile } from '../../bench/row.ts';
import type { Receipt } from '../../domain/memorandum.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { consent, discontinueOn, startInitiative } from '../domain/acts.ts';
import { type Engine, operative, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const HAND_OVERS = Number(process.env.HAND_OVERS ?? 8);
/** With fewer, chance would say how long the longest act takes. */
const MANY = 100;
const HOUR = 3_600_000;

it('holds no schema, no calendar, no patch and no hash library', async () => {
  const code = await readFile(inject('bundlePath'), 'utf8');
  const modules = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].map(([, name]) => name as string);
  expect(modules.length).toBeGreaterThan(50);
  expect(modules.filter((name) => /zod|polyfill|noble|stable-stringify|fflate/.test(name))).toEqual([]);
  expect(modules.filter((name) => /\/domain\//.test(name)).map((name) => name.replace(/^.*\/domain\/|\.[jt]s$/g, ''))).not.toContain(
    'evolve',
  );
});

describe('the clerk', () => {
  let engine: Engine;
  const register = new MemoryRegister();
  const judge = { fails: false };
  beforeAll(async () => {
    engine = await startEngine({
      register,
      wrapped: (activities) => ({
        ...activities,
        judgeTime: async (asked) => {
          if (judge.fails) throw ApplicationFailure.nonRetryable('a rule that is broken', 'JUDGE_FAILED');
          return await activities.judgeTime(asked);
        },
        judge: async (asked) => {
          if ((asked.act as { title?: string }).title === 'broken')
            throw ApplicationFailure.nonRetryable('a rule that is broken', 'JUDGE_FAILED');
          return await activities.judge(asked);
        },
      }),
    });
  });
  afterAll(() => engine.stop());

  const handleOf = (mou: string, runId?: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou), runId);
  const viewOf = async (mou: string) => await handleOf(mou).query(viewQuery, 0);

  it('has acts judged one after the other, however many come at once', async () => {
    const mou = await operative(engine, 'queue');
    const receipts = await Promise.all(
      Array.from({ length: 8 }, (_, n) => engine.client.act(mou, startInitiative('us', `i${n}`, 'II.B.4'))),
    );
    expect(receipts.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect((await viewOf(mou)).seq).toBe(12);
  });

  it('takes an act by the name of its Update, which the act need not say again, and refuses one that says another', async () => {
    const mou = await operative(engine, 'named');
    const { do: name, ...act } = startInitiative('us', 'i1', 'II.B.4');
    const sent = (payload: object) => handleOf(mou).executeUpdate<Receipt, [object]>(name, { args: [{ id: 'i1', ...payload }] });
    const receipt = await sent(act);
    expect(receipt).toMatchObject({ seq: 5, events: [{ type: 'InitiativeStarted' }] });
    expect(await sent({ ...act, do: name })).toMatchObject({ seq: 5, events: receipt.events, repeated: true });
    await expect(sent({ ...act, do: 'sign' })).rejects.toMatchObject({
      cause: { type: 'INVALID', message: expect.stringContaining('was sent as') },
    });
  });

  it('fails that act alone whose judge fails, records nothing of it, and goes on', async () => {
    const mou = await operative(engine, 'broken');
    const { seq, head } = await viewOf(mou);
    const broken = { ...startInitiative('us', 'i1', 'II.B.4'), title: 'broken' };
    await expect(engine.client.act(mou, broken)).rejects.toMatchObject({
      cause: { type: 'JUDGE_FAILED', message: 'a rule that is broken' },
    });
    expect(await viewOf(mou)).toMatchObject({ seq, head });
    expect((await engine.client.act(mou, startInitiative('us', 'i2', 'II.B.4'))).seq).toBe(seq + 1);
  });

  it('names as stuck what time could not do, with the reason, and does it at the next attempt', async () => {
    const mou = await operative(engine, 'stuck');
    const on = addDays(dateAt(Date.now(), 'Asia/Seoul'), 10);
    await engine.client.act(mou, discontinueOn('us', 'd1', on));
    await engine.client.act(mou, consent('rok', 'd1'));
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    judge.fails = true;
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    await expect
      .poll(async () => (await viewOf(mou)).stuck)
      .toMatchObject({ what: expect.stringContaining(on), reason: 'a rule that is broken' });
    expect((await engine.client.state(mou)).status).toBe('operative');
    const listed = async (): Promise<string | null | undefined> => (await engine.client.list()).find((one) => one.mou === mou)?.stuck;
    await expect.poll(listed).toContain(on);
    expect((await engine.client.look(mou)).by).toMatchObject({
      stuck: { what: expect.stringContaining(on), reason: 'a rule that is broken' },
    });
    judge.fails = false;
    await engine.skip(mou, HOUR);
    expect(await viewOf(mou)).toMatchObject({ stuck: null, status: 'discontinued' });
    expect((await engine.client.state(mou)).discontinuation).toMatchObject({ commencedOn: on });
  });

  it(`hands over ${HAND_OVERS} times without a task that is in vain, loses nothing and begins each run with a state`, async () => {
    const mou = await operative(engine, 'handed-over');
    const runs = new Set<string>();
    const took: Record<'usual' | 'met', number[]> = { usual: [], met: [] };
    let acts = 0;
    for (; runs.size <= HAND_OVERS; acts += 1) {
      const began = performance.now();
      await engine.client.act(mou, startInitiative('us', `i${acts}`, 'II.B.4'));
      const time = performance.now() - began;
      const { runId } = await handleOf(mou).describe();
      took[runs.has(runId) ? 'usual' : 'met'].push(time);
      runs.add(runId);
    }
    const p99 = percentile(took.usual, 0.99);
    const longest = Math.max(...took.met);
    if (HAND_OVERS >= MANY)
      console.table({ 'p99, ms': p99, 'p50 of those that met a hand-over, ms': percentile(took.met, 0.5), 'longest of them, ms': longest });
    if (HAND_OVERS >= MANY) expect(longest).toBeLessThan(3 * p99);
    for (const runId of runs) {
      const events = (await handleOf(mou, runId).fetchHistory()).events ?? [];
      expect(events.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
    }
    const { seq, head, base } = await viewOf(mou);
    expect(seq).toBe(4 + acts);
    expect(base?.condensed).toBe(false);
    await expect.poll(async () => await register.head(mou)).toEqual({ seq, head });
  }, 300_000);
});

it('ends at once where the workflow is not that of the memorandum it is told to be', async () => {
  const engine = await startEngine();
  const handle = await engine.client.client.workflow.start('memorandum', {
    taskQueue: engine.taskQueue,
    workflowId: workflowIdOf('one'),
    args: [{ mou: 'another' }],
  });
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'NOT_AUTHORISED' } });
  await engine.stop();
});
