/** A worker that cannot start says why in its log, in the form that all of its lines have. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { ROOT } from '../support/service.ts';

it('with a folder that is reached by a link, as one version of several is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mou-link-'));
  await symlink(join(ROOT, 'dist'), join(folder, 'dist'));
  const worker = [join(folder, 'dist', 'worker', 'main.js')];
  const { exitCode, stderr } = await execa(process.execPath, worker, { env: { MOU_LOG_LEVEL: 'loud' }, reject: false });
  await rm(folder, { recursive: true });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('The worker ends') });
});

it.concurrent.each([
  ['a setting that is not valid', { MOU_LOG_LEVEL: 'loud' }, /^MOU_LOG_LEVEL: /],
  [
    'no server at its address',
    { TEMPORAL_ADDRESS: '127.0.0.1:1' },
    /^No Temporal server answers at 127\.0\.0\.1:1: nothing listens there$/,
  ],
])('with %s', async (_, env, reason) => {
  const worker = [join(ROOT, 'dist', 'worker', 'main.js')];
  const { exitCode, stderr } = await execa(process.execPath, worker, { env: { MOU_REGISTER: 'none', ...env }, reject: false });
  expect(exitCode).toBe(1);
  expect(JSON.parse(stderr.split('\n').at(-1) ?? '')).toEqual({
    level: 60,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    err: { type: 'Error', message: expect.stringMatching(reason), stack: expect.any(String) },
    msg: 'The worker ends',
  });
});
