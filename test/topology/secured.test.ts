/** A really secured installation: who may not is refused at every door, and a life in it leaves nothing to read in Temporal's database. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { tokenIn } from '../../client/token-file.ts';
import type { Authority, Role } from '../../deploy/native/authority.ts';
import { makeNamespace } from '../../deploy/native/server.ts';
import { startTopology, type Topology } from '../../deploy/native/topology.ts';
import { consent, decided, giveNotice, modify, open, replacing, sign } from '../domain/acts.ts';
import { localToken } from '../../dev/desk-process.ts';
import { startWorker } from '../../dev/worker-process.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { mou, ROOT } from '../support/service.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { attempts, MOU, OTHER, permitted } from './attempts.ts';
import { unable } from './go.ts';
import { deskOf, endKeys, keysOf, signers } from './signers.ts';

const SECRET = 'Zyxwvut';
/** Of gRPC. */
const PERMISSION_DENIED = 7;

describe.skipIf(unable)('a secured installation', () => {
  let folder: string;
  let topology: Topology;
  let authority: Authority;
  let client: MouClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-secured-'));
    const worker = { MOU_ACTS: 'signed' };
    topology = await startTopology({ data: folder, secured: true, worker, tell: (line) => process.stderr.write(`${line}\n`) });
    authority = topology.authority as Authority;
    await makeNamespace(topology.connectionOf('operator'), OTHER, 1);
    client = await deskOf(topology);
  });
  afterAll(async () => {
    await client?.close();
    await topology?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is one in which a desk records and a reader reads', async () => {
    const document = { title: `Paper of ${SECRET}`, sha256: 'a'.repeat(64) };
    const signed = { document, place: SECRET, signatory: { name: `Kim ${SECRET}`, title: SECRET } };
    await client.act(MOU, { ...open({ ...smallInstrument, title: `Memorandum on ${SECRET}` }), ...keysOf, mou: MOU });
    await client.act(MOU, sign('rok', '2025-10-29', signed));
    await client.act(MOU, sign('us', '2025-10-29', signed));
    const proposal = { ...modify('us', 'd1', replacing('/clauses/III.8/text', `${SECRET} applies.`)), document, title: SECRET };
    for (const [act] of decided(proposal, '')) await client.act(MOU, act === proposal ? act : consent('rok', 'd1', document));
    await client.act(MOU, { ...giveNotice('us', 'n1', '2026-01-05'), document });
    await endKeys(client);
    const { exitCode, stdout } = await mou(['status', MOU], { env: topology.environmentOf('reader') });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(SECRET) });
  });

  it('has a desk that reads the register and Temporal as itself', async () => {
    const token = await localToken(folder, topology.databaseUrl, topology.namespace);
    expect((await fetch(`${topology.deskUrl}/readyz`)).status).toBe(200);
    const asked = await fetch(`${topology.deskUrl}/v1/memoranda/${MOU}`, {
      headers: { Authorization: `Bearer ${token}`, 'Cache-Control': 'no-cache' },
    });
    expect(await asked.text()).toContain(SECRET);
  });

  it('refuses every attempt of those who may not, and changes nothing', async () => {
    const before = await client.events(MOU);
    const rows = [...(await attempts(topology, authority)), ...signers(client)];
    const table: string[] = [];
    const letIn: string[] = [];
    for (const [who, what, attempt] of rows) {
      const got = await attempt().then(
        () => 'LET IN',
        (error: Error & { cause?: Error }) => (error.cause ?? error).message,
      );
      table.push(`${who.padEnd(28)} ${what.padEnd(70)} ${got.replaceAll(/\s+/g, ' ').slice(0, 110)}`);
      if (got === 'LET IN') letIn.push(`${who} ${what}`);
    }
    process.stdout.write(`${table.join('\n')}\n${rows.length} attempts, ${letIn.length} let in\n`);
    expect(letIn).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(await client.events(MOU)).toEqual(before);
    const operator = await Connection.connect(topology.connectionOf('operator'));
    const { namespaces } = await operator.workflowService.listNamespaces({});
    await operator.close();
    expect(namespaces?.map(({ namespaceInfo }) => namespaceInfo?.name)).not.toContain('eve');
  });

  it('lets each role do what it is there for', async () => {
    for (const [who, what, attempt] of await permitted(topology, authority))
      await expect(attempt(), `${who} ${what}`).resolves.toBeDefined();
  });

  it('goes on, worker and client, with tokens that are renewed in their files', async () => {
    const LIFE_S = 25;
    const roles = ['worker', 'desk'] as const;
    const fileOf = (role: Role): string => join(folder, `${role}.token`);
    const renew = async (expires: string): Promise<void> => {
      for (const role of roles) {
        const token = await authority.token({ permissions: [`${topology.namespace}:write`], subject: role, expires });
        await writeFile(fileOf(role), token);
      }
    };
    await renew(`${LIFE_S}s`);
    const expired = Date.now() + (LIFE_S + 1) * 1_000;
    await topology.parts.worker.stop();
    const { MOU_CODEC_KEYS = '', ...profile } = topology.environmentOf('worker');
    const worker = await startWorker({
      script: join(ROOT, 'dist', 'worker', 'main.js'),
      environment: {
        ...profile,
        MOU_CODEC_KEYS,
        DATABASE_URL: topology.appenderUrl,
        MOU_REGISTER: '',
        MOU_ACTS: 'signed',
        MOU_TOKEN_FILE: fileOf('worker'),
      },
      log: () => {},
    });
    const desk = await MouClient.connect({
      connection: { ...topology.connectionOf('desk'), apiKey: tokenIn(fileOf('desk')) },
      namespace: topology.namespace,
      codecKeys: [MOU_CODEC_KEYS],
    });
    try {
      const asked = () => desk.client.workflow.getHandle(workflowIdOf(MOU)).query(viewQuery, 0);
      expect(await asked()).toMatchObject({ mou: MOU });
      await vi.waitFor(
        async () => {
          expect(Date.now()).toBeGreaterThan(expired);
          await expect(asked()).rejects.toMatchObject({ cause: { code: PERMISSION_DENIED } });
        },
        { timeout: 2 * LIFE_S * 1_000, interval: 500 },
      );
      await renew('1d');
      await vi.waitFor(async () => expect(await asked()).toMatchObject({ mou: MOU }), { timeout: 2 * LIFE_S * 1_000, interval: 500 });
    } finally {
      await desk.close();
      await worker.stop();
      await topology.parts.worker.start();
    }
  });

  it('tells a reader that acts are not its to send, and who comes without a token what is missing', async () => {
    const args = ['withdraw-notice', MOU, '--by', 'us', '--notice', 'n1', '--json'];
    const asReader = await mou(args, { env: topology.environmentOf('reader') });
    expect({ exitCode: asReader.exitCode, ...JSON.parse(asReader.stdout) }).toMatchObject({
      exitCode: 3,
      error: { code: 'NOT_AUTHORISED', message: expect.stringContaining('TEMPORAL_API_KEY') },
    });
    expect((await client.state(MOU)).notices.n1?.status).toBe('given');
  });

  it('leaves nothing to read in Temporal’s databases and logs, and everything in the register', async () => {
    const register = new pg.Client({ connectionString: topology.databaseUrl });
    await register.connect();
    const { rows } = await register.query("select datname, oid from pg_database where datname like 'temporal%'");
    const { rows: kept } = await register.query('select count(*)::int as n from mou.events where event::text like $1', [`%${SECRET}%`]);
    await register.end();
    expect(kept[0].n).toBeGreaterThan(3);
    await client.close();
    // Its end writes every page to the disk.
    await topology.stop();
    const found: Record<string, number> = {};
    for (const { datname, oid } of rows as { datname: string; oid: number }[]) {
      const base = join(folder, 'postgresql', 'data', 'base', String(oid));
      const files = await Promise.all((await readdir(base)).map((file) => readFile(join(base, file), 'latin1')));
      found[datname] = files.join('').split(SECRET).length - 1;
      if (datname === 'temporal') expect(files.join('').split('binary/encrypted').length).toBeGreaterThan(20);
    }
    for (const log of ['temporal', 'worker']) found[log] = (await readFile(join(folder, `${log}.log`), 'utf8')).split(SECRET).length - 1;
    expect(found).toEqual({ temporal: 0, temporal_visibility: 0, worker: 0 });
  });
});
