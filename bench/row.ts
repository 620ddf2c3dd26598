/** One line of a table: what was measured, beside the same of bare Temporal or bare SQL where there is one, and what is aimed at. */
export type Row = {
  what: string;
  unit: string;
  value: number;
  bare?: number;
  /** Of the value or, with `of`, of its ratio to the bare one. */
  target?: { of?: 'ratio' } & ({ atMost: number } | { atLeast: number });
};

const ratioOf = ({ bare, value }: Row): number | undefined => (bare === undefined ? undefined : value / bare);

export const isMet = (row: Row): boolean => {
  const { target } = row;
  const value = target?.of === 'ratio' ? (ratioOf(row) ?? Number.NaN) : row.value;
  if (!target) return true;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
};

const figure = (value: number | undefined): string => {
  if (value === undefined) return '';
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
};

const targetText = ({ target }: Row): string => {
  if (!target) return '';
  const limit = 'atMost' in target ? `≤ ${figure(target.atMost)}` : `≥ ${figure(target.atLeast)}`;
  return target.of === 'ratio' ? `ratio ${limit}` : limit;
};

type Column = { head: string; cell: (row: Row) => string; isNumber?: boolean };

const COLUMNS: readonly Column[] = [
  { head: 'what', cell: ({ what }) => what },
  { head: 'bare', cell: ({ bare }) => figure(bare), isNumber: true },
  { head: 'measured', cell: ({ value }) => figure(value), isNumber: true },
  { head: 'unit', cell: ({ unit }) => unit },
  { head: 'ratio', cell: (row) => figure(ratioOf(row)), isNumber: true },
  { head: 'target', cell: targetText, isNumber: true },
  { head: '', cell: (row) => (row.target ? (isMet(row) ? 'met' : '**missed**') : '') },
];

/** A Markdown table that can also be read in a terminal; a column in which nothing stands is left out. */
export const tableOf = (rows: readonly Row[]): string => {
  const columns = COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== ''));
  const widths = columns.map(({ head, cell }) => Math.max(3, head.length, ...rows.map((row) => cell(row).length)));
  const line = (texts: readonly string[], fill = ' '): string => {
    const padded = columns.map(({ isNumber }, at) => {
      const text = texts[at] ?? '';
      return isNumber ? text.padStart(widths[at] ?? 0, fill) : text.padEnd(widths[at] ?? 0, fill);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = line(
    columns.map(({ isNumber }) => (isNumber ? ':' : '')),
    '-',
  );
  return [line(columns.map(({ head }) => head)), rule, ...rows.map((row) => line(columns.map(({ cell }) => cell(row))))].join('\n');
};

/** The value below which that part of the values lies. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
