/** Changes of the text as events keep them: what `change.ts` finds and makes, with a schema. */
import { z } from 'zod';
import { VALUES } from '../values.ts';

const path = z.string().max(1_000);
/** A part of the text by a path that names the items of lists by their ids: as it was and as it became. */
export const PartChange = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.literal('set'), path, before: z.json().optional(), after: z.json() }),
    z.strictObject({ op: z.literal('remove'), path, before: z.json() }),
    z.strictObject({ op: z.literal('order'), path, before: z.array(z.string()), after: z.array(z.string()) }),
  ])
  .register(VALUES, { kind: 'changed part' });

/** What both read: a part by its ids, with what stands there and what will. */
export const Change = z
  .strictObject({ path, before: z.json().optional(), after: z.json().optional(), next: z.string().nullable().optional() })
  .register(VALUES, { kind: 'change' });
