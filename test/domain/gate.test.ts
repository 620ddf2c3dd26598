/** What a deployment asks of those who act: signatures in production, unless it says otherwise. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, publicPart, readKeys, writeKeys } from '../../keys/key-file.ts';
import { gateFrom } from '../../worker/gate.ts';
import { readSettings } from '../../worker/settings.ts';
import { KEYS } from '../support/keys.ts';

const gate = (environment: Record<string, string>) => gateFrom(readSettings({ MOU_REGISTER: 'none', ...environment }));

describe('a deployment', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-gate-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    [{}, 'open'],
    [{ NODE_ENV: 'production' }, 'signed'],
    [{ NODE_ENV: 'production', MOU_ACTS: 'open' }, 'open'],
    [{ MOU_ACTS: 'signed' }, 'signed'],
  ])('with %j asks for %s acts', async (environment, asks) => {
    expect((await gate(environment as unknown as Record<string, string>)).asks).toBe(asks);
  });

  test('knows the keys with which memoranda are opened, and names the variable where they are no keys', async () => {
    const path = join(folder, 'keepers.json');
    await writeFile(path, JSON.stringify({ keys: [KEYS.keeper.jwk, { ...KEYS.us.jwk, kid: KEYS.us.kid }] }));
    expect((await gate({ MOU_KEEPER_KEYS: path })).keepers).toEqual([KEYS.keeper.kid, KEYS.us.kid]);
    await writeFile(path, JSON.stringify({ keys: [{ ...KEYS.us.jwk, kid: KEYS.rok.kid }] }));
    await expect(gate({ MOU_KEEPER_KEYS: path })).rejects.toThrow(/MOU_KEEPER_KEYS: .*kid: is not the thumbprint/);
    await expect(gate({ MOU_KEEPER_KEYS: join(folder, 'none.json') })).rejects.toThrow(/MOU_KEEPER_KEYS: .* cannot be read/);
    expect(() => readSettings({ MOU_REGISTER: 'none', MOU_ACTS: 'sealed' })).toThrow(/MOU_ACTS/);
  });

  test('keeps keys in a file whose public parts hold no secret, and reads none where there is no file', async () => {
    const [path, key] = [join(folder, 'mine.json'), newKey('desk')];
    expect(await readKeys(path)).toEqual([]);
    await writeKeys(path, [key]);
    expect(await readKeys(path)).toEqual([key]);
    expect(JSON.stringify(publicPart(key))).not.toContain(key.d);
    await writeFile(path, JSON.stringify({ keys: [{ ...key, x: 'short' }] }));
    await expect(readKeys(path)).rejects.not.toThrow(new RegExp(key.d));
    await writeFile(path, 'not JSON');
    await expect(readKeys(path)).rejects.toThrow(/is not JSON/);
  });
});
