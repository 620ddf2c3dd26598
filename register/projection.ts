/** What the events come to: the state, and the row by which a memorandum is listed and searched. */
import { genesis } from '../domain/chain.ts';
import type { Event, EventType } from '../domain/events.ts';
import { awaitedKeys, awaitedOf } from '../domain/awaited.ts';
import { termOf } from '../domain/deadlines.ts';
import { evolve } from '../domain/evolve.ts';
import { openProposals } from '../domain/rules/open-proposals.ts';
import type { State, Status } from '../domain/state.ts';
import type { Document } from '../domain/values.ts';
import { aheadOf } from './ahead.ts';
import { canonicalText, linkOfText } from './canonical.ts';
import { printable } from './printable.ts';
import { asWritten, withMarks } from './prose.ts';
import type { MemorandumRow } from './schema.ts';

/**
 * Raise it with every change of `State`, `evolve` or this file that makes other rows of the same events: rows of another
 * number are then made again from the events. A test of whole lives in test/domain/ fails until it is raised.
 */
export const PROJECTION = 12;

/** Of all that can be searched, in bytes: PostgreSQL refuses a vector of more than 1 MB, and an event must never be. */
const MOST_BYTES = { title: 2_000, documents: 60_000, clauses: 140_000 };

/** What is known of a memorandum after its last event; in its state marks stand in the place of long texts (`prose.ts`). */
export type Projected = { state: State; head: string; documentBytes: number };

const cut = (text: string, bytes: number): string => Buffer.from(printable(text)).subarray(0, bytes).toString();

/** The titles of the documents an event tells of. */
const documentsOf = ({ data }: Event): string[] => {
  const { document, evidence } = data as { document?: Document; evidence?: Document };
  return [document, evidence].flatMap((one) => (one ? [printable(one.title)] : []));
};

/** What one further event makes of it. Throws where it does not follow: it speaks of what was never recorded. */
export const step = (mou: string, before: Projected | undefined, event: Event, head: string): Projected => {
  const state = evolve(before?.state, withMarks(event));
  if (state.mou !== mou) throw new Error(`it is an event of ${state.mou}`);
  return { state, head, documentBytes: (before?.documentBytes ?? 0) + Buffer.byteLength(documentsOf(event).join('')) };
};

/** An event as it is stored: its canonical JSON, the head after it, and the memorandum's status then. */
export type EventRow = { event: Event; text: string; hash: string; status: Status };

export type Advance = {
  after: Projected;
  rows: EventRow[];
  /** The documents' titles that can be searched for from now on. */
  titles: string[];
  instrumentChanged: boolean;
};

/** What further events make of it. Throws as `step` does. */
export const advance = (mou: string, before: Projected | undefined, events: readonly Event[]): Advance => {
  const rows: EventRow[] = [];
  const titles: string[] = [];
  let after = before;
  for (const event of events) {
    if ((after?.documentBytes ?? 0) < MOST_BYTES.documents) titles.push(...documentsOf(event));
    const text = canonicalText(event);
    const hash = linkOfText(after?.head ?? genesis(mou), text);
    after = step(mou, after, event, hash);
    rows.push({ event, text, hash, status: after.state.status });
  }
  if (!after) throw new RangeError(`${mou}: no events`);
  return { after, rows, titles, instrumentChanged: after.state.instrument !== before?.state.instrument };
};

export type Columns = Omit<
  MemorandumRow,
  'instrument' | 'words' | 'state' | 'state_seq' | 'state_instrument' | 'ahead' | `first_${string}`
> & {
  ahead: string;
};

const termColumns = (state: State): Pick<Columns, 'expires_on' | 'notice_by' | 'expired_on'> => {
  const { expiresOn, noticeBy, expiredOn } = termOf(state);
  return { expires_on: expiresOn, notice_by: noticeBy, expired_on: expiredOn };
};

type Latest = Pick<Columns, 'seq' | 'head' | 'changed_at' | 'document_bytes'>;

/** What changes with every event. */
const latestOf = ({ head, documentBytes }: Projected, { seq, at }: Event): Latest => ({
  seq,
  head,
  changed_at: at,
  document_bytes: documentBytes,
});

/** After these everything else that is listed is as it was. They are most of a memorandum's events, and working it out takes longest. */
const UNLISTED: ReadonlySet<EventType> = new Set(['InitiativeReported', 'ReminderDue']);

/** As `columnsOf` has them, made of what the row said before, where that is known. */
export const columnsAfter = (known: { columns?: Columns } | undefined, after: Projected, events: readonly Event[]): Columns => {
  const before = known?.columns;
  const last = events.at(-1) as Event;
  const isUnlisted = before && events.every(({ type }) => UNLISTED.has(type));
  return isUnlisted ? { ...before, ...latestOf(after, last) } : columnsOf(after, last);
};

export const columnsOf = (after: Projected, last: Event): Columns => {
  const { state } = after;
  const awaited = awaitedOf(state);
  return {
    ...latestOf(after, last),
    mou: state.mou,
    title: printable(state.instrument.title),
    status: state.status,
    participants: state.instrument.participants.map(({ id }) => id),
    version: state.version,
    operative_on: state.operativeOn,
    expected_on: state.discontinuation?.commencedOn ? null : (state.discontinuation?.expectedOn ?? null),
    commences_at: state.discontinuation?.commencedOn ? null : (state.discontinuation?.commencesAt ?? null),
    commenced_on: state.discontinuation?.commencedOn ?? null,
    ...termColumns(state),
    open_decisions: openProposals(state).length,
    under: state.instrument.under ?? null,
    supersedes: state.instrument.supersedes ?? null,
    awaited: awaitedKeys(awaited),
    ahead: aheadOf(state, awaited),
    projection: PROJECTION,
  };
};

/** The state and the instrument as they are stored, apart from each other. */
export const stateText = ({ instrument: _, ...state }: State): string => JSON.stringify(asWritten(state));
export const instrumentText = ({ instrument }: State): string => JSON.stringify(instrument);

/** What of the instrument is searched, as it is now. */
export const wordsOf = ({ title, clauses }: State['instrument']): { title: string; clauses: string } => ({
  title: cut(title, MOST_BYTES.title),
  clauses: cut(clauses.map(({ heading = '', text }) => `${heading}\n${text}`).join('\n'), MOST_BYTES.clauses),
});

/** An append of very many events at once must not exceed it either. */
export const titlesOf = (titles: readonly string[]): string => cut(titles.join('\n'), MOST_BYTES.documents);
