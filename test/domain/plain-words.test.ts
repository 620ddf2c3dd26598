/** Words that a reader whose first language is Korean has to look up: CONTRIBUTING.md says what is written instead. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';

const HARD = /\b(whoever|anew|what became of|sees? to it|(?<!there )(?:is|are|was|were) none(?! of)|hitherto|therein|whence|lest)\b/i;
const ROOMS =
  'domain projections instruments workflows activities register proof export client worker cli desk doctor keys encryption observe deploy dev test bench docs bin examples'.split(
    ' ',
  );
const ENDINGS = ['.ts', '.js', '.mjs', '.md', '.eta'];
/** The list itself, and what was said at the time. */
const QUOTING = ['CONTRIBUTING.md', 'CHANGELOG.md', join('test', 'domain', 'plain-words.test.ts')];

it('no source and no page has a word of the list in CONTRIBUTING', () => {
  const names = [
    ...readdirSync(ROOT),
    ...ROOMS.flatMap((room) => readdirSync(join(ROOT, room), { recursive: true }).map((name) => join(room, String(name)))),
  ];
  const files = names.filter((name) => ENDINGS.includes(extname(name)) && !QUOTING.includes(name));
  expect(files.length).toBeGreaterThan(400);
  const found = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => (HARD.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
  expect(found).toEqual([]);
});
