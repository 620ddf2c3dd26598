/** The memoranda that belong together: by what they stand under, and by what they replace, in both directions. */
import { type Kysely, sql } from 'kysely';
import type { Kin } from '../domain/kin.ts';
import type { Database } from './schema.ts';

const MOST = 1_000;

/** `union` and not `union all`: what was found already is not followed again, however the files name each other. */
export const kin = async (db: Kysely<Database>, mou: string): Promise<Kin[]> => {
  const { rows } = await sql<Kin>`
    with recursive found (mou, under, supersedes) as (
      select mou, under, supersedes from mou.memoranda where mou = ${mou}
      union
      select m.mou, m.under, m.supersedes from found f
        join mou.memoranda m on m.mou in (f.under, f.supersedes) or m.under = f.mou or m.supersedes = f.mou
    )
    select m.mou, m.title, m.status, m.operative_on as "operativeOn", m.expected_on as "expectedOn", m.commenced_on as "commencedOn",
      m.expires_on as "expiresOn", m.expired_on as "expiredOn",
      m.under, m.supersedes
    from found join mou.memoranda m using (mou)
    order by m.mou limit ${MOST}`.execute(db);
  return rows;
};
