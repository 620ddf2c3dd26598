/** `mou instrument` as a newcomer uses it: the commands of docs/writing-a-memorandum.md, in a folder of one's own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mou, mouJson, mouProcess, ROOT } from '../support/service.ts';

/** The flags of the page's own command. */
const flagsOfThePage = async (): Promise<string[]> => {
  const page = await readFile(join(ROOT, 'docs', 'writing-a-memorandum.md'), 'utf8');
  const [, command = ''] = /npx mou instrument new \\\n([\s\S]*?)\n```/.exec(page) ?? [];
  return [...command.matchAll(/"([^"]*)"|([^\s\\"]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
};

describe('a memorandum of one’s own', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-instrument-'));
    file = join(folder, 'ozone-data.yaml');
    const { json } = await mouJson(['instrument', 'new', ...(await flagsOfThePage()), '--out', file]);
    expect(json).toEqual({ file, id: 'ozone-data' });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is valid as it was written, and is put into words', async () => {
    expect((await mouJson(['instrument', 'check', file])).json).toMatchObject({
      valid: true,
      id: 'ozone-data',
      warnings: [],
      textOnly: expect.arrayContaining([expect.objectContaining({ clause: '1', cited: 0 })]),
    });
    const ran = await mou(['instrument', 'check', file]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain('clause 1 is text only: nothing is computed from it');
  });

  it('is read from standard input where its name is a hyphen, like every file that a command reads', async () => {
    const input = await readFile(file, 'utf8');
    expect(await mouProcess(['instrument', 'check', '-'], { input })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('is valid'),
    });
    const steps = JSON.stringify({ instrument: file, mou: 'm1', steps: [{ at: '2027-01-01T00:00:00Z', do: 'open' }] });
    expect(await mouProcess(['simulate', '-'], { input: steps })).toMatchObject({ exitCode: 0 });
    expect(await mouProcess(['verify', '--export', '-'], { input: '{}' })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is not an export'),
    });
  });

  it('names all problems and exits with 2 where something is wrong', async () => {
    const text = await readFile(file, 'utf8');
    const wrong = join(folder, 'wrong.yaml');
    await writeFile(wrong, text.replace('period: P3Y', 'period: 3 years').replace('clause: "5"', 'clause: "15"'));
    const ran = await mou(['instrument', 'check', wrong]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stdout).toMatch(
      /is not valid: 2 problems\n {2}line \d+: terms.duration.period: .*\n {2}line \d+: terms.commencement.clause: cites 15/,
    );
    expect((await mou(['instrument', 'check', join(folder, 'none.yaml')])).exitCode).toBe(4);
  });

  it('is not written over, and what is missing is named', async () => {
    const again = await mou(['instrument', 'new', ...(await flagsOfThePage()), '--out', file]);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--force replaces it') });
    const nothing = await mou(['instrument', 'new', '--title', 'X']);
    expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--participant: must name at least two Participants') });
  });

  it('has a JSON Schema', async () => {
    expect((await mouJson(['instrument', 'schema'])).json).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });
});
