/** `mou apply` as a user runs it: acts in bulk, interrupted in every way and run again. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { inOrder } from '../../cli/verbs/apply/in-order.ts';
import { dateAt } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, ROOT, startService } from '../support/service.ts';

const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
/** Of today, so that no reminder of a signature still missing comes in between. */
const today = dateAt(Date.now(), 'America/New_York');
const document = { title: 'MOU original', sha256: SHA };
const signatory = { name: 'A. N. Official', title: 'Minister' };

/** Hundreds of acts, on a machine that may have much else to do. */
const LONG = 180_000;

type Act = Record<string, unknown>;
type Result = { line: number; mou: string; do: string; ok: boolean; receipt: { seq: number; events: Event[] }; error: { code: string } };

const open = { do: 'open', instrument: 'us-rok-tpd' };
const sign = (by: string) => ({ do: 'sign', by, signatory, signedOn: today, place: 'Gyeongju', document });
const start = (initiative: string) => ({ do: 'start-initiative', by: 'us', initiative, area: 'II.B.4', title: `Test bed ${initiative}` });
const operative: Act[] = [open, sign('us'), sign('rok')];

const ndjson = (acts: Act[]): string => `${acts.map((act) => JSON.stringify(act)).join('\n')}\n`;
const of = (id: string, acts: Act[]): Act[] => acts.map((act) => ({ mou: id, ...act }));
/** One act of each memorandum after the other. */
const interleaved = (ids: string[], acts: Act[]): Act[] => acts.flatMap((act) => ids.map((id) => ({ mou: id, ...act })));
const linesOf = (stdout: string): Result[] => stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

