/** `mou doctor` beside installations that are whole, and beside those in which one thing is broken. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { examine } from '../../doctor/index.ts';
import { type Finding, LOOKED_AT } from '../../doctor/findings.ts';
import { ofTimeZones } from '../../doctor/time.ts';
import { codecWith } from '../../encryption/codec.ts';
import { newKey, readKeys } from '../../encryption/keys.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { type Ground, startGround } from '../register/support.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { mou, mouJson, startService } from '../support/service.ts';

const DAY = 86_400;
const NOWHERE = '127.0.0.1:9';

const of = (findings: readonly Finding[], what: Finding['what']): Finding[] => findings.filter((one) => one.what === what);

describe('what the data of time zones say', () => {
  const now = Date.parse('2027-03-01T00:00:00Z');
  it.each([
    ['2026c', 'ok'],
    ['2025a', 'ok'],
    ['2019c', 'warning'],
    [undefined, 'wrong'],
  ])('of version %s is %s', (version, status) => {
    expect(ofTimeZones(version, now)).toMatchObject({ status });
  });
});

describe('mou doctor', () => {
  let folder: string;
  let ground: Ground;
  let mail: MailCapture;
  let connection: Connection;
  let worker: WorkerProcess;
  const [namespace, bare] = [`doctor-${randomUUID().slice(0, 8)}`, `bare-${randomUUID().slice(0, 8)}`];
  let whole: Record<string, string>;

  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };

  /** As in the whole installation, but for what is said. */
  const doctor = async (env: Record<string, string> = {}): Promise<{ exitCode: number | undefined; findings: Finding[]; ok: boolean }> => {
    const { exitCode, json } = await mouJson(['doctor'], { env: { ...whole, ...env } });
    return { exitCode, ...json };
  };

  /** The command at the end of what is to be done, as somebody types it who has nothing set. */
  const typed = async (todo = ''): Promise<void> => {
    const command = todo.slice(todo.indexOf(': ') + 2);
    await execa('sh', ['-c', command], { env: { PATH: '/usr/bin:/bin', HOME: folder }, extendEnv: false });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-doctor-'));
    ground = await startGround();
    await ground.register();
    mail = await MailCapture.start();
    connection = await Connection.connect({ address: inject('temporalAddress') });
    const made = { [namespace]: 30, [bare]: 1 };
    for (const [name, days] of Object.entries(made)) {
      await connection.workflowService.registerNamespace({
        namespace: name,
        workflowExecutionRetentionPeriod: { seconds: days * DAY } as never,
      });
    }
    const known = async (name: string) => await connection.operatorService.listSearchAttributes({ namespace: name });
    // The server looks for new namespaces every few seconds.
    await vi.waitFor(() => Promise.all([namespace, bare].map(known)), { timeout: 60_000, interval: 200 });
    whole = {
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: ground.url,
      MOU_SMTP_URL: mail.url,
      MOU_CONTACTS: await file('contacts.yaml', 'us: [{ name: Desk, email: desk@us.example }]'),
      MOU_WEBHOOK_SECRETS: await file('secrets.yaml', `hook: whsec_${Buffer.alloc(32, 7).toString('base64')}`),
      MOU_DROP_FOLDER: folder,
      MOU_DATA: folder,
      MOU_KEY_FILE: join(folder, 'no-keys.json'),
    };
    worker = await startService(whole);
    expect((await mou(['open', 'us-rok-tpd', '--mou', 'kept'], { env: whole })).exitCode).toBe(0);
    // Of its opening; what looks sends none.
    await vi.waitFor(() => expect(mail.mails).toHaveLength(1), { timeout: 60_000 });
    const { workflow } = new Client({ connection, namespace });
    await vi.waitFor(async () => expect((await workflow.count("WorkflowType = 'memorandum'")).count).toBe(1), { timeout: 60_000 });
  });
  afterAll(async () => {
    await worker?.stop();
    await connection?.close();
    await mail?.stop();
    await ground?.end();
    await rm(folder, { recursive: true });
  });

  it('finds nothing wrong with an installation that is whole, and looks at all of it', async () => {
    const { exitCode, ok, findings } = await doctor();
    expect(findings.filter(({ status }) => status !== 'ok' && status !== 'off')).toEqual([]);
    expect({ exitCode, ok }).toEqual({ exitCode: 0, ok: true });
    expect([...new Set(findings.map(({ what }) => what))]).toEqual([...LOOKED_AT]);
    expect(of(findings, 'memoranda')).toMatchObject([{ status: 'ok', message: '1 run; of the 1 asked, all are in the register' }]);
    expect(mail.mails).toHaveLength(1);
  });

  it('tells people what is wrong and, beneath, what to do', async () => {
    const { exitCode, stdout } = await mou(['doctor'], { env: { ...whole, MOU_SMTP_URL: `smtp://${NOWHERE}` } });
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^WRONG {4}mail {15}Mail server 127\.0\.0\.1:9: .*\n +→ Messages wait until it is mended/m);
    expect(stdout).toMatch(/^ok {7}server {13}Temporal \S+ answers/m);
    expect(stdout.trimEnd().endsWith('One thing is wrong.')).toBe(true);
  });

  it('says what hangs on a server that does not answer, and looks at the rest', async () => {
    const { exitCode, findings } = await doctor({ TEMPORAL_ADDRESS: NOWHERE });
    expect(exitCode).toBe(5);
    expect(of(findings, 'server')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('nothing listens there') }]);
    const unknown = findings.filter(({ status }) => status === 'unknown').map(({ what }) => what);
    expect(unknown).toEqual(['namespace', 'search attributes', 'worker', 'memoranda']);
    expect(of(findings, 'register')).toMatchObject([{ status: 'ok' }]);
  });

  it.each<[string, Record<string, string>, Finding['what'], string]>([
    ['a profile that is not there', { TEMPORAL_PROFILE: 'nobody' }, 'server', 'there is no profile "nobody"'],
    ['a namespace that is not there', { TEMPORAL_NAMESPACE: 'nowhere' }, 'namespace', 'There is no namespace nowhere'],
    [
      'a task queue that nobody polls',
      { MOU_TASK_QUEUE: 'empty' },
      'worker',
      'nobody polls the task queue empty for workflows and activities',
    ],
    ['a register that is away', { DATABASE_URL: `postgres://mou@${NOWHERE}/mou` }, 'register', 'The register does not answer'],
    ['no register, and nothing that says so', { DATABASE_URL: '' }, 'settings', 'DATABASE_URL: is not set'],
    ['a URL of another kind', { DATABASE_URL: 'mysql://root:hush@db/mou' }, 'settings', 'DATABASE_URL: must be a postgres:// URL'],
    ['a setting that is not valid', { MOU_SMTP_TIMEOUT: 'soon' }, 'settings', 'MOU_SMTP_TIMEOUT: '],
    ['a folder that is not there', { MOU_DROP_FOLDER: '/nowhere/at/all' }, 'files', '/nowhere/at/all'],
    ['contacts that are not there', { MOU_CONTACTS: '/nowhere.yaml' }, 'contacts', 'Contacts file /nowhere.yaml'],
    ['a key that is not there', { MOU_CODEC_KEYS: '/nowhere.json' }, 'encryption', '/nowhere.json cannot be read'],
    ['keepers that are not there', { MOU_KEEPER_KEYS: '/nowhere.json' }, 'keys', 'MOU_KEEPER_KEYS: /nowhere.json cannot be read'],
  ])('finds %s', async (_, env, what, message) => {
    const { exitCode, ok, findings } = await doctor(env);
    expect({ exitCode, ok }).toEqual({ exitCode: 5, ok: false });
    const found = of(findings, what).find(({ status }) => status === 'wrong');
    expect(found).toMatchObject({ message: expect.stringContaining(message), todo: expect.stringMatching(/\S/) });
    expect(JSON.stringify(findings)).not.toContain('hush');
  });

  it('finds two settings that are not valid, each by its name', async () => {
    const { findings } = await doctor({ MOU_SMTP_TIMEOUT: 'soon', MOU_REGISTER: 'perhaps', DATABASE_URL: '' });
    const named = of(findings, 'settings').map(({ message }) => message.split(':')[0]);
    expect(named).toEqual(['MOU_SMTP_TIMEOUT', 'MOU_REGISTER', 'DATABASE_URL']);
  });

  it('names fields of contacts and names of secrets, and never a secret', async () => {
    const MOU_CONTACTS = await file('bad.yaml', 'us: [{ name: Desk, email: nobody }]');
    const MOU_WEBHOOK_SECRETS = await file('short.yaml', 'hook: whsec_c2hvcnQ=');
    const { findings } = await doctor({ MOU_CONTACTS, MOU_WEBHOOK_SECRETS });
    expect(of(findings, 'contacts')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('email') }]);
    expect(of(findings, 'webhooks')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('hook must be') }]);
    expect(JSON.stringify(findings)).not.toContain('c2hvcnQ');
  });

  it('finds credentials that the mail server refuses, and does not tell them', async () => {
    const guarded = await MailCapture.start({ login: { user: 'mou', pass: 'right' } });
    const MOU_SMTP_URL = `${guarded.url.replace('//', '//mou:hush@')}?requireTLS=false`;
    const { findings } = await doctor({ MOU_SMTP_URL });
    await guarded.stop();
    expect(of(findings, 'mail')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('refused the credentials') }]);
    expect(JSON.stringify(findings)).not.toContain('hush');
  });

  it("finds another namespace's register", async () => {
    const { findings } = await doctor({ TEMPORAL_NAMESPACE: bare });
    expect(of(findings, 'register')).toMatchObject([{ status: 'wrong', message: expect.stringContaining(`not those of ${bare}`) }]);
  });

  it('finds what a namespace lacks, and a key that its memoranda need', async () => {
    const key = newKey('k1');
    const MOU_CODEC_KEYS = await file('k1.json', JSON.stringify(key));
    const client = new Client({ connection, namespace: bare, dataConverter: { payloadCodecs: [codecWith(readKeys([MOU_CODEC_KEYS]))] } });
    await client.workflow.start('memorandum', { workflowId: 'mou/hidden', taskQueue: 'empty', args: [{ mou: 'hidden' }] });
    await expect.poll(async () => (await client.workflow.count("WorkflowType = 'memorandum'")).count).toBe(1);
    const TEMPORAL_CLI_PATH = inject('temporalBinary');
    const without = await doctor({ TEMPORAL_NAMESPACE: bare, TEMPORAL_CLI_PATH, PATH: '/usr/bin:/bin' });
    expect(of(without.findings, 'namespace')).toMatchObject([{ status: 'warning', todo: expect.stringContaining('--retention 30d') }]);
    expect(of(without.findings, 'search attributes')).toMatchObject([
      {
        status: 'wrong',
        message: expect.stringContaining('MouStatus'),
        todo: expect.stringContaining('--name MouAwaited --type KeywordList'),
      },
    ]);
    await typed(of(without.findings, 'namespace')[0]?.todo);
    await typed(of(without.findings, 'search attributes')[0]?.todo);
    await expect
      .poll(async () => of((await doctor({ TEMPORAL_NAMESPACE: bare })).findings, 'search attributes'))
      .toMatchObject([{ status: 'ok' }]);
    expect(of(without.findings, 'encryption')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('"k1"') }]);
    const withKey = await doctor({ TEMPORAL_NAMESPACE: bare, MOU_CODEC_KEYS });
    expect(of(withKey.findings, 'encryption')).toMatchObject([{ status: 'ok', message: expect.stringContaining('k1 encrypts') }]);
  });

  it("finds a clock that differs from the register's", async () => {
    vi.stubEnv('TEMPORAL_NAMESPACE', namespace);
    const now = () => Date.now() - 90_000;
    const found = await examine({ environment: whole, server: { address: inject('temporalAddress') }, now });
    expect(of(found, 'clock')).toMatchObject([{ status: 'wrong', message: "90 s behind the register's" }]);
  });

  it('finds a memorandum whose workflow was ended from outside', async () => {
    expect((await mou(['open', 'us-rok-tpd', '--mou', 'ended'], { env: whole })).exitCode).toBe(0);
    const { workflow } = new Client({ connection, namespace });
    await workflow.getHandle('mou/ended').terminate('by an operator');
    await expect.poll(async () => (await workflow.count("ExecutionStatus = 'Terminated'")).count).toBe(1);
    const { findings, exitCode } = await doctor();
    expect(exitCode).toBe(5);
    expect(of(findings, 'memoranda')[0]).toMatchObject({
      status: 'wrong',
      message: '1 memorandum cannot go on: ended (its workflow has ended (terminated))',
    });
  });

  it('names the memoranda whose messages could not be handed over for an hour', async () => {
    const client = new Client({ connection, namespace });
    const { untold, untoldSince } = SEARCH_ATTRIBUTES;
    const start = async (mou: string, minutes: number) =>
      await client.workflow.start('memorandum', {
        workflowId: `mou/${mou}`,
        taskQueue: 'empty',
        args: [{ mou }],
        typedSearchAttributes: [
          { key: untold, value: 2 },
          { key: untoldSince, value: new Date(Date.now() - minutes * 60_000) },
        ],
      });
    const started = [await start('waits-long', 90), await start('waits', 10)];
    await expect.poll(async () => (await client.workflow.count('MouUntold > 0')).count).toBe(2);
    const { findings } = await doctor();
    expect(of(findings, 'memoranda')).toContainEqual({
      what: 'memoranda',
      status: 'warning',
      message: expect.stringMatching(/^1 has messages that could not be handed over for an hour: waits-long \(2 since \d{4}-[^)]+Z\)$/),
      todo: expect.stringContaining('mou deliveries ID'),
    });
    for (const { workflowId } of started)
      await connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    await expect.poll(async () => (await client.workflow.count('MouUntold > 0')).count).toBe(0);
  });

  it('finds tables that are not there, and a register that was put back to an earlier moment', async () => {
    await ground.sql('drop schema mou cascade');
    const none = await doctor();
    expect(of(none.findings, 'register')).toMatchObject([{ status: 'wrong', message: expect.stringContaining('mou migrate') }]);
    expect((await mou(['migrate'], { env: whole })).exitCode).toBe(0);
    const { findings } = await doctor();
    expect(of(findings, 'register')).toMatchObject([{ status: 'ok' }]);
    expect(of(findings, 'memoranda').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^1 is not in the register as far as it goes: kept \(the register was given event 1, and ends with 0\)/),
    );
  });
});
