/**
 * docs/recipes.md says which files a change touches. Here an act is added to a copy of the sources by its recipe, touching
 * those files alone: the copy compiles, and its rule book has the act, with all that it can come to provoked.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

const ACT = `import { mustBeOperative, mustBeParticipant } from '../rules/recording.ts';
import { Line } from '../values.ts';
import { defineAct } from './define.ts';
import { by, document, UNDER } from './fields.ts';

export const announce = defineAct({
  name: 'announce',
  summary: 'Records that a Participant has told the public of the cooperation.',
  who: 'Any Participant.',
  term: 'cooperation',
  examples: ['announce MOU --by us --what "Joint statement" --document statement.pdf'],
  fields: { by, what: Line.describe('what was announced'), document: document('the statement').optional() },
  events: ['Announced'],
  refusals: UNDER.filter((code) => code !== 'PAUSED'),
  rule: (recording, { by, what, document }) => {
    const clause = recording.clause('cooperation');
    mustBeParticipant(recording.state.instrument, by, clause);
    mustBeOperative(recording.state, clause);
    recording.record('Announced', { on: recording.today(by), by, clause, data: { what, ...(document && { document }) } });
  },
});
`;

/** By file: what is put before which line that is there. */
const EDITS: Record<string, readonly [before: string, added: string][]> = {
  'domain/acts/index.ts': [
    ['import { approveMinutes }', "import { announce } from './announce.ts';\n"],
    ["  'change-contacts': changeContacts,", '  announce,\n'],
  ],
  'domain/events.ts': [
    ['  ContactsChanged: data(', '  Announced: data({ what: Line, document }),\n'],
    ["  'ContactsChanged',", "  'Announced',\n"],
  ],
  'domain/evolve/terms.ts': [
    ["| 'ContactsChanged'", "| 'Announced'\n  "],
    ['  ContactsChanged: (draft', '  // Told, and no part of the state.\n  Announced: () => {},\n'],
  ],
  'projections/notification/contacts.ts': [
    ["'ContactsChanged'> = {", "'Announced' | "],
    [
      '  ContactsChanged: (',
      '  Announced: ({ what }, occasion) => ({ headline: `${occasion.who} announced: ${what}`, happened: `${occasion.By} announced: ${what}.`, follows: [] }),\n',
    ],
  ],
  'test/domain/rule-book.test.ts': [["  'change-contacts': {", "  announce: { do: 'announce', by: 'us', what: 'Joint statement' },\n"]],
};

const added = (text: string, [before, more]: readonly [string, string]): string => {
  const at = text.indexOf(before);
  if (at < 0) throw new Error(`There is no line with ${before}`);
  return text.slice(0, at) + more + text.slice(at);
};

describe('By the recipe', () => {
  let copy: string;
  const run = (...command: [string, ...string[]]) => execa(command[0], command.slice(1), { cwd: copy, all: true, preferLocal: true });
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'mou-recipe-'));
    const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    await Promise.all(stdout.split('\n').map((file) => cp(join(ROOT, file), join(copy, file)).catch(() => undefined)));
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rm(copy, { recursive: true }));

  it('an act is added by touching the six files that it names', async () => {
    const recipe = /## Add an act\n(.*?)\n## /s.exec(await readFile(join(ROOT, 'docs', 'recipes.md'), 'utf8'))?.[1] ?? '';
    const named = [...recipe.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file);
    expect(named).toHaveLength(6);
    await writeFile(join(copy, 'domain', 'acts', 'announce.ts'), ACT);
    for (const [file, edits] of Object.entries(EDITS)) {
      expect(
        named.some((name) => file === name || file.startsWith(name?.replace('TOPIC.ts', '') ?? ' ')),
        file,
      ).toBe(true);
      await writeFile(join(copy, file), edits.reduce(added, await readFile(join(copy, file), 'utf8')));
    }
    await run('tsc', '-p', '.', '--noEmit', 'false', '--outDir', 'dist');
    await run('node', 'dist/dev/copy-templates.js');
    await run('node', 'dist/dev/rule-book.js');
    expect(await readFile(join(copy, 'docs', 'rule-book.md'), 'utf8')).toContain('### announce');
    await run('vitest', 'run', '--project', 'domain', 'test/domain/rule-book.test.ts');
    expect((await run('node', 'bin/mou.js', 'announce', '--help')).stdout).toContain('--what <text>');
  }, 300_000);
});
