/**
 * What lies ahead of each memorandum, kept in its row by the statement that appends: so a question about ten thousand of them
 * reads no state.
 */
import { type Kysely, sql } from 'kysely';
import { type Awaited, awaitedOf, firstDue } from '../domain/awaited.ts';
import { type Deadline, deadlinesOf } from '../domain/deadlines.ts';
import type { State } from '../domain/state.ts';
import type { AwaitedAsked, Dated, DeadlinesAsked, Pending } from './port.ts';
import type { Database } from './schema.ts';
import { printableJson } from './printable.ts';

/** When it was opened is part of the identity of its calendar entries. */
export type Ahead = { openedAt: string; deadlines: Deadline[]; awaited: Awaited[] };

export const aheadOf = (state: State, awaitedNow: readonly Awaited[] = awaitedOf(state)): string => {
  const ahead: Ahead = { openedAt: state.openedAt, deadlines: deadlinesOf(state), awaited: awaitedNow.toSorted(firstDue) };
  return printableJson(ahead);
};

/**
 * The memoranda among which the first so many dates are: as many memoranda whose first date is one of them, and those that
 * have earlier dates besides.
 */
const amongFirstDates = ({ from = '', until = '9999-99-99', limit }: DeadlinesAsked) => sql<boolean>`m.mou in (
  (select mou from mou.memoranda where first_date between ${from} and ${until} order by first_date, mou limit ${limit})
  union all
  (select mou from mou.memoranda where first_date < ${from}))`;

/** What is awaited first of all is awaited under as many memoranda at most. */
const amongFirstAwaited = (limit: number) => sql<boolean>`m.mou in (
  select mou from mou.memoranda where first_since is not null
  order by first_due, first_since, mou limit ${limit})`;

/** Dates of four-digit years compare as text. */
export const deadlines = async (db: Kysely<Database>, asked: DeadlinesAsked): Promise<Dated[]> => {
  const { mou, from, until, of, what, limit } = asked;
  let query = db
    .selectFrom('memoranda as m')
    .innerJoinLateral(sql<{ deadline: Deadline }>`json_array_elements(m.ahead -> 'deadlines')`.as<'d'>(sql`d (deadline)`), (join) =>
      join.onTrue(),
    )
    .select(['m.mou', 'm.title', 'm.seq', 'm.changed_at as changedAt', sql<string>`m.ahead ->> 'openedAt'`.as('openedAt'), 'd.deadline']);
  if (mou !== undefined) query = query.where('m.mou', '=', mou);
  if (from !== undefined) query = query.where(sql<boolean>`d.deadline ->> 'on' >= ${from}`);
  if (until !== undefined) query = query.where(sql<boolean>`d.deadline ->> 'on' <= ${until}`);
  if (what !== undefined) query = query.where(sql<boolean>`d.deadline ->> 'what' = ${what}`);
  if (of !== undefined) query = query.where(sql<boolean>`(d.deadline -> 'of')::jsonb ? ${of}`);
  if (limit !== undefined) query = query.limit(limit);
  if (limit !== undefined && (mou ?? of ?? what) === undefined) query = query.where(amongFirstDates(asked));
  const rows = await query
    .orderBy(sql`d.deadline ->> 'on' collate "C"`)
    .orderBy('m.mou')
    // Page by page nothing is told twice.
    .orderBy(sql`d.deadline::text collate "C"`)
    .execute();
  return rows.map(({ deadline, ...memorandum }) => ({ ...memorandum, ...deadline }));
};

/** Those that are due first, and then those that have waited longest. */
export const awaited = async (db: Kysely<Database>, { of, what, limit }: AwaitedAsked): Promise<Pending[]> => {
  let query = db
    .selectFrom('memoranda as m')
    .innerJoinLateral(sql<{ one: Awaited }>`json_array_elements(m.ahead -> 'awaited')`.as<'a'>(sql`a (one)`), (join) => join.onTrue())
    .select(['m.mou', 'm.title', 'a.one']);
  if (of !== undefined) query = query.where(sql<boolean>`a.one ->> 'of' = ${of}`);
  if (what !== undefined) query = query.where(sql<boolean>`a.one ->> 'what' = ${what}`);
  if (limit !== undefined) query = query.limit(limit);
  if (limit !== undefined && (of ?? what) === undefined) query = query.where(amongFirstAwaited(limit));
  const rows = await query
    .orderBy(sql`a.one ->> 'dueOn' collate "C"`, (order) => order.asc().nullsLast())
    .orderBy(sql`a.one ->> 'since' collate "C"`)
    .orderBy('m.mou')
    .orderBy(sql`a.one::text collate "C"`)
    .execute();
  return rows.map(({ one, ...memorandum }) => ({ ...memorandum, ...one }));
};
