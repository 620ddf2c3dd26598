/** No act that is let in may make a memorandum unreadable, unable to go on or unable to end: sizes, on a real server with a register. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { bytesOf } from '../../domain/limits.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { type Bounce, bounceUpdate, updateFor, workflowIdOf } from '../../workflows/messages.ts';
import { consent, deliver, giveNotice, modify, open, sign, startInitiative, withdrawByDecision } from '../domain/acts.ts';
import { type Ground, startGround } from '../register/support.ts';
import { newMou } from '../support/engine.ts';
import { startService } from '../support/service.ts';
import { smallInstrument } from '../support/small-instrument.ts';

/** As long as one text may be; three bytes a letter in UTF-8. */
const HANGUL = '협'.repeat(20_000);
const LONGEST_TEXT = 'x'.repeat(20_000);

let folder: string;
let ground: Ground;
let worker: WorkerProcess;
let mou: MouClient;

beforeAll(async () => {
  ground = await startGround();
  folder = await mkdtemp(join(tmpdir(), 'mou-limits-'));
  worker = await startService({ DATABASE_URL: ground.url, MOU_DROP_FOLDER: folder });
  const connection = { address: inject('temporalAddress') };
  const taskQueue = process.env.MOU_TASK_QUEUE ?? '';
  mou = await MouClient.connect({ connection, namespace: 'default', taskQueue, databaseUrl: ground.url, patience: 30_000 });
});
afterAll(async () => {
  await mou.close();
  await worker.stop();
  await ground.end();
  await rm(folder, { recursive: true });
});

const handleOf = (id: string) => mou.client.workflow.getHandle(workflowIdOf(id));

const operative = async (name: string): Promise<string> => {
  const id = newMou(name);
  await mou.act(id, open());
  for (const by of ['us', 'rok']) await mou.act(id, sign(by, '2025-10-29'));
  return id;
};

/** A modification of about so many bytes, each of its texts as long as one may be. */
const modificationOf = (bytes: number, decision: string): ActInput =>
  modify(
    'us',
    decision,
    Array.from({ length: Math.ceil(bytes / LONGEST_TEXT.length) }, () => ({
      op: 'replace' as const,
      path: '/clauses/III.8/text',
      value: LONGEST_TEXT,
    })),
  );

const mustGoOn = async (id: string): Promise<void> => {
  await mou.act(id, startInitiative('us', `i-${Date.now()}`, 'II.B.4'));
  expect(await mou.state(id)).toMatchObject({ status: 'operative' });
  expect((await handleOf(id).describe()).status.name).toBe('RUNNING');
};

describe('an act', () => {
  it.each([
    ['a modification of 1.48 MB', [1_480_000]],
    ['a modification of 2.7 MB', [2_700_000]],
    ['each of three modifications of 0.9 MB', [900_000, 900_000, 900_000]],
  ])('%s is refused before it is sent, and the memorandum goes on', async (_, sizes) => {
    const id = await operative('large-act');
    for (const [n, bytes] of sizes.entries()) {
      await expect(mou.act(id, modificationOf(bytes, `d${n}`))).rejects.toMatchObject({ name: 'Refusal', code: 'TOO_LARGE' });
    }
    await mustGoOn(id);
  });

  it.each([300_000, 900_000, 1_480_000])('of %i bytes sent past the client is refused, and the memorandum goes on', async (bytes) => {
    const id = await operative('past-the-client');
    const { seq } = await mou.state(id);
    const act = { ...modificationOf(bytes, 'd1'), id: 'past' };
    const sending = handleOf(id).executeUpdate(updateFor('propose'), { args: [act as never] });
    await expect(sending).rejects.toMatchObject({ cause: { type: 'TOO_LARGE' } });
    expect(await mou.state(id)).toMatchObject({ seq, decisions: {} });
    await mustGoOn(id);
  });

  it('that no answer of a workflow could hold holds it up while its sender waits, and no longer', { timeout: 300_000 }, async () => {
    const id = await operative('past-the-server');
    const act = { ...modificationOf(2_700_000, 'd1'), id: 'past' };
    await expect(handleOf(id).executeUpdate(updateFor('propose'), { args: [act as never] })).rejects.toThrow();
    const goesOn = (): Promise<boolean> =>
      mustGoOn(id).then(
        () => true,
        () => false,
      );
    // The server waits longer from one failed task to the next, so that a busy machine comes to the last one late.
    await expect.poll(goesOn, { timeout: 240_000, interval: 1_000 }).toBe(true);
    expect(await mou.state(id)).toMatchObject({ decisions: {} });
  });

  it('that opens with a text of over 512 kB is refused, and leaves nothing', async () => {
    const id = newMou('large-text');
    const clauses = Array.from({ length: 30 }, (_, n) => ({ id: `X.${n}`, text: LONGEST_TEXT }));
    const instrument = { ...smallInstrument, clauses: [...smallInstrument.clauses, ...clauses] };
    await expect(mou.act(id, open(instrument))).rejects.toMatchObject({ code: 'TOO_LARGE' });
    await expect(handleOf(id).describe()).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
  });
});

