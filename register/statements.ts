/**
 * The two statements that append, as they are sent: written out, since they are sent for each event. Either writes the
 * memorandum's row and its events together or, where another writer came first, nothing at all.
 */
import { parseInstant } from '../domain/calendar.ts';
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
  'expires_on',
  'notice_by',
  'expired_on',
  'open_decisions',
  'under',
  'supersedes',
  'awaited',
  'ahead',
  'changed_at',
  'document_bytes',
  'projection',
] as const satisfies (keyof Columns)[];

/** The parameters after those of the columns. */
const parameter = (after: number, type: string): string => `$${COLUMNS.length + after}::${type}`;

/** The state and its event, and the instrument, each where it is written; then title, clauses and documents' titles to be searched. */
const TEXT = { state: parameter(1, 'json'), stateSeq: parameter(2, 'int'), instrument: parameter(3, 'json') };
const WORDS = { title: parameter(4, 'text'), clauses: parameter(5, 'text'), documents: parameter(6, 'text') };
const weighed = (parameter: string, weight: 'A' | 'B' | 'C'): string =>
  `setweight(to_tsvector('pg_catalog.english', ${parameter}), '${weight}')`;
const INSTRUMENT_WORDS = `${weighed(WORDS.title, 'A')} || ${weighed(WORDS.clauses, 'C')}`;
const DOCUMENT_WORDS = weighed(WORDS.documents, 'B');

/** Then seven parameters an event. */
const FIRST_OF_EVENTS = COLUMNS.length + 7;
const TYPES = ['int', 'text', 'timestamptz', 'text', 'json', 'text', 'text'];

const eventParameters = (at: number): string =>
  `(${TYPES.map((type, column) => `$${FIRST_OF_EVENTS + at * TYPES.length + column}::${type}`).join(', ')})`;

const insertOf = (events: number): string => `
insert into mou.events (mou, seq, type, at, hash, event, act_id, status)
select changed.mou, e.seq, e.type, e.at, e.hash, e.event, e.act_id, e.status
from changed, (values ${Array.from({ length: events }, (_, at) => eventParameters(at)).join(', ')})
  as e (seq, type, at, hash, event, act_id, status)
order by e.seq`;

const ROW = `
insert into mou.memoranda (${COLUMNS.join(', ')}, state, state_seq, instrument, words)
values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}, ${TEXT.state}, ${TEXT.stateSeq}, ${TEXT.instrument}, ${INSTRUMENT_WORDS} || ${DOCUMENT_WORDS})`;

const first = (events: number): string => `with changed as (${ROW} on conflict (mou) do nothing returning mou)${insertOf(events)}`;

/** Where a text is null, the column keeps what it has. */
const CHANGE = `
update mou.memoranda set
${COLUMNS.map((column, at) => `${column} = $${at + 1}`)
  .slice(1)
  .join(', ')},
state = coalesce(${TEXT.state}, state),
state_seq = coalesce(${TEXT.stateSeq}, state_seq),
state_instrument = case
  when ${TEXT.state} is not null then null
  when ${TEXT.instrument} is not null then coalesce(state_instrument, instrument)
  else state_instrument
end,
instrument = coalesce(${TEXT.instrument}, instrument),
words = case
  when ${WORDS.title} is not null then ts_filter(words, '{b}') || ${INSTRUMENT_WORDS} || ${DOCUMENT_WORDS}
  when ${WORDS.documents} <> '' then words || ${DOCUMENT_WORDS}
  else words
end`;

/** The last parameter: the number in the row, as the writer knows it. A row of another making it does not know. */
const next = (events: number): string => `with changed as (${CHANGE}
where mou = $1 and seq = $${FIRST_OF_EVENTS + events * TYPES.length} and projection = $${COLUMNS.indexOf('projection') + 1}
returning mou
)${insertOf(events)}`;

/** Made once for each number of events: an act has few. */
const texts = { first: [] as string[], next: [] as string[] };
const firstOf = (events: number): string => (texts.first[events] ??= first(events));
const nextOf = (events: number): string => (texts.next[events] ??= next(events));

/** Null where the row keeps what it has: the state as of that event, and the instrument. */
export type Texts = { state: string | null; stateSeq: number; instrument: string | null };

const rowsOf = ({ rows }: Advance): unknown[] =>
  rows.flatMap(({ event, text, hash, status }) => [
    ...[event.seq, event.type, new Date(parseInstant(event.at)).toISOString(), hash, text],
    ...[event.act?.id ?? null, status],
  ]);

const valuesOf = (columns: Columns, texts: Texts, made: Advance): unknown[] => {
  const { title = null, clauses = null } = made.instrumentChanged ? wordsOf(made.after.state.instrument) : {};
  return [
    ...COLUMNS.map((column) => columns[column]),
    ...[texts.state, texts.state === null ? null : texts.stateSeq, texts.instrument],
    ...[title, clauses, titlesOf(made.titles)],
  ];
};

const REPLACED = [...COLUMNS, 'state', 'state_seq', 'instrument', 'state_instrument', 'words']
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

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
export const firstAppend = (columns: Columns, texts: Texts, made: Advance): Statement => ({
  text: firstOf(made.rows.length),
  values: [...valuesOf(columns, texts, made), ...rowsOf(made)],
});

/** For one whose last event is known to be `seq`. */
export const nextAppend = (seq: number, columns: Columns, texts: Texts, made: Advance): Statement => ({
  text: nextOf(made.rows.length),
  values: [...valuesOf(columns, texts, made), ...rowsOf(made), seq],
});
