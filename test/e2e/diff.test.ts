/** `mou diff` and `mou text --version` as a user runs them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../domain/calendar.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, mouProcess, startService } from '../support/service.ts';

const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const document = { title: 'Text', sha256: SHA };
const signatory = { name: 'A. N. Official', title: 'Minister' };

const modify = (decision: string, patch: unknown[]) => [
  { do: 'propose', by: 'us', decision, kind: 'modify', patch, document },
  { do: 'consent', by: 'rok', decision, document },
];
const REVIEW = { id: 'X', heading: 'Review', text: 'The Participants review this MOU.\n\nThey do so every year.' };
const ACTS = [
  { do: 'open', instrument: 'us-rok-tpd' },
  ...['us', 'rok'].map((by) => ({ do: 'sign', by, signatory, signedOn: '2025-10-29', place: 'Gyeongju', document })),
  ...modify('d1', [
    { op: 'replace', path: '/title', value: 'Technology Prosperity Deal' },
    { op: 'add', path: '/clauses/-', value: REVIEW },
  ]),
  ...modify('d2', [{ op: 'replace', path: '/terms/commencement/period', value: 'P90D' }]),
];

describe('mou diff', () => {
  const id = newMou('diff');
  let worker: WorkerProcess;
  let folder: string;
  beforeAll(async () => {
    worker = await startService();
    folder = await mkdtemp(join(tmpdir(), 'mou-diff-'));
    const input = ACTS.map((act) => JSON.stringify(act)).join('\n');
    expect((await mou(['apply', '-', '--mou', id], { input })).exitCode).toBe(0);
  });
  afterAll(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  const title = async (version: string): Promise<string> => (await mouJson(['text', id, '--version', version])).json.title;

  it('shows what changed since the signature, each part with its decision', async () => {
    const { exitCode, json } = await mouJson(['diff', id]);
    expect(exitCode).toBe(0);
    expect(json).toEqual({
      mou: id,
      from: { version: 1 },
      to: { version: 3 },
      changes: [
        { field: 'title', before: await title('1'), after: 'Technology Prosperity Deal', decision: 'd1' },
        { clause: 'X', field: 'heading', before: null, after: 'Review', decision: 'd1' },
        { clause: 'X', before: null, after: REVIEW.text, decision: 'd1' },
        { field: 'terms.commencement.period', before: 'P180D', after: 'P90D', decision: 'd2' },
      ],
    });
  });

  it('compares two versions, in either direction', async () => {
    const there = await mouJson(['diff', id, '--from-version', '2', '--to-version', '3']);
    expect(there.json.changes).toEqual([{ field: 'terms.commencement.period', before: 'P180D', after: 'P90D', decision: 'd2' }]);
    const back = await mouJson(['diff', id, '--from-version', '3', '--to-version', '2']);
    expect(back.json.changes).toEqual([{ field: 'terms.commencement.period', before: 'P90D', after: 'P180D', decision: 'd2' }]);
  });

  it('compares two dates, and says which versions held', async () => {
    const later = addDays(dateAt(Date.now(), 'Asia/Seoul'), 1);
    const { json } = await mouJson(['diff', id, '--from-date', '2025-11-01', '--to-date', later]);
    expect(json).toMatchObject({ from: { date: '2025-11-01', version: 1 }, to: { date: later, version: 3 } });
    expect(json.changes).toHaveLength(4);
    const known = await mouJson(['diff', id, '--to-date', later, '--known-at', '2020-01-01T00:00:00Z']);
    expect(known).toMatchObject({ exitCode: 4, json: { error: { code: 'UNKNOWN_MOU' } } });
  });

  it('makes one printed text of the other, as a unified diff that `patch` accepts', async () => {
    const before = (await mou(['text', id, '--version', '1'])).stdout;
    const after = (await mou(['text', id])).stdout;
    const { stdout: patch } = await mou(['diff', id]);
    expect(applyPatch(`${before}\n`, parsePatch(`${patch}\n`)[0] ?? '')).toBe(`${after}\n`);
    expect(patch).toContain('# terms.commencement.period: "P180D" → "P90D" (decision d2)');
    const path = join(folder, `${id}.txt`);
    await writeFile(path, `${before}\n`);
    // Where the machine has the command; the library's own reading of it is tested in any case.
    const patched = await execa('patch', ['-s', path], { input: `${patch}\n`, reject: false });
    if (patched.code !== 'ENOENT') expect(await readFile(path, 'utf8'), patched.stdout).toBe(`${after}\n`);
    expect((await mou(['diff', id, '--unified'])).stdout).toBe(patch);
  });

  it('shows people the words that changed', async () => {
    const { stdout } = await mou(['diff', id, '--words']);
    expect(stdout).toMatch(/^title {2}decision d1\n {2}\[-.*-\]Technology Prosperity Deal$/m);
    expect(stdout).toContain('X  new, decision d1\n  {+The Participants review this MOU.+}\n  {+They do so every year.+}');
    expect(stdout).toContain('[-P180D-]{+P90D+}');
    const coloured = await mouProcess(['diff', id, '--words'], { env: { NO_COLOR: '', FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001B[31m');
  });

  it('says that there is no difference, and prints nothing for `patch`', async () => {
    const same = ['diff', id, '--from-version', '2', '--to-version', '2'];
    expect(await mou([...same, '--words'])).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^No difference/) });
    expect(await mou(same)).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringMatching(/^No difference/) });
    expect((await mouJson(same)).json.changes).toEqual([]);
  });

  it.each([
    ['a version that is not there', ['--to-version', '7'], /--to-version.*"7".*latest is 3/],
    ['what is no version', ['--from-version', 'one'], /--from-version/],
    ['a date that does not exist', ['--from-date', '2027-02-30'], /--from-date/],
    ['a date and a version', ['--from-date', '2027-02-01', '--from-version', '1'], /--from-version/],
    ['what is no instant', ['--known-at', 'yesterday'], /--known-at/],
    ['two forms', ['--words', '--unified'], /--words/],
  ])('refuses %s, naming the flag', async (_, flags, message) => {
    const ran = await mouJson(['diff', id, ...flags]);
    expect(ran).toMatchObject({ exitCode: 2, json: { error: { code: 'INVALID', message: expect.stringMatching(message) } } });
  });

  it('prints any version of the text', async () => {
    expect(await title('1')).not.toBe(await title('2'));
    expect((await mou(['text', id, '--version', '2'])).stdout).toMatch(/^Technology Prosperity Deal\nVersion 2\./);
    const unknown = await mouJson(['text', id, '--version', '9']);
    expect(unknown).toMatchObject({ exitCode: 2, json: { error: { message: expect.stringMatching(/--version/) } } });
    const both = await mouJson(['text', id, '--version', '1', '--on', '2026-01-01']);
    expect(both).toMatchObject({ exitCode: 2, json: { error: { message: expect.stringMatching(/--on/) } } });
    expect((await mou(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('tells an unknown memorandum', async () => {
    expect(await mouJson(['diff', 'no-such-mou'])).toMatchObject({ exitCode: 4, json: { error: { code: 'UNKNOWN_MOU' } } });
  });
});
