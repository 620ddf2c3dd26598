/** A form made of what an act says of its fields: what is entered becomes the act, and what is wrong stands where it is. */
import type { Field } from '../../domain/fields.ts';
import { nameOfField } from '../../domain/issues.ts';
import { prose } from '../../projections/words.ts';

export type Values = Record<string, string>;
export type Wrong = { path: string; message: string };

export type Option = { value: string; label: string };

export type Input = {
  as: 'text' | 'date' | 'area' | 'select' | 'check';
  /** Of the field in the form: `signatory.name`. */
  name: string;
  id: string;
  label: string;
  hint: string;
  needed: boolean;
  value: string;
  options: Option[];
  wrong: string | null;
};

/** `file`: the id of the input that takes the hash of a file which stays where it is. */
export type Part = { legend: string | null; hint: string; file: string | null; inputs: Input[] };

/** What can be chosen for a field, by its name; undefined where anything can be entered. */
export type Choices = (name: string, field: Field) => Option[] | undefined;

const LABELS: Values = {
  mou: 'Id of the memorandum',
  instrument: 'Instrument that comes with the engine',
  keys: 'Keys of the Participants',
  keeperKeys: 'Keys of the keeper of the record',
  by: 'On behalf of',
  sha256: 'SHA-256',
  uri: 'Where it is kept',
  on: 'Date',
  quiet: 'Tell nobody',
  of: 'Of',
};

/** "Signed on" of `signedOn`. */
const labelOf = (name: string): string => {
  const last = name.split('.').at(-1) ?? name;
  const words = last.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return LABELS[last] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** What is written in backticks in the rule book stands in quotation marks here. */
const sentence = (text: string): string =>
  text === '' ? '' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`.replaceAll(/`([^`]*)`/g, '“$1”');

const AS_JSON = 'As JSON';
const HINTS: Partial<Record<Field['form'], string>> = { list: 'One on each line', json: AS_JSON };

const inputAs = ({ form, kind }: Field, options: Option[] | undefined): Input['as'] => {
  if (form === 'switch') return 'check';
  if (options) return 'select';
  if (kind === 'civil date') return 'date';
  return form === 'list' || form === 'json' || kind === 'text' ? 'area' : 'text';
};

/** What need not be chosen has a default. */
const counted = ({ options, needed }: Field): Option[] | undefined =>
  options && [...(needed ? [] : [{ value: '', label: '– as usual –' }]), ...options.map((value) => ({ value, label: value }))];

type Made = { values: Values; choices: Choices };

const idOf = (name: string): string => `field-${name.replaceAll('.', '-')}`;

const inputOf = (name: string, field: Field, { values, choices }: Made): Input => {
  const options = choices(name, field) ?? counted(field);
  return {
    ...{ as: inputAs(field, options), name, id: idOf(name), label: labelOf(name), needed: field.needed, options: options ?? [] },
    hint: [field.meaning ?? '', HINTS[field.form] ?? ''].filter(Boolean).map(sentence).join(' '),
    value: values[name] ?? '',
    wrong: null,
  };
};

const plainField = (name: string, more: Partial<Field>): Field => ({
  ...{ name, kind: 'line', needed: false, meaning: undefined, placeholder: 'text', form: 'text', within: [] },
  ...more,
});

const DOCUMENT: readonly Field[] = [
  plainField('title', { needed: true, meaning: 'its title' }),
  plainField('sha256', { needed: true, meaning: 'the fingerprint of the file, 64 hexadecimal digits' }),
  plainField('uri', { meaning: 'a URL, where there is one' }),
];

const withinOf = (field: Field): readonly Field[] => (field.form === 'document' ? DOCUMENT : field.within);
const isGroup = ({ form }: Field): boolean => form === 'document' || form === 'object';

/** Of a group within a group each field: the city of a seat of a Participant. */
const inputsWithin = (group: Field, made: Made): Input[] =>
  withinOf(group).flatMap((inner) => {
    const field = { ...inner, name: `${group.name}.${inner.name}`, needed: inner.needed && group.needed };
    return isGroup(field) ? inputsWithin(field, made) : [inputOf(field.name, field, made)];
  });

const partOf = (field: Field, made: Made): Part =>
  isGroup(field)
    ? {
        legend: labelOf(field.name),
        hint: sentence(field.meaning ?? ''),
        file: field.form === 'document' ? idOf(field.name) : null,
        inputs: inputsWithin(field, made),
      }
    : { legend: null, hint: '', file: null, inputs: [inputOf(field.name, field, made)] };

const isWithin = (path: string, name: string): boolean => path === name || path.startsWith(`${name}.`);

/** Where it is said what is wrong at a path: at the input itself; of a whole group, at the first of its inputs. */
export const placeIn = (parts: readonly Part[], path: string): { legend: string | null; input: Input } | undefined => {
  const all = parts.flatMap(({ legend, inputs }) => inputs.map((input) => ({ legend, input })));
  return all.find(({ input }) => isWithin(path, input.name)) ?? all.find(({ input }) => isWithin(input.name, path));
};

export const partsOf = (fields: readonly Field[], { wrong, ...made }: Made & { wrong: readonly Wrong[] }): Part[] => {
  const parts = fields.map((field) => partOf(field, made));
  for (const { path, message } of wrong) {
    const { input } = placeIn(parts, path) ?? {};
    if (input) input.wrong = input.wrong === null ? message : `${input.wrong}; ${message}`;
  }
  return parts;
};

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const parsed = (name: string, text: string, wrong: Wrong[]): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    wrong.push({ path: name, message: `is not JSON (${(error as Error).message.slice(0, 100)})` });
    return undefined;
  }
};

const valueOf = (name: string, { form, needed, ...field }: Field, values: Values, wrong: Wrong[]): unknown => {
  const inner = withinOf({ form, needed, ...field });
  if (inner.length > 0) {
    const all = Object.fromEntries(inner.map((one) => [one.name, valueOf(`${name}.${one.name}`, one, values, wrong)]));
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    return given.length > 0 || needed ? Object.fromEntries(given) : undefined;
  }
  const text = (values[name] ?? '').trim();
  if (text === '') return undefined;
  if (form === 'switch') return true;
  if (form === 'list') return lines(text);
  return form === 'json' ? parsed(name, text, wrong) : text;
};

/** The fields of the act; what is no JSON where it has to be is told in `wrong`. */
export const actOf = (fields: readonly Field[], values: Values, wrong: Wrong[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field.name, field, values, wrong)] as const).filter(([, value]) => value !== undefined),
  );

/** As a browser sends it. What nobody sees is left out already here: what is shown is what is recorded. */
export const valuesFrom = (pairs: Iterable<[string, string]>): Values =>
  Object.fromEntries([...pairs].map(([name, value]) => [nameOfField([name]), prose(value)]));
