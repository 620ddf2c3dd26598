/** Lists memoranda, filtered and page by page. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { dateAt } from '../domain/calendar.ts';
import { nextDateOf } from '../domain/deadlines.ts';
import { isDead } from './deliveries.ts';
import type { Listed, ListAsked, Page } from './port.ts';
import { printable } from './printable.ts';
import type { Database } from './schema.ts';

const DEFAULT_LIMIT = 50;
const MOST = 1_000;

export const list = async (db: Kysely<Database>, asked: ListAsked): Promise<Page> => {
  const limit = Math.min(Math.max(1, Math.trunc(asked.limit ?? DEFAULT_LIMIT)), MOST);
  const rows = await filtered(db, asked)
    .select(['m.mou', 'm.seq', 'm.head', 'm.title', 'm.status', 'm.participants', 'm.version'])
    .select(['m.operative_on as operativeOn', 'm.expected_on as expectedOn', 'm.commences_at as commencesAt'])
    .select(['m.expires_on as expiresOn', 'm.notice_by as noticeBy', 'm.expired_on as expiredOn', 'm.awaited', 'm.ahead'])
    .select(['m.commenced_on as commencedOn', 'm.open_decisions as openDecisions', 'm.changed_at as changedAt'])
    .select((one) => lettersOf(one).select(sql<number>`count(*)::int`.as('n')).as('deadLetters'))
    .orderBy('m.mou')
    // One more than asked for tells whether there is a next page.
    .limit(limit + 1)
    .execute();
  const today = dateAt(Date.now(), 'UTC');
  const memoranda = rows.slice(0, limit).map(
    ({ ahead, ...row }): Listed => ({
      ...row,
      nextDate: nextDateOf(ahead.deadlines, today),
      deadLetters: row.deadLetters ?? 0,
    }),
  );
  return { memoranda, next: rows.length > limit ? (memoranda.at(-1)?.mou ?? null) : null };
};

type Row = Database & { m: Database['memoranda'] };
const lettersOf = (one: ExpressionBuilder<Row, 'm'>) => one.selectFrom('deliveries as d').whereRef('d.mou', '=', 'm.mou').where(isDead);

const filtered = (db: Kysely<Database>, asked: ListAsked) => {
  const { status, participant, expectedBefore, expiringBefore, noticeByBefore, awaiting } = asked;
  const { openDecisions, deadLetters, search, after } = asked;
  let query = db.selectFrom('memoranda as m');
  if (after !== undefined) query = query.where('m.mou', '>', after);
  if (status !== undefined) query = query.where('m.status', '=', status);
  if (participant !== undefined) query = query.where('m.participants', '@>', sql<string[]>`array[${participant}]::text[]`);
  if (expectedBefore !== undefined) query = query.where('m.expected_on', '<', expectedBefore);
  if (expiringBefore !== undefined) query = query.where('m.expires_on', '<', expiringBefore);
  if (noticeByBefore !== undefined) query = query.where('m.notice_by', '<', noticeByBefore);
  if (awaiting !== undefined) query = query.where('m.awaited', '@>', sql<string[]>`array[${awaiting}]::text[]`);
  if (openDecisions !== undefined) query = query.where('m.open_decisions', openDecisions ? '>' : '=', 0);
  if (deadLetters !== undefined) {
    query = query.where((one) => {
      const any = one.exists(lettersOf(one).select(sql`1`.as('one')));
      return deadLetters ? any : one.not(any);
    });
  }
  if (search !== undefined) query = query.where(sql<boolean>`m.words @@ websearch_to_tsquery('pg_catalog.english', ${printable(search)})`);
  return query;
};
