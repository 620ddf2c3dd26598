/** What the desk needs: who may ask and act through it, and the events of all memoranda in the order in which they came. */
import { type Kysely, sql } from 'kysely';

/** Of a token only its hash is kept: who reads the table cannot use what stands there. */
const TOKENS = `
CREATE TABLE mou.tokens (
  id text COLLATE "C" PRIMARY KEY,
  sha256 text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL,
  -- "keeper", or a list of Participants' ids
  acts_for jsonb NOT NULL,
  -- null, or what a feed's address shows
  feed jsonb,
  created_at text COLLATE "C" NOT NULL,
  expires_at text COLLATE "C",
  revoked_at text COLLATE "C"
);
COMMENT ON TABLE mou.tokens IS 'Who may use the desk: no part of the record';
`;

const IN_ORDER = 'CREATE INDEX events_by_time ON mou.events (recorded_at, mou, seq);';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statements of [TOKENS, IN_ORDER]) await sql.raw(statements).execute(db);
};
