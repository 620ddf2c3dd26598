/** The `mou` command as a user runs it: in a process of its own, on a real server with the built worker. */
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { shown } from '../../cli/output.ts';
import { dateAt } from '../../domain/calendar.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, mouProcess, ROOT, startService } from '../support/service.ts';

const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const today = (zone: string): string => dateAt(Date.now(), zone);

describe('mou', () => {
  let worker: WorkerProcess;
  let folder: string;
  beforeAll(async () => {
    worker = await startService();
    folder = await mkdtemp(join(tmpdir(), 'mou-cli-'));
  });
  afterAll(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  const file = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  const signing = (by: string): string[] => [
    ...[
      '--by',
      by,
      '--signed-on',
      '2025-10-29',
      '--place',
      'Gyeongju',
      '--signatory-name',
      'A. N. Official',
      '--signatory-title',
      'Minister',
    ],
    ...['--document-title', 'MOU original', '--document-sha256', SHA],
  ];

  const opened = async (name: string): Promise<string> => {
    const id = newMou(name);
    expect((await mou(['open', 'us-rok-tpd', '--mou', id])).exitCode).toBe(0);
    return id;
  };

  const operative = async (name: string): Promise<string> => {
    const id = await opened(name);
    expect((await mou(['sign', id, ...signing('us')])).exitCode).toBe(0);
    expect((await mou(['sign', id, ...signing('rok')])).exitCode).toBe(0);
    return id;
  };

  it('records a life act by act, each with its receipt', async () => {
    const id = newMou('life');
    const open = await mouJson(['open', 'us-rok-tpd', '--mou', id]);
    expect(open.json).toMatchObject({ mou: id, seq: 1, status: 'open', events: [{ type: 'MemorandumOpened' }] });
    await mou(['sign', id, ...signing('us')]);
    const signed = await mouJson(['sign', id, ...signing('rok')]);
    expect(signed.json).toMatchObject({
      mou: id,
      seq: 4,
      status: 'operative',
      events: [{ type: 'Signed' }, { type: 'BecameOperative', on: '2025-10-29' }],
    });
    const notice = await file('notice.pdf', 'Notice of discontinuation');
    const given = await mouJson([
      'give-notice',
      id,
      '--by',
      'us',
      '--notice',
      'n1',
      '--notice-on',
      today('America/New_York'),
      '--document',
      notice,
    ]);
    expect(given.json.events[0].data.document).toMatchObject({ title: 'notice.pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const delivery = ['--notice', 'n1', '--to', 'rok', '--delivered-on', today('Asia/Seoul'), '--place', 'Seoul', '--method', 'by hand'];
    const delivered = await mouJson(['record-delivery', id, ...delivery, '--evidence-title', 'Receipt', '--evidence-sha256', SHA]);
    expect(delivered.json.events.map(({ type }: { type: string }) => type)).toEqual(['NoticeDelivered', 'DiscontinuationExpected']);
    const { json: state } = await mouJson(['status', id]);
    expect(state).toMatchObject({
      mou: id,
      status: 'operative',
      operativeOn: '2025-10-29',
      version: 1,
      notices: { n1: { status: 'delivered' } },
    });
    const explained = await mou(['explain', id]);
    expect(explained.stdout).toMatch(/expected to commence on \d{4}-\d{2}-\d{2}/);
    expect(explained.stdout).toContain('The discontinuation is expected to commence on a date 180 days after');
    expect((await mouJson(['events', id])).json).toHaveLength(7);
    await expect.poll(async () => (await mouJson(['list'])).json).toContainEqual(expect.objectContaining({ mou: id, status: 'operative' }));
  });

  it('says of a paper that is recorded late what time records right after it', async () => {
    const id = await operative('late');
    const paper = ['--document-title', 'Notice', '--document-sha256', SHA];
    await mou(['give-notice', id, '--by', 'us', '--notice', 'n1', '--notice-on', '2026-03-01', ...paper]);
    const delivery = ['--notice', 'n1', '--to', 'rok', '--delivered-on', '2026-03-04', '--place', 'Seoul', '--method', 'by hand'];
    const { stdout } = await mou(['record-delivery', id, ...delivery, '--evidence-title', 'Receipt', '--evidence-sha256', SHA]);
    expect(stdout).toMatch(new RegExp(`^right after it: .*mou events ${id} shows$`, 'm'));
    const status = async () => (await mouJson(['status', id])).json.status;
    await expect.poll(status).toBe('discontinued');
  });

  it('gives the same receipt for the same act by its id', async () => {
    const id = await opened('retry');
    const first = await mouJson(['sign', id, ...signing('us'), '--id', 'sign-us']);
    const second = await mouJson(['sign', id, ...signing('us'), '--id', 'sign-us']);
    expect(second.json).toEqual(first.json);
  });

  it('takes an act as JSON from standard input', async () => {
    const id = await opened('json');
    const act = {
      by: 'us',
      signatory: { name: 'A. N. Official', title: 'Minister' },
      signedOn: '2025-10-29',
      place: 'Gyeongju',
      document: { title: 'MOU', sha256: SHA },
    };
    const ran = await mouJson(['sign', id, '--input', '-'], { input: JSON.stringify(act) });
    expect(ran.json.events[0]).toMatchObject({ type: 'Signed', by: 'us' });
  });

  it('answers as of a date, and as known at an instant', async () => {
    const id = await operative('as-of');
    expect((await mouJson(['status', id, '--on', '2025-10-29'])).json).toMatchObject({ status: 'operative' });
    const before = await mouJson(['status', id, '--known-at', '2020-01-01T00:00:00Z']);
    expect(before.exitCode).toBe(4);
  });

  it('says which memorandum may be meant by an id that nobody knows, and hints at none where it is known', async () => {
    const id = await opened('near');
    const slip = `${id.slice(0, -1)}${id.endsWith('x') ? 'y' : 'x'}`;
    // The server's own index tells, a moment later.
    const said = expect.stringMatching(new RegExp(`; did you mean .*${id}`));
    await expect
      .poll(() => mouJson(['status', slip]))
      .toMatchObject({ exitCode: 4, json: { error: { code: 'UNKNOWN_MOU', message: said } } });
    expect((await mouJson(['withdraw-notice', slip, '--by', 'us', '--notice', 'n1'])).json.error.message).toContain(id);
    expect((await mouJson(['status', id, '--known-at', '2020-01-01T00:00:00Z'])).json.error.message).not.toContain('did you mean');
    const before = (await mouJson(['status', id, '--known-at', '2020-01-01'])).json.error.message;
    expect(before).toContain('as known at 2020-01-01T00:00:00Z');
  });

  it.each([
    ['an unknown memorandum', ['status', 'no-such-mou'], 4, 'UNKNOWN_MOU', /no-such-mou/],
    ['an id with spaces', ['status', 'an id'], 2, 'INVALID', /mou/],
    ['an id of 300 characters', ['status', 'x'.repeat(300)], 2, 'INVALID', /mou/],
    ['a missing file', ['open', 'no-such-file.yaml'], 4, 'NOT_FOUND', /no-such-file/],
    ['no verb at all', [], 2, 'INVALID', /a verb is missing/],
    ['one word of a verb', ['withdraw'], 2, 'INVALID', /unknown command 'withdraw'\s\(Did you mean withdraw-notice\?\)$/],
    ['a verb that does not exist', ['frobnicate'], 2, 'INVALID', /frobnicate/],
    ['a verb of two words without the second', ['instrument'], 2, 'INVALID', /^a verb is missing after instrument: new, check, schema$/],
    ['a second word that does not exist', ['instrument', 'mend'], 2, 'INVALID', /'mend'\s\(The verbs of instrument: new, check, schema\)$/],
    [
      'an option that the verb does not take',
      ['record-delivery', 'x', '--document', 'y'],
      2,
      'INVALID',
      /^unknown option '--document'\s\(record-delivery takes .*--delivered-on, .*--evidence, /,
    ],
    ['an option of a verb of two words', ['meeting', 'hold', 'x', '--on', 'y'], 2, 'INVALID', /\(meeting hold takes .*--held-on/],
    ['help of a verb that does not exist', ['help', 'frobnicate'], 2, 'INVALID', /^unknown command 'frobnicate'$/],
    ['help of a second word that does not exist', ['instrument', 'mend', '--help'], 2, 'INVALID', /'mend'\s\(The verbs of instrument/],
    ['missing flags', ['give-notice', 'x'], 2, 'INVALID', /--by/],
    ['an as-of date that does not exist', ['status', 'x', '--on', '2027-02-30'], 2, 'INVALID', /--on/],
  ])('tells %s with its exit code', async (_, args, exitCode, code, message) => {
    const ran = await mouJson(args);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.json.error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ['a malformed date', { signedOn: '2025-02-30' }, 2, 'INVALID', /signedOn/],
    ['an unknown field', { colour: 'blue' }, 2, 'INVALID', /colour/],
    ['a title of 501 letters', { document: { title: 'x'.repeat(501), sha256: SHA } }, 2, 'INVALID', /document\.title/],
    ['a date in the future', { signedOn: '2999-01-01' }, 3, 'FUTURE_DATE', /signedOn/],
    ['a stranger', { by: 'jp' }, 3, 'NOT_A_PARTICIPANT', /jp/],
  ])('refuses a signature with %s, and nothing has changed', async (_, change, exitCode, code, message) => {
    const id = await opened('bad');
    const act = {
      by: 'us',
      signatory: { name: 'A', title: 'B' },
      signedOn: '2025-10-29',
      place: 'Gyeongju',
      document: { title: 'MOU', sha256: SHA },
      ...change,
    };
    const ran = await mouJson(['sign', id, '--input', '-'], { input: JSON.stringify(act) });
    expect(ran.json.error).toMatchObject({ code, message: expect.stringMatching(message), clause: 'T' });
    expect(ran.json.error.message.length).toBeLessThan(1_000);
    expect(ran.exitCode).toBe(exitCode);
    expect((await mouJson(['events', id])).json).toHaveLength(1);
  });

  it('shows who has confirmed, where that makes a memorandum operative', async () => {
    const id = newMou('confirmed');
    await mou(['open', 'us-uk-tpd', '--mou', id]);
    await mou(['sign', id, ...signing('uk')]);
    await mou(['confirm', id, '--input', '-'], {
      input: JSON.stringify({ by: 'uk', confirmedOn: '2025-10-29', document: { title: 'Confirmation', sha256: SHA } }),
    });
    expect((await mou(['status', id])).stdout).toMatch(/^confirmed +2025-10-29, for .*United Kingdom/m);
  });

  it('helps with both words of a verb, wherever help is asked for', async () => {
    const usage = /^Usage: mou meeting schedule /;
    for (const args of [
      ['help', 'meeting', 'schedule'],
      ['meeting', 'help', 'schedule'],
      ['meeting', 'schedule', '--help'],
    ]) {
      expect(await mou(args)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(usage), stderr: '' });
    }
  });

  it('names the clause of a refusal, for scripts and for people', async () => {
    const id = await opened('clause');
    const notice = [
      'give-notice',
      id,
      '--by',
      'us',
      '--notice',
      'n1',
      '--notice-on',
      '2025-10-29',
      '--document-title',
      'Notice',
      '--document-sha256',
      SHA,
    ];
    const ran = await mouJson(notice);
    expect(ran).toMatchObject({ exitCode: 3, json: { error: { code: 'NOT_OPERATIVE', clause: 'III.3' } } });
    const told = await mou(notice);
    expect(told.stdout).toBe('');
    expect(told.stderr).toMatch(/^NOT_OPERATIVE .*\(III\.3\)$/m);
  });

  it('says within 10 seconds that no server answers', async () => {
    const before = Date.now();
    const ran = await mouJson(['status', 'x'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ran).toMatchObject({ exitCode: 5, json: { error: { code: 'NO_SERVICE' } } });
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  it.each([
    ['knows nothing of Temporal', 12, 'unknown service'],
    ['wants to know who asks', 16, 'no credentials'],
    ['does not let everybody ask', 7, 'not yours'],
  ])('says so where what answers %s', async (_, status, reason) => {
    const server = createServer();
    server.on('stream', (stream) => {
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': reason },
        { endStream: true },
      );
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const ran = await mouJson(['status', 'x'], { env: { TEMPORAL_ADDRESS: `127.0.0.1:${port}` } });
    server.close();
    expect(ran).toMatchObject({ exitCode: 5, json: { error: { code: 'NO_SERVICE', message: expect.stringContaining(reason) } } });
  });

  it('says within 10 seconds that no worker answers, and how to try the same act again', async () => {
    const id = await opened('no-worker');
    await worker.stop();
    const before = Date.now();
    const ran = await mouJson(['sign', id, ...signing('us')]);
    const took = Date.now() - before;
    // Started again first: the tests after this one need it.
    worker = await startService();
    // Eight seconds for the answer, two for why there is none, and the rest for a machine with much else to do.
    expect(took).toBeLessThan(15_000);
    expect(ran).toMatchObject({ exitCode: 5, json: { error: { code: 'NO_SERVICE', message: expect.stringContaining('--id ') } } });
    const retry = /--id (\S+)$/.exec(ran.json.error.message)?.[1] ?? '';
    const again = await mouJson(['sign', id, ...signing('us'), '--id', retry]);
    expect(again.json).toMatchObject({ seq: 2, events: [{ type: 'Signed', seq: 2 }] });
  });

  it('prints the same wherever its process lives', async () => {
    const run = (TZ: string) => mouProcess(['simulate', 'test/scenarios/seed-life.yaml'], { env: { TZ, NO_COLOR: '1' } });
    const [home, ...abroad] = await Promise.all(['UTC', 'Asia/Seoul', 'America/New_York'].map(run));
    expect(home?.stdout.length).toBeGreaterThan(1_000);
    for (const { stdout } of abroad) expect(stdout).toBe(home?.stdout);
  });

  it('simulates a scenario, and says of what is expected on which date', async () => {
    const { stdout } = await mouProcess(['simulate', 'test/scenarios/seed-life.yaml'], { env: { NO_COLOR: '1' } });
    expect(stdout).toMatch(/DiscontinuationExpected on \d{4}-\d\d-\d\d, for 2027-07-31 \(III\.4\): n1/);
  });

  it('simulates a scenario without a server', async () => {
    const ran = await mouJson(['simulate', 'test/scenarios/seed-life.yaml'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ran.exitCode).toBe(0);
    expect(ran.json.state).toMatchObject({
      status: 'discontinued',
      operativeOn: '2027-01-05',
      discontinuation: { commencedOn: '2027-07-31' },
    });
    expect(ran.stderr).toBe('');
  });

  it.each([
    [
      'steps that go back in time',
      'instrument: us-rok-tpd\nmou: x\nsteps:\n  - {at: 2027-01-02T00:00:00Z, do: open}\n  - {at: 2027-01-01T00:00:00Z, do: look}\n',
      /steps\.1\.at/,
    ],
    ['what is no instant', 'instrument: us-rok-tpd\nmou: x\nsteps:\n  - {at: yesterday, do: open}\n', /steps\.0\.at/],
    ['no steps', 'instrument: us-rok-tpd\nmou: x\nsteps: []\n', /steps/],
    ['broken YAML', 'instrument: [us-rok-tpd\n', /line|flow/i],
  ])('refuses a scenario with %s', async (_, content, message) => {
    const ran = await mouJson(['simulate', await file('scenario.yaml', content)]);
    expect(ran).toMatchObject({ exitCode: 2, json: { error: { code: 'INVALID', message: expect.stringMatching(message) } } });
  });

  it('takes a refused step of a scenario as a result', async () => {
    const steps = [
      '{at: 2027-01-01T00:00:00Z, do: sign, by: us}',
      '{at: 2027-01-01T00:00:00Z, do: open}',
      '{at: 2027-01-01T00:00:00Z, do: sign, by: us, colour: blue}',
    ];
    const content = `instrument: us-rok-tpd\nmou: x\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
    const ran = await mouJson(['simulate', await file('refused.yaml', content)]);
    expect(ran.exitCode).toBe(0);
    expect(ran.json.steps.map(({ ok }: { ok: boolean }) => ok)).toEqual([false, true, false]);
    expect(ran.json.steps[2].error).toMatchObject({ code: 'INVALID', clause: 'T' });
  });

  it('runs the README’s first commands as they are typed', async () => {
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const id = newMou('readme');
    const block = /in the same folder, where the commands find it:\n\n```sh\n([^]*?)```/.exec(readme)?.[1] ?? '';
    const commands = block
      .replace('open us-rok-tpd', `open us-rok-tpd --mou ${id}`)
      .replaceAll(/(sign|status|explain|text|report) us-rok-tpd/g, `$1 ${id}`)
      .replace(/^npx mou watch.*$/m, '');
    const shell = `set -e\nnpx() { shift; "${process.execPath}" "${join(ROOT, 'bin', 'mou.js')}" "$@"; }\n${commands}`;
    const ran = await execa('bash', ['-c', shell], {
      cwd: await mkdtemp(join(folder, 'readme-')),
      env: { TEMPORAL_ADDRESS: inject('temporalAddress'), NO_COLOR: '1' },
      reject: false,
    });
    expect(ran.stderr).not.toContain('INVALID');
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('report.html: html of') });
  });

  it('has the README’s first script record a delivery, twice the same', async () => {
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const script = await readFile(join(ROOT, 'examples', 'record-delivery.mjs'), 'utf8');
    expect(readme).toContain(script);
    const id = await operative('script');
    await mou([
      'give-notice',
      id,
      '--by',
      'us',
      '--notice',
      'n1',
      '--notice-on',
      '2026-03-01',
      '--document-title',
      'Notice',
      '--document-sha256',
      SHA,
    ]);
    const run = async () =>
      await execa(process.execPath, ['examples/record-delivery.mjs', id, '2026-03-04', await file('receipt.pdf', 'A receipt')], {
        cwd: ROOT,
        env: { TEMPORAL_ADDRESS: inject('temporalAddress') },
      });
    const first = await run();
    // 180 days after 4 March have passed, so that it has commenced by now; the date stays the true one.
    expect(first.stdout).toContain('2026-08-31');
    expect((await run()).stdout).toBe(first.stdout);
  });

  it('ends quietly where nobody reads what it prints', async () => {
    const child = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), '--help'], { reject: false });
    child.stdout.destroy();
    expect(await child).toMatchObject({ exitCode: 141, stderr: '' });
  });

  it('shows no mark on a terminal that turns the text round, and keeps every sign in a file', () => {
    const title = 'Ends \u202e72-50-2027';
    expect(shown(title, true)).toBe('Ends 72-50-2027');
    expect(shown(title, false)).toBe(title);
  });

  it('explains itself', async () => {
    const ran = await mou(['--help']);
    for (const verb of [
      'open',
      'sign',
      'give-notice',
      'record-delivery',
      'status',
      'events',
      'list',
      'explain',
      'simulate',
      'rehearse',
      'dev',
    ]) {
      expect(ran.stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));
    }
    expect((await mou(['sign', '--help'])).stdout).toContain('Examples:');
  });
});
