/** What the events come to: the state, and the row by which a memorandum is listed and searched. */
import { genesis, link } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import type { State } from '../domain/state.ts';
import type { Document } from '../domain/values.ts';
import type { MemorandumRow } from './schema.ts';

/**
 * Raise it with every change of `State`, `evolve` or this file that makes other rows of the same events: rows of another
 * number are then made anew from the events. A test of the whole lives in test/register/ fails until it is raised.
 */
export const PROJECTION = 1;

/** Everything that is known of a memorandum after its last event. */
export type Projected = { state: State; head: string; documents: string[] };

/** The titles of the documents an event tells of. */
const documentsOf = ({ data }: Event): string[] => {
  const { document, evidence } = data as { document?: Document; evidence?: Document };
  return [document, evidence].flatMap((one) => (one ? [printable(one.title)] : []));
};

export type Advance = { after: Projected; hashes: string[]; wordsChanged: boolean };

/** What one further event makes of it. Throws where it does not follow: it speaks of what was never recorded. */
export const step = (mou: string, before: Projected | undefined, event: Event, head: string): Projected => {
  const state = evolve(before?.state, event);
  if (state.mou !== mou) throw new Error(`it is an event of ${state.mou}`);
  const known = before?.documents ?? [];
  return { state, head, documents: [...new Set([...known, ...documentsOf(event)])] };
};

/** What further events make of it, with the head after each of them. Throws as `step` does. */
export const advance = (mou: string, before: Projected | undefined, events: readonly Event[]): Advance => {
  const hashes: string[] = [];
  let after = before;
  for (const event of events) {
    const head = link(after?.head ?? genesis(mou), event);
    after = step(mou, after, event, head);
    hashes.push(head);
  }
  if (!after) throw new RangeError(`${mou}: no events`);
  const wordsChanged = after.state.instrument !== before?.state.instrument || after.documents.length !== before.documents.length;
  return { after, hashes, wordsChanged };
};

export type Columns = Omit<MemorandumRow, 'instrument' | 'words' | 'state'> & { state: string };

export const columnsOf = ({ state: { instrument, ...state }, head, documents }: Projected, last: Event): Columns => ({
  mou: state.mou,
  seq: last.seq,
  head,
  title: printable(instrument.title),
  status: state.status,
  participants: instrument.participants.map(({ id }) => id),
  version: state.version,
  operative_on: state.operativeOn,
  expected_on: state.discontinuation?.commencedOn ? null : (state.discontinuation?.expectedOn ?? null),
  commences_at: state.discontinuation?.commencedOn ? null : (state.discontinuation?.commencesAt ?? null),
  commenced_on: state.discontinuation?.commencedOn ?? null,
  open_decisions: Object.values(state.decisions).filter(({ status }) => status === 'proposed').length,
  changed_at: last.at,
  state: JSON.stringify(state),
  documents,
  projection: PROJECTION,
});

/** Of all that can be searched, in bytes: PostgreSQL refuses a vector of more than 1 MB, and an event must never be. */
const MOST_BYTES = { title: 2_000, documents: 60_000, clauses: 140_000 };

/** What JSON can say and a text of PostgreSQL's cannot. */
const printable = (text: string): string => text.replaceAll('\0', ' ').replaceAll(/\p{Surrogate}/gu, '\ufffd');
const cut = (text: string, bytes: number): string => Buffer.from(printable(text)).subarray(0, bytes).toString();

/** What is searched, by weight: the title, the documents' titles, the clauses as they are now. */
export const wordsOf = ({ state: { instrument }, documents }: Projected): { title: string; documents: string; clauses: string } => ({
  title: cut(instrument.title, MOST_BYTES.title),
  documents: cut(documents.join('\n'), MOST_BYTES.documents),
  clauses: cut(instrument.clauses.map(({ heading = '', text }) => `${heading}\n${text}`).join('\n'), MOST_BYTES.clauses),
});
