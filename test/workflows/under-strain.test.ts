/** The clerk where much comes together: the largest acts at once, many senders, a worker that knows nothing, a register that is down. */
import { ApplicationFailure, WithStartWorkflowOperation } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../domain/calendar.ts';
import { fold } from '../../domain/evolve.ts';
import { bytesOf, LIMITS } from '../../domain/limits.ts';
import { updateFor, viewQuery, WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages.ts';
import { consent, discontinueOn, open, schedule, startInitiative } from '../domain/acts.ts';
import { type Engine, newMou, operative, rejected, startEngine } from '../support/engine.ts';
import { largestActs } from '../support/largest-acts.ts';
import { MemoryRegister } from '../support/memory-register.ts';

/** As large as an act may be, or nearly, in Korean. */
const largest = (meeting: string) => {
  const act = schedule('us', meeting, '2026-01-20', { agenda: Array.from({ length: 165 }, () => '협'.repeat(500)) });
  expect(bytesOf(act)).toBeLessThan(LIMITS.act);
  expect(bytesOf(act)).toBeGreaterThan(0.9 * LIMITS.act);
  return act;
};
const DAY = 86_400_000;
const small = (n: number) => startInitiative('us', `i${n}`, 'II.B.4');

describe('the clerk', () => {
  let engine: Engine;
  let register: MemoryRegister;
  beforeAll(async () => {
    register = new MemoryRegister();
    engine = await startEngine({ register });
  });
  beforeEach(() => {
    register.isDown = false;
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const handleOf = (mou: string, runId?: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou), runId);
  const mustGoOn = async (mou: string): Promise<void> => {
    await engine.client.act(mou, small(Date.now()));
    expect(await engine.client.state(mou)).toMatchObject({ status: 'operative' });
    expect((await handleOf(mou).describe()).status.name).toBe('RUNNING');
  };
  /** The register holds all of it: what is on its way there is not said to wait. */
  const isKept = async (mou: string): Promise<void> => {
    const unkept = async () => {
      const { seq, appended } = await handleOf(mou).query(viewQuery, Number.MAX_SAFE_INTEGER);
      return seq - (appended ?? 0);
    };
    await expect.poll(unkept).toBe(0);
  };
  /** The histories of all runs, first to last. */
  const runsOf = async (mou: string) => {
    const histories = [];
    let runId = (await handleOf(mou).describe()).raw.workflowExecutionInfo?.firstRunId;
    while (runId) {
      const { events } = await handleOf(mou, runId).fetchHistory();
      histories.push(events ?? []);
      runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    }
    return histories;
  };

  it('records ten of the largest acts that come at once', async () => {
    const mou = await operative(engine, 'at-once');
    await Promise.all(Array.from({ length: 10 }, (_, n) => engine.client.act(mou, largest(`m${n}`))));
    await mustGoOn(mou);
    expect(Object.keys((await engine.client.state(mou)).meetings)).toHaveLength(10);
  });

  it('answers, hands over, commences and completes with thirty of the largest acts', { timeout: 180_000 }, async () => {
    const mou = await operative(engine, 'thirty');
    const { runId } = await handleOf(mou).describe();
    await engine.client.act(mou, small(0));
    let recorded = 4 + 1;
    for (const act of largestActs(30, 11, 'i0')) {
      // A modification whose place another has taken is refused or lapses.
      const { events } = await engine.client
        .act(mou, act)
        .catch((error: { code?: string }) => (expect(['CONFLICT', 'DECISION_CLOSED']).toContain(error.code), { events: [] }));
      recorded += events.length;
    }
    expect((await handleOf(mou).describe()).runId).not.toBe(runId);
    await isKept(mou);
    const log = register.logs.get(mou) ?? [];
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: recorded }, (_, at) => at + 1));
    expect(fold(log)?.status).toBe('operative');
    // Without the register it is answered what is carried, and that something is left out.
    const { value, by } = await engine.client.look(mou);
    expect(value).toMatchObject({ status: 'operative', seq: recorded });
    expect(by.why).toContain('Closed matters and long texts are left out');
    await engine.client.act(mou, discontinueOn('us', 'end', addDays(dateAt(Date.now(), 'Asia/Seoul'), 10)));
    await engine.client.act(mou, consent('rok', 'end'));
    await isKept(mou);
    await engine.skip(mou, 12 * DAY);
    expect((await engine.client.state(mou)).status).toBe('discontinued');
    await engine.skip(mou, 40 * DAY).catch((error: Error) => expect(error.message).toContain('ended'));
    expect(await handleOf(mou).result()).toMatchObject({ status: 'discontinued' });
  });

  it('hands over also where several senders never leave it alone, and loses no task to it', { timeout: 180_000 }, async () => {
    const mou = await operative(engine, 'never-alone');
    let sent = 0;
    const send = async (): Promise<void> => {
      while (sent < 200) await engine.client.act(mou, small((sent += 1)));
    };
    await Promise.all([send(), send(), send(), send()]);
    const runs = await runsOf(mou);
    // The server suggests it after 120 events; an act makes about ten.
    expect(Math.max(...runs.map(({ length }) => length))).toBeLessThan(500);
    expect(runs.flat().filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
  });

  it('hands over where the worker knows nothing, the register is down, and much was recorded', async () => {
    const mou = await operative(engine, 'cold');
    const first = (await handleOf(mou).describe()).runId;
    await engine.client.act(mou, small(0));
    for (let n = 0; n < 3; n += 1) await engine.client.act(mou, { do: 'report-initiative', initiative: 'i0', report: '협'.repeat(20_000) });
    await isKept(mou);
    register.isDown = true;
    await engine.client.act(mou, small(1_000));
    await engine.stopWorker();
    await engine.startWorker();
    for (let n = 1; n < 30; n += 1) await engine.client.act(mou, small(n));
    expect((await handleOf(mou).describe()).runId).not.toBe(first);
    await mustGoOn(mou);
    register.isDown = false;
    await isKept(mou);
  });

  it('tells thirty contacts of much that only it knows, though the worker was started again', async () => {
    const mou = await operative(engine, 'thirty-contacts');
    const contacts = Array.from({ length: 30 }, (_, n) => ({ id: `c${n}`, channel: 'email' as const, address: `c${n}@us.example` }));
    await engine.client.act(mou, { do: 'change-contacts', by: 'us', contacts });
    await isKept(mou);
    register.isDown = true;
    engine.mail.deliver = () => {
      throw new Error('connect ECONNREFUSED');
    };
    for (let n = 0; n < 3; n += 1) await engine.client.act(mou, largest(`m${n}`));
    await engine.stopWorker();
    engine.mail.deliver = () => {};
    await engine.startWorker();
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting, { timeout: 60_000 }).toBe(0);
    expect(new Set(engine.notifications.filter((one) => one.mou === mou && one.contact).map(({ key }) => key)).size).toBe(30 * 4);
    register.isDown = false;
    await isKept(mou);
    await mustGoOn(mou);
  });

  it('goes on where an old message is to be sent again and the register is down', async () => {
    const mou = await operative(engine, 'again');
    engine.mail.deliver = ({ recipient }) => {
      if (recipient === 'rok') throw rejected('no such mailbox');
    };
    await engine.client.act(mou, small(0));
    const deadKey = async () => (await engine.client.deliveries(mou)).find(({ status }) => status === 'dead')?.key;
    await expect.poll(deadKey).toBeDefined();
    const key = (await deadKey()) ?? '';
    engine.mail.deliver = () => {};
    const first = (await handleOf(mou).describe()).runId;
    for (let n = 1; (await handleOf(mou).describe()).runId === first; n += 1) await engine.client.act(mou, small(n));
    await isKept(mou);
    register.isDown = true;
    expect(await engine.client.resend(mou, [key])).toEqual([key]);
    for (let n = 100; n < 130; n += 1) await engine.client.act(mou, small(n));
    await mustGoOn(mou);
    expect((await runsOf(mou)).flat().filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
    register.isDown = false;
    await expect.poll(() => engine.notifications.some((one) => one.key === key), { timeout: 60_000 }).toBe(true);
  });

  it('has all of it appended once a register is there that was not', async () => {
    const unkept = await startEngine();
    const later = new MemoryRegister();
    try {
      const mou = await operative(unkept, 'unkept');
      await expect.poll(async () => (await unkept.client.outbox(mou)).waiting).toBe(0);
      await unkept.stopWorker();
      await unkept.startWorker({ register: later });
      await unkept.client.act(mou, small(1));
      const { seq } = await unkept.client.state(mou);
      await expect.poll(() => later.logs.get(mou)?.length).toBe(seq);
    } finally {
      await unkept.stop();
    }
  });

  it('sends to a new address at once, also where the old one asked for an hour', async () => {
    const mou = await operative(engine, 'moved');
    const contact = (url: string) => ({
      do: 'change-contacts' as const,
      by: 'us',
      contacts: [{ id: 'c1', channel: 'webhook' as const, url, secret: 's' }],
    });
    let asked = 0;
    engine.mail.deliver = (_, to) => {
      if (to?.channel !== 'webhook' || !to.url.includes('old')) return;
      asked += 1;
      throw ApplicationFailure.create({ message: 'in an hour', type: 'NOT_TAKEN', nextRetryDelay: 3_600_000 });
    };
    await engine.client.act(mou, contact('https://old.example/hook'));
    await expect.poll(() => asked).toBeGreaterThan(0);
    await engine.client.act(mou, contact('https://new.example/hook'));
    await expect.poll(() => engine.notifications.filter((one) => one.mou === mou && one.contact === 'c1').length).toBe(2);
  });

  it('keeps an opening that was answered, also where another that was refused came just before it', async () => {
    for (let n = 0; n < 5; n += 1) {
      const mou = newMou('two-openings');
      const startWorkflowOperation = new WithStartWorkflowOperation(WORKFLOW_TYPE, {
        workflowId: workflowIdOf(mou),
        taskQueue: engine.taskQueue,
        args: [{ mou }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      const bad = { do: 'open', mou, instrument: {} } as never;
      const refused = engine.client.client.workflow
        .executeUpdateWithStart(updateFor('open'), { args: [bad], startWorkflowOperation })
        .catch(() => {});
      const [opened] = await Promise.allSettled([engine.client.act(mou, open()), refused]);
      if (opened.status === 'fulfilled') expect(await engine.client.state(mou)).toMatchObject({ status: 'open' });
    }
  });
});
