/**
 * Memoranda as data, read from this folder or from a file of the user's. For Node only: a workflow takes an instrument
 * as input and never reads one.
 */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Composer, type CST, type Document, isNode, isScalar, Lexer, Parser, type Scalar, visit, type YAMLMap } from 'yaml';
import { parseInstrument } from '../domain/input.ts';
import type { Instrument } from '../domain/instrument.ts';
import { Refusal } from '../domain/refusal.ts';
import { notAnInstrument } from './kind.ts';
import { NotFound } from './not-found.ts';

export { NotFound } from './not-found.ts';

/** Standard input in the place of a file. */
const STDIN = '-';
const EXTENSIONS = ['.yaml', '.yml', '.json'];
const MOST_BYTES = 1024 * 1024;
/** The parser is recursive, and the deepest file we know of needs six: far below where it would exhaust the stack. */
const MOST_LEVELS = 100;
/** Schema and tags are stated so that neither `%YAML 1.1` nor `!!timestamp` in a file makes a Date of a date. */
const OPTIONS = { version: '1.2', schema: 'core', resolveKnownTags: false, prettyErrors: false, uniqueKeys: false } as const;

/** Built code runs from dist/instruments/, and the YAML stays at the package's root: both find it from package.json. */
const packageRoot = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error(`No package.json above ${import.meta.dirname}: the instruments cannot be found`);
  return packageRoot(above);
};

/** The folder of the instruments that come with the engine. */
export const INSTRUMENTS = join(packageRoot(import.meta.dirname), 'instruments');

const instrumentFiles = (): string[] => readdirSync(INSTRUMENTS).filter((name) => EXTENSIONS.includes(extname(name)));

const idOf = (file: string): string => file.slice(0, -extname(file).length);

/** The ids of the instruments that come with the engine, sorted. */
export const listInstruments = (): string[] => instrumentFiles().map(idOf).sort();

const isPath = (name: string): boolean => name === STDIN || /[/\\]/.test(name) || EXTENSIONS.includes(extname(name).toLowerCase());

/** Where an instrument is, by its id among those of this folder or by its path. Throws `NotFound`. */
export const pathOfInstrument = (name: string): string => {
  if (isPath(name)) return name;
  const file = instrumentFiles().find((candidate) => idOf(candidate) === name);
  if (file) return join(INSTRUMENTS, file);
  throw new NotFound(
    `No instrument ${name.slice(0, 64)}: one of ${listInstruments().join(', ')}, or the path of a YAML or JSON file (./${name.slice(0, 64)} for one here)`,
  );
};

/**
 * An instrument by its id among those of this folder, or from a YAML or JSON file: a name with a slash or one of the
 * extensions .yaml, .yml and .json is a path, relative to the working directory; `-` is standard input.
 *
 * Throws `NotFound`, or `Refusal` `INVALID` naming the file and each malformed field.
 */
export const readInstrument = async (idOrPath: string): Promise<Instrument> => {
  const path = pathOfInstrument(idOrPath);
  const input = await readStructured(path);
  const reason = notAnInstrument(input, path);
  if (reason) return invalid(path, reason);
  try {
    return parseInstrument(input);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, `${path}: ${error.message}`, error.clause);
    throw error;
  }
};

/**
 * What a YAML 1.2 or JSON file of at most 1 MiB holds, unchecked: undefined where it is empty. Dates stay the text they are.
 *
 * Throws `NotFound`, or `Refusal` `INVALID` naming the file and, for a syntax error, the line.
 */
export const readStructured = async (path: string): Promise<unknown> => {
  const document = documentOf(path, await readText(path));
  return document && plain(path, document);
};

export type WithLines = { value: unknown; lineOf: (field: readonly PropertyKey[]) => number };

/** The same, and the line on which a field stands, or the nearest that is there of those that hold it. */
export const readWithLines = async (path: string): Promise<WithLines> => withLines(path, await readText(path));

/** The same of what somebody sent. Throws as `readWithLines`. @param name what it is called in messages */
export const bytesWithLines = (name: string, bytes: Uint8Array): WithLines => withLines(name, textOf(name, bytes));

