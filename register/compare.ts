/** Whether what is listed is what the events come to. */
import { type Transaction, sql } from 'kysely';
import type { Event } from '../domain/events.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { Finding } from './port.ts';
import { columnsOf, type Projected, PROJECTION } from './projection.ts';
import type { Database } from './schema.ts';

/** A memorandum whose events have been read to their end. `sound`: undefined where one of them is wrong. */
export type Folded = { mou: string; seq: number; sound: { after: Projected; last: Event } | undefined };

export const compareProjections = async (transaction: Transaction<Database>, folded: readonly Folded[]): Promise<Finding[]> => {
  const sound = folded.filter((one) => one.sound !== undefined);
  if (sound.length === 0) return [];
  const rows = await rowsOf(transaction, sound);
  const listed = new Map(rows.map((row) => [row.mou, row]));
  return sound.flatMap((one) => difference(one, listed.get(one.mou)) ?? []);
};

const rowsOf = async (transaction: Transaction<Database>, folded: readonly Folded[]) =>
  await transaction
    .selectFrom('memoranda')
    .select(['mou', 'seq', 'head', 'title', 'status', 'participants', 'version', 'operative_on', 'expected_on'])
    .select(['commences_at', 'commenced_on', 'open_decisions', 'changed_at', 'documents', 'projection'])
    .select([sql<string>`state::text`.as('state'), sql<string>`instrument::text`.as('instrument')])
    .where('mou', '=', sql<string>`any(${folded.map(({ mou }) => mou)})`)
    .execute();

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const difference = ({ mou, seq, sound }: Folded, row: Row | undefined): Finding | undefined => {
  if (!sound) return undefined;
  if (!row) return { mou, seq, wrong: 'projection-differs', why: 'it is not listed' };
  if (row.seq > seq) return { mou, seq: seq + 1, wrong: 'row-missing', why: `it is listed with ${row.seq} events, and ${seq} are there` };
  const { after, last } = sound;
  const expected = { ...columnsOf(after, last), instrument: JSON.stringify(after.state.instrument) };
  // A row that another version of the engine made may hold another state; it is made anew when it is next needed.
  const compared = row.projection === PROJECTION ? (Object.keys(expected) as (keyof Row)[]) : (['seq', 'head'] as const);
  const differing = compared.filter((column) => !isSame(expected[column], row[column]));
  if (differing.length === 0) return undefined;
  return { mou, seq, wrong: 'projection-differs', why: `what is listed differs in ${differing.join(', ')}` };
};

/** The order of keys may differ between what was made event by event and what is made at once. */
const isSame = (a: Row[keyof Row], b: Row[keyof Row]): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
  return isObject(a) && isObject(b) && fingerprint(JSON.parse(a)) === fingerprint(JSON.parse(b));
};

const isObject = (text: unknown): text is string => typeof text === 'string' && text.startsWith('{');