describe('mou apply', () => {
  let worker: WorkerProcess;
  let folder: string;
  beforeAll(async () => {
    worker = await startService();
    folder = await mkdtemp(join(tmpdir(), 'mou-apply-'));
  });
  afterAll(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  const file = async (content: string | Buffer): Promise<string> => {
    const path = join(folder, `${newMou('acts')}.ndjson`);
    await writeFile(path, content);
    return path;
  };
  const eventsOf = async (id: string): Promise<Event[]> => (await mouJson(['events', id])).json;
  /** In the background: to be interrupted. */
  const running = (args: string[]) =>
    execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'apply', ...args], {
      reject: false,
      env: { TEMPORAL_ADDRESS: inject('temporalAddress'), NO_COLOR: '1' },
    });

  it('records the acts of two memoranda, each in the order of its lines', async () => {
    const ids = [newMou('one'), newMou('two')];
    const ran = await mouJson(['apply', await file(ndjson(interleaved(ids, [...operative, start('i1')])))]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '', json: { applied: 8, repeated: 0, refused: 0, failed: 0 } });
    const results: Result[] = ran.json.results;
    expect(results.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const id of ids) {
      const mine = results.filter((result) => result.mou === id);
      expect(mine.map((result) => [result.do, result.receipt.seq])).toEqual([
        ['open', 1],
        ['sign', 2],
        ['sign', 4],
        ['start-initiative', 5],
      ]);
      expect(mine.flatMap(({ receipt }) => receipt.events)).toEqual(await eventsOf(id));
    }
  });

  it('takes the spreadsheet of history that the docs show, and tells nobody', async () => {
    const id = newMou('history');
    const rows = await readFile(join(ROOT, 'examples', 'history.csv'), 'utf8');
    await cp(join(ROOT, 'examples', 'papers'), join(folder, 'papers'), { recursive: true });
    const path = join(folder, 'history.csv');
    // Some spreadsheets begin with a byte order mark.
    await writeFile(path, `\uFEFF${rows.replaceAll('old-tpd', id)}`);
    const ran = await mouJson(['apply', path, '--quiet']);
    expect(ran).toMatchObject({ exitCode: 0, json: { applied: 5, invalid: 0, failed: 0 } });
    await expect.poll(async () => (await mouJson(['status', id])).json.status).toBe('discontinued');
    const events = await eventsOf(id);
    expect(events.find(({ type }) => type === 'Signed')?.data).toMatchObject({
      signatory: { title: 'Director' },
      document: { title: 'mou.txt', sha256: createHash('sha256').update('Stand-in for the mou\n').digest('hex') },
    });
    expect(events.filter(({ quiet }) => !quiet)).toEqual([]);
    expect((await mouJson(['deliveries', id])).json).toMatchObject({ waiting: 0, deliveries: [] });
    expect((await mouJson(['apply', path, '--quiet'])).json).toMatchObject({ applied: 0, repeated: 5 });
  });

  it('refuses a spreadsheet whose header names no field of an act, before anything is recorded', async () => {
    const path = join(folder, 'typo.csv');
    await writeFile(path, 'mou;do;signed_on\nx;open;2025-10-29\n');
    expect((await mouJson(['apply', path])).json.error).toMatchObject({ code: 'INVALID', message: expect.stringContaining('"signed_on"') });
  });

  it('tells people one line an act, and the sum on standard error', async () => {
    const id = newMou('told');
    const acts = [{ do: 'give-notice', by: 'us', notice: 'n1', noticeOn: today, document }, sign('us'), sign('rok')];
    const ran = await mou(['apply', await file(ndjson([...of(id, [open]), {}, ...of(id, acts)]))]);
    const lines = ran.stdout.split('\n');
    expect(lines[0]).toBe(`line 1  ${id}  open  ok  #1 MemorandumOpened`);
    expect(lines[1]).toMatch(/^line 2 {2}– {2}– {2}INVALID mou: is missing/);
    expect(lines[2]).toMatch(new RegExp(`^line 3 {2}${id} {2}give-notice {2}refused NOT_OPERATIVE .* \\(III\\.3\\)$`));
    expect(lines[4]).toBe(`line 5  ${id}  sign  ok  #3 Signed, #4 BecameOperative`);
    expect(ran.stderr).toBe('3 applied, 0 as before, 1 refused, 1 not valid');
    expect(ran.exitCode).toBe(2);
  });

  it('gives the same receipts again and doubles nothing', async () => {
    const ids = [newMou('again'), newMou('again')];
    // Two reports in the same words are two reports.
    const report = { do: 'report-initiative', initiative: 'i1', report: 'No news' };
    const path = await file(ndjson(interleaved(ids, [...operative, start('i1'), report, report])));
    const first = await mouJson(['apply', path]);
    expect(first.json).toMatchObject({ applied: 12, repeated: 0 });
    const events = await Promise.all(ids.map(eventsOf));
    expect(events.map((log) => log.filter(({ type }) => type === 'InitiativeReported').length)).toEqual([2, 2]);
    const second = await mouJson(['apply', path]);
    expect(second).toMatchObject({ exitCode: 0, json: { applied: 0, repeated: 12, refused: 0, failed: 0 } });
    const receipts = (ran: typeof first): unknown[] => ran.json.results.map(({ receipt }: Result) => receipt);
    expect(receipts(second)).toEqual(receipts(first));
    expect(await Promise.all(ids.map(eventsOf))).toEqual(events);
    expect((await mou(['apply', path])).stdout).toContain('#1 MemorandumOpened (as before)');
  });

  it('takes an act for the same one however its line is written', async () => {
    const id = newMou('spelled');
    await mou(['apply', await file(ndjson(of(id, operative)))]);
    const turned = of(id, operative).map((act) => Object.fromEntries(Object.entries(act).reverse()));
    const ran = await mouJson(['apply', await file(`\uFEFF# turned round\r\n${ndjson(turned).replaceAll('\n', '  \r\n\n')}`)]);
    expect(ran.json).toMatchObject({ applied: 0, repeated: 3, results: [{ line: 2 }, { line: 4 }, { line: 6 }] });
  });

  it(
    'goes on after it was killed, with the same receipts and nothing doubled',
    async () => {
      const ids = [newMou('killed'), newMou('killed'), newMou('killed')];
      const initiatives = Array.from({ length: 20 }, (_, n) => start(`i${n}`));
      const path = await file(ndjson(interleaved(ids, [...operative, ...initiatives])));
      const child = running([path, '--ndjson']);
      let told = '';
      for await (const chunk of child.stdout) {
        told += String(chunk);
        if (told.split('\n').length > 20) break;
      }
      child.kill('SIGKILL');
      await child;
      const before = told
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Result);
      expect(before.length).toBeLessThan(69);
      const after = await mouJson(['apply', path]);
      expect(after).toMatchObject({ exitCode: 0, json: { refused: 0, failed: 0 } });
      expect(after.json.applied + after.json.repeated).toBe(69);
      expect(after.json.repeated).toBeGreaterThanOrEqual(before.length);
      const results: Result[] = after.json.results;
      expect(results.slice(0, before.length).map(({ receipt }) => receipt)).toEqual(before.map(({ receipt }) => receipt));
      for (const id of ids) {
        const log = await eventsOf(id);
        expect(log).toHaveLength(24);
        expect(results.filter((result) => result.mou === id).flatMap(({ receipt }) => receipt.events)).toEqual(log);
      }
    },
    LONG,
  );

  it('stops at SIGINT after the acts in flight, and goes on from there', async () => {
    const ids = [newMou('stopped'), newMou('stopped')];
    const path = await file(ndjson(interleaved(ids, [...operative, ...Array.from({ length: 20 }, (_, n) => start(`i${n}`))])));
    const child = running([path, '--json']);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { exitCode, stdout } = await child;
    expect(exitCode).toBe(130);
    const { results, stopped, applied } = JSON.parse(stdout);
    expect(stopped).toEqual({ reason: 'signal', line: results.length });
    expect(applied).toBe(results.length);
    // What was begun was finished, and is told.
    expect((await eventsOf(ids[0] as string)).at(-1)?.seq).toBe(results.findLast((one: Result) => one.mou === ids[0])?.receipt.seq);
    const rest = await mouJson(['apply', path]);
    expect(rest.json).toMatchObject({ applied: 46 - applied, repeated: applied });
  });

  it('stops reading a pipe that stays open at SIGINT', async () => {
    const id = newMou('pipe');
    const child = running(['-', '--mou', id]);
    child.stdin.write(ndjson([open]));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await child).toMatchObject({ exitCode: 130, stderr: expect.stringMatching(/^Stopped after line 1 \(interrupted\): 1 applied/) });
  });

  it('leaves off where nobody reads the results', async () => {
    const id = newMou('closed');
    const path = await file(ndjson(of(id, [...operative, ...Array.from({ length: 100 }, (_, n) => start(`i${n}`))])));
    const child = running([path]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect((await child).exitCode).toBe(141);
    expect((await eventsOf(id)).length).toBeLessThan(104);
  });

  it('reads from a pipe, with one memorandum for all lines', async () => {
    const id = newMou('piped');
    const ran = await mou(['apply', '-', '--mou', id, '--ndjson'], { input: ndjson(operative).trimEnd() });
    expect(ran).toMatchObject({ exitCode: 0, stderr: '3 applied, 0 as before, 0 refused, 0 not valid' });
    expect(linesOf(ran.stdout)).toMatchObject([
      { line: 1, mou: id, do: 'open', ok: true, receipt: { seq: 1 } },
      { line: 2, mou: id, do: 'sign', ok: true, receipt: { seq: 2 } },
      { line: 3, mou: id, do: 'sign', ok: true, receipt: { seq: 4, status: 'operative' } },
    ]);
  });

  it('tells each malformed line by its number, and goes on', async () => {
    const id = newMou('bad');
    const lines = [
      '# a comment',
      '',
      JSON.stringify({ mou: id, ...open }),
      '{"do":"sign",',
      '["sign"]',
      JSON.stringify(sign('us')),
      JSON.stringify({ mou: 'an id', ...sign('us') }),
      JSON.stringify({ mou: id, do: 'frobnicate' }),
      JSON.stringify({ mou: id, ...sign('us'), signedOn: '2025-02-30' }),
      JSON.stringify({ mou: newMou('none'), do: 'open', instrument: 'no-such-instrument' }),
      `{"mou":"${id}","do":"start-initiative","funds":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      `{"mou":"${id}","do":"sign","by":"${'x'.repeat(1_100_000)}"}`,
      JSON.stringify({ mou: id, ...sign('us') }),
    ];
    const content = Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0x22, 0xff, 0xfe, 0x22])]);
    const ran = await mouJson(['apply', await file(content)]);
    expect(ran.exitCode).toBe(2);
    expect(ran.json).toMatchObject({ applied: 2, refused: 0, invalid: 10, failed: 0 });
    const told = ran.json.results.map((result: Result) => [result.line, result.ok ? 'ok' : result.error.code]);
    expect(told).toEqual([
      [3, 'ok'],
      ...[4, 5, 6, 7, 8, 9].map((line) => [line, 'INVALID']),
      [10, 'NOT_FOUND'],
      [11, 'INVALID'],
      [12, 'INVALID'],
      [13, 'ok'],
      [14, 'INVALID'],
    ]);
    const wrongDate = ran.json.results.find(({ line }: Result) => line === 9);
    expect(wrongDate.error).toMatchObject({ clause: 'T' });
    const messages = ran.json.results.flatMap(({ error }: { error?: { message: string } }) => (error ? [error.message] : []));
    [
      /not JSON/,
      /one JSON object/,
      /mou: is missing/,
      /an id/,
      /frobnicate/,
      /signedOn/,
      /no-such-instrument/,
      /nested/,
      /1 MiB/,
      /UTF-8/,
    ].forEach((reason, at) => expect(messages[at]).toMatch(reason));
  });

  it('takes a refusal as a result: the rest goes on, and the exit code is 3', async () => {
    const id = newMou('refused');
    const acts = of(id, [sign('us'), open, sign('jp'), sign('us'), open]);
    const ran = await mouJson(['apply', await file(ndjson(acts))]);
    expect(ran.exitCode).toBe(3);
    expect(ran.json).toMatchObject({ applied: 2, refused: 3, failed: 0 });
    expect(ran.json.results.map((result: Result) => (result.ok ? 'ok' : result.error.code))).toEqual([
      'UNKNOWN_MOU',
      'ok',
      'NOT_A_PARTICIPANT',
      'ok',
      'ALREADY_OPENED',
    ]);
  });

  it('stops at the first refusal where it is told to', async () => {
    const id = newMou('strict');
    const ran = await mouJson(['apply', await file(ndjson(of(id, [open, sign('jp'), sign('us')]))), '--stop-on-refusal']);
    expect(ran).toMatchObject({ exitCode: 3, json: { applied: 1, refused: 1, stopped: { reason: 'refusal', line: 2 } } });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('refuses another act under an id that was used', async () => {
    const id = newMou('ids');
    const acts = of(id, [open, { ...sign('us'), id: 'a' }, { ...sign('us'), id: 'a' }, { ...sign('rok'), id: 'a' }]);
    const ran = await mouJson(['apply', await file(ndjson(acts))]);
    expect(ran.json).toMatchObject({
      applied: 2,
      repeated: 1,
      refused: 1,
      failed: 0,
      results: [{}, {}, { repeated: true }, { error: { code: 'ALREADY_RECORDED' } }],
    });
  });

  it.each([
    ['a file that is not there', ['no-such-file'], 4, 'NOT_FOUND', /no-such-file/],
    ['a folder', ['.'], 2, 'INVALID', /folder/],
    ['no concurrency', ['-', '--concurrency', '0'], 2, 'INVALID', /--concurrency/],
    ['two forms at once', ['-', '--ndjson'], 2, 'INVALID', /--ndjson/],
    ['what is no id', ['-', '--mou', 'an id'], 2, 'INVALID', /--mou/],
  ])('tells %s with its exit code', async (_, args, exitCode, code, message) => {
    const ran = await mouJson(['apply', ...args]);
    expect(ran).toMatchObject({ exitCode, json: { error: { code, message: expect.stringMatching(message) } } });
  });

  it('does nothing with an empty file', async () => {
    const ran = await mouJson(['apply', await file('\n# nothing\n')]);
    expect(ran).toMatchObject({ exitCode: 0, json: { applied: 0, results: [] } });
  });

  it(
    'says how far it got where nobody answers any more, and goes on later',
    async () => {
      const id = newMou('no-worker');
      const acts = of(id, [...operative, ...Array.from({ length: 30 }, (_, n) => start(`i${n}`))]);
      const child = running(['-', '--json', '--patience', '2']);
      const [begun, left] = [acts.slice(0, 8), acts.slice(8)];
      child.stdin.write(ndjson(begun));
      await once(child.stdout, 'data');
      await worker.stop();
      child.stdin.end(ndjson(left));
      const { exitCode, stdout } = await child;
      worker = await startService();
      expect(exitCode).toBe(5);
      const { results, stopped, error } = JSON.parse(stdout);
      expect(stopped).toEqual({ reason: 'no-service', line: results.length });
      expect(error).toMatchObject({ code: 'NO_SERVICE', message: expect.stringContaining(`line ${results.length + 1}: `) });
      expect(error.message).toMatch(/same command goes on/);
      const rest = await mouJson(['apply', await file(ndjson(acts))]);
      expect(rest).toMatchObject({ exitCode: 0, json: { refused: 0, failed: 0 } });
      expect(rest.json.repeated).toBeGreaterThanOrEqual(results.length);
      expect(await eventsOf(id)).toHaveLength(34);
    },
    LONG,
  );

  it(
    'counts each act once, where two runs of the same file meet',
    async () => {
      const id = newMou('two-runs');
      const path = await file(ndjson(of(id, [...operative, ...Array.from({ length: 40 }, (_, n) => start(`i${n}`))])));
      const runs = await Promise.all([running([path, '--json']), running([path, '--json'])]);
      const told = runs.map(({ stdout }) => JSON.parse(stdout));
      expect(told.map(({ applied, repeated }) => applied + repeated)).toEqual([43, 43]);
      expect(told[0].applied + told[1].applied).toBe(43);
      expect(await eventsOf(id)).toHaveLength(44);
    },
    LONG,
  );

  it('says at once that no server answers', async () => {
    const ran = await mou(['apply', '-', '--ndjson'], { input: ndjson(operative), env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ran.exitCode).toBe(5);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'NO_SERVICE' } });
  });

  it('explains itself', async () => {
    const { stdout } = await mou(['apply', '--help']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toMatch(/not done twice/);
  });
});

describe('the order of the work', () => {
  it('is kept within a key, is concurrent among keys, and the results come in the order of the items', async () => {
    const items = Array.from({ length: 100 }, (_, n) => ({ n, key: `k${(n * 7) % 5}` }));
    const busy = new Set<string>();
    const done: Record<string, number[]> = {};
    const emitted: number[] = [];
    let most = 0;
    async function* source() {
      yield* items;
    }
    await inOrder(source(), {
      keyOf: ({ key }) => key,
      sizeOf: () => 1,
      work: async ({ n, key }) => {
        expect(busy.has(key)).toBe(false);
        busy.add(key);
        most = Math.max(most, busy.size);
        await pause(n % 3);
        busy.delete(key);
        done[key] = [...(done[key] ?? []), n];
        return n;
      },
      emit: async (_, result) => {
        if (result !== undefined) emitted.push(result);
      },
      concurrency: 3,
      readAhead: 20,
      signal: new AbortController().signal,
    });
    expect(most).toBe(3);
    expect(emitted).toEqual(items.map(({ n }) => n));
    for (const order of Object.values(done)) expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});
