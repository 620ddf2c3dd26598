/** A register of a hundred thousand memoranda in seconds: copied by the database itself from a few that were appended. */
import type pg from 'pg';
import type { Event } from '../domain/events.ts';
import type { Register } from '../register/port.ts';

/** Stands in a template for the copy's own number of six digits. */
export const NUMBER = 'NNNNNN';

const INDEX = 'memoranda_by_words';

/** The number of a copy as it stands in its id and its texts. */
export const numberOf = (copy: number): string => String(copy).padStart(NUMBER.length, '0');

/**
 * Appends the templates, whose ids and texts hold `NUMBER`, and copies each of them in turn until there are `count`
 * copies. Chains, states and search words are as if each had been appended: `verify` finds nothing wrong with them.
 */
export const fill = async (
  pool: pg.Pool,
  register: Register,
  templates: ReadonlyMap<string, readonly Event[]>,
  count: number,
): Promise<void> => {
  for (const [mou, log] of templates) await register.append(mou, log);
  const [index] = (await pool.query(`select pg_get_indexdef('mou.${INDEX}'::regclass) as made`)).rows as { made: string }[];
  await pool.query(`drop index mou.${INDEX}; alter table mou.events disable trigger events_are_chained`);
  const copied = async (mou: string, log: readonly Event[], turn: number): Promise<void> => {
    const copies = [mou, turn + 1, count, templates.size];
    for (let seq = 1; seq <= log.length; seq += 1) await pool.query(EVENTS, [...copies, seq]);
    await pool.query(MEMORANDA, copies);
  };
  // As many at once as the pool has connections.
  await Promise.all([...templates].map(([mou, log], turn) => copied(mou, log, turn)));
  await pool.query(`set maintenance_work_mem = '512MB'; ${index?.made}; alter table mou.events enable always trigger events_are_chained`);
  await pool.query('vacuum analyze mou.events, mou.memoranda');
};

const COPIES = `copies as (
  select replace($1, '${NUMBER}', n) as mou, n
  from (select lpad(i::text, ${NUMBER.length}, '0') as n from generate_series($2::int, $3::int, $4::int) as i) as numbers
)`;

const EVENTS = `
with ${COPIES}, texts as (
  select c.mou, t.type, t.at, t.act_id, t.status, replace(t.event::text, '${NUMBER}', c.n) as event,
    coalesce(p.hash, encode(sha256(convert_to('{"mou":"' || c.mou || '"}', 'UTF8')), 'hex')) as previous
  from copies c join mou.events t on t.mou = $1 and t.seq = $5 left join mou.events p on p.mou = c.mou and p.seq = $5 - 1
)
insert into mou.events (mou, seq, type, at, hash, event, act_id, status)
select mou, $5, type, at, encode(sha256(convert_to('{"event":' || event || ',"previous":"' || previous || '"}', 'UTF8')), 'hex'), event::json,
  act_id, status
from texts`;

const MEMORANDA = `
with ${COPIES}
insert into mou.memoranda
select c.mou, t.seq, e.hash, t.title, t.status, t.participants, t.version, t.operative_on, t.expected_on, t.commences_at, t.commenced_on, t.expires_on, t.notice_by, t.expired_on,
  t.open_decisions, t.under, t.supersedes, t.awaited, t.ahead, t.changed_at, replace(t.state::text, '${NUMBER}', c.n)::json, t.state_seq, t.instrument, t.document_bytes,
  replace(t.words::text, lower('${NUMBER}'), c.n)::tsvector, t.projection, t.state_instrument
from copies c join mou.memoranda t on t.mou = $1 join mou.events e on e.mou = c.mou and e.seq = t.seq`;
