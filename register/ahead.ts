/**
 * What lies ahead of each memorandum, kept in its row by the statement that appends: so a question about ten thousand of them
 * reads no state.
 */
import { type Kysely, sql } from 'kysely';
import { type Awaited, awaitedOf } from '../domain/awaited.ts';
import { type Deadline, deadlinesOf } from '../domain/deadlines.ts';
import type { State } from '../domain/state.ts';
import type { AwaitedAsked, Dated, DeadlinesAsked, Pending } from './port.ts';
import type { Database } from './schema.ts';
import { printable } from './printable.ts';

/** When it was opened is part of the identity of its calendar entries. */
export type Ahead = { openedAt: string; deadlines: Deadline[]; awaited: Awaited[] };

/** JSON that PostgreSQL can take apart: it can say what a text of its own cannot. */
export const aheadOf = (state: State): string => {
  const ahead: Ahead = { openedAt: state.openedAt, deadlines: deadlinesOf(state), awaited: awaitedOf(state) };
  return JSON.stringify(ahead, (_, value: unknown) => (typeof value === 'string' ? printable(value) : value));
};

/** Dates of four-digit years compare as text. */
export const deadlines = async (db: Kysely<Database>, { mou, from, until, of, what, limit }: DeadlinesAsked): Promise<Dated[]> => {
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
  const rows = await query.orderBy(sql`d.deadline ->> 'on' collate "C"`).orderBy('m.mou').execute();
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
  const rows = await query
    .orderBy(sql`a.one ->> 'dueOn' collate "C"`, (order) => order.asc().nullsLast())
    .orderBy(sql`a.one ->> 'since' collate "C"`)
    .orderBy('m.mou')
    .execute();
  return rows.map(({ one, ...memorandum }) => ({ ...memorandum, ...one }));
};
