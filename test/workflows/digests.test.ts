/** The digest of a day, on a real Temporal server whose clock is moved: one message each morning, none on an empty day. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextMorning } from '../../domain/calendar.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { Digests } from '../../workflows/digests.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { giveNotice, startInitiative } from '../domain/acts.ts';
import { type Engine, operative, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const desk: RecordedContact = { id: 'desk', channel: 'email', address: 'desk@rok.example', as: 'digest', atOnce: ['notices'] };
const change = { do: 'change-contacts', by: 'rok', contacts: [desk] } as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('digests, as they are kept', () => {
  const group = (first: number, at: number) => ({
    ...{ first, last: first, before: '', head: '', to: [], moved: [] },
    digests: [{ recipient: 'us/desk', at }],
  });

  it('take in what comes until their time, and nothing after that: what was sent stays what it was', () => {
    let now = 0;
    const digests = new Digests([], () => now);
    digests.add(group(1, 100));
    digests.add(group(2, 100));
    now = 100;
    digests.add(group(3, 200));
    expect(digests.all).toEqual([
      { recipient: 'us/desk', since: 1, last: 2, at: 100 },
      { recipient: 'us/desk', since: 3, last: 3, at: 200 },
    ]);
    expect([digests.due().length, digests.next?.at]).toEqual([1, 200]);
    const handedOver = new Digests(digests.all, () => now);
    handedOver.remove(handedOver.due('us/desk')[0] as never);
    expect([handedOver.due().length, handedOver.all.length, digests.all.length]).toEqual([0, 1, 2]);
  });
});

describe.each([
  ['without a register', undefined],
  ['with a register', new MemoryRegister()],
])('the digest of a day %s', (_, register) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ deliverWithin: DAY, ...(register && { register }) });
  });
  beforeEach(() => {
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const toldDesk = (mou: string) => engine.notifications.filter((one) => one.mou === mou && one.contact === 'desk');
  const keysOf = (mou: string) => toldDesk(mou).map(({ key }) => key.slice(mou.length));
  // What went well is the register's alone.
  const logOf = async (mou: string): Promise<Event[]> => register?.logs.get(mou) ?? (await engine.client.events(mou));
  const deliveries = async (mou: string): Promise<Delivery[]> =>
    register ? [...register.kept.values()] : await engine.client.deliveries(mou);
  const clockOf = async (mou: string): Promise<number> => Date.parse((await logOf(mou)).at(-1)?.at ?? '');
  const morning = async (mou: string): Promise<number> => nextMorning(await clockOf(mou), 'Asia/Seoul') + 1_000;
  const started = async (name: string): Promise<string> => {
    const mou = await operative(engine, name);
    // No morning comes between the acts, whatever time it is now.
    await engine.skipTo(mou, nextMorning(Date.now(), 'Asia/Seoul') + HOUR);
    await engine.client.act(mou, change);
    for (const id of ['i1', 'i2']) await engine.client.act(mou, startInitiative('us', id, 'II.B.4'));
    return mou;
  };
  const waiting = async (mou: string): Promise<number> => (await engine.client.outbox(mou)).waiting;

  it('is one message in the morning, with all that was not told at once; an empty day has none', async () => {
    const mou = await started('digest');
    await engine.client.act(mou, giveNotice('us', 'n1', '2025-11-01'));
    await expect.poll(() => keysOf(mou)).toEqual(['/5/rok/desk', '/8/rok/desk']);
    await expect.poll(() => waiting(mou)).toBe(1);
    await engine.skipTo(mou, await morning(mou));
    await expect.poll(() => waiting(mou)).toBe(0);
    expect(keysOf(mou)).toEqual(['/5/rok/desk', '/8/rok/desk', '/7/rok/desk']);
    expect(
      toldDesk(mou)
        .at(-1)
        ?.acts?.map(({ events }) => events.map(({ event }) => event.type)),
    ).toEqual([['InitiativeStarted'], ['InitiativeStarted']]);
    expect((await deliveries(mou)).find(({ key }) => key === `${mou}/7/rok/desk`)).toMatchObject({ seq: 7, since: 6, status: 'accepted' });
    await engine.skip(mou, 3 * DAY);
    expect(keysOf(mou)).toHaveLength(3);
    await engine.client.act(mou, startInitiative('us', 'i3', 'II.B.4'));
    await engine.skip(mou, DAY);
    await expect.poll(() => keysOf(mou).length).toBe(4);
  });

  it('is collected over a hand-over and a restart of the worker, and sent once', async () => {
    const mou = await started('digest-kept');
    const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
    const firstRun = (await handle.describe()).runId;
    let seq = 0;
    for (let n = 0; (await handle.describe()).runId === firstRun; n += 1)
      ({ seq } = await engine.client.act(mou, startInitiative('us', `x${n}`, 'II.B.4')));
    await engine.stopWorker();
    await engine.startWorker();
    await engine.skipTo(mou, await morning(mou));
    await expect.poll(() => waiting(mou)).toBe(0);
    expect(
      toldDesk(mou)
        .slice(1)
        .map(({ acts: all }) => all?.length),
    ).toEqual([seq - 5]);
  });

  it('that the other side does not take is tried again under its key, while a new one is collected', async () => {
    const mou = await started('digest-down');
    let tries = 0;
    engine.mail.deliver = ({ contact, acts }) => {
      if (contact !== 'desk' || !acts) return;
      tries += 1;
      if (tries === 1) throw new Error('421 not now');
    };
    await engine.skipTo(mou, await morning(mou));
    await expect.poll(() => tries).toBeGreaterThan(0);
    await engine.client.act(mou, startInitiative('us', 'i3', 'II.B.4'));
    await expect.poll(() => keysOf(mou)).toContain('/7/rok/desk');
    expect(toldDesk(mou).at(-1)?.acts).toHaveLength(2);
    await expect.poll(() => waiting(mou)).toBe(1);
  });

  it('can be sent again as it was', async () => {
    const mou = await started('digest-again');
    await engine.skipTo(mou, await morning(mou));
    await expect.poll(() => waiting(mou)).toBe(0);
    await engine.client.act(mou, startInitiative('us', 'i3', 'II.B.4'));
    await engine.client.resend(mou, [`${mou}/7/rok/desk`]);
    await expect.poll(() => keysOf(mou).filter((key) => key === '/7/rok/desk').length).toBe(2);
    const [first, again] = toldDesk(mou).filter(({ acts }) => acts);
    expect(again?.acts).toEqual(first?.acts);
  });
});
