/** The rows of a spreadsheet saved as CSV: the header names the fields of the acts, and an empty cell is a field that is not there. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ACT_NAMES, ACTS } from '../../../domain/acts/index.ts';
import { type Field, fieldsOf } from '../../../domain/fields.ts';
import { UsageError } from '../../failure.ts';
import { parseJson } from '../../json-text.ts';
import { hashed } from '../../paper.ts';
import { type Line, MOST_BYTES } from './lines.ts';

/** Spreadsheets of other languages save with semicolons; the header tells which. */
const DELIMITERS = [',', ';', '\t'];
/** Between the items of a list within one cell. */
const BETWEEN = ';';

/** How a column's cells become a field: the columns are those of all acts together. */
const columnsOf = (path: string, { form, within }: Field): [string, Field['form']][] => {
  const parts: [string, Field['form']][] = ['title', 'sha256', 'uri', 'mediaType'].map((part) => [`${path}.${part}`, 'text']);
  if (form === 'document') return [[path, form], ...parts];
  if (form === 'object') return within.flatMap((field) => columnsOf(`${path}.${field.name}`, field));
  return [[path, form]];
};

const COLUMNS = new Map<string, Field['form']>([
  ['mou', 'text'],
  ...ACT_NAMES.flatMap((name) => fieldsOf(ACTS[name].input)).flatMap((field) => columnsOf(field.name, field)),
  // An act's own instrument is named by its id or its path.
  ['instrument', 'text'],
]);

const delimiterOf = (header: string): string => {
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
};

const mustBeColumn = (name: string): string => {
  const column = name.trim();
  if (COLUMNS.has(column)) return column;
  throw new UsageError(`line 1: ${JSON.stringify(column.slice(0, 60))} names no field of an act`);
};

const put = (fields: Record<string, unknown>, path: string, value: unknown): void => {
  const [head = '', tail] = path.split('.');
  fields[head] = tail === undefined ? value : { ...(fields[head] as object), [tail]: value };
};

/** What it holds in a spreadsheet, by the form of the column; text otherwise. */
const READ: Partial<Record<Field['form'], (column: string, cell: string, folder: string) => unknown>> = {
  document: (_, cell, folder) => hashed(cell, folder),
  list: (_, cell) => cell.split(BETWEEN).map((item) => item.trim()),
  json: (column, cell) => parseJson(column, cell),
  switch: (_, cell) => (/^(yes|true|1)$/i.test(cell) ? true : /^(no|false|0)$/i.test(cell) ? false : cell),
};

const valueOf = async (column: string, cell: string, folder: string): Promise<unknown> =>
  (await READ[COLUMNS.get(column) ?? 'text']?.(column, cell, folder)) ?? cell;

/** Papers first: a title in a column of its own stands above the file's name. */
const fieldsIn = async (row: Record<string, string>, folder: string): Promise<Record<string, unknown>> => {
  const cells = Object.entries(row).filter(([, cell]) => cell !== '');
  const isPaper = ([column]: [string, string]): boolean => COLUMNS.get(column) === 'document';
  const fields: Record<string, unknown> = {};
  for (const [column, cell] of [...cells.filter(isPaper), ...cells.filter((one) => !isPaper(one))]) {
    put(fields, column, await valueOf(column, cell, folder));
  }
  return fields;
};

/** The stream again, with what was read of it to see the header. */
const withHeader = async (source: Readable): Promise<{ header: string; whole: Readable }> => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let read = Buffer.alloc(0);
  while (!read.includes('\n') && read.length <= MOST_BYTES) {
    const { value, done } = await chunks.next();
    if (done) break;
    read = Buffer.concat([read, value]);
  }
  const rest = async function* (): AsyncGenerator<Buffer> {
    yield read;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  return { header: read.toString('utf8').split('\n')[0] ?? '', whole: Readable.from(rest()) };
};

type Parsed = { record: Record<string, string>; info: { lines: number; bytes: number } };

/**
 * Each row as a line of `apply`; rows that begin with # are skipped. A cell with the path of a paper is that paper: its
 * title and its SHA-256. Throws `UsageError` where the header names no field, or the file is no CSV.
 *
 * @param folder where the paths of papers begin
 */
export async function* rowsOf(source: Readable, folder: string): AsyncGenerator<Line> {
  const { header, whole } = await withHeader(source);
  const options = { bom: true, info: true, trim: true, skip_empty_lines: true, comment: '#', comment_no_infix: true };
  const columns = (names: string[]): string[] => names.map(mustBeColumn);
  const parser = parse({ ...options, columns, delimiter: delimiterOf(header), max_record_size: MOST_BYTES });
  whole.once('error', (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const at = { number: info.lines, end: info.bytes };
      try {
        yield { ...at, fields: await fieldsIn(record, folder) };
      } catch (error) {
        yield { ...at, problem: (error as Error).message };
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`is no CSV that can be read: ${error.message.slice(0, 200)}`);
    throw error;
  }
}
