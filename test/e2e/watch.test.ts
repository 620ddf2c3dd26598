/** `mou watch` as a user runs it: what has happened, and what happens meanwhile. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { MouClient } from '../../client/index.ts';
import { dateAt } from '../../domain/calendar.ts';
import { startDevServer } from '../../dev/dev-server.ts';
import { freePort } from '../../dev/free-port.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, mouProcess, ROOT, startService } from '../support/service.ts';

const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
/** Of today, so that no reminder of a signature still missing comes in between. */
const today = dateAt(Date.now(), 'America/New_York');
const sign = (by: string): string[] => [
  ...['--by', by, '--signed-on', today, '--place', 'Gyeongju', '--signatory-name', 'A', '--signatory-title', 'B'],
  ...['--document-title', 'MOU original', '--document-sha256', SHA],
];
const decision = (by: string, id: string): string[] => ['--by', by, '--decision', id, '--document-title', 'Text', '--document-sha256', SHA];

const watching = (args: string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'watch', ...args], {
    reject: false,
    env: { TEMPORAL_ADDRESS: inject('temporalAddress'), NO_COLOR: '1', ...env },
  });

describe('mou watch', () => {
  let worker: WorkerProcess;
  beforeAll(async () => {
    worker = await startService();
  });
  afterAll(async () => {
    await worker.stop();
  });

  /** The date decided has then begun at every seat, whatever the time of the day is. */
  const skipTwoDays = async (id: string): Promise<void> => {
    const client = await MouClient.connect({ connection: { address: inject('temporalAddress') } });
    const until = Date.now() + 2 * 24 * 60 * 60 * 1_000;
    await fastForward(client.connection, { namespace: 'default', workflowId: workflowIdOf(id) }, { until });
    await client.close();
  };

  const opened = async (name: string, env?: Record<string, string>): Promise<string> => {
    const id = newMou(name);
    expect((await mou(['open', 'us-rok-tpd', '--mou', id], env ? { env } : {})).exitCode).toBe(0);
    return id;
  };

  it('sees an act done meanwhile, and ends at Ctrl-C', async () => {
    const id = await opened('seen');
    const child = watching([id, '--interval', '0.2']);
    const [first] = await once(child.stdout, 'data');
    expect(String(first)).toMatch(/^#1 .*MemorandumOpened/);
    // Listened for before it can come: it may be told while the command that signs still ends.
    const told = once(child.stdout, 'data');
    await mou(['sign', id, ...sign('us')]);
    const [second] = await told;
    expect(String(second)).toMatch(/^#2 {4}\d{4}-\d\d-\d\d {2}us {4}Signed .* T /);
    child.kill('SIGINT');
    const ended = await child;
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.stdout.split('\n')).toHaveLength(2);
  });

  it('gives one event a line as JSON, and ends by itself once the memorandum is operative', async () => {
    const id = await opened('until');
    const child = watching([id, '--json', '--until-status', 'operative', '--interval', '0.2']);
    await once(child.stdout, 'data');
    await mou(['sign', id, ...sign('us')]);
    await mou(['sign', id, ...sign('rok')]);
    const { exitCode, stdout } = await child;
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => JSON.parse(line))).toEqual((await mouJson(['events', id])).json);
  });

  it('ends by itself once the memorandum is discontinued', async () => {
    const id = await opened('over');
    for (const by of ['us', 'rok']) await mou(['sign', id, ...sign(by)]);
    const child = watching([id, '--until-status', 'discontinued', '--interval', '0.2']);
    await mou(['propose', id, ...decision('us', 'd1'), '--kind', 'discontinue-on', '--discontinue-on', today]);
    await mou(['consent', id, ...decision('rok', 'd1')]);
    await skipTwoDays(id);
    const { exitCode, stdout } = await child;
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').at(-1)).toMatch(/DiscontinuationCommenced/);
  });

  it('begins with one event and ends with another', async () => {
    const id = await opened('range');
    for (const by of ['us', 'rok']) await mou(['sign', id, ...sign(by)]);
    const { exitCode, stdout } = await watching([id, '--from-event', '2', '--until-event', '3', '--json']);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => JSON.parse(line).seq)).toEqual([2, 3]);
  });

  it.each([
    ['an unknown memorandum', ['no-such-mou'], 4, 'UNKNOWN_MOU', /no-such-mou/],
    ['what is no id', ['an id'], 2, 'INVALID', /mou/],
    ['what is no status', ['x', '--until-status', 'doomsday'], 2, 'INVALID', /--until-status: doomsday is not one of operative, /],
    ['the number of no event', ['x', '--until-event', '0'], 2, 'INVALID', /--until-event/],
    ['what is no beginning', ['x', '--from-event', '0'], 2, 'INVALID', /--from-event/],
    ['no interval', ['x', '--interval', '0'], 2, 'INVALID', /--interval/],
    ['no patience', ['x', '--patience', '-1'], 2, 'INVALID', /--patience/],
  ])('tells %s with its exit code', async (_, args, exitCode, code, message) => {
    const ran = await mouJson(['watch', ...args]);
    expect(ran).toMatchObject({ exitCode, json: { error: { code, message: expect.stringMatching(message) } } });
  });

  it('says within 10 seconds that no server answers', async () => {
    const before = Date.now();
    const ran = await mouJson(['watch', 'x'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ran).toMatchObject({ exitCode: 5, json: { error: { code: 'NO_SERVICE' } } });
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  it('ends quietly where nobody reads any more', async () => {
    const id = await opened('head');
    const child = watching([id, '--interval', '0.2']);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await mou(['sign', id, ...sign('us')]);
    expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('says in its help that JSON comes a line at a time', async () => {
    const { stdout } = await mou(['watch', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('one event a line');
    expect(stdout).toContain('Examples:');
  });

  describe('on a server that goes away', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'mou-watch-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('waits for it with a note, sees what happens after its return, and gives up once its patience is over', async () => {
      const port = await freePort();
      const env = { TEMPORAL_ADDRESS: `127.0.0.1:${port}` };
      const start = () =>
        startDevServer({
          binary: inject('temporalBinary'),
          port,
          dbFile: join(folder, 'temporal.db'),
          searchAttributes: searchAttributeFlags,
        });
      let server = await start();
      let own = await startService(env);
      const id = await opened('away', env);
      const patient = watching([id, '--interval', '0.2', '--until-event', '2', '--patience', '100'], env);
      const impatient = watching([id, '--interval', '0.2', '--patience', '1', '--json'], env);
      await Promise.all([once(patient.stdout, 'data'), once(impatient.stdout, 'data')]);
      await own.stop();
      await server.stop();
      const over = await impatient;
      expect(over.exitCode).toBe(5);
      expect(JSON.parse(over.stdout.split('\n').at(-1) ?? '')).toMatchObject({ error: { code: 'NO_SERVICE' } });
      server = await start();
      own = await startService(env);
      // In a process of its own: a connection to the server that went away waits longer and longer before it tries again.
      expect(await mouProcess(['sign', id, ...sign('us')], { env })).toMatchObject({ exitCode: 0 });
      const ended = await patient;
      await own.stop();
      await server.stop();
      expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/#2 .*Signed/) });
      expect(ended.stderr).toMatch(/Trying again for up to 100 s\nIt answers again$/);
    });
  });
});
