/** Whether what is listed is what the events come to. */
import { isDeepStrictEqual } from 'node:util';
import { type Transaction, sql } from 'kysely';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import type { Finding } from './port.ts';
import { columnsOf, instrumentText, type Projected, PROJECTION, stateText } from './projection.ts';
import type { Database } from './schema.ts';

/** A memorandum whose events have been read to their end, and are as they should be. */
export type Folded = { mou: string; seq: number; sound: Sound };
type Sound = {
  after: Projected;
  last: Event;
  /** As it was after the event for which the row has it. */
  stateThen: State | undefined;
};

export const rowsOf = async (transaction: Transaction<Database>, ids: readonly string[]) =>
  await transaction
    .selectFrom('memoranda')
    .select(['mou', 'seq', 'head', 'title', 'status', 'participants', 'version', 'operative_on', 'expected_on'])
    .select([
      'commences_at',
      'commenced_on',
      'expires_on',
      'notice_by',
      'expired_on',
      'awaited',
      'open_decisions',
      'under',
      'supersedes',
      'changed_at',
      'document_bytes',
      'projection',
      'state_seq',
    ])
    .select([sql<string>`ahead::text`.as('ahead'), sql<string>`state::text`.as('state'), sql<string>`instrument::text`.as('instrument')])
    .select(sql<string>`coalesce(state_instrument, instrument)::text`.as('instrument_then'))
    .where('mou', '=', sql<string>`any(${ids})`)
    .execute();

export type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** What is wrong with the row of a memorandum. */
export const difference = ({ mou, seq, sound }: Folded, row: Row | undefined): Finding | undefined => {
  if (!row) return { mou, seq, wrong: 'projection-differs', why: 'it is not listed' };
  if (row.seq > seq) return { mou, seq: seq + 1, wrong: 'row-missing', why: `it is listed with ${row.seq} events, and ${seq} are there` };
  const differing = differingColumns(sound, row);
  if (differing.length === 0) return undefined;
  return { mou, seq, wrong: 'projection-differs', why: `what is listed differs in ${differing.join(', ')}` };
};

const differingColumns = ({ after, last, stateThen }: Sound, row: Row): string[] => {
  if (row.projection !== PROJECTION) {
    // Another version of the engine made the row, perhaps of another state; it is made again when it is next needed.
    return (['seq', 'head'] as const).filter((column) => row[column] !== { seq: last.seq, head: after.head }[column]);
  }
  const expected: Omit<Row, 'state_seq'> = {
    ...columnsOf(after, last),
    state: stateThen ? stateText(stateThen) : '',
    instrument: instrumentText(after.state),
    instrument_then: stateThen ? instrumentText(stateThen) : '',
  };
  return (Object.keys(expected) as (keyof typeof expected)[]).filter((column) => !isSame(expected[column], row[column]));
};

/** The order of keys may differ between what was made event by event and what is made at once. */
const isSame = (a: Row[keyof Row], b: Row[keyof Row]): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
  return isObject(a) && isObject(b) && isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
};

const isObject = (text: unknown): text is string => typeof text === 'string' && text.startsWith('{');
