/** The register's tables. From the first release on a migration stays as it is: a change is a further migration. */
import { type Kysely, sql } from 'kysely';

const EVENTS = `
CREATE TABLE mou.events (
  mou text COLLATE "C" NOT NULL,
  seq integer NOT NULL CHECK (seq >= 1),
  type text NOT NULL,
  at timestamptz NOT NULL,
  hash text NOT NULL,
  -- json and not jsonb: the bytes that were hashed, and any character that JSON can say
  event json NOT NULL,
  -- what a retry is answered by: the id of the act that caused it, if one did, and the status after it
  act_id text COLLATE "C",
  status text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (mou, seq)
);
CREATE INDEX events_by_act ON mou.events (mou, act_id) WHERE act_id IS NOT NULL;
COMMENT ON TABLE mou.events IS 'The record. hash = SHA-256 of {"event":<event>,"previous":"<hash before>"}; before the first: of {"mou":"<mou>"}';
`;

/** ALWAYS, so that not even session_replication_role = replica goes round them. */
const KEPT = `
CREATE FUNCTION mou.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'MOU03', MESSAGE = format('%s on %I.%I is refused: events are never changed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME);
END $$;
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON mou.events FOR EACH STATEMENT EXECUTE FUNCTION mou.refuse();
ALTER TABLE mou.events ENABLE ALWAYS TRIGGER events_are_kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mou.events FROM PUBLIC, CURRENT_USER;
`;

const CHAINED = `
CREATE FUNCTION mou.chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE previous text;
BEGIN
  IF NEW.seq = 1 THEN
    previous := encode(sha256(convert_to('{"mou":' || to_json(NEW.mou) || '}', 'UTF8')), 'hex');
  ELSE
    SELECT hash INTO previous FROM mou.events WHERE mou = NEW.mou AND seq = NEW.seq - 1;
    IF previous IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'MOU01', MESSAGE = format('event %s of %s does not follow on another', NEW.seq, NEW.mou);
    END IF;
  END IF;
  IF NEW.hash <> encode(sha256(convert_to('{"event":' || NEW.event || ',"previous":"' || previous || '"}', 'UTF8')), 'hex') THEN
    RAISE EXCEPTION USING ERRCODE = 'MOU02', MESSAGE = format('the hash of event %s of %s is not over it and the one before', NEW.seq, NEW.mou);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER events_are_chained BEFORE INSERT ON mou.events FOR EACH ROW EXECUTE FUNCTION mou.chain();
ALTER TABLE mou.events ENABLE ALWAYS TRIGGER events_are_chained;
`;

const MEMORANDA = `
CREATE TABLE mou.memoranda (
  mou text COLLATE "C" PRIMARY KEY,
  seq integer NOT NULL,
  head text NOT NULL,
  title text NOT NULL,
  status text NOT NULL,
  participants text[] NOT NULL,
  version integer NOT NULL,
  operative_on text COLLATE "C",
  expected_on text COLLATE "C",
  commences_at text COLLATE "C",
  commenced_on text COLLATE "C",
  expires_on text COLLATE "C",
  notice_by text COLLATE "C",
  expired_on text COLLATE "C",
  open_decisions integer NOT NULL,
  under text COLLATE "C",
  supersedes text COLLATE "C",
  -- of whom something is waited for, and what: us, us:signature
  awaited text[] NOT NULL,
  -- the dates that lie ahead, as things stand
  ahead json NOT NULL,
  changed_at text COLLATE "C" NOT NULL,
  state json NOT NULL,
  state_seq integer NOT NULL,
  instrument json NOT NULL,
  document_bytes integer NOT NULL,
  words tsvector NOT NULL,
  projection integer NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX memoranda_by_status ON mou.memoranda (status, mou);
CREATE INDEX memoranda_by_participant ON mou.memoranda USING gin (participants);
CREATE INDEX memoranda_by_awaited ON mou.memoranda USING gin (awaited);
CREATE INDEX memoranda_by_expected ON mou.memoranda (expected_on, mou) WHERE expected_on IS NOT NULL;
CREATE INDEX memoranda_by_term ON mou.memoranda (expires_on, mou) WHERE expires_on IS NOT NULL;
CREATE INDEX memoranda_by_notice ON mou.memoranda (notice_by, mou) WHERE notice_by IS NOT NULL;
CREATE INDEX memoranda_by_parent ON mou.memoranda (under) WHERE under IS NOT NULL;
CREATE INDEX memoranda_by_superseded ON mou.memoranda (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX memoranda_with_open_decisions ON mou.memoranda (mou) WHERE open_decisions > 0;
CREATE INDEX memoranda_by_words ON mou.memoranda USING gin (words);
COMMENT ON TABLE mou.memoranda IS 'What the events come to, written in the statement that appends them; made from them alone';
`;

/** Evidence of the messages, outside the chain, that changes as more is learnt. */
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
  addresses jsonb,
  PRIMARY KEY (mou, key)
);
CREATE INDEX deliveries_dead ON mou.deliveries (mou) WHERE status IN ('dead', 'bounced');
COMMENT ON TABLE mou.deliveries IS 'Each message and how it went, as far as is known: no event, in no chain, and replaced by what is learnt later';
`;

/** The namespace of Temporal whose memoranda are kept here. */
const SETTINGS = `
CREATE TABLE mou.settings (
  name text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statements of [EVENTS, KEPT, CHAINED, MEMORANDA, DELIVERIES, SETTINGS]) await sql.raw(statements).execute(db);
};
