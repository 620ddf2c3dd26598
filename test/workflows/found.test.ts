/** By what a memorandum is found in the Web UI and in `mou list` where there is no register: the server's own index. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { bytesOf } from '../../domain/limits.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { open, recordAction, schedule, sign } from '../domain/acts.ts';
import { type Engine, newMou, startEngine } from '../support/engine.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const duration = { clause: 'III.1', period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M', times: 1 } } as const;
const { committee, ...terms } = smallInstrument.terms;
/** Whose committee is expected to meet after all that happens here. */
const rarely = Instrument.parse({ ...smallInstrument, terms: { ...terms, committee: { ...committee, cadence: 'P9Y' } } });
const termed = Instrument.parse({ ...smallInstrument, terms: { ...terms, duration }, reminders: { renewal: [], expiry: [], consent: [] } });
const [year] = new Date().toISOString().split('-').map(Number) as [number];

describe('what the server lists of a memorandum', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  const attributesOf = async (mou: string) =>
    (await engine.client.client.workflow.getHandle(workflowIdOf(mou)).describe()).searchAttributes;
  const found = async (mou: string, filter: Parameters<typeof engine.client.list>[0]) =>
    (await engine.client.list(filter)).some((one) => one.mou === mou);
  /** The index is a moment behind what the server tells of one workflow. */
  const isFound = (mou: string, filter: Parameters<typeof found>[1]) => expect.poll(() => found(mou, filter)).toBe(true);

  const writtenOf = async (mou: string) => {
    const { events } = await engine.client.client.workflow.getHandle(workflowIdOf(mou)).fetchHistory();
    return (events ?? []).filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length;
  };

  it('are the end of its term, the last day for a notice, the next date, and what is awaited of whom; and no longer once gone', async () => {
    const mou = newMou('termed');
    await engine.client.act(mou, open(termed));
    await expect.poll(async () => (await attributesOf(mou)).MouAwaited).toEqual(['us', 'rok', 'us:signature', 'rok:signature']);
    await isFound(mou, { awaiting: 'us:signature', status: 'open' });
    expect(await found(mou, { awaiting: 'us:consent' })).toBe(false);
    // A year ago, on the first of March: no day of the arithmetic below is lacking.
    await engine.client.act(mou, sign('us', `${year - 1}-03-01`));
    await engine.client.act(mou, sign('rok', `${year - 1}-03-01`));
    const [end, noticeBy] = [`${year + 2}-03-01`, `${year + 1}-12-01`];
    await expect.poll(() => attributesOf(mou)).toMatchObject({ MouExpiresOn: [end], MouNoticeBy: [noticeBy], MouNextDate: [noticeBy] });
    expect((await attributesOf(mou)).MouAwaited).toBeUndefined();
    await isFound(mou, { expiringBefore: `${year + 2}-03-02`, noticeByBefore: `${year + 1}-12-02` });
    expect(await found(mou, { expiringBefore: end })).toBe(false);
    expect(await found(mou, { noticeByBefore: noticeBy })).toBe(false);
    // Nothing happens on the day after the last one for a notice, and yet there is another next date.
    await engine.skipTo(mou, parseInstant(`${year + 1}-12-03T00:00:00Z`));
    await expect.poll(async () => (await attributesOf(mou)).MouNextDate).toEqual([end]);
    await engine.skipTo(mou, parseInstant(`${year + 3}-03-03T00:00:00Z`));
    await expect.poll(() => attributesOf(mou)).toMatchObject({ MouStatus: ['expired'], MouExpiresOn: [`${year + 3}-03-01`] });
    expect(await attributesOf(mou)).not.toHaveProperty('MouNoticeBy');
    expect(await attributesOf(mou)).not.toHaveProperty('MouNextDate');
    await isFound(mou, { status: 'expired' });
    expect(await found(mou, { expiringBefore: '9999-12-31' })).toBe(false);
  });

  it('is written for several acts at once where they come while others are told, and is then what the last of them left', async () => {
    const mou = newMou('quick');
    await engine.client.act(mou, open(rarely));
    for (const by of ['us', 'rok']) await engine.client.act(mou, sign(by, `${year - 1}-10-29`));
    await engine.client.act(mou, schedule('us', 'm1', `${year + 1}-07-01`));
    const before = await writtenOf(mou);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    engine.mail.deliver = () => held;
    const due = (n: number) => `${year + 1}-06-${30 - n}`;
    for (let n = 0; n < 6; n += 1) await engine.client.act(mou, recordAction('m1', `a${n}`, 'us', due(n)));
    const written = await writtenOf(mou);
    goOn();
    // Once with what was told before them, and once with the first of them.
    expect(written - before).toBeLessThanOrEqual(2);
    await expect.poll(async () => (await attributesOf(mou)).MouNextDate).toEqual([due(5)]);
  });

  it('fits what is awaited, however many Participants there are and however long their ids', async () => {
    const mou = newMou('crowded');
    const participants = Array.from({ length: 40 }, (_one, n) => ({
      id: `participant-${'x'.repeat(39)}-${n + 10}`,
      name: `Participant ${n}`,
      shortName: `P${n}`,
      seat: { city: 'Seoul', timeZone: 'Asia/Seoul' },
    }));
    await engine.client.act(mou, open({ ...smallInstrument, participants, terms }));
    await expect.poll(async () => (await attributesOf(mou)).MouAwaited?.length).toBeGreaterThan(10);
    expect(bytesOf((await attributesOf(mou)).MouAwaited)).toBeLessThanOrEqual(2_048);
    for (const { id: by } of participants.slice(0, 2))
      await engine.client.act(mou, { ...sign('us', '2025-10-29', { place: 'Seoul' }), by });
    expect((await engine.client.state(mou)).status).toBe('open');
  });
});
