/** Tables for people: columns as wide as they look, fitted to the terminal, wrapped between words and never within one. */
import pc from 'picocolors';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const GAP = '  ';
/** A column of prose is no use below this. */
const LEAST = 16;

/** A cell is one line, and no terminal obeys what somebody wrote into it. */
const onOneLine = (cell: string): string => cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

const widest = (cells: readonly string[]): number => Math.max(0, ...cells.map((cell) => stringWidth(cell)));

/** A label and what it labels. */
export type Labelled = readonly [label: string, value: string];

/** In two columns; the first is as wide as its longest label. */
export const labelledLines = (rows: readonly Labelled[]): string[] => {
  const width = Math.max(LEAST, widest(rows.map(([label]) => label)));
  return rows.map(([label, value]) => `${padded(label, width)} ${value}`);
};

/** What no wrapping can make narrower: the longest word. */
const longestWord = (cells: readonly string[]): number => widest(cells.flatMap((cell) => cell.split(' ')));

/** Takes from the widest column, again and again, until the row fits or none can be narrower. */
const fitted = (columns: readonly string[][], room: number): number[] => {
  const widths = columns.map(widest);
  const least = columns.map((cells, at) => Math.min(widths[at] ?? 0, Math.max(LEAST, longestWord(cells))));
  const spare = (at: number): number => (widths[at] ?? 0) - (least[at] ?? 0);
  for (;;) {
    const excess = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)) - room;
    const from = widths.reduce((best, width, at) => (spare(at) > 0 && (spare(best) <= 0 || width > (widths[best] ?? 0)) ? at : best), 0);
    if (excess <= 0 || spare(from) <= 0) return widths;
    widths[from] = (widths[from] ?? 0) - Math.min(excess, spare(from));
  }
};

const wrapped = (cell: string, width: number): string[] =>
  stringWidth(cell) <= width ? [cell] : wrapAnsi(cell, width, { hard: false }).split('\n');

const rowLines = (row: readonly string[], widths: readonly number[]): string[] => {
  const cells = row.map((cell, at) => wrapped(cell, widths[at] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => padded(lines[line] ?? '', widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
};

/** @param room columns of the terminal; unlimited where the output is no terminal, so that a row stays one line for a script */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  room: number = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
): string[] => {
  const all = [headings, ...rows].map((row) => row.map(onOneLine));
  const widths = fitted(
    headings.map((_, at) => all.map((row) => row[at] ?? '')),
    room,
  );
  const [head = [], ...body] = all.map((row) => rowLines(row, widths));
  return [...head.map((line) => pc.bold(line)), ...body.flat()];
};
