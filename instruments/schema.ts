/** The JSON Schema of an instrument file, for editors: made from the very schema that checks the file. */
import { z } from 'zod';
import { Instrument } from '../domain/instrument.ts';
import { forEditors } from '../domain/json-schema.ts';
import { VALUES } from '../domain/values.ts';

/** A field and what its schema says of it. */
export type Described = {
  type?: string;
  kind?: string;
  description?: string;
  examples?: unknown[];
  effect?: string;
  properties?: Record<string, Described>;
  required?: string[];
  additionalProperties?: Described | boolean;
  items?: Described;
  oneOf?: Described[];
  anyOf?: Described[];
  const?: string;
  enum?: string[];
};

type Field = { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema };

const kindOf = (schema: z.core.$ZodType): string | undefined => VALUES.get(schema)?.kind;

/** All that the schema says of each field, for the documentation. */
export const describedInstrument = (): Described =>
  z.toJSONSchema(Instrument, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }: Field) => {
      const kind = kindOf(zodSchema);
      if (kind !== undefined) jsonSchema.kind = kind;
    },
  }) as Described;

export const instrumentSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(Instrument, { io: 'input', override: forEditors }),
  title: 'A memorandum as an instrument file',
});
