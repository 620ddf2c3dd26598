/** Questions are answered by who can: the workflow, and where it has ended or cannot, the register; what is known is said. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureServer, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { MouClient } from '../../client/index.ts';
import type { Register } from '../../register/port.ts';
import { freePort } from '../../dev/free-port.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { sign } from '../domain/acts.ts';
import { type Ground, logOf, startGround } from '../register/support.ts';
import { certificate, certificateKey } from '../support/certificate.ts';
import { type Engine, newMou, operative, startEngine } from '../support/engine.ts';
import { mou, mouJson } from '../support/service.ts';

describe('a question', () => {
  let engine: Engine;
  let ground: Ground;
  let register: Register;
  let client: MouClient;
  beforeAll(async () => {
    [engine, ground] = await Promise.all([startEngine(), startGround()]);
    register = await ground.register();
    client = await connected({ patience: 30_000 });
  });
  afterAll(async () => {
    await client.close();
    await engine.stop();
    await ground.end();
  });

  /** @param patience short where nobody is there to answer, and long where somebody is who may be slow */
  const connected = async ({ address = inject('temporalAddress'), taskQueue = `nobody-${randomUUID()}`, patience = 6_000 } = {}) =>
    await MouClient.connect({ connection: { address }, namespace: 'default', databaseUrl: ground.url, patience, taskQueue });
  const kept = async (name: string): Promise<string> => {
    const id = await operative(engine, name);
    await register.append(id, await engine.client.events(id));
    return id;
  };
  const handleOf = (id: string) => client.client.workflow.getHandle(workflowIdOf(id));

  it('is answered by the workflow, where it runs', async () => {
    const id = await operative(engine, 'runs');
    const { value, by } = await client.look(id);
    expect(value).toMatchObject({ mou: id, status: 'operative' });
    expect(by).toMatchObject({ seq: value.seq, from: 'workflow' });
    expect(by).not.toHaveProperty('why');
  });

  it('is answered by the register where the workflow was terminated, and says so', async () => {
    const id = await kept('terminated');
    const [state, events] = [await client.state(id), await client.events(id)];
    await handleOf(id).terminate('by an operator');
    const { value, by } = await client.look(id);
    expect(value).toEqual(state);
    expect(by).toEqual({
      seq: state.seq,
      from: 'register',
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      why: `The workflow of ${id} was terminated`,
    });
    expect(await client.events(id)).toEqual(events);
    expect(await client.deliveries(id)).toEqual([]);
    const env = { DATABASE_URL: ground.url };
    expect((await mou(['status', id], { env })).stdout).toMatch(/as of +event \d+, from the register\n +The workflow of .* was terminated/);
    expect((await mouJson(['status', id], { env })).json).toMatchObject({ ...JSON.parse(JSON.stringify(state)), answeredBy: by });
  });

  it('names a memorandum as stuck in the list, in the register and in Temporal', async () => {
    const [well, ended, again] = (await Promise.all(['well', 'ended', 'again'].map(kept))) as [string, string, string];
    await Promise.all([ended, again].map((id) => handleOf(id).terminate('by an operator')));
    const act = { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2999-01-01', place: 'Seoul', agenda: ['AI'] };
    await engine.client.act(again, act);
    const stuck = `its workflow has ended (terminated)`;
    // The index knows of both workflows, the one that was terminated and the one that goes on.
    const known = async () => (await client.client.workflow.count(`WorkflowId = '${workflowIdOf(again)}'`)).count;
    await expect.poll(known).toBe(2);
    await vi.waitFor(async () => expect((await client.stuck()).get(ended)).toBe(stuck), { timeout: 30_000 });
    await vi.waitFor(async () => expect((await client.stuck()).has(again)).toBe(false), { timeout: 30_000 });
    const environments = [ground.url, ''].map((DATABASE_URL) => ({ env: { DATABASE_URL, MOU_DATA: '/nowhere' } }));
    const [printed, ...lists] = await Promise.all([
      mou(['list', '--status', 'operative'], environments[0]),
      ...environments.map((environment) => mouJson(['list'], environment)),
    ]);
    for (const { json } of lists) {
      expect(json).toContainEqual(expect.objectContaining({ mou: ended, stuck }));
      for (const id of [well, again]) expect(json).toContainEqual(expect.objectContaining({ mou: id, stuck: null }));
    }
    expect(printed.stdout).toContain('operative, STUCK');
    expect(printed.stdout).toContain(`${ended} is stuck: ${stuck}`);
  });

  it('of all is answered page by page to people, and as a whole to scripts', async () => {
    const ids = Array.from({ length: 52 }, (_, n) => `many-${String(n).padStart(2, '0')}`);
    for (const id of ids) await register.append(id, logOf(id));
    const env = { DATABASE_URL: ground.url };
    const shown = await mou(['list', '--after', 'many'], { env });
    expect(shown.stdout.split('\n').filter((line) => line.startsWith('many-'))).toHaveLength(50);
    expect(shown.stderr).toContain('More follow: --after many-49, or --limit with a greater number.');
    const all = await mouJson(['list', '--after', 'many'], { env });
    expect(all.json.map(({ mou: id }: { mou: string }) => id)).toEqual(expect.arrayContaining(ids));
    expect(all.stderr).toBe('');
  });

  it("is answered by the register where the workflow's tasks fail, with the reason", async () => {
    const id = newMou('failing');
    await register.append(id, logOf(id));
    const taskQueue = engine.taskQueue;
    await client.client.workflow.start('of-another-version', { workflowId: workflowIdOf(id), taskQueue, args: [] });
    await expect.poll(async () => (await handleOf(id).describe()).raw.pendingWorkflowTask?.attempt).toBeGreaterThan(1);
    const other = await connected();
    expect((await other.look(id)).by).toMatchObject({
      seq: 7,
      from: 'register',
      why: expect.stringMatching(/is stuck: its task is at attempt \d+ \(.*of-another-version/),
    });
    await other.close();
  });

  it.concurrent('is answered by the register where no worker serves the workflow, and without one it says what is known', async () => {
    const id = newMou('unserved');
    await register.append(id, logOf(id));
    const taskQueue = `nobody-${randomUUID()}`;
    await client.client.workflow.start('memorandum', { workflowId: workflowIdOf(id), taskQueue, args: [{ mou: id }] });
    const why = `The Temporal server at ${inject('temporalAddress')} answers, and no worker polls the task queue ${taskQueue}`;
    const other = await connected({ taskQueue });
    expect((await other.look(id)).by).toMatchObject({ seq: 7, from: 'register', why: expect.stringContaining(why) });
    await expect(other.act(id, sign('us', '2025-10-29'))).rejects.toMatchObject({
      code: 'NO_SERVICE',
      message: expect.stringContaining(why),
    });
    await other.close();
  });

  it.concurrent('is answered by the register where no server answers; an act is not, and names the address', async () => {
    const id = newMou('away');
    await register.append(id, logOf(id));
    const address = `127.0.0.1:${await freePort()}`;
    const away = await connected({ address });
    const why = `No Temporal server answers at ${address}: nothing listens there`;
    expect((await away.look(id)).by).toMatchObject({ seq: 7, from: 'register', why });
    expect(await away.events(id)).toHaveLength(7);
    await expect(away.act(id, sign('us', '2025-10-29'))).rejects.toMatchObject({
      code: 'NO_SERVICE',
      message: expect.stringContaining(why),
    });
    await away.close();
    const env = { TEMPORAL_ADDRESS: address, DATABASE_URL: '' };
    expect(await mouJson(['status', id], { env })).toMatchObject({
      exitCode: 5,
      json: { error: { message: expect.stringContaining(why) } },
    });
  });

  it('is refused with the name of a profile that is not there', async () => {
    const wrong = async (env: Record<string, string>) => (await mouJson(['status', 'x'], { env })).json.error;
    const code = 'INVALID';
    expect(await wrong({ TEMPORAL_CONFIG_FILE: '/none.toml' })).toEqual({
      code,
      message: 'TEMPORAL_CONFIG_FILE: /none.toml: no such file',
    });
    expect(await wrong({ TEMPORAL_ADDRESS: 'http://localhost:7233' })).toEqual({
      code,
      message: 'TEMPORAL_ADDRESS: "http://localhost:7233" is no host and port, such as localhost:7233',
    });
    expect((await wrong({ TEMPORAL_CONFIG_FILE: import.meta.filename })).message).toMatch(
      /^Invalid TOML document: [^\n]* \(Temporal's settings/,
    );
    expect(await mouJson(['status', 'x'], { env: { TEMPORAL_PROFILE: 'nope' } })).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'INVALID', message: expect.stringContaining('TEMPORAL_PROFILE: there is no profile "nope"') } },
    });
  });

  it('has of a file of settings without any profile what it has without a file', async () => {
    const empty = join(await mkdtemp(join(tmpdir(), 'empty-')), 'temporal.toml');
    await writeFile(empty, '');
    const asked = async (env: Record<string, string>) => await mouJson(['status', 'x'], { env: { TEMPORAL_CONFIG_FILE: empty, ...env } });
    expect(await asked({ TEMPORAL_ADDRESS: '127.0.0.1:1', DATABASE_URL: '' })).toMatchObject({ exitCode: 5 });
    expect((await asked({ TEMPORAL_PROFILE: 'nope' })).json.error).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('TEMPORAL_PROFILE: there is no profile "nope"'),
    });
  });

  it('is told why no connection comes about: TLS where there is none, none where there is, a certificate that nobody vouches for', async () => {
    const secure = createSecureServer({ cert: certificate, key: certificateKey }).listen(0, '127.0.0.1');
    const plain = createServer().listen(0, '127.0.0.1');
    await Promise.all([once(secure, 'listening'), once(plain, 'listening')]);
    const at = (server: { address(): unknown }) => `localhost:${(server.address() as AddressInfo).port}`;
    const refused = async (address: string, tls?: boolean) =>
      await MouClient.connect({ connection: { address, connectTimeout: 1_000, ...(tls && { tls: true }) } }).catch(
        (error: Error) => error.message,
      );
    expect(await refused(at(secure))).toContain('it speaks TLS, and no TLS is set (TEMPORAL_TLS=true');
    expect(await refused(at(secure), true)).toContain('its certificate is not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(await refused(at(plain), true)).toContain('it speaks no TLS, and TLS is set');
    secure.close();
    plain.close();
  });

  it('of what is no id at all is refused by the name of what is wrong, from plain JavaScript too', async () => {
    for (const wrong of [undefined, null, 12, {}, '', 'a b']) {
      await expect(client.state(wrong as string)).rejects.toMatchObject({
        code: 'INVALID',
        message: expect.stringMatching(/^mou: .*is not an id/),
      });
    }
  });

  it('of what nobody knows stays unknown', async () => {
    await expect(client.state('never-was')).rejects.toMatchObject({ code: 'UNKNOWN_MOU' });
  });
});
