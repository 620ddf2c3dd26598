/** `mou serve` and `mou tokens` as a user runs them, where there is no register: tokens in a file, answers from the workflows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, ROOT, startService } from '../support/service.ts';

describe('mou serve', () => {
  let folder: string;
  let worker: WorkerProcess;
  let desk: ResultPromise;
  let url: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-serve-'));
    env = { MOU_DESK_TOKENS: join(folder, 'tokens.json'), MOU_DATA: folder, TEMPORAL_ADDRESS: inject('temporalAddress') };
    worker = await startService();
    const child = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'serve', '--port', '0', '--json'], { env, reject: false });
    desk = child;
    const line = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    ({ url } = JSON.parse(line) as { url: string });
  });
  afterAll(async () => {
    desk?.kill('SIGTERM');
    expect((await desk)?.exitCode).toBe(0);
    await worker?.stop();
    await rm(folder, { recursive: true });
  });

  const ask = async (token: string, path: string, body?: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
    return {
      status: answer.status,
      json: (await answer.json()) as { seq?: number; code?: string; mou?: string }[] & { seq?: number; code?: string },
    };
  };
  const made = async (...flags: string[]) =>
    (await mouJson(['tokens', 'new', '--name', 'T', ...flags], { env })).json as { token: string; id: string };

  it('asks for a token, which is shown once, listed without itself, and revoked', async () => {
    const { token, id } = await made();
    expect(await ask(token, '/v1/memoranda')).toMatchObject({ status: 200 });
    const listed = await mou(['tokens', 'list'], { env });
    expect(listed.stdout).toContain(id);
    expect(listed.stdout).not.toContain(token);
    expect(await mou(['tokens', 'revoke', id], { env })).toMatchObject({ exitCode: 0 });
    // For what only reads, a token is looked up once a second.
    await vi.waitFor(async () => expect(await ask(token, '/v1/memoranda')).toMatchObject({ status: 401 }), 30_000);
    expect(await mou(['tokens', 'revoke', 'none'], { env })).toMatchObject({ exitCode: 4 });
  });

  it.each([
    [['--role', 'king'], '--role'],
    [['--keeper'], '--role'],
    [['--role', 'desk', '--keeper', '--acts-for', 'us'], '--keeper'],
    [['--mou', 'm1'], '--feed'],
    [['--feed', '--role', 'desk'], '--feed'],
    [['--expires', 'soon'], '--expires'],
  ])('makes no token of %j', async (flags, named) => {
    const { exitCode, stderr } = await mou(['tokens', 'new', '--name', 'T', ...flags], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(named);
  });

  it('records and answers without a register, and says what only one could tell', async () => {
    const { token } = await made('--role', 'desk', '--keeper');
    const id = newMou('serve');
    expect(await ask(token, `/v1/memoranda/${id}/acts`, { do: 'open', instrument: 'us-rok-tpd' })).toMatchObject({
      status: 201,
      json: { seq: 1 },
    });
    expect(await ask(token, `/v1/memoranda/${id}`)).toMatchObject({ status: 200, json: { seq: 1 } });
    expect(await ask(token, `/v1/memoranda/${id}/proof`)).toMatchObject({ status: 200, json: { ok: true } });
    expect(await ask(token, '/v1/awaited')).toMatchObject({ status: 503, json: { code: 'NO_SERVICE' } });
    await expect.poll(async () => (await ask(token, '/v1/memoranda?after=serve&limit=1000')).json.map((one) => one.mou)).toContain(id);
  });

  it('previews by the command, and records nothing', async () => {
    const id = newMou('preview');
    const { json } = await mouJson(['open', 'us-rok-tpd', '--mou', id, '--preview'], { env });
    expect(json).toMatchObject({ mou: id, seq: 0, events: [{ type: 'MemorandumOpened' }], awaited: [{ of: 'us' }, { of: 'rok' }] });
    expect(await mou(['status', id], { env })).toMatchObject({ exitCode: 4 });
    const told = await mou(['open', 'us-rok-tpd', '--mou', id, '--preview'], { env });
    expect(told.stdout).toContain('Preview: nothing is recorded.');
    expect(told.stdout).toContain('Awaited next');
  });
});
