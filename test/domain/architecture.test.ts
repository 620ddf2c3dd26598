/** ARCHITECTURE.md walks one act from the command to the mail, through few files; and what the domain's code never holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Found by its name, as an Update, an activity, a channel or an act is; here by the file that hangs it in. */
const HUNG_IN: Record<string, string> = {
  'workflows/memorandum.ts': 'workflows/index.ts',
  'activities/judge/index.ts': 'activities/index.ts',
  'activities/tell/index.ts': 'activities/index.ts',
  'activities/notify/smtp.ts': 'activities/notify/channels.ts',
  'domain/acts/record-delivery.ts': 'domain/acts/index.ts',
};

const imported = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => join(dirname(file), path as string));

describe('the walk of one act', () => {
  const page = read('ARCHITECTURE.md');
  const files = [...page.matchAll(/^\| \d+ \| `([^`]+)` \|/gm)].map(([, file]) => file as string);

  it('enters at most 30 files, as many as the page says, and each once', () => {
    expect(page).toContain(`enters ${files.length} files`);
    expect(files.length).toBeGreaterThan(20);
    expect(files.length).toBeLessThanOrEqual(30);
    expect(new Set(files).size).toBe(files.length);
  });

  it('goes from one file to the next by what they import, and leaves none out', () => {
    const [first, second, ...rest] = files;
    // The command runs what was built.
    expect(read(first as string)).toContain(`../dist/${second?.replace('.ts', '.js')}`);
    const unreached = rest.filter((file, at) => {
      const before = files.slice(0, at + 2);
      return ![HUNG_IN[file] ?? before].flat().some((one) => imported(one).includes(file));
    });
    expect(unreached).toEqual([]);
  });

  it('finds by name what the files that hang it in are asked for by a file above', () => {
    expect(Object.keys(HUNG_IN).filter((file) => !files.includes(file))).toEqual([]);
    expect(imported('domain/decide.ts')).toContain('domain/acts/index.ts');
    expect(imported('activities/notify/index.ts')).toContain('activities/notify/channels.ts');
  });
});

it('the domain says what is missing, and takes no empty text for it', () => {
  const files = readdirSync(join(ROOT, 'domain'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const empty = files.filter((file) => readFileSync(join(ROOT, 'domain', file), 'utf8').includes("?? ''"));
  expect(empty).toEqual([]);
});
