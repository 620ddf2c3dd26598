/** All of Temporal is gone, and another server stands in its place: what is asked is answered by the register, byte for byte as before. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { Register } from '../../register/port.ts';
import { type DevServer, startDevServer } from '../../dev/dev-server.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { type Ground, startGround } from '../register/support.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, startService } from '../support/service.ts';

const SHA = 'a'.repeat(64);

describe('where Temporal has forgotten everything', () => {
  const id = newMou('forgotten');
  let ground: Ground;
  let register: Register;
  let worker: WorkerProcess;
  let other: DevServer;
  let folder: string;
  let before: Map<string, string>;

  const QUESTIONS = [
    ['status', id, '--json'],
    ['status', id, '--on', '2026-01-01', '--known-at', '2999-01-01T00:00:00Z', '--json'],
    ['events', id, '--json'],
    ['text', id],
    ['explain', id, '--json'],
    ['deliveries', id, '--json'],
  ];
  const here = (): Record<string, string> => ({ DATABASE_URL: ground.url });
  const afterwards = (): Record<string, string> => ({ ...here(), TEMPORAL_ADDRESS: other.address });
  /** Who answered is another. */
  const document = (json: string): string => json.replace(/,"answeredBy":\{[^}]*\}/, '');
  const answers = async (env: Record<string, string>): Promise<Map<string, string>> => {
    const told = await Promise.all(
      QUESTIONS.map(async (question) => [question.join(' '), document((await mou(question, { env })).stdout)] as const),
    );
    return new Map(told);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-forgotten-'));
    [ground, other] = await Promise.all([startGround(), startDevServer({ binary: inject('temporalBinary') })]);
    register = await ground.register();
    worker = await startService({ DATABASE_URL: ground.url, MOU_DROP_FOLDER: folder });
    const connection = { address: inject('temporalAddress') };
    const client = await MouClient.connect({ connection, namespace: 'default', databaseUrl: ground.url });
    const signatory = { name: 'A. N. Official', title: 'Minister' };
    const document = { title: 'MOU — 양해각서', sha256: SHA };
    await mou(['open', 'us-rok-tpd', '--mou', id], { env: here() });
    const contacts = (channelOf: string) => [{ id: 'registry', channel: 'file' as const, folder: channelOf }];
    await client.changeContacts(id, { by: 'us', contacts: contacts('us') });
    await client.changeContacts(id, { by: 'rok', contacts: contacts('rok') });
    for (const by of ['us', 'rok']) await client.sign(id, { by, signedOn: '2025-10-29', place: 'Gyeongju', signatory, document });
    await client.giveNotice(id, { by: 'us', notice: 'n1', noticeOn: '2025-11-01', document });
    await vi.waitFor(async () => expect((await client.outbox(id)).waiting).toBe(0), { timeout: 60_000 });
    const deliveries = await client.deliveries(id);
    const { seq } = await client.state(id);
    await client.close();
    await vi.waitFor(async () => expect((await register.head(id))?.seq).toBe(seq), { timeout: 60_000 });
    await vi.waitFor(async () => expect(await register.deliveries(id)).toEqual(deliveries), { timeout: 60_000 });
    before = await answers(here());
  });
  afterAll(async () => {
    await worker.stop();
    await other.stop();
    await ground.end();
    await rm(folder, { recursive: true });
  });

  it('the same is answered to the last byte', async () => {
    const after = await answers(afterwards());
    for (const [question, answer] of before) {
      expect(answer, question).not.toBe('');
      expect(after.get(question), question).toBe(answer);
    }
    expect(JSON.parse(before.get(`deliveries ${id} --json`) ?? '').deliveries.length).toBeGreaterThan(4);
  });

  it('the list, the export and the report are made of the register too', async () => {
    const [first] = await register.deliveries(id);
    if (!first) throw new Error('no delivery');
    await register.keepDeliveries(id, [{ ...first, status: 'dead', detail: 'no such folder' }]);
    const found = await mouJson(['list', '--dead-letters'], { env: afterwards() });
    expect(found.json).toMatchObject([{ mou: id, status: 'operative', deadLetters: 1 }]);
    expect((await mouJson(['deliveries', id], { env: afterwards() })).json).toMatchObject({ waiting: 0, dead: 1 });
    const { stdout: exported } = await mou(['export', id, '--format', 'json'], { env: afterwards() });
    expect(JSON.parse(exported).deliveries).toContainEqual(expect.objectContaining({ key: first.key, status: 'dead' }));
    const { stdout: report } = await mou(['report', id, '--out', '-'], { env: afterwards() });
    expect(report).toContain('no such folder');
    await register.keepDeliveries(id, [first]);
  });

  it('the clients and workers of another namespace are refused: its memoranda are not kept here', async () => {
    const env = { ...here(), TEMPORAL_NAMESPACE: 'another' };
    const message = expect.stringContaining('keeps the memoranda of the Temporal namespace default, and not those of another');
    for (const verb of [['status', id], ['list'], ['verify']]) {
      expect(await mouJson(verb, { env })).toMatchObject({ exitCode: 2, json: { error: { code: 'INVALID', message } } });
    }
  });

  it('an unknown id stays unknown, and one that is known is not opened again', async () => {
    for (const verb of ['status', 'deliveries', 'events']) expect((await mou([verb, 'never'], { env: afterwards() })).exitCode).toBe(4);
    const again = await mouJson(['open', 'us-rok-tpd', '--mou', id], { env: afterwards() });
    expect(again).toMatchObject({ exitCode: 3, json: { error: { code: 'ALREADY_OPENED' } } });
    const resent = await mouJson(['resend', id, '--all'], { env: afterwards() });
    expect(resent).toMatchObject({ exitCode: 5, json: { error: { message: expect.stringContaining('its next act takes it up again') } } });
  });

  it('an export put into an empty register has the same heads and the same answers', async () => {
    const { stdout: exported } = await mou(['export', id, '--format', 'json'], { env: afterwards() });
    await writeFile(join(folder, 'export.json'), exported);
    const heads = await register.heads();
    const [first, ...rest] = await register.deliveries(id);
    if (!first) throw new Error('no delivery');
    const empty = await ground.register();
    const imported = async () => await mouJson(['import', join(folder, 'export.json')], { env: afterwards() });
    expect(await imported()).toMatchObject({ exitCode: 0, json: { mou: id, head: heads[0]?.head } });
    expect((await mouJson(['verify'], { env: afterwards() })).json).toMatchObject({ ok: true, memoranda: 1 });
    expect(await empty.heads()).toEqual(heads);
    expect(await empty.deliveries(id)).toEqual([first, ...rest]);
    expect(document((await mou(['status', id, '--json'], { env: afterwards() })).stdout)).toBe(before.get(`status ${id} --json`));
    // What is known here of a message may be later than the file.
    await empty.keepDeliveries(id, [{ ...first, status: 'bounced' }]);
    expect((await imported()).exitCode).toBe(0);
    expect((await empty.deliveries(id))[0]?.status).toBe('bounced');
    expect(await readFile(join(folder, 'export.json'), 'utf8')).toBe(exported);
  });
});
