/** A disk that takes no more is told in one sentence that names the file, and leaves nothing half-written. No server is asked. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logFile } from '../../dev/log-file.ts';
import { notWritten } from '../../domain/not-written.ts';
import { ROOT } from '../support/service.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-full-disk-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The shell lets no file grow: for a program that is as a full disk, and pipes are no files. */
const onFullDisk = async (args: string[], into = '') => {
  const line = `trap "" XFSZ; ulimit -f 0; exec "$0" "$@"${into}`;
  const command = ['-c', line, process.execPath, join(ROOT, 'dist', 'cli', 'main.js'), ...args];
  const env = {
    MOU_KEY_FILE: join(folder, 'keys.json'),
    MOU_DESK_TOKENS: join(folder, 'tokens.json'),
    MOU_DATA: folder,
    DATABASE_URL: '',
    NO_COLOR: '1',
  };
  return await execa('bash', command, { cwd: folder, reject: false, stdin: 'ignore', env });
};

const participants = ['--participant', 'a; A; Seoul', '--participant', 'b; B; Paris'];

describe('on a full disk', () => {
  it.each([
    ['a draft of an instrument', ['instrument', 'new', '--title', 'T', ...participants, '--out', 'draft.yaml'], '--out: draft.yaml'],
    ['a key', ['keys', 'new'], 'keys.json'],
    ['a key of the codec', ['codec', 'new-key', 'codec.json'], 'codec.json'],
    ['a token of the desk', ['tokens', 'new', '--name', 'n'], 'tokens.json'],
  ])('%s names its file, and leaves none', async (_, args, file) => {
    const { exitCode, stdout, stderr } = await onFullDisk(args);
    expect(stderr).toMatch(/^NOT_WRITTEN .* cannot be written: file too large$/);
    expect(stderr).toContain(`${file} cannot be written`);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['an answer', ['keys', 'list']],
    ['help', ['status', '--help']],
  ])('%s that goes into a file is told of without a stack trace', async (_, args) => {
    const { exitCode, stderr } = await onFullDisk(args, ' > answer.txt');
    await rm(join(folder, 'answer.txt'));
    expect(stderr).toBe('NOT_WRITTEN standard output cannot be written: file too large');
    expect(exitCode).toBe(1);
  });
});

it('a place where no file can be is input that is not valid', async () => {
  await writeFile(join(folder, 'file'), '');
  const main = join(ROOT, 'dist', 'cli', 'main.js');
  const args = ['instrument', 'new', '--title', 'T', ...participants, '--out', join('file', 'draft.yaml')];
  const { exitCode, stderr } = await execa(process.execPath, [main, ...args], { cwd: folder, reject: false, env: { NO_COLOR: '1' } });
  expect(stderr).toBe('INVALID --out: file/draft.yaml cannot be written: not a directory');
  expect(exitCode).toBe(2);
});

it('what is logged goes on without a log that cannot be written', async () => {
  const log = logFile(join(folder, 'none', 'worker.log'));
  log('one');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(() => log('two')).not.toThrow();
});

it('an error that is not of the system stays as it is', async () => {
  const error = new RangeError('x');
  expect(notWritten('file', error)).toBe(error);
  await expect(readFile(join(folder, 'none')).catch((cause) => notWritten('here', cause))).resolves.toMatchObject({ code: 'INVALID' });
});
