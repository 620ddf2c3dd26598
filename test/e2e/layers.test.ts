/** The linter really refuses an import that goes against the one direction, and lets the right ones pass. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/service.ts';

/** By file: its code, and what the linter says of it. */
const REFUSED = [
  ['domain/a.ts', "import { x } from '../workflows/memorandum.ts';\nx();", 'domain/ imports only pure libraries'],
  ['domain/rules/a.ts', "import { x } from '../../client/index.ts';\nx();", 'domain/ imports only pure libraries'],
  ['domain/b.ts', "import { x } from '@temporalio/workflow';\nx();", 'domain/ imports only pure libraries'],
  ['domain/c.ts', "import { x } from 'node:fs';\nx();", 'domain/ imports only pure libraries'],
  ['domain/d.ts', 'export const now = Date.now();', 'reads no clock'],
  ['workflows/a.ts', "import { x } from '../activities/notify/index.ts';\nx();", 'activities as types only'],
  ['workflows/b.ts', "import { x } from '../client/index.ts';\nx();", 'workflows/ imports domain'],
  ['activities/notify/a.ts', "import { x } from '../../workflows/messages.ts';\nx();", 'activities/ imports domain'],
  ['client/a.ts', "import { x } from '../workflows/memorandum.ts';\nx();", 'workflows/messages'],
  ['client/b.ts', "import { x } from '../worker/main.ts';\nx();", 'client/ imports domain'],
  ['cli/a.ts', "import { x } from '../worker/main.ts';\nx();", 'cli/ imports client'],
  ['cli/verbs/a.ts', "import { x } from '../../activities/notify/index.ts';\nx();", 'cli/ imports client'],
  ['domain/f.ts', "import { x } from '../projections/explain.ts';\nx();", 'domain/ imports only pure libraries'],
  ['projections/a.ts', "import { x } from '../register/port.ts';\nx();", 'projections/ imports domain'],
  ['keys/a.ts', "import { x } from '../client/index.ts';\nx();", 'keys/ imports domain'],
  ['domain/g.ts', "import { x } from '../keys/ed25519.ts';\nx();", 'domain/ imports only pure libraries'],
  ['proof/a.ts', "import { x } from '../register/postgres.ts';\nx();", 'proof/ imports domain'],
  ['register/a.ts', "import { x } from '../client/index.ts';\nx();", 'register/ imports domain'],
  ['register/migrations/a.ts', "import { x } from '../../workflows/messages.ts';\nx();", 'register/ imports domain'],
  ['register/b.ts', "import { x } from '../export/verify.ts';\nx();", 'register/ imports domain'],
  ['register/c.ts', "import { x } from '@temporalio/common';\nx();", 'register/ imports domain'],
  ['export/a.ts', "import { x } from '../client/index.ts';\nx();", 'export/ imports domain'],
  ['export/report/a.ts', "import { x } from '../../register/port.ts';\nx();", 'export/ imports domain'],
  ['export/b.ts', 'export const now = Date.now();', 'reads no clock'],
  ['domain/e.ts', "import { x } from '../register/port.ts';\nx();", 'domain/ imports only pure libraries'],
  ['workflows/e.ts', "import { x } from '../register/port.ts';\nx();", 'workflows/ imports domain'],
  ['workflows/f.ts', "import { x } from '../export/json.ts';\nx();", 'workflows/ imports domain'],
  ['activities/register/a.ts', "import { x } from '../../export/json.ts';\nx();", 'activities/ imports domain, and register'],
  ['client/d.ts', "import { x } from '../export/json.ts';\nx();", 'client/ imports domain'],
  ['desk/a.ts', "import { x } from '../activities/notify/index.ts';\nx();", 'desk/ imports client'],
  ['desk/routes/a.ts', "import { x } from '../../workflows/messages.ts';\nx();", 'desk/ imports client'],
  ['client/f.ts', "import { x } from '../desk/app.ts';\nx();", 'client/ imports domain'],
  ['doctor/a.ts', "import { x } from '../cli/verb.ts';\nx();", 'doctor/ imports what it looks at'],
  ['encryption/a.ts', "import { x } from '../client/index.ts';\nx();", 'encryption/ imports only the errors'],
  ['instruments/a.ts', "import { x } from '../register/port.ts';\nx();", 'instruments/ imports domain'],
] as const;

const PASSED = [
  ['workflows/c.ts', "import { x } from '../domain/acts.ts';\nx();"],
  ['workflows/d.ts', "import type { X } from '../activities/notify/index.ts';\nexport const y = (x: X): X => x;"],
  ['client/c.ts', "import { x } from '../workflows/messages.ts';\nx();"],
  ['workflows/g.ts', "import type { X } from '../activities/register/index.ts';\nexport const y = (x: X): X => x;"],
  ['activities/register/b.ts', "import { x } from '../../register/postgres.ts';\nx();"],
  ['register/d.ts', "import { x } from '../domain/chain.ts';\nx();"],
  ['projections/b.ts', "import { x } from '../domain/acts.ts';\nx();"],
  ['register/e.ts', "import { x } from '../proof/merkle.ts';\nx();"],
  ['export/c.ts', "import { x } from '../domain/chain.ts';\nx();"],
  ['client/e.ts', "import { x } from '../register/postgres.ts';\nx();"],
  ['cli/c.ts', "import { x } from '../client/index.ts';\nx();"],
  ['cli/d.ts', "import { x } from '../export/json.ts';\nx();"],
  ['desk/b.ts', "import { x } from '../client/index.ts';\nx();"],
  ['cli/e.ts', "import { x } from '../desk/main.ts';\nx();"],
  ['cli/verbs/b.ts', "import { x } from '../../register/postgres.ts';\nx();"],
] as const;

type Found = { filename: string; severity: string; message: string; help?: string };

/** Of all files at once: the linter takes longer to start than to look at them. */
const lint = async (files: readonly (readonly [file: string, code: string, ...unknown[]])[]): Promise<Found[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'mou-layers-'));
  try {
    await copyFile(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [file, code] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${code}\n`, { flag: 'wx' });
    }
    const linter = join(ROOT, 'node_modules', '.bin', 'oxlint');
    const { stdout } = await execa(linter, ['--format', 'json', '.'], { cwd: folder, reject: false });
    const { diagnostics, number_of_files: count } = JSON.parse(stdout) as { diagnostics: Found[]; number_of_files: number };
    expect(count).toBe(files.length);
    return diagnostics;
  } finally {
    await rm(folder, { recursive: true });
  }
};

describe('the layer rules', () => {
  let found: Found[];
  beforeAll(async () => {
    found = await lint([...REFUSED, ...PASSED]);
  });
  const of = (file: string) => found.filter(({ filename }) => filename === file);

  it.each(REFUSED)('refuse in %s: %s', (file, _, message) => {
    const errors = of(file).filter(({ severity }) => severity === 'error');
    expect(errors.map((one) => `${one.message} ${one.help ?? ''}`).join()).toContain(message);
  });

  it.each(PASSED)('let pass in %s: %s', (file) => {
    expect(of(file)).toEqual([]);
  });
});
