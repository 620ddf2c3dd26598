/** The codec server decrypts for whom the token lets read the namespace, for the Web UI's own pages, and for nobody else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysFrom } from '../../encryption/access-token.ts';
import { codecWith } from '../../encryption/codec.ts';
import { type CodecServer, startCodecServer } from '../../encryption/codec-server.ts';
import { newKey, readKeys } from '../../encryption/keys.ts';

const ORIGIN = 'https://temporal.example.org';
const folder = mkdtempSync(join(tmpdir(), 'mou-codec-server-'));
const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
const codec = codecWith(readKeys([file('key.json', newKey('2027'))]));
const ours = await generateKeyPair('ES256');
const foreign = await generateKeyPair('ES256');
const log: string[] = [];
let server: CodecServer;
let body: string;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const wireOf = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data ?? new Uint8Array()),
});

beforeAll(async () => {
  const jwks = file('jwks.json', { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] });
  const issuer = { keys: await keysFrom(jwks), audience: 'mou' };
  server = await startCodecServer({
    ...{ codec, issuer, namespace: 'mou', origin: ORIGIN, host: '127.0.0.1', port: 0 },
    log: (line) => log.push(line),
  });
  const payloads = await codec.encode([defaultPayloadConverter.toPayload('Deputy Prime Minister')]);
  body = JSON.stringify({ payloads: payloads.map(wireOf) });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

type Claims = { permissions?: unknown; audience?: string; expires?: string; key?: typeof ours.privateKey; subject?: string };
const token = async ({
  permissions = ['mou:read'],
  audience = 'mou',
  expires = '5m',
  key = ours.privateKey,
  subject = 'kim',
}: Claims = {}) =>
  await new SignJWT({ permissions })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setSubject(subject)
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(key);
const ask = async (init: RequestInit & { headers?: Record<string, string> } = {}, path = '/decode?preserveStorageRefs=true') =>
  await fetch(`${server.url}${path}`, { method: 'POST', body, ...init });
const bearing = async (claims?: Claims) => ({ authorization: `Bearer ${await token(claims)}` });

describe('the codec server', () => {
  it('decrypts for a token that may read the namespace, and writes down for whom, not what', async () => {
    const response = await ask({ headers: { ...(await bearing()), origin: ORIGIN } });
    const { payloads } = (await response.json()) as { payloads: { data: string }[] };
    expect(payloads.map(({ data }) => Buffer.from(data, 'base64').toString())).toEqual(['"Deputy Prime Minister"']);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(log.at(-1)).toBe('decoded 1 payloads for "kim"');
    expect(log.join('\n')).not.toContain('Minister');
  });

  it.each<[string, () => Promise<Record<string, string>>, number]>([
    ['no token', async () => ({}), 401],
    ['a token of another kind', async () => ({ authorization: 'Basic a2ltOmtpbQ==' }), 401],
    ['no token but a word', async () => ({ authorization: 'Bearer letmein' }), 401],
    ['a foreign key', () => bearing({ key: foreign.privateKey }), 401],
    ['an expired token', () => bearing({ expires: '-1m' }), 401],
    ['another audience', () => bearing({ audience: 'other' }), 401],
    ['no permission', () => bearing({ permissions: [] }), 403],
    ['permissions that are no list', () => bearing({ permissions: 'mou:read' }), 403],
    ['another namespace', () => bearing({ permissions: ['other:read'] }), 403],
    ["a worker's token", () => bearing({ permissions: ['mou:worker'] }), 403],
  ])('decrypts nothing for %s', async (_, headers, status) => {
    const response = await ask({ headers: await headers() });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('payloads');
  });

  it('decrypts nothing for a token that is not signed', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { sub: 'kim', aud: 'mou', exp: Math.floor(Date.now() / 1000) + 60, permissions: ['mou:read'] };
    const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`;
    expect((await ask({ headers: { authorization: `Bearer ${unsigned}` } })).status).toBe(401);
  });

  it("answers a browser's question beforehand for the Web UI, and for no other page", async () => {
    const preflight = (origin: string) =>
      ask({ method: 'OPTIONS', body: null, headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await preflight(ORIGIN)).headers.get('access-control-allow-headers')).toBe('content-type,x-namespace,authorization');
    expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['no JSON', 'payloads'],
    ['no payloads', '{}'],
    ['payloads that are no list', '{"payloads":{}}'],
    ['data that is not base64', '{"payloads":[{"data":"%%%"}]}'],
    [
      'an encrypted payload that is cut',
      JSON.stringify({ payloads: [{ metadata: { encoding: base64(Buffer.from('binary/encrypted')) } }] }),
    ],
    ['a list in a list', '{"payloads":[[]]}'],
  ])('refuses %s', async (_, text) => {
    expect((await ask({ body: text, headers: await bearing() })).status).toBe(400);
  });

  it('refuses what is too long, what it does not do, and encrypts nothing', async () => {
    const headers = await bearing();
    expect((await ask({ body: Buffer.alloc(17 * 1024 * 1024), headers })).status).toBe(413);
    expect((await ask({ headers }, '/encode')).status).toBe(404);
    expect((await ask({ method: 'GET', body: null, headers })).status).toBe(405);
    expect((await ask({ method: 'GET', body: null }, '/healthz')).status).toBe(200);
  });
});
