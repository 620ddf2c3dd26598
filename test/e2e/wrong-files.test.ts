/** A command that is given the wrong file says what that is, and which command wants it. No server is asked. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allVerbs } from '../../cli/verbs/index.ts';
import { mou, mouJson } from '../support/service.ts';

let folder: string;
const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-wrong-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const scenario = (steps: string[], more = ''): string => `instrument: us-rok-tpd\nmou: life\n${more}steps:\n${steps.join('\n')}\n`;
const OPEN = '  - {at: 2027-01-05T03:00:00Z, do: open}';
const SING = '  - {at: 2027-01-05T04:00:00Z, do: sing, by: us}';
const LOOK = '  - {at: 2027-01-05T05:00:00Z, do: look}';
const DUE = '  - {at: 2027-01-05T03:30:00Z, do: due}';

describe('a file of another kind', () => {
  it('is named, with the command that wants it', async () => {
    const instrument = await file('instrument.yaml', 'id: x\ntitle: X\nparticipants: []\nclauses: []\nterms: {}\n');
    const life = await file('life.yaml', scenario([OPEN]));
    expect(await mou(['simulate', instrument])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/is an instrument, not a scenario: mou instrument check .*instrument.yaml checks it/),
    });
    expect(await mou(['instrument', 'check', life])).toMatchObject({
      exitCode: 2,
      stdout: expect.stringMatching(/is a scenario, not an instrument: mou simulate .*life.yaml runs it/),
    });
  });

  it('is said to be empty where it is', async () => {
    const empty = await file('empty.yaml', '');
    expect(await mou(['simulate', empty])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is empty: a scenario has') });
    expect(await mou(['instrument', 'check', empty])).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('is empty') });
  });
});

describe('a scenario with a step that names no act', () => {
  it('is run and is not valid, and the step is named', async () => {
    const life = await file('sing.yaml', scenario([OPEN, SING, LOOK]));
    const ran = await mouJson(['simulate', life]);
    expect(ran.json).toMatchObject({
      error: { code: 'INVALID', message: 'step 2: do: "sing" is not an act; did you mean sign?' },
      steps: [{ ok: true }, { ok: false }, { ok: true }],
    });
    expect(ran.exitCode).toBe(2);
  });

  it('is not valid either where it names what time alone takes', async () => {
    const life = await file('due.yaml', scenario([OPEN, DUE, SING]));
    const ran = await mouJson(['simulate', life]);
    expect(ran.json).toMatchObject({
      error: { code: 'INVALID', message: expect.stringMatching(/^step 2: do: "due" is not an act; one of/) },
    });
    expect(ran.exitCode).toBe(2);
  });

  it('is a result where the scenario says that the step is refused', async () => {
    const life = await file('expected.yaml', scenario([OPEN, SING, LOOK], 'rightAnswers: {err1: INVALID}\n'));
    const ran = await mouJson(['simulate', life]);
    expect(ran.json).not.toHaveProperty('error');
    expect(ran.exitCode).toBe(0);
  });
});

it('acts that are not valid are told where no server answers', async () => {
  const acts = await file('acts.ndjson', '{"mou":"x","do":"look"}\n{"mou":"x","do":"retract","by":"us","decision":"d1"}\nnot json\n');
  const nobody = { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } };
  const ran = await mou(['apply', acts], nobody);
  expect(ran.exitCode).toBe(2);
  expect(ran.stdout).toMatch(/^line 1 .*"look" is not an act.*\nline 3 .*is not JSON/);
  expect(ran.stderr).toContain('nothing was recorded');
  const good = await file('good.ndjson', '{"mou":"x","do":"retract","by":"us","decision":"d1"}\n');
  expect((await mou(['apply', good], nobody)).exitCode).toBe(5);
});

describe('a file that holds something else', () => {
  const OTHERS = [
    ['null', 'null'],
    ['[]', 'a list'],
    ['3', 'the number 3'],
    ['"x"', 'the text "x"'],
    ['true', 'the boolean true'],
  ] as const;
  const READERS = [
    ['simulate'],
    ['rehearse'],
    ['instrument', 'check'],
    ['open'],
    ['import'],
    ['verify', '--export'],
    ['verify', '--checkpoint'],
    ['verify', '--since'],
  ];

  it.each(READERS.map((words) => ({ verb: words.join(' '), words })))(
    'is not valid for $verb, and is told what it holds',
    async ({ words }) => {
      for (const [text, said] of OTHERS) {
        const path = await file('other.json', text);
        const ran = await mouJson([...words, path], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
        expect(ran).toMatchObject({
          exitCode: 2,
          json: { error: { code: 'INVALID', message: expect.stringContaining(`holds ${said}, not a`) } },
        });
      }
    },
  );

  it.each([
    ['--export', '{}', 'is not an export: its format is missing, not mou-export'],
    ['--export', '{"format":"mou-export","version":2}', 'is not an export of version 1: its version is 2'],
    ['--checkpoint', '{}', 'is not a checkpoint: its kind is missing, not mou-register-checkpoint/1'],
  ])('verify %s says of %s that it is of another kind', async (flag, text, said) => {
    const path = await file('other.json', text);
    expect(await mouJson(['verify', flag, path])).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'INVALID', message: `${path}: ${said}` } },
    });
  });

  it('is not valid as heads or an extract either', async () => {
    const checkpoint = await file('checkpoint.json', '{"kind":"mou-register-checkpoint/1"}');
    const other = await file('other.json', 'null');
    for (const [flag, what] of [
      ['--heads', 'a list of heads'],
      ['--extract', 'an extract'],
    ] as const) {
      expect(await mouJson(['verify', '--checkpoint', checkpoint, flag, other])).toMatchObject({
        exitCode: 2,
        json: { error: { code: 'INVALID', message: `${other}: holds null, not ${what}` } },
      });
    }
  });
});

describe('an id that is not valid', () => {
  const NOBODY = { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } };
  const takers = async (): Promise<string[][]> =>
    (await allVerbs())
      .map(({ usage }) => usage)
      .filter((usage) => /[<[]id[>\]]$/.test(usage))
      .map((usage) => usage.split(' ').slice(0, -1));

  it('is not valid where no server answers, for each verb that takes one', async () => {
    const all = await takers();
    expect(all.length).toBeGreaterThan(40);
    for (const words of all) {
      for (const id of ['', '../x']) {
        expect(await mouJson([...words, id], NOBODY), words.join(' ')).toMatchObject({
          exitCode: 2,
          json: { error: { code: 'INVALID', message: expect.stringContaining(`mou: ${JSON.stringify(id)} is not an id`) } },
        });
      }
    }
  });

  it('is not valid for an extract either', async () => {
    expect(await mouJson(['checkpoint', '--extract-of', '../x'], NOBODY)).toMatchObject({
      exitCode: 2,
      json: { error: { message: expect.stringContaining('--extract-of: "../x" is not an id') } },
    });
  });
});

describe('a file that an act is made of', () => {
  const act = (more: string): string => `{"by":"us","notice":"n1","noticeOn":"2026-03-01",${more}}`;
  const given = (...args: string[]) => mou(['give-notice', 'us-rok-tpd', ...args]);
  const flags = ['--by', 'us', '--notice', 'n1', '--notice-on', '2026-03-01', '--document'];

  it('is not taken in another encoding, whose letters would be lost in the record', async () => {
    // "김" in EUC-KR.
    const bytes = Buffer.concat([Buffer.from('{"by":"'), Buffer.from([0xb1, 0xe8]), Buffer.from('"}')]);
    await writeFile(join(folder, 'euc-kr.json'), bytes);
    const path = join(folder, 'euc-kr.json');
    for (const args of [
      ['give-notice', 'x', '--input', path],
      ['keys', 'register', 'x', '--jwk', `@${path}`],
      ['import', path],
    ]) {
      expect(await mou(args)).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/euc-kr.json: is not UTF-8 text$/) });
    }
  });

  it('means two things where a name is there twice, and is refused as at the desk', async () => {
    const twice = await file('twice.json', act('"by":"rok"'));
    expect(await given('--input', twice)).toMatchObject({ exitCode: 2, stderr: 'INVALID --input: the name "by" is there twice' });
    const deep = await file('deep.json', act(`"more":${'['.repeat(50_000)}${']'.repeat(50_000)}`));
    expect(await given('--input', deep)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('nested more than 100 levels deep'),
    });
  });

  it('is no paper where it is empty', async () => {
    const empty = await file('scan.pdf', '');
    expect(await given(...flags, empty)).toMatchObject({ exitCode: 2, stderr: `INVALID ${empty}: is empty, and no paper` });
  });

  it('is no folder', async () => {
    expect(await given(...flags, folder)).toMatchObject({ exitCode: 2, stderr: `INVALID ${folder}: is a folder, not a file` });
    expect(await given('--input', folder)).toMatchObject({ exitCode: 2, stderr: `INVALID ${folder}: is a folder, not a file` });
  });

  it('cannot make a terminal obey by its name or by what it says', async () => {
    const path = await file('colours.json', '\u001b[31mred\u0007');
    const told = [await mou(['import', path]), await given(...flags, '\u001b[2Jnone.pdf')];
    for (const { stderr } of told) expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
