/** Payloads are encrypted with the first key and read with all of them; what was plain stays readable; what was changed is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { codecWith } from '../../encryption/codec.ts';
import { keyFilesIn, newKey, readKeys } from '../../encryption/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'mou-codec-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const textOf = ({ metadata, data }: Payload): string =>
  [...Object.values(metadata ?? {}), data ?? new Uint8Array()].map((bytes) => Buffer.from(bytes).toString('latin1')).join('\n');
const one = async (payloads: Promise<Payload[]>): Promise<Payload> => (await payloads)[0] as Payload;

const first = fileWith('first.json', newKey('2026'));
const second = fileWith('second.json', newKey('2027'));
const codec = codecWith(readKeys([first]));
const rotated = codecWith(readKeys([second, first]));

describe('an encrypted payload', () => {
  it('is read back as it was, and shows nothing but the name of its key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string({ minLength: 8 }), async (value, name) => {
        const plain = payload({ value, name });
        const hidden = await one(codec.encode([plain]));
        expect(Object.keys(hidden.metadata ?? {})).toEqual(['encoding', 'encryption-cipher', 'encryption-key-id']);
        expect(textOf(hidden)).not.toContain(JSON.stringify(name));
        expect(defaultPayloadConverter.fromPayload(await one(codec.decode([hidden])))).toEqual(JSON.parse(JSON.stringify({ value, name })));
      }),
    );
  });

  it('is never twice the same', async () => {
    const plain = payload('the same');
    expect(textOf(await one(codec.encode([plain])))).not.toBe(textOf(await one(codec.encode([plain]))));
  });

  it('is read after a rotation, and what is written then is not read with the old key alone', async () => {
    const old = await one(codec.encode([payload('old')]));
    expect(defaultPayloadConverter.fromPayload(await one(rotated.decode([old])))).toBe('old');
    const recent = await one(rotated.encode([payload('recent')]));
    expect(textOf(recent)).toContain('2027');
    await expect(codec.decode([recent])).rejects.toThrow('encrypted with the key "2027", which is not among the keys');
  });

  it('is refused where any byte of it was changed, or another key has the name', async () => {
    const hidden = await one(codec.encode([payload({ name: 'A. N. Official' })]));
    const data = hidden.data as Uint8Array;
    for (let at = 0; at < data.length; at += 1) {
      const changed = data.map((byte, index) => (index === at ? byte ^ 1 : byte));
      await expect(codec.decode([{ ...hidden, data: changed }])).rejects.toThrow('cannot be decrypted with the key 2026');
    }
    for (const length of [0, 12, 28]) {
      await expect(codec.decode([{ ...hidden, data: data.slice(0, length) }])).rejects.toThrow('cannot be decrypted');
    }
    const foreign = codecWith(readKeys([fileWith('foreign.json', newKey('2026'))]));
    await expect(foreign.decode([hidden])).rejects.toThrow('another key has its name');
  });
});

describe('without keys', () => {
  const plainly = codecWith(readKeys([]));

  it('payloads stay plain, and are read with keys too', async () => {
    const plain = await one(plainly.encode([payload('plain')]));
    expect(textOf(plain)).toContain('plain');
    expect(defaultPayloadConverter.fromPayload(await one(codec.decode([plain])))).toBe('plain');
  });

  it('what is encrypted is refused, naming the setting and the key', async () => {
    await expect(plainly.decode(await codec.encode([payload('hidden')]))).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/^MOU_CODEC_KEYS: .*"2026"/),
    });
  });
});

describe('a file of keys', () => {
  it('is named by MOU_CODEC_KEYS, several by commas; one may hold a set', async () => {
    expect(keyFilesIn({})).toEqual([]);
    expect(keyFilesIn({ MOU_CODEC_KEYS: ' a.json, b.json,' })).toEqual(['a.json', 'b.json']);
    expect(readKeys([fileWith('set.json', { keys: [newKey('b'), newKey('a')] })])?.current.id).toBe('b');
  });

  const secret = newKey('x').k;
  it.each([
    ['no JSON', `{"k":"${secret}"`, 'holds no JSON'],
    ['an empty set', { keys: [] }, 'keys: is empty'],
    ['a short key', { kty: 'oct', kid: 'x', k: 'c2hvcnQ' }, 'k: must be 32 bytes'],
    ['a key that is not base64url', { kty: 'oct', kid: 'x', k: `${secret}=+` }, 'k: must be base64url'],
    ['a key without a name', { kty: 'oct', k: secret }, 'kid: is missing'],
    ['a key of another kind', { kty: 'EC', kid: 'x', k: secret }, 'kty: must be "oct"'],
    ['a key for another cipher', { kty: 'oct', kid: 'x', k: secret, alg: 'HS256' }, 'alg: must be "A256GCM"'],
    ['two keys of one name', { keys: [newKey('x'), newKey('x')] }, 'two keys are named x'],
    ['no object', null, 'MOU_CODEC_KEYS'],
  ])('with %s is refused, and the message shows no key', (_, content, reason) => {
    const path = fileWith('bad.json', content);
    expect(() => readKeys([path])).toThrow(reason);
    expect(() => readKeys([path])).not.toThrow(secret);
  });

  it('that is not there is named', () => {
    expect(() => readKeys([join(folder, 'none.json')])).toThrow(/none\.json cannot be read \(ENOENT\)/);
  });
});
