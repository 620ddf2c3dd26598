/** Lives with their right answers, worked out by hand from the clauses: each is simulated and held against them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseInstrument } from '../../domain/input.ts';
import { parseScenario, type Run, simulate } from '../../domain/scenario.ts';
import { INSTRUMENTS, readInstrument, readStructured } from '../../instruments/index.ts';
import { explain } from '../../projections/explain.ts';
import { type Answers, answered, isJudgedElsewhere } from '../support/right-answers.ts';

const ROOT = join(INSTRUMENTS, '..', 'test', 'scenarios');
const foldersIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name)] : []));

const FOLDERS = [...foldersIn('.').filter((folder) => folder !== 'rules'), ...foldersIn('rules')];

type File = { rightAnswers?: Answers; asks?: unknown; instrument: unknown };

const lived = async (path: string): Promise<{ run: Run; answers: Answers }> => {
  const { rightAnswers = {}, asks: _, ...input } = (await readStructured(path)) as File;
  const scenario = parseScenario(input);
  const instrument =
    typeof scenario.instrument === 'string' ? await readInstrument(scenario.instrument) : parseInstrument(scenario.instrument);
  return { run: simulate(scenario, instrument), answers: rightAnswers };
};

describe.each(FOLDERS)('The lives in %s', (folder) => {
  const names = readdirSync(join(ROOT, folder)).filter((name) => /\.(json|yaml)$/.test(name));
  test.each(names)('%s', async (name) => {
    const { run, answers } = await lived(join(ROOT, folder, name));
    const asked = Object.fromEntries(Object.entries(answers).filter(([key]) => !isJudgedElsewhere(key)));
    const refused = run.steps.flatMap((step) => (step.ok ? [] : [`${step.do}: ${step.error.code} ${step.error.message}`]));
    expect(answered(run, asked), refused.join('\n')).toEqual(asked);
  });
});

const interplay = (name: string) => lived(join(ROOT, 'interplay', `${name}.json`));
const clause = ({ state }: Run, id: string) => state?.instrument.clauses.find((one) => one.id === id)?.text;

test('two modifications that were each right never overwrite a clause on which nobody decided', async () => {
  const { run } = await interplay('a-patch-by-position-does-not-hit-another-clause-later-date');
  expect(clause(run, 'III.8')).toBe('The new III.8.');
  expect(clause(run, 'III.9')).toBe('Nothing in this MOU commits the Participants to the expenditure of funds.');
});

test('nothing is discontinued before it was operative: the rectification is refused, and says what stands in the way', async () => {
  const { run } = await interplay('signature-rectified-past-a-decided-commencement-is-no-nonsense');
  const refused = run.steps.find((step) => !step.ok);
  expect(refused).toMatchObject({ do: 'propose', error: { code: 'BEFORE_OPERATIVE', message: expect.stringContaining('d1') as string } });
  expect(run.state).toMatchObject({ operativeOn: '2027-01-05', discontinuation: { commencedOn: '2027-02-01' } });
});

test('the first meeting is expected within the time that the text names, counted from the operative date', async () => {
  const { run } = await interplay('uk-the-first-meeting-is-expected-within-six-months');
  expect(run.state && explain(run.state).map(({ date }) => date)).toContain('2027-08-10');
});
