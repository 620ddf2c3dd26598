/** `mou verify`, `checkpoint` and `import` as a script runs them: with a register alone, and an outsider with files alone. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Register } from '../../register/port.ts';
import { type Ground, logOf, startGround } from '../register/support.ts';
import { mou, mouJson } from '../support/service.ts';

describe('the register, by command', () => {
  let ground: Ground;
  let register: Register;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const withRegister = () => ({ env: { DATABASE_URL: ground.server.url } });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-register-cli-'));
    ground = await startGround();
    register = await ground.register();
    for (const id of ['m1', 'm2', 'm3']) await register.append(id, logOf(id).slice(0, 5));
  });
  afterAll(async () => {
    await ground.end();
    await rm(folder, { recursive: true });
  });

  describe('mou checkpoint', () => {
    it('makes a key once, says so, and signs with it from then on', async () => {
      const sign = async (out: string) => await mou(['checkpoint', '--key', file('key.pem'), '--out', file(out), '--json'], withRegister());
      const [first, second] = [await sign('first.json'), await sign('second.json')];
      expect(first.stderr).toContain(`A signing key was made: ${file('key.pem')}`);
      expect(second.stderr).toBe('');
      expect(JSON.parse(first.stdout).publicKey).toBe(JSON.parse(second.stdout).publicKey);
      expect((await stat(file('key.pem'))).mode & 0o777).toBe(0o600);
    });

    it.each([
      ['no key', 'no key at all', /--key: .*bad\.pem holds no key/],
      [
        'a key of another kind',
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
        /must be an Ed25519 key, and is ec/,
      ],
    ])('does not sign with a file that holds %s', async (_, content, message) => {
      await writeFile(file('bad.pem'), content);
      const { exitCode, json } = await mouJson(['checkpoint', '--key', file('bad.pem'), '--out', file('none.json')], withRegister());
      expect(exitCode).toBe(2);
      expect(json.error).toMatchObject({ code: 'INVALID', message: expect.stringMatching(message) });
      await expect(readFile(file('none.json'))).rejects.toThrow('ENOENT');
      expect(await readFile(file('bad.pem'), 'utf8')).toBe(content);
    });

    it('makes no key in a folder that is not there', async () => {
      const { exitCode } = await mouJson(['checkpoint', '--key', file('nowhere/key.pem'), '--out', file('none.json')], withRegister());
      expect(exitCode).toBe(2);
    });
  });
});
