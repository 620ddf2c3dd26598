/** `mou codec` as an operator runs it: a key in a file of its own, and the server that decrypts for the Web UI. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { execa } from 'execa';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codecWith } from '../../encryption/codec.ts';
import { readKeys } from '../../encryption/keys.ts';
import { mou, ROOT } from '../support/service.ts';

const ORIGIN = 'https://temporal.example.org';

describe('mou codec', () => {
  let folder: string;
  const inFolder = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-codec-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('makes a key in a file that only its owner reads, and replaces none', async () => {
    const made = await mou(['codec', 'new-key', inFolder('2027.json'), '--named', '2027', '--json']);
    expect([made.exitCode, JSON.parse(made.stdout)]).toEqual([0, { file: inFolder('2027.json'), id: '2027' }]);
    expect((await stat(inFolder('2027.json'))).mode & 0o777).toBe(0o600);
    const before = await readFile(inFolder('2027.json'), 'utf8');
    expect(made.stdout + made.stderr).not.toContain((JSON.parse(before) as { k: string }).k);
    const again = await mou(['codec', 'new-key', inFolder('2027.json')]);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/is there already, and a key is not replaced/) });
    expect(await readFile(inFolder('2027.json'), 'utf8')).toBe(before);
    expect(await mou(['codec', 'new-key', inFolder('x.json'), '--named', 'a/b'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/--named: /),
    });
  });

  it.each([
    ['no public keys', ['--audience', 'mou', '--origin', ORIGIN], /--jwks: is missing/],
    ['no audience', ['--jwks', 'x.json', '--origin', ORIGIN], /--audience: is missing/],
    ['a page in place of an origin', ['--jwks', 'x.json', '--audience', 'mou', '--origin', `${ORIGIN}/page`], /--origin: /],
    ['no payload keys', ['--jwks', 'x.json', '--audience', 'mou', '--origin', ORIGIN], /MOU_CODEC_KEYS: /],
  ])('is refused with %s', async (_, args, message) => {
    const ran = await mou(['codec', 'serve', ...args], { env: { MOU_CODEC_KEYS: '' } });
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  it('serves until it is told to end: decrypts for who may read the namespace, and for nobody else', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    await writeFile(inFolder('jwks.json'), JSON.stringify({ keys: [jwk] }));
    const args = ['--jwks', inFolder('jwks.json'), '--audience', 'mou', '--origin', ORIGIN, '--port', '0'];
    const serving = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'codec', 'serve', ...args], {
      reject: false,
      env: { MOU_CODEC_KEYS: inFolder('2027.json'), TEMPORAL_NAMESPACE: 'office' },
    });
    const [line] = (await Promise.race([once(serving.stdout, 'data'), once(serving.stderr, 'data')])) as [Buffer];
    const [url = ''] = /http:\/\/[\w.:]+/.exec(String(line)) ?? [];
    const [{ metadata, data }] = (await codecWith(readKeys([inFolder('2027.json')])).encode([
      defaultPayloadConverter.toPayload('Deputy Prime Minister'),
    ])) as [Payload];
    const base64 = (bytes?: Uint8Array | null) => Buffer.from(bytes ?? []).toString('base64');
    const named = Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]));
    const body = JSON.stringify({ payloads: [{ metadata: named, data: base64(data) }] });
    const ask = async (permissions: string[]) => {
      const signing = new SignJWT({ permissions }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).setSubject('kim').setAudience('mou');
      const authorization = `Bearer ${await signing.setExpirationTime('5m').sign(privateKey)}`;
      return await fetch(`${url}/decode`, { method: 'POST', body, headers: { authorization, origin: ORIGIN } });
    };
    const read = (await (await ask(['office:read'])).json()) as { payloads: { data: string }[] };
    expect(read.payloads.map((payload) => Buffer.from(payload.data, 'base64').toString())).toEqual(['"Deputy Prime Minister"']);
    expect((await ask(['elsewhere:admin'])).status).toBe(403);
    serving.kill('SIGTERM');
    const ended = await serving;
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout + ended.stderr).toContain('kim');
    expect(ended.stdout + ended.stderr).not.toContain('Deputy');
  });
});
