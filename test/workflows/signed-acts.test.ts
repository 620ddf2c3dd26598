/** Attempts at a memorandum whose acts are signed, over a real server: who, with what, and what they get. */
import { randomUUID, sign as signBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';
import { Refusal } from '../../domain/refusal.ts';
import { MouClient, type SigningKey } from '../../client/index.ts';
import { bounceUpdate, resendUpdate, WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages.ts';
import { giveNotice, open, sign } from '../domain/acts.ts';
import { type Engine, newMou, startEngine } from '../support/engine.ts';
import { KEYS, signedWith, type TestKey } from '../support/keys.ts';

const { keeper, us, rok, other } = KEYS;
const named = (act: object) => parseAct({ id: randomUUID(), ...act });
const signed = (mou: string, key: TestKey, act: object, at = new Date().toISOString()): ActInput =>
  signedWith(named(act), { key, mou, at });
const signingKey = ({ kid, privateKey }: TestKey): SigningKey => ({ kid, sign: (content) => signBytes(null, content, privateKey) });

describe('a memorandum whose acts are signed', () => {
  let engine: Engine;
  let mou: string;
  const send = (act: object) => engine.client.act(mou, act);
  const opening = (id: string) => ({ ...open(), mou: id, keys: { us: [us.jwk], rok: [rok.jwk] }, keeperKeys: [keeper.jwk] });

  beforeAll(async () => {
    engine = await startEngine();
    mou = newMou('signed');
    await send(signed(mou, keeper, opening(mou)));
    await send(signed(mou, us, sign('us', '2025-10-29')));
    await send(signed(mou, rok, sign('rok', '2025-10-29')));
  });
  afterAll(() => engine?.stop());

  const notice = giveNotice('rok', 'n1', '2025-12-01');
  const bounce = { key: 'x/1/us', messageId: null, addresses: [], at: '2026-01-01T00:00:00Z', action: 'failed' as const, detail: 'gone' };

  it.each<[what: string, attempt: () => Promise<unknown>]>([
    ['an act with no signature', () => send(notice)],
    ['an act signed by the other Participant', () => send(signed(mou, us, notice))],
    ['an act signed by the keeper', () => send(signed(mou, keeper, notice))],
    ['an act signed with a key that nobody registered', () => send(signed(mou, other, notice))],
    ['an act signed for another memorandum', () => send(signed('other', rok, notice))],
    ['an act of which a date was changed', () => send({ ...signed(mou, rok, notice), noticeOn: '2025-12-02' })],
    ['an act under another id', () => send({ ...signed(mou, rok, notice), id: randomUUID() })],
    ['an act whose signature is of the day before yesterday', () => send(signed(mou, rok, notice, '2026-01-01T00:00:00Z'))],
    ['messages sent again by nobody', () => engine.client.resend(mou)],
    [
      'messages sent again with the signature of another request',
      async () => {
        const { id, jws } = signed(mou, us, { do: 'pause', by: 'us' }) as { id: string; jws: string };
        const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
        await handle.executeUpdate(resendUpdate, { args: [null, { id, jws }] }).catch(thrown);
      },
    ],
    [
      'a bounce recorded by nobody',
      async () => {
        const handle = engine.client.client.workflow.getHandle(workflowIdOf(mou));
        await handle.executeUpdate(bounceUpdate, { args: [bounce] }).catch(thrown);
      },
    ],
    ['an opening with no signature', () => engine.client.act(newMou('unsigned'), { ...open(), keeperKeys: [keeper.jwk] })],
    [
      'an opening signed for another memorandum',
      () => {
        const id = newMou('elsewhere');
        return engine.client.act(id, signed(mou, keeper, opening(id)));
      },
    ],
  ])('refuses %s', async (_, attempt) => {
    const before = await engine.client.events(mou);
    const refused = await attempt().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).code).toBe('NOT_AUTHORISED');
    expect(await engine.client.events(mou)).toEqual(before);
  });

  it('lets a client sign by a function, and keeps whose key it was', async () => {
    const client = await MouClient.connect({
      connection: { address: engine.client.connection.options.address },
      namespace: 'default',
      taskQueue: engine.taskQueue,
      signer: ({ act }) => signingKey(act.by === 'us' ? us : keeper),
    });
    try {
      const { events } = await client.scheduleMeeting(mou, { by: 'us', meeting: 'm1', on: '2999-01-01', place: 'Seoul' });
      expect(events[0]).toMatchObject({ type: 'MeetingScheduled', proof: { by: 'us', kid: us.kid } });
      const held = await client.rescheduleMeeting(mou, { meeting: 'm1', by: 'us', on: '2999-02-01' });
      expect(held.events[0]).toMatchObject({ proof: { by: 'us' } });
      expect(await client.resend(mou)).toEqual([]);
    } finally {
      await client.close();
    }
  });

  it('gives the receipt again for the same act, and records nothing twice', async () => {
    const act = signed(mou, rok, notice);
    const first = await send(act);
    const { receipt, repeated } = await engine.client.record(mou, act);
    expect([receipt.seq, repeated]).toEqual([first.seq, true]);
    expect(receipt.events).toEqual(first.events);
    await expect(send({ ...act, id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  });

  it('is no other workflow’s: one whose id names another memorandum ends at once', async () => {
    const handle = await engine.client.client.workflow.start(WORKFLOW_TYPE, {
      workflowId: workflowIdOf(newMou('mine')),
      taskQueue: engine.taskQueue,
      args: [{ mou }],
    });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'NOT_AUTHORISED' } });
  });
});

/** The refusal that came with an update sent without our client. */
const thrown = (error: unknown): never => {
  const { type, message } = (error as { cause: { type: string; message: string } }).cause;
  throw new Refusal(type as 'NOT_AUTHORISED', message);
};
