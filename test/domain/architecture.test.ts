/** ARCHITECTURE.md walks one act from the command to the mail: through files that are there, and through few. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

it('the walk of one act enters at most 30 files, as many as it says, each of which is there', () => {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const files = [...page.matchAll(/^\| \d+ \| `([^`]+)` \|/gm)].map(([, file]) => file ?? '');
  expect(page).toContain(`enters ${files.length} files`);
  expect(files.length).toBeGreaterThan(20);
  expect(files.length).toBeLessThanOrEqual(30);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

it('the domain says what is missing, and takes no empty text for it', () => {
  const files = readdirSync(join(ROOT, 'domain'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const empty = files.filter((file) => readFileSync(join(ROOT, 'domain', file), 'utf8').includes("?? ''"));
  expect(empty).toEqual([]);
});