const withLines = (path: string, text: string): WithLines => {
  const document = documentOf(path, text);
  const offsetOf = (field: readonly PropertyKey[]): number => {
    const node = document?.getIn(field, true);
    if (isNode(node)) return node.range?.[0] ?? 0;
    return field.length === 0 ? 0 : offsetOf(field.slice(0, -1));
  };
  const lineOf = (field: readonly PropertyKey[]): number => text.slice(0, offsetOf(field)).split('\n').length;
  return { value: document && plain(path, document), lineOf };
};

const invalid = (path: string, message: string): never => {
  throw new Refusal('INVALID', `${path}: ${message}`);
};

/** Reads no more than the limit, so that a pipe or a device that never ends is refused like a file that is too long. */
const readText = async (path: string): Promise<string> => {
  const chunks: Buffer[] = [];
  try {
    // By its number: standard input may be a socket, which cannot be opened by a name.
    const source = path === STDIN ? createReadStream('', { fd: 0, end: MOST_BYTES }) : createReadStream(path, { end: MOST_BYTES });
    for await (const chunk of source) chunks.push(chunk as Buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new NotFound(`No file ${path}`);
    invalid(path, code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code ?? (error as Error).message})`);
  }
  return textOf(path, Buffer.concat(chunks));
};

const textOf = (path: string, bytes: Uint8Array): string => {
  if (bytes.length > MOST_BYTES) invalid(path, 'is longer than 1 MiB (1,048,576 bytes)');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return invalid(path, 'is not UTF-8 text');
  }
};

/** Nothing stands there, or only comments: a file that says `null` is not empty. */
const isEmpty = ({ contents }: Document): boolean => contents === null || (isScalar(contents) && contents.source === '');

/** JSON goes the same way, being YAML 1.2: it gains line numbers and the refusal of a key that is there twice. */
const documentOf = (path: string, text: string): Document | undefined => {
  const failAt = (offset: number, message: string): never => {
    const before = text.slice(0, offset).split('\n');
    return invalid(path, `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${message.slice(0, 200)}`);
  };
  const tooDeep = (offset: number) => failAt(offset, `is nested more than ${MOST_LEVELS} levels deep`);
  const [document, another] = new Composer(OPTIONS).compose(tokensOf(text, tooDeep), true, text.length) as Iterable<Document>;
  if (!document) return undefined;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) failAt(problem.pos[0], problem.message);
  if (another) failAt(another.range?.[0] ?? 0, 'a second document begins');
  if (isEmpty(document)) return undefined;
  visit(document, {
    Scalar: (_, node) => keepExact(node),
    Map: (_, node) => {
      const merge = node.items.find(({ key }) => isScalar(key) && key.source === '<<');
      if (merge) failAt((merge.key as Scalar).range?.[0] ?? 0, 'merge keys (<<) are not supported: write out what is to be merged');
      const twice = repeatedKey(node);
      if (twice) failAt(twice.range?.[0] ?? 0, `the key ${String(twice.value).slice(0, 60)} is there twice`);
    },
  });
  return document;
};

/** Only aliases can fail here: one that holds itself, or one multiplied without end. */
const plain = (path: string, document: Document): unknown => {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value);
    return value;
  } catch (error) {
    return invalid(path, `has aliases that cannot be resolved (${(error as Error).message.split('\n')[0]})`);
  }
};

/** The parser keeps a stack of its own, so that it can tell the depth before anything recursive sees a token. */
function* tokensOf(text: string, tooDeep: (offset: number) => never): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MOST_LEVELS) tooDeep(parser.offset);
  }
  yield* parser.end();
}

/** A SHA-256 of digits alone, or of digits and one `e`, is text: only a number that reads back as written is a number. */
const keepExact = (node: Scalar): void => {
  if (typeof node.value === 'number' && String(node.value) !== node.source) node.value = node.source;
};

/** The library's own check compares each key with each other: minutes for a file of 1 MiB. */
const repeatedKey = (map: YAMLMap): Scalar | undefined => {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) return key;
    seen.add(name);
  }
  return undefined;
};
