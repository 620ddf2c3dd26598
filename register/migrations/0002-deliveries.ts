/** What became of the messages: evidence of them, outside the chain, that changes as more is learnt. */
import { type Kysely, sql } from 'kysely';

const DELIVERIES = `
CREATE TABLE mou.deliveries (
  mou text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  channel text NOT NULL,
  status text NOT NULL,
  at text COLLATE "C" NOT NULL,
  message_id text,
  detail text NOT NULL,
  PRIMARY KEY (mou, key)
);
CREATE INDEX deliveries_dead ON mou.deliveries (mou) WHERE status IN ('dead', 'bounced');
COMMENT ON TABLE mou.deliveries IS 'What became of each message, as far as is known: no event, in no chain, and replaced by what is learnt later';
DROP TABLE mou.dead_letters;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(DELIVERIES).execute(db);
};
