/** From flags, or from JSON by `--input`, to an act. */
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../../failure.ts';
import { parseJson, parseObject } from '../../json-text.ts';
import type { Flag } from './flags.ts';
import { hashed } from '../../paper.ts';
import { readText, textOf } from '../../readable.ts';

export type Options = Record<string, unknown>;

/** The key under which commander keeps a flag: `--signed-on <date>` as `signedOn`. */
const keyOf = (flag: Flag): string =>
  (flag.flag.split(' ')[0] ?? '').slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const put = (act: Record<string, unknown>, field: string, value: unknown): void => {
  const [head = '', ...within] = field.split('.');
  if (within.length === 0) act[head] = value;
  else {
    const part = { ...(act[head] as object) };
    put(part, within.join('.'), value);
    act[head] = part;
  }
};

const jsonOf = async (field: string, value: string): Promise<unknown> =>
  parseJson(field, value.startsWith('@') ? await readText(value.slice(1)) : value);

const fromFlag = async (act: Record<string, unknown>, flag: Flag, value: unknown): Promise<void> => {
  if (flag.as === 'document') act[flag.field] = await hashed(value as string);
  else put(act, flag.field, flag.as === 'json' ? await jsonOf(flag.field, value as string) : value);
};

/** `--input FILE` or `--input -`: one JSON object with the act's fields; flags stand above it. */
const fromJson = async (source: string): Promise<Record<string, unknown>> =>
  parseObject('--input', source === '-' ? textOf('--input', await buffer(process.stdin)) : await readText(source));

/** The act as it is handed to the client, which checks it. Throws `UsageError` or `NotFound`. */
export const actFrom = async (name: string, flags: readonly Flag[], options: Options): Promise<Record<string, unknown>> => {
  const base = typeof options.input === 'string' ? await fromJson(options.input) : {};
  const act: Record<string, unknown> = { ...base, do: name, ...(options.id ? { id: options.id } : {}) };
  const given = flags.filter((flag) => options[keyOf(flag)] !== undefined);
  // Files first: a title given by its own flag stands above the file's name.
  for (const flag of given.filter(({ as }) => as === 'document')) await fromFlag(act, flag, options[keyOf(flag)]);
  for (const flag of given.filter(({ as }) => as !== 'document')) await fromFlag(act, flag, options[keyOf(flag)]);
  if (typeof options.input !== 'string') mustHave(flags, act);
  return act;
};

const valueOf = (act: Record<string, unknown>, field: string): unknown =>
  field.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], act);

/** By their flags: a field's name is no flag. */
const mustHave = (flags: readonly Flag[], act: Record<string, unknown>): void => {
  const isNeeded = ({ required, neededFor }: Flag): boolean =>
    required === true || (neededFor !== undefined && valueOf(act, neededFor) !== undefined);
  const missing = flags.filter((flag) => isNeeded(flag) && valueOf(act, flag.field) === undefined).map(({ flag }) => flag);
  if (missing.length > 0) throw new UsageError(`missing: ${missing.join(', ')}`);
};
