/** `mou dev` as a user runs it: everything in one process group, state kept over a restart, all of it gone at Ctrl-C. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { mou, mouJson, ROOT } from '../support/service.ts';

type Dev = {
  process: ResultPromise;
  first: string;
  desk: string;
  address: string;
  uiAddress: string;
  inbox: string;
  worker: number;
  told: () => string;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const processesOfGroup = async (group: number): Promise<string[]> => {
  const { stdout } = await execa('ps', ['-eo', 'pgid=,args=']);
  return stdout.split('\n').filter((line) => line.trim().startsWith(`${group} `));
};

describe('mou dev', () => {
  let data: string;
  let dev: Dev;

  const start = async (): Promise<Dev> => {
    const child = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'dev', '--data', data], {
      detached: true,
      reject: false,
      // On a busy machine it takes longer to stop all of it than execa would wait.
      forceKillAfterDelay: false,
      env: { TEMPORAL_CLI_PATH: inject('temporalBinary'), NO_COLOR: '1' },
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    let told = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    await vi.waitFor(() => expect(output).toContain('Ctrl-C stops all of it.'), { timeout: 100_000 });
    const found = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? '';
    return {
      process: child,
      first: output.split('\n')[0] ?? '',
      desk: found(/^Desk +(\S+)/),
      address: found(/Temporal server +(\S+)/),
      uiAddress: found(/Web UI +(\S+)/),
      inbox: found(/Mail +(\S+)/),
      worker: Number(found(/Worker +process (\d+)/)),
      told: () => told,
    };
  };

  const onDev = (): { env: Record<string, string> } => ({ env: { TEMPORAL_ADDRESS: dev.address } });

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'mou-dev-'));
    dev = await start();
  });
  afterAll(async () => {
    dev?.process.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
  });

  it('serves the desk, says so first, and signs a browser of this machine in by a link', async () => {
    expect(dev.first).toMatch(/^Desk +http/);
    const token = (await readFile(join(data, 'desk-token'), 'utf8')).trim();
    const asked = await fetch(`${dev.desk}/v1/memoranda`, { headers: { Authorization: `Bearer ${token}` } });
    expect([asked.status, await asked.json()]).toEqual([200, []]);
    const signedIn = await fetch(`${dev.desk}/session?token=${token}`, { redirect: 'manual' });
    expect([signedIn.status, signedIn.headers.get('Set-Cookie')]).toEqual([303, expect.stringContaining('HttpOnly')]);
    expect((await fetch(`${dev.desk}/v1/memoranda`)).status).toBe(401);
  });

  it('refuses a port that is taken and a folder that another one has, as what the command line should say otherwise', async () => {
    const port = new URL(`http://${dev.address}`).port;
    const other = await mkdtemp(join(tmpdir(), 'mou-dev-'));
    const again = (...flags: string[]) => mou(['dev', ...flags], { env: { TEMPORAL_CLI_PATH: inject('temporalBinary') } });
    expect(await again('--port', port, '--data', other)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`--port: port ${port}`),
    });
    expect(await again('--data', data)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`--data: `) });
    const noFolder = join(data, 'contacts.yaml', 'x');
    expect(await again('--data', noFolder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`--data: ${noFolder} cannot be written`),
    });
    expect((await mouJson(['list'], onDev())).exitCode).toBe(0);
    await rm(other, { recursive: true });
  });

  it('serves the Web UI, the acts and the notifications of them', async () => {
    expect((await fetch(dev.uiAddress)).status).toBe(200);
    expect((await mou(['open', 'us-rok-tpd'], onDev())).exitCode).toBe(0);
    const mails = async () => (await (await fetch(`${dev.inbox}/api/email`)).json()) as { text: string }[];
    await expect.poll(async () => (await mails()).length).toBe(2);
    // A mail leads to the page of its memorandum.
    expect((await mails())[0]?.text).toContain(`${dev.desk}/memoranda/us-rok-tpd`);
  });

  it('is where the addresses of calendars lead', async () => {
    const { stdout } = await mou(['tokens', 'new', '--name', 'Calendar', '--feed'], { env: { ...onDev().env, MOU_DATA: data } });
    const [address = ''] = stdout.split('\n').filter((line) => line.endsWith('/calendar.ics'));
    expect(address.startsWith(`${dev.desk}/feeds/`)).toBe(true);
    expect(await (await fetch(address)).text()).toContain('BEGIN:VCALENDAR');
  });

  it('is known to mou doctor, which finds how its worker tells people', async () => {
    const { findings } = (await mouJson(['doctor'], { env: { ...onDev().env, MOU_DATA: data } })).json;
    const telling = (findings as { what: string; status: string; message: string }[]).filter(({ what }) => /mail|contacts/.test(what));
    expect(telling).toMatchObject([
      { what: 'mail', status: 'ok', message: expect.stringContaining('answers; nothing was sent') },
      { what: 'contacts', status: 'ok' },
    ]);
  });

  it('runs in one process group', async () => {
    const group = (await processesOfGroup(dev.process.pid ?? 0)).join('\n');
    expect(group).toMatch(/server start-dev/);
    expect(group).toMatch(/worker\/main\.js/);
  });

  it('starts a worker again that was killed, and nothing is lost', async () => {
    process.kill(dev.worker, 'SIGKILL');
    await expect.poll(() => isAlive(dev.worker)).toBe(false);
    await expect.poll(async () => (await mouJson(['status', 'us-rok-tpd'], onDev())).json.status).toBe('open');
  });

  const postgres = async (): Promise<number> =>
    Number.parseInt(await readFile(join(data, 'register', 'data', 'postmaster.pid'), 'utf8'), 10);

  it('starts PostgreSQL again that was killed, where it was', async () => {
    const options = { env: { TEMPORAL_ADDRESS: dev.address, MOU_DATA: data } };
    const pid = await postgres();
    process.kill(pid, 'SIGKILL');
    await expect.poll(dev.told).toMatch(/PostgreSQL ended \(.*\); starting it again\n.*PostgreSQL runs again/s);
    expect(await postgres()).not.toBe(pid);
    expect((await mouJson(['verify'], options)).json).toMatchObject({ ok: true, memoranda: 1 });
  });

  it('answers from the register once Temporal has forgotten, and ids stay unique', async () => {
    const options = { env: { TEMPORAL_ADDRESS: dev.address, MOU_DATA: data } };
    const before = await mouJson(['events', 'us-rok-tpd'], options);
    const temporal = async (...args: string[]) => await execa(inject('temporalBinary'), [...args, '--address', dev.address]);
    await temporal('workflow', 'delete', '--yes', '--workflow-id', 'mou/us-rok-tpd');
    await expect.poll(async () => (await mouJson(['events', 'us-rok-tpd'], onDev())).exitCode).toBe(4);
    expect((await mouJson(['events', 'us-rok-tpd'], options)).json).toEqual(before.json);
    expect((await mouJson(['status', 'us-rok-tpd'], options)).json).toMatchObject({ mou: 'us-rok-tpd', status: 'open' });
    expect((await mouJson(['open', 'us-rok-tpd'], options)).json.error).toMatchObject({ code: 'ALREADY_OPENED' });
    const signing = [
      '--signed-on',
      '2025-10-29',
      '--place',
      'Gyeongju',
      '--signatory-name',
      'A',
      '--signatory-title',
      'B',
      '--document-title',
      'MOU',
    ];
    const signed = await mouJson(['sign', 'us-rok-tpd', '--by', 'us', ...signing, '--document-sha256', 'a'.repeat(64)], options);
    expect(signed.json).toMatchObject({ seq: 2, events: [{ type: 'Signed', seq: 2 }] });
    await expect.poll(async () => (await mouJson(['status', 'us-rok-tpd'], onDev())).json.seq).toBeGreaterThanOrEqual(2);
  });

  it('lists, verifies, signs and exports what the register holds, and takes an export in', async () => {
    const options = { env: { TEMPORAL_ADDRESS: dev.address, MOU_DATA: data } };
    const found = await mouJson(['list', '--status', 'open', '--participant', 'rok', '--search', 'quantum'], options);
    expect(found.json).toMatchObject([{ mou: 'us-rok-tpd', status: 'open', participants: ['us', 'rok'] }]);
    expect((await mouJson(['list', '--status', 'operative'], options)).json).toEqual([]);
    expect((await mouJson(['verify'], options)).json).toMatchObject({ ok: true, memoranda: 1 });
    expect((await mouJson(['verify', 'no-such'], options)).exitCode).toBe(4);

    const signed = ['--signing-key', join(data, 'key.pem'), '--out', join(data, 'checkpoint.json')];
    const checkpoint = await mouJson(['checkpoint', ...signed], options);
    const files = ['--checkpoint', join(data, 'checkpoint.json'), '--heads', join(data, 'checkpoint.heads.json')];
    expect((await mouJson(['verify', ...files, '--public-key', checkpoint.json.publicKey])).json).toMatchObject({ ok: true });
    const stranger = await mouJson(['verify', ...files, '--public-key', 'AAAA']);
    expect(stranger).toMatchObject({ exitCode: 3, json: { ok: false } });

    const file = join(data, 'export.json');
    expect((await mou(['export', 'us-rok-tpd', '--format', 'json', '--out', file], options)).exitCode).toBe(0);
    expect((await mouJson(['verify', '--export', file])).json).toMatchObject({ ok: true, mou: 'us-rok-tpd' });
    expect((await mouJson(['import', file], options)).json).toMatchObject({ mou: 'us-rok-tpd' });
    const document = JSON.parse(await readFile(file, 'utf8'));
    document.events[0].data.instrument.title = 'Another title';
    await writeFile(file, JSON.stringify(document));
    expect(await mouJson(['import', file], options)).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'INVALID', message: expect.stringContaining('event 1') } },
    });
  });

  it('stops all of it at Ctrl-C, and keeps the state and the ports over a restart', async () => {
    const group = dev.process.pid ?? 0;
    // A terminal sends the signal to the whole group.
    process.kill(-group, 'SIGINT');
    expect((await dev.process).exitCode).toBe(0);
    await expect.poll(() => processesOfGroup(group)).toEqual([]);
    const { address, uiAddress, inbox } = dev;
    dev = await start();
    expect(dev).toMatchObject({ address, uiAddress, inbox });
    expect((await mouJson(['status', 'us-rok-tpd'], onDev())).json).toMatchObject({ mou: 'us-rok-tpd', status: 'open' });
    dev.process.kill('SIGTERM');
    expect((await dev.process).exitCode).toBe(0);
  });

  it('ends where PostgreSQL cannot be started again', async () => {
    dev = await start();
    const pid = await postgres();
    await rename(join(data, 'register', 'data', 'PG_VERSION'), join(data, 'PG_VERSION'));
    process.kill(pid, 'SIGKILL');
    const { exitCode } = await dev.process;
    expect(exitCode).toBe(1);
    expect(dev.told()).toContain('PostgreSQL cannot be started again: PostgreSQL ended at its start');
    expect(await processesOfGroup(dev.process.pid ?? 0)).toEqual([]);
  });
});
