/** The fields of acts and events, from the very schemas that check them. */
import { z } from 'zod';
import { ContactList } from '../../domain/contacts.ts';
import { Patch } from '../../domain/acts.ts';
import { ClauseId, Instrument } from '../../domain/instrument.ts';
import { ActId, CalendarPeriod, Day, Document, Line, Prose, Sha256, Signatory, Slug, TimeZone } from '../../domain/values.ts';

export type Field = { name: string; kind: string; needed: boolean };

/** A schema is known by being the very same one. */
const KINDS = new Map<unknown, string>([
  [Slug, 'id'],
  [ActId, 'id of the act'],
  [ClauseId, 'clause'],
  [Line, 'line'],
  [Prose, 'text'],
  [Day, 'civil date'],
  [CalendarPeriod, 'period'],
  [TimeZone, 'IANA time zone'],
  [Sha256, 'SHA-256'],
  [Document, 'document'],
  [Signatory, 'name and title'],
  [Instrument, 'instrument'],
  [Patch, 'JSON Patch'],
  [ContactList, 'list of contacts'],
]);

const kindOf = (schema: unknown): string => {
  const known = KINDS.get(schema);
  if (known) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return kindOf(schema.unwrap());
  if (schema instanceof z.ZodNullable) return `${kindOf(schema.unwrap())} or null`;
  if (schema instanceof z.ZodArray) return `list of ${kindOf(schema.element)}s`;
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(' or ');
  if (schema instanceof z.ZodLiteral) return `\`${String(schema.value)}\``;
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodNumber) return 'number';
  return schema instanceof z.ZodISODateTime ? 'instant' : 'any JSON';
};

type Shape = Record<string, z.ZodType>;

/** A union's options, or the one shape there is. */
const shapesOf = (schema: z.ZodType): Shape[] =>
  schema instanceof z.ZodDiscriminatedUnion ? (schema.options as z.ZodType[]).flatMap(shapesOf) : [(schema as z.ZodObject<Shape>).shape];

const isNeeded = (field: z.ZodType | undefined): boolean => field !== undefined && !field.safeParse(undefined).success;

/** In the order in which they are declared. Of a union, what any of its options has; needed is what all of them need. */
export const fieldsOf = (schema: z.ZodType): Field[] => {
  const shapes = shapesOf(schema);
  const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  return names.map((name) => {
    const kinds = new Set(shapes.flatMap(({ [name]: field }) => (field ? [kindOf(field)] : [])));
    return { name, kind: [...kinds].join(' or '), needed: shapes.every((shape) => isNeeded(shape[name])) };
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
