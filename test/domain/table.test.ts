/** Tables on a terminal: Hangul takes two columns a sign, and no word is ever broken. */
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { table } from '../../cli/table.ts';
import { drawn } from '../support/seed.ts';

const plain = (lines: string[]): string[] => lines.map((line) => stripVTControlCharacters(line));

describe('a table', () => {
  it('lines up beneath Hangul', () => {
    const lines = plain(
      table(
        ['who', 'where'],
        [
          ['과학기술정보통신부', 'Seoul'],
          ['OSTP', 'Washington'],
        ],
        80,
      ),
    );
    expect(lines).toEqual(['who                 where', '과학기술정보통신부  Seoul', 'OSTP                Washington']);
  });

  it('wraps what is too long between words, beneath its own column', () => {
    const lines = plain(table(['#', 'text'], [['1', 'The Participants decide by mutual consent']], 28));
    expect(lines).toEqual(['#  text', '1  The Participants decide', '   by mutual consent']);
  });

  it('stays on one line a row where the output is no terminal', () => {
    expect(table(['a'], [['word '.repeat(200).trim()]], Number.POSITIVE_INFINITY)).toHaveLength(2);
  });

  it('shows a line break or an escape within a cell as a space', () => {
    expect(plain(table(['a', 'b'], [['x\n1  forged', '\u001b]0;title\u0007y']], 80))[1]).toMatch(/^x 1 +forged +\]0;title y$/);
  });

  it('keeps every word whole, and fits wherever the longest words leave room', () => {
    const word = fc.stringMatching(/^[a-z가-힣]{1,12}$/u);
    const cell = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 90, max: 140 }), (all, room) => {
        const lines = plain(table(['a', 'b', 'c'], all, room));
        const words = new Set(lines.join(' ').split(/ +/));
        expect(all.flat().flatMap((text) => text.split(' ').filter((one) => !words.has(one)))).toEqual([]);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(room);
      }),
      { numRuns: drawn(40) },
    );
  });
});
