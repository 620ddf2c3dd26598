/** What the schemas say of the fields of acts and events: the command's flags and the rule book are made of it. */
import { z } from 'zod';
import { VALUES } from './values.ts';

export type Field = {
  name: string;
  /** What it holds, as the rule book says it: `civil date`, `list of lines`. */
  kind: string;
  needed: boolean;
  /** The schema's description; absent in events, whose fields speak for themselves. */
  meaning: string | undefined;
  /** What stands for a value in a command's help: `date` for `<date>`. */
  placeholder: string;
  /** The command's flag, where it is not the name. */
  flag?: string;
  /** The values that it can take, where they are counted. */
  options?: readonly string[];
  form: 'text' | 'list' | 'json' | 'switch' | 'document' | 'object';
  /** The fields within one of the form `object`. */
  within: Field[];
};

type Shape = Record<string, z.ZodType>;

/** Without what only says whether it may be left out. */
const bare = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap() as z.ZodType) : schema;

const kindOf = (schema: z.ZodType): string => {
  const known = VALUES.get(schema)?.kind;
  if (known) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return kindOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodNullable) return `${kindOf(schema.unwrap() as z.ZodType)} or null`;
  if (schema instanceof z.ZodArray) return `list of ${kindOf(schema.element as z.ZodType)}s`;
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(' or ');
  if (schema instanceof z.ZodLiteral) return `\`${String(schema.value)}\``;
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodNumber) return 'number';
  return schema instanceof z.ZodISODateTime ? 'instant' : 'any JSON';
};

const meaningOf = (schema: z.ZodType): string | undefined =>
  schema.description ??
  (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? meaningOf(schema.unwrap() as z.ZodType) : undefined);

/** Written as a whole, and not by a flag for each of its parts. */
const WHOLE = new Set(['instrument', 'public key (JWK)']);

const formOf = (schema: z.ZodType, kind: string): Field['form'] => {
  if (kind === 'document') return 'document';
  if (schema instanceof z.ZodObject) return WHOLE.has(kind) ? 'json' : 'object';
  if (schema instanceof z.ZodBoolean) return 'switch';
  if (schema instanceof z.ZodArray) return schema.element instanceof z.ZodString ? 'list' : 'json';
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral || kind === 'SHA-256'
    ? 'text'
    : 'json';
};

/** A union's options, or the one shape there is. */
const shapesOf = (schema: z.ZodType): Shape[] =>
  schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]).flatMap(shapesOf) : [(schema as z.ZodObject<Shape>).shape];

const isNeeded = (field: z.ZodType | undefined): boolean => field !== undefined && !field.safeParse(undefined).success;

const fieldOf = (name: string, schemas: z.ZodType[], needed: boolean): Field => {
  const [first] = schemas as [z.ZodType];
  const kind = [...new Set(schemas.map(kindOf))].join(' or ');
  const inner = bare(first);
  const form = formOf(inner, kind);
  const placeholder = form === 'json' ? 'json' : (VALUES.get(inner)?.placeholder ?? (inner instanceof z.ZodLiteral ? name : 'text'));
  const flag = first.meta()?.flag ?? bare(first).meta()?.flag;
  const named = flag === undefined ? {} : { flag };
  const counted = inner instanceof z.ZodEnum ? { options: inner.options.map(String) } : {};
  return {
    name,
    kind,
    needed,
    meaning: meaningOf(first),
    placeholder,
    ...named,
    ...counted,
    form,
    within: form === 'object' ? fieldsOf(inner) : [],
  };
};

/** In the order in which they are declared. Of a union, what any of its options has; needed is what all of them need. */
export const fieldsOf = (schema: z.ZodType): Field[] => {
  const shapes = shapesOf(schema);
  const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  return names.map((name) => {
    const schemas = shapes.flatMap(({ [name]: field }) => (field ? [field] : []));
    return fieldOf(
      name,
      schemas,
      shapes.every((shape) => isNeeded(shape[name])),
    );
  });
};

/** The kinds of which an act may be, each with the fields of its own; undefined for an act of one kind. */
export const kindsOf = (schema: z.ZodType): { kind: string; fields: Field[] }[] | undefined => {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  return (schema.options as z.ZodObject<Shape>[]).map((option) => ({
    kind: (option.shape.kind as z.ZodLiteral<string>).value,
    fields: fieldsOf(option),
  }));
};
