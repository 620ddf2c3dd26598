/**
 * What happens to an installation over the years, on the native topology: a life, an outage of PostgreSQL, an upgrade and the way
 * back, and restores to one moment and to different moments. What an act's receipt said stays true throughout.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { startTopology, type Topology } from '../../deploy/native/topology.ts';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';
import { ROOT } from '../../dev/paths.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { deliver, giveNotice, open, sign, startInitiative } from '../domain/acts.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { mou, mouJson } from '../support/service.ts';
import { unable } from './go.ts';
import { makeNextBuild } from './next-build.ts';

/** A day in a minute. */
const OUTAGE_MS = 30_000;
/** Of the memorandum whose end comes while PostgreSQL is away: by its own clock, so long before. */
const BEFORE_MS = 40_000;
const LONG = { timeout: 300_000 };

describe.skipIf(unable)('an installation over the years', () => {
  let folder: string;
  let mail: MailCapture;
  let topology: Topology;
  let client: MouClient;
  const table: string[] = [];
  const acknowledged = new Map<string, { mou: string; seq: number }>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-years-'));
    mail = await MailCapture.start();
    const worker = { MOU_SMTP_URL: mail.url, MOU_CONTACTS: join(ROOT, 'deploy', 'contacts.yaml'), MOU_ACTS: 'open' };
    const tell = (line: string) => process.stderr.write(`${line}\n`);
    topology = await startTopology({ data: join(folder, 'data'), secured: false, worker, tell });
    const { address, namespace, databaseUrl } = topology;
    client = await MouClient.connect({ connection: { address }, namespace, databaseUrl, patience: 30_000 });
  });
  beforeEach(() => {
    mail.afterData = undefined;
  });
  afterAll(async () => {
    process.stdout.write(`${table.join('\n')}\n`);
    await client?.close();
    await topology?.stop();
    await mail?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const row = (what: string, came: string): void => void table.push(`${what.padEnd(44)} ${came}`);
  const environment = () => ({ TEMPORAL_ADDRESS: topology.address, DATABASE_URL: topology.databaseUrl });
  let n = 0;
  const act = async (id: string, what: ActInput): Promise<void> => {
    const named = { id: `act-${(n += 1)}`, ...what };
    // A script tries again by the same id until it is answered.
    for (;;) {
      const receipt = await client.act(id, named).catch((error: Error) => error);
      if (!(receipt instanceof Error)) return void acknowledged.set(named.id, { mou: id, seq: receipt.seq });
      if (receipt.name !== 'NoService') throw receipt;
    }
  };
  const initiative = (id: string) => act(id, startInitiative('us', `i${(n += 1)}`, 'II.B.4'));
  const operative = async (id: string): Promise<void> => {
    await act(id, { ...open(), mou: id });
    for (const by of ['us', 'rok']) await act(id, sign(by, '2026-01-05'));
  };
  /** Sends acts until told to stop, and gives how many were acknowledged. */
  const busy = (id: string): (() => Promise<number>) => {
    let goesOn = true;
    let sent = 0;
    const sending = (async () => {
      for (; goesOn; sent += 1) await initiative(id);
    })();
    return async () => {
      goesOn = false;
      await sending;
      return sent;
    };
  };
  /** Each acknowledged act is in the register once, where its receipt said, and the chains hold. */
  const isAllKept = async (): Promise<number> => {
    await expect
      .poll(async () => (await mouJson(['reconcile'], { env: environment() })).json, { timeout: 60_000 })
      .toMatchObject({ filled: 0, 'taken-up': 0, conflict: 0 });
    const register = new pg.Client({ connectionString: topology.databaseUrl });
    await register.connect();
    const { rows } = await register.query<{ id: string; mou: string; seq: number }>(
      "select event::jsonb #>> '{act,id}' as id, mou, max(seq)::int as seq from mou.events where event::jsonb #>> '{act,id}' like 'act-%' group by 1, 2",
    );
    await register.end();
    const kept = new Map(rows.map(({ id, ...place }) => [id, place]));
    for (const [id, { mou: one, seq }] of acknowledged) expect(kept.get(id), id).toEqual({ mou: one, seq });
    expect((await mou(['verify'], { env: environment() })).exitCode).toBe(0);
    return acknowledged.size;
  };

  it('plays the life of the seed', LONG, async () => {
    expect((await mou(['open', 'us-rok-tpd', '--mou', 'seed-life'], { env: environment() })).exitCode).toBe(0);
    for (const by of ['rok', 'us']) await act('seed-life', sign(by, '2026-01-05', { place: 'Gyeongju' }));
    await act('seed-life', giveNotice('us', 'n1', '2026-01-29'));
    await act('seed-life', deliver('n1', 'rok', '2026-02-01'));
    await expect.poll(async () => (await client.state('seed-life')).discontinuation?.commencedOn).toBe('2026-07-31');
    await expect.poll(async () => (await client.outbox('seed-life')).waiting).toBe(0);
    expect(mail.mails.length).toBeGreaterThan(5);
    row("the seed's life", `discontinued on 2026-07-31; ${mail.mails.length} mails; ${await isAllKept()} acts kept`);
  });

  it('loses nothing while PostgreSQL is away, and does then what time should have done', LONG, async () => {
    const due = Date.now() + BEFORE_MS;
    client.startWith({ clockOffset: Date.parse('2026-07-31T04:00:00Z') - due });
    await operative('ends-meanwhile');
    client.startWith({});
    await act('ends-meanwhile', giveNotice('us', 'n1', '2026-01-29'));
    await act('ends-meanwhile', deliver('n1', 'rok', '2026-02-01'));
    expect((await client.state('ends-meanwhile')).status).toBe('operative');
    await operative('outage');
    const stop = busy('outage');
    const { postgres, temporal, worker } = topology.parts;
    process.kill(postgres.current().pid, 'SIGKILL');
    const began = Date.now();
    await pause(Math.max(OUTAGE_MS, due + 5_000 - began));
    await postgres.start();
    const back = Date.now();
    // As compose does by restart: unless-stopped.
    for (const part of [temporal, worker]) {
      if (await Promise.race([part.current().exited.then(() => true), pause(5_000, false)])) await part.start();
    }
    await initiative('outage');
    const answered = Date.now();
    await expect
      .poll(async () => (await client.state('ends-meanwhile')).discontinuation?.commencedOn, { timeout: 60_000 })
      .toBe('2026-07-31');
    const sent = await stop();
    row(
      `PostgreSQL killed, away for ${Math.round((back - began) / 1_000)} s`,
      `${sent} acts, none lost or doubled; an end that came meanwhile has its date; answers ${Math.round((answered - back) / 1_000)} s after; ${await isAllKept()} acts kept`,
    );
  });

  it('goes to the next version and back, with memoranda that sleep, are busy, and whose mail is on its way', LONG, async () => {
    const next = await makeNextBuild(join(folder, 'next'));
    for (const id of ['asleep', 'busy', 'on-its-way']) await operative(id);
    const yesterday = new Date(Date.now() - 172_800_000).toISOString().slice(0, 10);
    await act('asleep', giveNotice('us', 'n1', yesterday));
    await act('asleep', deliver('n1', 'rok', yesterday));
    const expectedOn = async () => (await client.state('asleep')).discontinuation?.expectedOn;
    const before = { expectedOn: await expectedOn(), events: await client.events('asleep') };
    mail.afterData = { code: 451, message: 'try again later' };
    await initiative('on-its-way');
    await expect.poll(async () => (await client.outbox('on-its-way')).waiting).toBeGreaterThan(0);
    const stop = busy('busy');
    const log: string[] = [];
    const startNext = (): Promise<WorkerProcess> =>
      startWorker({ script: next, environment: { ...topology.workerEnvironment, MOU_WATCH_ADDRESS: '' }, log: (line) => log.push(line) });
    const isUnchanged = async (): Promise<void> => {
      expect(await expectedOn()).toBe(before.expectedOn);
      expect((await client.events('asleep')).slice(0, before.events.length)).toEqual(before.events);
    };
    // Both at once for a while, then the next one alone, and back.
    const later = await startNext();
    await pause(2_000);
    await topology.parts.worker.stop();
    for (const id of ['asleep', 'on-its-way']) await initiative(id);
    await isUnchanged();
    await act('by-the-next', { ...open(), mou: 'by-the-next' });
    await later.stop();
    await topology.parts.worker.start();
    for (const id of ['asleep', 'on-its-way']) await initiative(id);
    await act('by-the-next', sign('us', '2026-01-05'));
    await isUnchanged();
    const sent = await stop();
    mail.afterData = undefined;
    await expect.poll(async () => (await client.outbox('on-its-way')).waiting, { timeout: 120_000 }).toBe(0);
    expect(log.join('\n')).not.toMatch(/nondetermin|"level":(50|60)/i);
    row('to the next version and back', `${sent} acts meanwhile; dates as recorded; mail arrived; ${await isAllKept()} acts kept`);
  });

  it('is put back to one moment, and to different moments', LONG, async () => {
    const data = join(folder, 'data', 'postgresql', 'data');
    const { postgres, temporal, worker } = topology.parts;
    const down = async (): Promise<void> => {
      for (const part of [worker, temporal, postgres]) await part.stop();
    };
    const up = async (): Promise<void> => {
      for (const part of [postgres, temporal, worker]) await part.start();
    };
    const copied = async (from: string, to: string): Promise<void> => {
      await rm(to, { recursive: true, force: true });
      await cp(from, to, { recursive: true, preserveTimestamps: true });
    };
    const exported = async (id: string, name: string): Promise<string> => {
      await writeFile(join(folder, name), (await mou(['export', id, '--format', 'json'], { env: environment() })).stdout);
      return join(folder, name);
    };
    const reconciled = async (...args: string[]) => (await mouJson(['reconcile', ...args], { env: environment() })).json;
    const seqOf = async (id: string) => (await client.state(id)).seq;

    await operative('restored');
    await isAllKept();
    const first = await seqOf('restored');
    const early = await exported('restored', 'early.json');
    await down();
    await copied(data, join(folder, 'early'));
    await up();
    await initiative('restored');
    await isAllKept();
    const late = await exported('restored', 'late.json');
    await down();
    await copied(data, join(folder, 'late'));

    await copied(join(folder, 'early'), data);
    await up();
    expect(await reconciled()).toMatchObject({ filled: 0, 'taken-up': 0, conflict: 0 });
    expect(await seqOf('restored')).toBe(first);
    row('restored to one moment', 'the same in both');

    // The register is newer by one act, which Temporal does not know.
    expect((await mou(['import', late], { env: environment() })).exitCode).toBe(0);
    await worker.stop();
    await worker.start();
    expect(await reconciled()).toMatchObject({
      'taken-up': 1,
      conflict: 0,
      changed: [{ mou: 'restored', register: first + 1, workflow: first }],
    });
    await initiative('restored');
    expect(await seqOf('restored')).toBe(first + 2);
    row('Temporal older than the register', 'taken up again from the register; the next act follows');

    // The register is older, and Temporal knows all.
    await down();
    await copied(join(folder, 'late'), data);
    await up();
    const owner = new pg.Client({ connectionString: topology.databaseUrl });
    await owner.connect();
    const count = (await owner.query('select count(*)::int as n from mou.memoranda where mou <> $1', ['restored'])).rows[0].n;
    await owner.query('drop schema mou cascade');
    await owner.end();
    expect((await mou(['migrate'], { env: environment() })).exitCode).toBe(0);
    await worker.stop();
    await worker.start();
    expect((await mou(['import', early], { env: environment() })).exitCode).toBe(0);
    const filled = await reconciled();
    expect(filled).toMatchObject({ 'taken-up': 0, conflict: 0 });
    expect(filled.changed).toContainEqual(
      expect.objectContaining({ mou: 'restored', found: 'filled', register: first, workflow: first + 1 }),
    );
    expect(filled.filled).toBeGreaterThanOrEqual(count);
    expect((await mou(['verify'], { env: environment() })).exitCode).toBe(0);
    row('the register older than Temporal', `${filled.filled} memoranda filled up again, all chains whole`);
  });
});
