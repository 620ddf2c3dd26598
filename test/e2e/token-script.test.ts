/** deploy/token.mjs: keys and tokens, and who can read them. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

/** Tells with which mode each file was made, before the script gives it its own. */
const TELLS_MODES = `import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const { chmod, stat } = fs;
fs.chmod = async (path, mode) => {
  console.log(((await stat(path)).mode & 0o777).toString(8));
  await chmod(path, mode);
};
syncBuiltinESMExports();`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-tokens-'));
  await writeFile(join(folder, 'modes.mjs'), TELLS_MODES);
});
afterEach(() => rm(folder, { recursive: true }));

/** As where everybody may read what is made, unless it is said otherwise. */
const token = async (...words: string[]): Promise<string> => {
  const command = ['--import', pathToFileURL(join(folder, 'modes.mjs')).href, join(ROOT, 'deploy', 'token.mjs'), ...words];
  const { stdout } = await execa('sh', ['-c', 'umask 000; exec "$0" "$@"', process.execPath, ...command]);
  return stdout;
};

const modeOf = async (name: string): Promise<string> => ((await stat(join(folder, name))).mode & 0o777).toString(8);

it('nobody else can read a key or a token, not even for the moment in which it is made', async () => {
  expect((await token('new-key', folder)).split('\n')).toEqual(['600', '600']);
  // What was left behind by one that was killed.
  await writeFile(join(folder, 'worker.token.new'), '');
  await chmod(join(folder, 'worker.token.new'), 0o666);
  expect(await token('sign', folder, 'worker', 'default:write', '1')).toBe('600');
  expect([await modeOf('tokens.key'), await modeOf('worker.token'), await modeOf('jwks.json')]).toEqual(['600', '600', '644']);
});

it('a token is verified by the keys of its time, also after a further key is added', async () => {
  await token('new-key', folder);
  await token('sign', folder, 'worker', 'default:write', '1');
  await token('new-key', folder);
  const keys = JSON.parse(await readFile(join(folder, 'jwks.json'), 'utf8')) as JSONWebKeySet;
  const { payload } = await jwtVerify(await readFile(join(folder, 'worker.token'), 'utf8'), createLocalJWKSet(keys), { audience: 'mou' });
  expect([keys.keys.length, payload.sub, payload.permissions]).toEqual([2, 'worker', ['default:write']]);
});
