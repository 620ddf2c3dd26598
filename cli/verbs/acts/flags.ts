/** The flags of each act, and how they become its fields: the same objects that scenarios and the client carry. */
import { ACTS, type ActName } from '../../../domain/acts/index.ts';
import { type Field, fieldsOf, kindsOf } from '../../../domain/fields.ts';
import { flagOf } from '../../flag-of.ts';

export type Flag = {
  /** As commander writes it: `--signed-on <date>`. */
  flag: string;
  /** The field of the act, with a dot for one within another. */
  field: string;
  help: string;
  required?: boolean;
  /** The field that it is needed for, once anything of that is given: an office with a name, a SHA-256 with a title. */
  neededFor?: string;
  /** `document`: a file to be hashed. `list`: may be given again. `json`: parsed. `switch`: no value. */
  as?: 'document' | 'list' | 'json' | 'switch';
};

/** `--signatory-name <text>` of `signatory.name`. */
const typed = (path: string, placeholder: string): string =>
  `${flagOf(path.replaceAll(/\.(.)/g, (_, letter: string) => letter.toUpperCase()))} <${placeholder}>`;

const documentFlags = (path: string, what: string, required: { required?: boolean }): Flag[] => [
  {
    flag: typed(path, 'file'),
    field: path,
    help: `${what}: a file, whose SHA-256 is taken and whose name is the title`,
    as: 'document',
    ...required,
  },
  { flag: typed(`${path}.title`, 'text'), field: `${path}.title`, help: `title of ${what}`, neededFor: path },
  {
    flag: typed(`${path}.sha256`, 'hash'),
    field: `${path}.sha256`,
    help: `SHA-256 of ${what}, where the file is not at hand`,
    neededFor: path,
  },
  { flag: typed(`${path}.uri`, 'url'), field: `${path}.uri`, help: `where ${what} is kept` },
];

const flagsOf = (path: string, { form, meaning = '', needed, placeholder, flag, within }: Field): Flag[] => {
  const required = needed ? { required: true } : {};
  switch (form) {
    case 'document':
      return documentFlags(path, meaning, required);
    case 'object':
      return within.flatMap((field) =>
        flagsOf(`${path}.${field.name}`, { ...field, needed: field.needed && needed }).map((one) =>
          field.needed ? { ...one, neededFor: path } : one,
        ),
      );
    case 'switch':
      return [{ flag: flagOf(path), field: path, help: meaning, as: form }];
    case 'json':
      return [{ flag: typed(path, placeholder), field: path, help: `${meaning}; as JSON or @FILE`, as: form, ...required }];
    case 'list':
      return [{ flag: typed(path, placeholder), field: path, help: meaning, as: form, ...required }];
    case 'text':
      return [{ flag: flag ? `--${flag} <${placeholder}>` : typed(path, placeholder), field: path, help: meaning, ...required }];
    default:
      return form satisfies never;
  }
};

/** Of an act of several kinds, a field that only some have says which. */
const byKind = (kinds: NonNullable<ReturnType<typeof kindsOf>>, field: Field): Field => {
  if (field.name === 'kind') return { ...field, meaning: `${field.meaning}: ${kinds.map(({ kind }) => kind).join(', ')}` };
  const having = kinds.filter(({ fields }) => fields.some(({ name }) => name === field.name));
  if (having.length === kinds.length) return field;
  return { ...field, meaning: `${having.map(({ kind }) => kind).join(', ')}: ${field.meaning}` };
};

/** The name of the act is the verb, and the id has a flag that every verb has. */
const COMMON = new Set(['do', 'id']);

export const flagsOfAct = (act: ActName): Flag[] => {
  const { input } = ACTS[act];
  const kinds = kindsOf(input);
  return fieldsOf(input)
    .filter(({ name }) => !COMMON.has(name))
    .map((field) => (kinds ? byKind(kinds, field) : field))
    .flatMap((field) => flagsOf(field.name, field));
};
