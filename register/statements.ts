/**
 * The statements that append, as they are sent: written out, since they are sent for each event. Either writes the
 * memorandum's row and its events together or, where another writer came first, nothing at all.
 */
import { parseInstant } from '../domain/calendar.ts';
import { type Advance, type Columns, titlesOf, wordsOf } from './projection.ts';

export type Statement = { text: string; values: unknown[] };

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
type Column = (typeof COLUMNS)[number];

const weighed = (parameter: string, weight: 'A' | 'B' | 'C'): string =>
  `setweight(to_tsvector('pg_catalog.english', ${parameter}), '${weight}')`;

/** Six parameters: the state and its event, and the instrument; then title, clauses and documents' titles to be searched. */
const TEXTS = 6;
const textsFrom = (from: number) => {
  const [title, documents] = [`$${from + 3}::text`, `$${from + 5}::text`];
  return {
    ...{ state: `$${from}::json`, stateSeq: `$${from + 1}::int`, instrument: `$${from + 2}::json`, title, documents },
    instrumentWords: `${weighed(title, 'A')} || ${weighed(`$${from + 4}::text`, 'C')}`,
    documentWords: weighed(documents, 'B'),
  };
};

/** Seven parameters an event. */
const TYPES = ['int', 'text', 'timestamptz', 'text', 'json', 'text', 'text'];

const eventParameters = (from: number): string => `(${TYPES.map((type, column) => `$${from + column}::${type}`).join(', ')})`;

const insertOf = (events: number, from: number): string => `
insert into mou.events (mou, seq, type, at, hash, event, act_id, status)
select changed.mou, e.seq, e.type, e.at, e.hash, e.event, e.act_id, e.status
from changed, (values ${Array.from({ length: events }, (_, at) => eventParameters(from + at * TYPES.length)).join(', ')})
  as e (seq, type, at, hash, event, act_id, status)
order by e.seq`;

const WHOLE = textsFrom(COLUMNS.length + 1);
const ROW = `
insert into mou.memoranda (${COLUMNS.join(', ')}, state, state_seq, instrument, words)
values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}, ${WHOLE.state}, ${WHOLE.stateSeq}, ${WHOLE.instrument}, ${WHOLE.instrumentWords} || ${WHOLE.documentWords})`;

const first = (events: number): string =>
  `with changed as (${ROW} on conflict (mou) do nothing returning mou)${insertOf(events, COLUMNS.length + TEXTS + 1)}`;

/** Where a text is null, the column keeps what it has. */
const textsSet = ({ state, stateSeq, instrument, title, documents, ...words }: ReturnType<typeof textsFrom>): string => `,
state = coalesce(${state}, state),
state_seq = coalesce(${stateSeq}, state_seq),
state_instrument = case
  when ${state} is not null then null
  when ${instrument} is not null then coalesce(state_instrument, instrument)
  else state_instrument
end,
instrument = coalesce(${instrument}, instrument),
words = case
  when ${title} is not null then ts_filter(words, '{b}') || ${words.instrumentWords} || ${words.documentWords}
  when ${documents} <> '' then words || ${words.documentWords}
  else words
end`;

/** The first three parameters: which, the number in the row as the writer knows it, and its making. A row of another making it does not know. */
const next = (events: number, columns: readonly Column[], hasTexts: boolean): string => {
  const afterColumns = columns.length + 4;
  return `with changed as (
update mou.memoranda set
${columns.map((column, at) => `${column} = $${at + 4}`).join(', ')}${hasTexts ? textsSet(textsFrom(afterColumns)) : ''}
where mou = $1 and seq = $2 and projection = $3
returning mou
)${insertOf(events, afterColumns + (hasTexts ? TEXTS : 0))}`;
};

/** Made once for each number of events, of which an act has few, and for what changes with them. */
const made = new Map<string, string>();
const madeOnce = (key: string, make: () => string): string => {
  const text = made.get(key) ?? make();
  made.set(key, text);
  return text;
};

/** Null where the row keeps what it has: the state as of that event, and the instrument. */
export type Texts = { state: string | null; stateSeq: number; instrument: string | null };

const rowsOf = ({ rows }: Advance): unknown[] =>
  rows.flatMap(({ event, text, hash, status }) => [
    ...[event.seq, event.type, new Date(parseInstant(event.at)).toISOString(), hash, text],
    ...[event.act?.id ?? null, status],
  ]);

const textValues = (texts: Texts, { instrumentChanged, after, titles }: Advance): unknown[] => {
  const { title = null, clauses = null } = instrumentChanged ? wordsOf(after.state.instrument) : {};
  return [texts.state, texts.state === null ? null : texts.stateSeq, texts.instrument, title, clauses, titlesOf(titles)];
};

const rowValues = (columns: Columns, texts: Texts, advance: Advance): unknown[] => [
  ...COLUMNS.map((column) => columns[column]),
  ...textValues(texts, advance),
];

const REPLACED = [...COLUMNS, 'state', 'state_seq', 'instrument', 'state_instrument', 'words']
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/**
 * The row alone, of events that are recorded already.
 *
 * @param isLocked whether the transaction holds the row that is there; otherwise one that is there by now was appended,
 *   with its events, just now, and stays
 */
export const wholeRow = (columns: Columns, texts: Texts, advance: Advance, isLocked: boolean): Statement => ({
  text: `${ROW} on conflict (mou) do ${isLocked ? `update set ${REPLACED}` : 'nothing'}`,
  values: rowValues(columns, texts, advance),
});

/** For a memorandum of which nothing is recorded. */
export const firstAppend = (columns: Columns, texts: Texts, advance: Advance): Statement => {
  const events = advance.rows.length;
  return {
    text: madeOnce(`first ${events}`, () => first(events)),
    values: [...rowValues(columns, texts, advance), ...rowsOf(advance)],
  };
};

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

/**
 * For one whose last event is known to be `seq`. Only what changes is sent: most events leave all that is listed and
 * searched as it was, and then no index is touched.
 *
 * @param before what its row says; undefined where that is not known, and all is written
 */
export const nextAppend = (seq: number, before: Columns | undefined, columns: Columns, texts: Texts, advance: Advance): Statement => {
  const changed = COLUMNS.slice(1).filter((column) => !isSame(before?.[column], columns[column]));
  const hasTexts = texts.state !== null || texts.instrument !== null || advance.titles.length > 0;
  const events = advance.rows.length;
  return {
    text: madeOnce(`next ${events} ${hasTexts} ${changed.join(' ')}`, () => next(events, changed, hasTexts)),
    values: [
      ...[columns.mou, seq, columns.projection],
      ...changed.map((column) => columns[column]),
      ...(hasTexts ? textValues(texts, advance) : []),
      ...rowsOf(advance),
    ],
  };
};
