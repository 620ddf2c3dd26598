/** `mou keys`, and acts signed by the command, against a worker that asks for signatures; then the record verified from a file. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, startService } from '../support/service.ts';

describe('the command', { timeout: 300_000 }, () => {
  const id = newMou('keys-cli');
  const env: Record<string, Record<string, string>> = {};
  const jwk: Record<string, { kid: string }> = {};
  let worker: WorkerProcess;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-keys-cli-'));
    worker = await startService({ MOU_ACTS: 'signed' });
    for (const who of ['keeper', 'us', 'rok']) {
      env[who] = { MOU_KEY_FILE: join(folder, `${who}.json`) };
      jwk[who] = (await mouJson(['keys', 'new', '--name', who], { env: env[who] })).json;
    }
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ us: [jwk.us], rok: [jwk.rok] }));
  });
  afterAll(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  const as = (who: string, ...args: string[]) => mouJson(args, { env: env[who] ?? {} });
  const document = ['--document-title', 'MOU', '--document-sha256', 'ab'.repeat(32)];
  const signing = (by: string) => [
    'sign',
    id,
    '--by',
    by,
    '--signatory-name',
    'A. N.',
    '--signatory-title',
    'Minister',
    '--signed-on',
    '2025-10-29',
    '--place',
    'Gyeongju',
    ...document,
  ];

  test('makes a key that only its owner can read, and asks for that', async () => {
    const path = join(folder, 'mine.json');
    const mine = { MOU_KEY_FILE: path };
    const { json } = await mouJson(['keys', 'new'], { env: mine });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(json).not.toHaveProperty('d');
    expect((await mouJson(['keys', 'list'], { env: mine })).json.keys).toEqual([{ kid: json.kid, name: null }]);
    await chmod(path, 0o644);
    const { exitCode, stderr } = await mou(['keys', 'list'], { env: mine });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('others than its owner may read it; chmod 600')]);
    expect(stderr).not.toContain((JSON.parse(await readFile(path, 'utf8')) as { keys: [{ d: string }] }).keys[0].d);
  });

  test('opens with keys, signs what is recorded, and is refused where it may not', async () => {
    const unsigned = await mouJson(['open', 'us-rok-tpd', '--mou', id], { env: { MOU_KEY_FILE: join(folder, 'none.json') } });
    expect([unsigned.exitCode, unsigned.json.error.code]).toEqual([3, 'NOT_AUTHORISED']);
    const opened = await as('keeper', 'open', 'us-rok-tpd', '--mou', id, '--keys', `@${join(folder, 'keys.json')}`);
    expect(opened.json.events[0]).toMatchObject({ type: 'MemorandumOpened', proof: { by: null, kid: jwk.keeper?.kid } });
    const foreign = await as('us', ...signing('rok'));
    expect([foreign.exitCode, foreign.json.error.code]).toEqual([3, 'NOT_AUTHORISED']);
    for (const who of ['us', 'rok']) expect((await as(who, ...signing(who))).exitCode).toBe(0);
    const again = await mouJson(['status', id]);
    expect(again.json).toMatchObject({ status: 'operative', authorisation: 'signed' });
  });

  test('replaces a key, and the old one signs nothing more', async () => {
    const rotated = await as('rok', 'keys', 'rotate', id, '--by', 'rok');
    expect(rotated.json).toMatchObject({ revoked: jwk.rok?.kid });
    const { json } = await as('rok', 'keys', 'list', id);
    expect(json.keys).toContainEqual(expect.objectContaining({ kid: jwk.rok?.kid, of: 'rok', standing: 'revoked', own: true }));
    expect(json.keys).toContainEqual(expect.objectContaining({ kid: rotated.json.key.kid, of: 'rok', standing: 'holds', own: true }));
    const notice = ['give-notice', id, '--by', 'rok', '--notice', 'n1', '--notice-on', '2026-01-05', ...document];
    const old = await mouJson(notice, { env: { ...env.rok, MOU_KEY: 'rok' } });
    expect(old.json.error).toMatchObject({ code: 'NOT_AUTHORISED', message: expect.stringContaining('was revoked') });
    expect((await as('rok', ...notice)).json.events[0]).toMatchObject({ proof: { by: 'rok', kid: rotated.json.key.kid } });
  });

  test('says of a key file in which no key holds what is wrong with its key, and not that nothing was signed', async () => {
    const { keys } = JSON.parse(await readFile(join(folder, 'rok.json'), 'utf8')) as { keys: { kid: string }[] };
    const old = { MOU_KEY_FILE: join(folder, 'old.json') };
    await writeFile(old.MOU_KEY_FILE, JSON.stringify({ keys: keys.filter(({ kid }) => kid === jwk.rok?.kid) }), { mode: 0o600 });
    const other = { MOU_KEY_FILE: join(folder, 'other.json') };
    const { kid } = (await mouJson(['keys', 'new'], { env: other })).json;
    const notice = ['give-notice', id, '--by', 'rok', '--notice', 'n2', '--notice-on', '2026-01-05', ...document];
    for (const [env, words] of [
      [old, 'was revoked'],
      [other, `no key ${kid} is registered`],
    ] as const)
      expect((await mouJson(notice, { env })).json.error).toMatchObject({
        code: 'NOT_AUTHORISED',
        message: expect.stringContaining(words),
      });
  });

  test('signs by a command of the user’s', async () => {
    const agent = join(folder, 'agent.mjs');
    await writeFile(
      agent,
      `import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
const { keys: [{ kty, crv, x, d }] } = JSON.parse(readFileSync(${JSON.stringify(join(folder, 'us.json'))}, 'utf8'));
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
process.stdout.write(sign(null, Buffer.concat(chunks), createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' })).toString('base64'));
`,
    );
    const held = { MOU_KEY_FILE: join(folder, 'none.json'), MOU_KEY: jwk.us?.kid as string };
    const meeting = ['meeting', 'schedule', id, '--by', 'us', '--meeting', 'm1', '--meeting-on', '2999-01-01', '--place', 'Seoul'];
    const { json } = await mouJson(meeting, { env: { ...held, MOU_KEY_COMMAND: `"${process.execPath}" "${agent}"` } });
    expect(json.events[0]).toMatchObject({ type: 'MeetingScheduled', proof: { by: 'us', kid: jwk.us?.kid } });
    const failing = await mou(meeting, { env: { ...held, MOU_KEY_COMMAND: 'exit 3' } });
    expect(failing.stderr).toContain('INVALID MOU_KEY_COMMAND: gave no signature: it ended with 3');
  });

  test('verifies years later, from a file alone, who signed what', async () => {
    const path = join(folder, 'export.json');
    await mou(['export', id, '--format', 'json', '--out', path]);
    expect((await mou(['verify', '--export', path])).exitCode).toBe(0);
    const document = JSON.parse(await readFile(path, 'utf8'));
    document.events[1].proof.jws = document.events[2].proof.jws;
    await writeFile(path, JSON.stringify(document));
    for (const more of [[], ['--as-recorded']]) expect((await mou(['verify', '--export', path, ...more])).exitCode).toBe(3);
  });
});
