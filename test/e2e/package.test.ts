/** The package as others get it: packed, linted, imported by name from strict TypeScript, and run with nothing but what production installs. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/service.ts';

/** What one installation held before the packages of a developer's machine were told apart. */
const ONCE_INSTALLED = 473;

type Locked = { dev?: boolean; optional?: boolean; devOptional?: boolean; peer?: boolean };

/** Each package that `npm ci --omit=dev --omit=optional` installs, as its folder. */
const inProduction = async (): Promise<string[]> => {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([folder, { dev, optional, devOptional }]) => folder !== '' && !dev && !optional && !devOptional)
    .map(([folder]) => folder);
};

const CONSUMER = `
import { type AwaitedWhat, type ClientOptions, MouClient, NoService, type Receipt, Refusal, type RefusalCode } from 'mou-engine';
import { type Act, ACTS, type Event, parseAct, parseScenario, type Run, simulate } from 'mou-engine/domain';
import { readInstrument } from 'mou-engine/instruments';

export const record = async (options: ClientOptions): Promise<string | undefined> => {
  const mou = await MouClient.connect(options);
  try {
    const receipt: Receipt = await mou.giveNotice('m1', {
      by: 'us', notice: 'n1', noticeOn: '2026-03-01', document: { title: 'Notice', sha256: '0'.repeat(64) },
    });
    // @ts-expect-error a notice has an id
    await mou.giveNotice('m1', { by: 'us', noticeOn: '2026-03-01', document: { title: 'Notice', sha256: '0'.repeat(64) } });
    // @ts-expect-error there is no such act
    await mou.terminate('m1', {});
    const waitedFor: AwaitedWhat[] = (await mou.awaited('m1')).map(({ what }) => what);
    if (waitedFor.length === 0) return undefined;
    const first: Event | undefined = receipt.events[0];
    return first?.type === 'NoticeGiven' ? first.data.noticeOn : undefined;
  } catch (error) {
    if (error instanceof NoService || (error instanceof Refusal && error.code === ('NOTICE_PENDING' satisfies RefusalCode))) return error.code;
    throw error;
  }
};

export const shape: boolean = ACTS.consent.input.safeParse({ do: 'consent' }).success;
export const act = (input: unknown): Act => parseAct(input);
export const run = async (scenario: unknown): Promise<Run> => simulate(parseScenario(scenario), await readInstrument('us-rok-tpd'));
`;

const SCENARIO = { instrument: 'us-rok-tpd', mou: 'm1', steps: [{ at: '2026-01-01T00:00:00Z', do: 'open' }] };

describe('the package', () => {
  let folder: string;
  let tarball: string;
  let installed: string;

  /** The tarball unpacked, beside nothing but what production installs. */
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-package-'));
    const { stdout } = await execa('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: ROOT });
    tarball = join(folder, (JSON.parse(stdout) as { filename: string }[])[0]?.filename ?? '');
    installed = join(folder, 'node_modules', 'mou-engine');
    await mkdir(installed, { recursive: true });
    await execa('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
    for (const path of (await inProduction()).filter((path) => path.lastIndexOf('node_modules/') === 0)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await symlink(join(ROOT, path), join(folder, path));
    }
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const mou = (...args: string[]) =>
    execa(process.execPath, [join(installed, 'bin', 'mou.js'), ...args], {
      cwd: folder,
      reject: false,
      env: { NO_COLOR: '1', TEMPORAL_ADDRESS: '127.0.0.1:1' },
    });

  it('installs at most half as many packages in production as it once did', async () => {
    expect((await inProduction()).length).toBeLessThanOrEqual(ONCE_INSTALLED / 2);
  });

  it('leaves out what is for the work on the engine itself', async () => {
    const files = await readdir(join(installed, 'dist'), { recursive: true });
    expect(files.filter((file) => /^(bench|deploy|test)\b|^dev\/(copy-templates|demo|rule-book)|\.map$/.test(file))).toEqual([]);
  });

  it('has the templates of mails, of the report and of the desk', async () => {
    for (const folder of ['activities/notify/templates', 'export/report/templates', 'desk/pages/templates']) {
      expect(await readdir(join(installed, 'dist', folder))).toEqual(await readdir(join(ROOT, folder)));
    }
    expect(await mou('report', '--help')).toMatchObject({ exitCode: 0 });
    expect(await mou('--help')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('record-delivery') });
  });

  it('has nothing that publint would mend', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: (await readFile(tarball)).buffer } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('gives types that resolve, for ES modules', async () => {
    const attw = join(ROOT, 'node_modules', '.bin', 'attw');
    const { stdout, exitCode } = await execa(attw, [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'], { reject: false });
    expect(stdout).toContain('"mou-engine/domain"');
    expect(exitCode).toBe(0);
  });

  it('is imported by name from strict TypeScript, and runs', async () => {
    await writeFile(join(folder, 'consumer.ts'), CONSUMER);
    const options = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--module',
      'nodenext',
      '--target',
      'es2023',
    ];
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const compiled = await execa(tsc, [...options, '--skipLibCheck', '--types', '', 'consumer.ts'], { cwd: folder, reject: false });
    expect(compiled.stdout).toBe('');
    // Who has every declaration checked finds faults in those of others, and none in ours.
    const whole = await execa(tsc, [...options, '--types', '', 'consumer.ts'], { cwd: folder, reject: false });
    expect(whole.stdout.split('\n').filter((line) => line.includes('mou-engine'))).toEqual([]);
    const code = `import { run, shape } from './consumer.js';
      console.log(JSON.stringify([shape, (await run(${JSON.stringify(SCENARIO)})).state.status]));`;
    const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual([false, 'open']);
  });

  it('runs the command without the packages of a developer, and names those that a server of one’s own needs', async () => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify(SCENARIO));
    expect(await mou('simulate', 'scenario.json')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('MemorandumOpened') });
    const refused = { exitCode: 5, stderr: expect.stringMatching(/is not installed.* npm install "execa@.*" "maildev@/) };
    expect(await mou('dev')).toMatchObject(refused);
    expect(await mou('rehearse', 'scenario.json')).toMatchObject(refused);
  });

  it('runs without dist/dev, as in the image', async () => {
    await rm(join(installed, 'dist', 'dev'), { recursive: true });
    expect(await mou('simulate', 'scenario.json')).toMatchObject({ exitCode: 0 });
    expect(await mou('--help')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await mou('status', 'm1')).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('No Temporal server answers') });
    expect(await mou('dev')).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('is not installed') });
  });
});