describe('a long life', () => {
  it('of 54 reports of 20,000 Korean letters is told whole, and goes on', async () => {
    const id = await operative('long-reports');
    await mou.act(id, startInitiative('us', 'i1', 'II.B.4'));
    for (let n = 0; n < 54; n += 1) await mou.act(id, { do: 'report-initiative', by: 'rok', initiative: 'i1', report: HANGUL });
    const events = await mou.events(id);
    expect(events.filter(({ type }) => type === 'InitiativeReported')).toHaveLength(54);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(bytesOf(events)).toBeGreaterThan(3_000_000);
    await mustGoOn(id);
  });
});

describe('what the server lists of a memorandum', () => {
  const attributesOf = async (id: string) => (await handleOf(id).describe()).searchAttributes;

  it('fits however many Participants there are, and however long their ids', async () => {
    const id = newMou('many');
    const participants = Array.from({ length: 40 }, (_, n) => ({
      id: `participant-${'x'.repeat(39)}-${n + 10}`,
      name: `Participant ${n}`,
      shortName: `P${n}`,
      seat: { city: 'Seoul', timeZone: 'Asia/Seoul' },
    }));
    const coChairs = participants.slice(0, 2).map((one) => one.id);
    const terms = { ...smallInstrument.terms, committee: { clause: 'III.5', name: 'Joint Committee Meeting', coChairs } };
    expect(participants[0]?.id).toHaveLength(54);
    const { status } = await mou.act(id, open({ ...smallInstrument, participants, terms }));
    expect(status).toBe('open');
    expect(Object.keys((await mou.state(id)).instrument.participants)).toHaveLength(40);
    await mou.act(id, { ...sign('us', '2025-10-29', { place: 'Seoul' }), by: participants[39]?.id ?? '' });
    expect((await handleOf(id).describe()).status.name).toBe('RUNNING');
    expect(bytesOf((await attributesOf(id)).MouParticipants)).toBeLessThanOrEqual(2_048);
  });

  it('no longer has the date of a discontinuation that was withdrawn', async () => {
    const id = await operative('withdrawn');
    await mou.act(id, giveNotice('us', 'n1', '2026-01-05'));
    await mou.act(id, deliver('n1', 'rok', new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)));
    await expect.poll(async () => (await attributesOf(id)).MouDiscontinuationOn).toBeDefined();
    await mou.act(id, withdrawByDecision('us', 'd1', 'n1'));
    await mou.act(id, consent('rok', 'd1'));
    expect(await mou.state(id)).toMatchObject({ discontinuation: null });
    await expect.poll(async () => (await attributesOf(id)).MouDiscontinuationOn).toBeUndefined();
  });
});

describe('a report of a bounce', () => {
  it.each<[string, Partial<Record<keyof Bounce, unknown>>]>([
    ['without an instant', { at: null }],
    ['with what is no instant', { at: 'yesterday' }],
    ['without a detail', { detail: null }],
    ['that does not say whether it failed', { action: 'maybe' }],
  ])('%s is refused, and the register is told of the others', async (_, wrong) => {
    const id = await operative('bounces');
    await mou.act(id, { do: 'change-contacts', by: 'us', contacts: [{ id: 'drop', channel: 'file', folder: 'us' }] });
    const accepted = async () => (await mou.deliveries(id)).find(({ status }) => status === 'accepted')?.key ?? '';
    await expect.poll(accepted).not.toBe('');
    const key = await accepted();
    const report: Bounce = {
      key,
      messageId: null,
      addresses: ['rok@example.org'],
      at: new Date().toISOString(),
      action: 'failed',
      detail: 'rok@example.org failed 5.1.1',
    };
    const poisoned = { ...report, ...wrong } as unknown as Bounce;
    await expect(handleOf(id).executeUpdate(bounceUpdate, { args: [poisoned] })).rejects.toMatchObject({ cause: { type: 'INVALID' } });
    await mou.recordBounce(id, report);
    await expect
      .poll(() => ground.sql(`select * from mou.deliveries where mou = '${id}' and key = '${key}' and status = 'bounced'`))
      .toHaveLength(1);
  });
});

describe('a worker', () => {
  it('without a register does not start, and says what to set', async () => {
    await expect(startService({ DATABASE_URL: '', MOU_REGISTER: '' })).rejects.toThrow(/DATABASE_URL.*MOU_REGISTER=none/s);
  });

  it('that is told to keep nothing starts', async () => {
    const unkept = await startService({ DATABASE_URL: '', MOU_REGISTER: 'none' });
    await unkept.stop();
  });
});
