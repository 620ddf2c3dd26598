/** The life of a memorandum on a real Temporal server, whose clock is skipped forward. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { Refusal } from '../../domain/refusal.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { consent, deliver, giveNotice, open, rectifyDelivery, sign } from '../domain/acts.ts';
import { type Engine, newMou, operative, rejected, startEngine } from '../support/engine.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Milliseconds by which a machine with much else to do may be late; what happens by the calendar is hours apart. */
const NEAR = 60_000;
const types = (events: readonly Event[]): string[] => events.map(({ type }) => type);

describe('the life of a memorandum on Temporal', () => {
  let engine: Engine;
  const inSeoul = () => dateAt(Date.now(), 'Asia/Seoul');
  const inWashington = () => dateAt(Date.now(), 'America/New_York');

  const noticed = async (name: string): Promise<string> => {
    const mou = await operative(engine, name);
    await engine.client.act(mou, giveNotice('us', 'n1', inWashington()));
    await engine.client.act(mou, deliver('n1', 'rok', inSeoul()));
    return mou;
  };

  const historyOf = async (mou: string) => (await engine.client.client.workflow.getHandle(workflowIdOf(mou)).fetchHistory()).events ?? [];

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  it('goes from opening to discontinuation on the 180th day after delivery', async () => {
    const mou = await noticed('life');
    const deliveredOn = (await engine.client.state(mou)).notices.n1?.deliveredOn ?? '';
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) - HOUR);
    expect((await engine.client.state(mou)).status).toBe('operative');
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    const events = await engine.client.events(mou);
    expect(events.at(-1)).toMatchObject({ type: 'DiscontinuationCommenced', on: addDays(deliveredOn, 180), by: null });
    expect(Math.abs(parseInstant(events.at(-1)?.at ?? '') - parseInstant(commencesAt))).toBeLessThan(NEAR);
    expect(await engine.client.state(mou)).toEqual(fold(events));
    await expect.poll(async () => (await engine.client.list()).find((one) => one.mou === mou)?.status).toBe('discontinued');
  });

  it('shows a refused act with its reason, and is not changed by it', async () => {
    const mou = await operative(engine, 'refused');
    const state = await engine.client.state(mou);
    const refused = engine.client.act(mou, deliver('n9', 'rok', inSeoul()));
    await expect(refused).rejects.toMatchObject({ name: 'Refusal', code: 'NOTICE_UNKNOWN', clause: 'III.4' });
    expect(await engine.client.state(mou)).toEqual(state);
    const failures = (await historyOf(mou)).flatMap(
      (event) => event.workflowExecutionUpdateCompletedEventAttributes?.outcome?.failure ?? [],
    );
    expect(failures).toMatchObject([{ message: expect.stringContaining('n9'), applicationFailureInfo: { type: 'NOTICE_UNKNOWN' } }]);
  });

  it('shows its acts as updates by name and waits by one timer that says for what', async () => {
    const mou = await noticed('shown');
    await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Quantum test bed' });
    const history = await historyOf(mou);
    const updates = history.flatMap((event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name ?? []);
    expect(updates).toEqual(['open', 'sign', 'sign', 'give-notice', 'record-delivery', 'start-initiative']);
    const timers = history
      .filter((event) => event.timerStartedEventAttributes)
      .map(({ userMetadata }) => JSON.parse(Buffer.from(userMetadata?.summary?.data ?? []).toString()) as string)
      .filter((summary) => summary !== 'Messages are on their way');
    const { expectedOn } = (await engine.client.state(mou)).discontinuation ?? {};
    expect(timers).toEqual([`Discontinuation commences on ${expectedOn} (III.4)`]);
  });

  it('gives the same receipt for an act retried by its id, after a continue-as-new too', async () => {
    const mou = await operative(engine, 'retried');
    const act = { ...giveNotice('us', 'n1', inWashington()), id: 'notice-1' };
    const receipt = await engine.client.act(mou, act);
    expect(await engine.client.act(mou, act)).toEqual(receipt);
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    const firstRun = (await handle.describe()).runId;
    for (let n = 0; (await handle.describe()).runId === firstRun; n += 1) {
      await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: `i${n}`, area: 'II.B.4', title: `Initiative ${n}` });
    }
    expect(await engine.client.act(mou, act)).toEqual(receipt);
    const events = await engine.client.events(mou);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === 'NoticeGiven')).toHaveLength(1);
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
  });

  it('refuses an id that was used for another act', async () => {
    const mou = await operative(engine, 'reused');
    await engine.client.act(mou, { ...giveNotice('us', 'n1', inWashington()), id: 'same' });
    await expect(engine.client.act(mou, { ...giveNotice('rok', 'n2', inSeoul()), id: 'same' })).rejects.toMatchObject({
      code: 'ALREADY_RECORDED',
    });
  });

  it('goes on while the mail server is down, and then notifies in order', async () => {
    engine.mail.deliver = ({ mou: of }) => {
      if (of.startsWith('mail-down')) throw new Error('connect ECONNREFUSED');
    };
    const mou = await noticed('mail-down');
    expect(types(await engine.client.events(mou)).at(-1)).toBe('DiscontinuationExpected');
    expect((await engine.client.outbox(mou)).waiting).toBe(2 * 5);
    engine.mail.deliver = () => {};
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
    for (const recipient of ['us', 'rok']) {
      const seqs = engine.notifications.filter((one) => one.mou === mou && one.recipient === recipient).map(({ seq }) => seq);
      // One may come twice, under the same key, where the run handed over to the next while it was being sent.
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect([...new Set(seqs)]).toEqual([1, 2, 4, 5, 7]);
    }
  });

  it('is not ended by who asks Temporal to cancel its workflow: it is acted on, told of and ended by its own clock as before', async () => {
    engine.mail.deliver = ({ mou: of }) => {
      if (of.startsWith('cancelled')) throw new Error('connect ECONNREFUSED');
    };
    const mou = await noticed('cancelled');
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(2 * 5);
    await engine.client.client.workflow.getHandle(workflowIdOf(mou)).cancel();
    await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Quantum test bed' });
    engine.mail.deliver = () => {};
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
    expect((await engine.client.outbox(mou)).dead).toBe(0);
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    expect((await engine.client.state(mou)).status).toBe('discontinued');
  });

  it('passes over an address that is rejected for good, and says so', async () => {
    engine.mail.deliver = ({ mou: of, recipient, seq }) => {
      if (of.startsWith('rejected') && recipient === 'rok' && seq === 1) throw rejected('550 no such user');
    };
    const mou = await operative(engine, 'rejected');
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
    expect((await engine.client.deliveries(mou)).filter(({ status }) => status === 'dead')).toMatchObject([
      { key: `${mou}/1/rok`, seq: 1, recipient: 'rok', channel: 'email', detail: '550 no such user' },
    ]);
    engine.mail.deliver = () => {};
  });

  it('is not changed by a worker that is stopped during the 180 days and started again', async () => {
    const mou = await noticed('worker-gone');
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skip(mou, 100 * DAY);
    await engine.stopWorker();
    await engine.startWorker();
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    const commenced = (await engine.client.events(mou)).filter(({ type }) => type === 'DiscontinuationCommenced');
    expect(commenced).toHaveLength(1);
    expect(Math.abs(parseInstant(commenced[0]?.at ?? '') - parseInstant(commencesAt))).toBeLessThan(NEAR);
  });

  it('ends after the settling period; then acts are refused, and a rectification takes it up again', async () => {
    const mou = await noticed('settled');
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    await engine.skip(mou, 215 * DAY).catch((error: Error) => expect(error.message).toContain('the execution ended'));
    expect((await handle.result()) as unknown).toMatchObject({ status: 'discontinued' });
    const late = engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: 'i9', area: 'II.B.4', title: 'Too late' });
    await expect(late).rejects.toThrow(/discontinuation commenced on \d{4}-\d{2}-\d{2}/);
    await expect(engine.client.act(mou, open())).rejects.toMatchObject({ code: 'ALREADY_OPENED' });
    expect((await engine.client.state(mou)).status).toBe('discontinued');

    const { deliveredOn } = (await engine.client.state(mou)).notices.n1 ?? {};
    const rectified = addDays(deliveredOn ?? '', 20);
    await engine.client.act(mou, rectifyDelivery('us', 'd1', 'n1', rectified));
    const receipt = await engine.client.act(mou, consent('rok', 'd1'));
    expect(types(receipt.events)).toEqual([
      'DecisionConsented',
      'DecisionTaken',
      'DeliveryRectified',
      'CommencementSuperseded',
      'NoticeReopened',
      'DiscontinuationExpected',
    ]);
    expect(await engine.client.state(mou)).toMatchObject({ status: 'operative', discontinuation: { expectedOn: addDays(rectified, 180) } });
  });

  it('sends no message again once it has settled, and says how it is over', async () => {
    const duration = { clause: 'III.1', period: 'P1M' };
    const expired = newMou('expired');
    await engine.client.act(expired, open(smallInstrumentWith({ duration })));
    for (const by of ['us', 'rok']) await engine.client.act(expired, sign(by, inWashington()));
    const annulled = newMou('annulled');
    await engine.client.act(annulled, open());
    await engine.client.act(annulled, { do: 'annul', reason: 'Opened twice' });
    for (const mou of [expired, annulled]) {
      await engine.skip(mou, 65 * DAY).catch((error: Error) => expect(error.message).toContain('the execution ended'));
      await engine.client.client.workflow.getHandle(workflowIdOf(mou)).result();
    }
    await expect(engine.client.resend(expired)).rejects.toMatchObject({
      code: 'EXPIRED',
      clause: 'III.1',
      message: expect.stringMatching(/^The memorandum is over: its term ended before .*, and its settling period has passed$/),
    });
    await expect(engine.client.resend(annulled)).rejects.toMatchObject({ code: 'ANNULLED' });
  });

  it('opens a memorandum once', async () => {
    const mou = await operative(engine, 'once');
    await expect(engine.client.act(mou, open())).rejects.toMatchObject({ code: 'ALREADY_OPENED' });
    await expect(engine.client.state('never-opened')).rejects.toThrow(Refusal);
    await expect(engine.client.act('never-opened', sign('us', '2025-10-29'))).rejects.toMatchObject({ code: 'UNKNOWN_MOU' });
  });

  it('starts nothing where the instrument is not valid', async () => {
    const mou = newMou('invalid');
    const act = { ...open(), instrument: { ...open().instrument, participants: [] } };
    await expect(engine.client.act(mou, act)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(engine.client.client.workflow.getHandle(workflowIdOf(mou)).describe()).rejects.toThrow();
  });
});
