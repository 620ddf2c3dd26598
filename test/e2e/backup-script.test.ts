/** deploy/backup.sh and deploy/restore.sh, with stand-ins for PostgreSQL's tools that write down how they were called: production.test.ts runs the real ones. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

/** A dump says as whom it was made. FAIL_AT: the database at which it fails, having begun to write. */
const TOOLS = {
  pg_dump: `#!/bin/sh
for word; do case $word in --file=*) file=\${word#--file=} ;; esac; done
echo "pg_dump $*" >> "$CALLS"
printf '%s' "$PGPASSWORD" > "$file"
case $file in *\${FAIL_AT:-nowhere}.dump) exit 1 ;; esac`,
  pg_restore: '#!/bin/sh\necho "pg_restore $*" >> "$CALLS"',
  psql: '#!/bin/sh\necho "psql $*" >> "$CALLS"',
};

let folder: string;
let backups: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-backup-'));
  backups = join(folder, 'back ups');
  await mkdir(backups);
  for (const [name, text] of Object.entries(TOOLS)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
});
afterEach(() => rm(folder, { recursive: true }));

const run = async (script: string, argument: string, environment: Record<string, string> = {}) => {
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    CALLS: join(folder, 'calls'),
    MOU_BACKUP_URL: 'postgres://mou@db:5432/mou',
    TEMPORAL_BACKUP_URL: 'postgres://temporal@db:5432/temporal',
    VISIBILITY_BACKUP_URL: 'postgres://temporal@db:5432/temporal_visibility',
    MOU_BACKUP_PASSWORD: 'one',
    TEMPORAL_BACKUP_PASSWORD: 'two',
    ...environment,
  };
  return await execa('sh', [join(ROOT, 'deploy', script), argument], { env, extendEnv: false, reject: false });
};
const backup = (environment?: Record<string, string>) => run('backup.sh', backups, environment);
const calls = () => readFile(join(folder, 'calls'), 'utf8').catch(() => '');

describe('a backup', () => {
  it('shows no password among the words of a command', async () => {
    const { exitCode, stdout, stderr } = await backup();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(await calls()).not.toMatch(/one|two/);
    const dumped = async (name: string) => await readFile(join(stdout, `${name}.dump`), 'utf8');
    expect([await dumped('mou'), await dumped('temporal'), await dumped('temporal_visibility')]).toEqual(['one', 'two', 'two']);
  });

  it('says which password everybody on the machine could read, and is made all the same', async () => {
    const { exitCode, stderr } = await backup({ MOU_BACKUP_URL: 'postgres://mou:one@db:5432/mou' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/^mou: everybody on this machine/) });
  });

  it('is whole or leaves nothing', async () => {
    for (const name of ['mou', 'temporal', 'temporal_visibility']) {
      expect((await backup({ FAIL_AT: `/${name}` })).exitCode, name).not.toBe(0);
      expect(await readdir(backups)).toEqual([]);
    }
  });

  it('takes the place of the oldest where a number is kept, and of none otherwise', async () => {
    const old = ['2026-11-01T023000Z', '2026-11-02T023000Z', '2026-11-03T023000Z'];
    for (const name of [...old, 'not-a-backup']) await mkdir(join(backups, name));
    await backup({ FAIL_AT: 'mou', MOU_BACKUP_KEEP: '1' });
    expect(await readdir(backups)).toHaveLength(4);
    expect((await backup({ MOU_BACKUP_KEEP: '0' })).exitCode).toBe(2);
    const { stdout } = await backup({ MOU_BACKUP_KEEP: '2' });
    expect((await readdir(backups)).sort()).toEqual(['2026-11-03T023000Z', stdout.split('/').at(-1), 'not-a-backup'].sort());
  });
});

describe('what is put back', () => {
  it('is looked at before anything is dropped', async () => {
    const { stdout } = await backup();
    await writeFile(join(stdout, 'temporal.dump'), 'cut off');
    await rm(join(folder, 'calls'));
    expect((await run('restore.sh', stdout)).exitCode).not.toBe(0);
    expect(await calls()).toBe('');
  });

  it('belongs to the roles that own the databases', async () => {
    const { stdout } = await backup();
    expect((await run('restore.sh', stdout, { MOU_OWNER: 'somebody' })).exitCode).toBe(0);
    const restored = (await calls()).split('\n').filter((line) => line.includes('--dbname'));
    expect(restored.map((line) => /--role=(\w+).*--dbname=(\w+)/.exec(line)?.slice(1))).toEqual([
      ['temporal', 'temporal'],
      ['temporal', 'temporal_visibility'],
      ['somebody', 'mou'],
    ]);
  });
});
