import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../domain/shell-word.ts';
import { drawn } from '../support/seed.ts';

const read = (line: string): string => execFileSync('sh', ['-c', `printf %s ${line}`], { encoding: 'utf8' });

test('a word that needs no quotation marks has none', () => {
  expect(shellWord('/tmp/a-folder/mou_1.yaml')).toBe('/tmp/a-folder/mou_1.yaml');
});

test('a folder with blanks and quotation marks in its name is one word to a shell, and the same', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\;&|*?~!#(){}<>\n한'.split('')), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, (text) => {
      expect(read(shellWord(text))).toBe(text);
    }),
    { numRuns: drawn(30) },
  );
});
