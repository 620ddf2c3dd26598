/** What Participants are called, of many memoranda at once: for lists that people read. */
import { type Kysely, sql } from 'kysely';
import type { Named } from './port.ts';
import type { Database } from './schema.ts';

type NamesOfOne = { mou: string; names: Record<string, string> | null };

/** By memorandum and Participant's id. Who acceded a moment ago may be missing: it goes by its id until then. */
export const participantNames = async (db: Kysely<Database>, mous: readonly string[]): Promise<Map<string, Record<string, string>>> => {
  const { rows } = await sql<NamesOfOne>`
    select mou, (
      select jsonb_object_agg(one->>'id', one->>'shortName') from jsonb_array_elements(instrument::jsonb->'participants') as one
    ) as names
    from mou.memoranda where mou = any(${[...new Set(mous)]}::text[])`.execute(db);
  return new Map(rows.map(({ mou, names }) => [mou, names ?? {}]));
};

const MOST = 500;

/** See `Register.participants`. */
export const participants = async (db: Kysely<Database>): Promise<Named[]> => {
  const { rows } = await sql<Named>`
    select ids.id, one.name
    from (select distinct unnest(participants) as id from mou.memoranda) as ids, lateral (
      select participant->>'shortName' as name
      from mou.memoranda as m, jsonb_array_elements(m.instrument::jsonb->'participants') as participant
      where m.participants @> array[ids.id] and participant->>'id' = ids.id limit 1
    ) as one
    order by one.name, ids.id limit ${MOST}`.execute(db);
  return rows;
};
