/** What Participants are called, of many memoranda at once: for lists that people read. */
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

type Named = { mou: string; names: Record<string, string> | null };

/** By memorandum and Participant's id. Who acceded a moment ago may be missing: it goes by its id until then. */
export const participantNames = async (db: Kysely<Database>, mous: readonly string[]): Promise<Map<string, Record<string, string>>> => {
  const { rows } = await sql<Named>`
    select mou, (
      select jsonb_object_agg(one->>'id', one->>'shortName') from jsonb_array_elements(instrument::jsonb->'participants') as one
    ) as names
    from mou.memoranda where mou = any(${[...new Set(mous)]}::text[])`.execute(db);
  return new Map(rows.map(({ mou, names }) => [mou, names ?? {}]));
};
