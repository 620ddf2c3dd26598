/**
 * The two statements that append, as they are sent: written out, since they are sent for each event. Either writes the
 * memorandum's row and its events together or, where another writer came first, nothing at all.
 */
import { canonicalize } from 'json-canonicalize';
import { parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { type Advance, type Columns, titlesOf, wordsOf } from './projection.ts';

export type Statement = { text: string; values: unknown[] };

/** In the order of the first parameters of both statements. */
const COLUMNS = [
  'mou',
  'seq',
  'head',
  'title',
  'status',
  'participants',
  'version',
  'operative_on',
  'expected_on',
  'commences_at',
  'commenced_on',
  'open_decisions',
  'ahead',
  'changed_at',
  'document_bytes',
  'projection',
] as const satisfies (keyof Columns)[];

/** $17 state, $18 its event, $19 instrument, $20–$22 title, clauses and documents' titles to be searched. */
const TEXT = { state: '$17::json', stateSeq: '$18::int', instrument: '$19::json' };
const weighed = (parameter: string, weight: 'A' | 'B' | 'C'): string =>
  `setweight(to_tsvector('pg_catalog.english', ${parameter}), '${weight}')`;
const INSTRUMENT_WORDS = `${weighed('$20::text', 'A')} || ${weighed('$21::text', 'C')}`;
const DOCUMENT_WORDS = weighed('$22::text', 'B');

/** $23–$29: arrays, so that there may be any number of events. */
const EVENTS = `
insert into mou.events (mou, seq, type, at, hash, event, act_id, status)
select changed.mou, e.seq, e.type, e.at, e.hash, e.event::json, e.act_id, e.status
from changed, unnest($23::int[], $24::text[], $25::timestamptz[], $26::text[], $27::text[], $28::text[], $29::text[])
  as e (seq, type, at, hash, event, act_id, status)
order by e.seq`;

const ROW = `
insert into mou.memoranda (${COLUMNS.join(', ')}, state, state_seq, instrument, words)
values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}, ${TEXT.state}, ${TEXT.stateSeq}, ${TEXT.instrument}, ${INSTRUMENT_WORDS} || ${DOCUMENT_WORDS})`;

const FIRST = `with changed as (${ROW} on conflict (mou) do nothing returning mou)${EVENTS}`;

/** $30: the number in the row, as the writer knows it. Where a text is null, the column keeps what it has. */
const NEXT = `with changed as (
update mou.memoranda set
${COLUMNS.map((column, at) => `${column} = $${at + 1}`)
  .slice(1)
  .join(', ')},
state = coalesce(${TEXT.state}, state),
state_seq = coalesce(${TEXT.stateSeq}, state_seq),
instrument = coalesce(${TEXT.instrument}, instrument),
words = case
  when $20::text is not null then ts_filter(words, '{b}') || ${INSTRUMENT_WORDS} || ${DOCUMENT_WORDS}
  when $22::text <> '' then words || ${DOCUMENT_WORDS}
  else words
end
where mou = $1 and seq = $30
returning mou
)${EVENTS}`;

export type Texts = { state: string; stateSeq: number; instrument?: string };

const rowsOf = (events: readonly Event[], { hashes, statuses }: Advance): unknown[] => [
  events.map(({ seq }) => seq),
  events.map(({ type }) => type),
  events.map(({ at }) => new Date(parseInstant(at)).toISOString()),
  hashes,
  events.map((event) => canonicalize(event)),
  events.map(({ act }) => act?.id ?? null),
  statuses,
];

const valuesOf = (columns: Columns, texts: Texts | undefined, made: Advance): unknown[] => {
  const { title = null, clauses = null } = made.instrumentChanged ? wordsOf(made.after.state.instrument) : {};
  return [
    ...COLUMNS.map((column) => columns[column]),
    ...[texts?.state ?? null, texts?.stateSeq ?? null, texts?.instrument ?? null],
    ...[title, clauses, titlesOf(made.titles)],
  ];
};

const REPLACED = [...COLUMNS, 'state', 'state_seq', 'instrument', 'words'].map((column) => `${column} = excluded.${column}`).join(', ');

/**
 * The row alone, of events that are recorded already.
 *
 * @param isLocked whether the transaction holds the row that is there; otherwise one that is there by now was appended,
 *   with its events, just now, and stays
 */
export const wholeRow = (columns: Columns, texts: Texts, made: Advance, isLocked: boolean): Statement => ({
  text: `${ROW} on conflict (mou) do ${isLocked ? `update set ${REPLACED}` : 'nothing'}`,
  values: valuesOf(columns, texts, made),
});

/** For a memorandum of which nothing is recorded. */
export const firstAppend = (columns: Columns, texts: Texts, events: readonly Event[], made: Advance): Statement => ({
  text: FIRST,
  values: [...valuesOf(columns, texts, made), ...rowsOf(events, made)],
});

/** For one whose last event is known to be `seq`. */
export const nextAppend = (
  seq: number,
  columns: Columns,
  texts: Texts | undefined,
  events: readonly Event[],
  made: Advance,
): Statement => ({
  text: NEXT,
  values: [...valuesOf(columns, texts, made), ...rowsOf(events, made), seq],
});
