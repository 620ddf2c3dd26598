/** The latest events as an Atom feed (RFC 4287), each in a sentence. */
import { LRUCache } from 'lru-cache';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Event } from '../../domain/events.ts';
import { nameOf } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import { evolve } from '../../domain/evolve.ts';
import { block, inline, type Xml } from '../../export/xml.ts';
import { tellingOf } from '../../projections/telling.ts';
import { plain } from '../../projections/words.ts';
import type { Source } from '../source.ts';
import type { Scope } from './calendar.ts';

const MOST = 50;

/** Of the event no more than is told: its data may be a whole text. */
type Told = Pick<Event, 'seq' | 'at' | 'on' | 'type' | 'clause'>;
type Entry = { mou: string; title: string; headline: string; happened: string; by: string | null; event: Told };

/** What was said of an event when it was recorded stays as it was. */
const said = new LRUCache<string, Entry>({ max: 5_000 });

/** A name by which the entry is the same wherever it is read (RFC 9562, version 8). */
const uuidOf = (what: unknown): string => {
  const hex = fingerprint(what);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const keyOf = (mou: string, { seq, at }: Told): string => `${mou}/${seq}/${at}`;

const remember = (mou: string, log: readonly Event[]): void => {
  let state: State | undefined;
  for (const event of log) {
    state = evolve(state, event);
    const { headline, happened } = tellingOf(event, state);
    const by = event.by === null ? null : nameOf(state.instrument, event.by);
    const { seq, at, on, type, clause } = event;
    const told: Entry = { mou, title: plain(state.instrument.title), headline, happened, by, event: { seq, at, on, type, clause } };
    said.set(keyOf(mou, event), told);
  }
};

type Latest = { mou: string; event: Event }[];

const latestOf = async (source: Source, { mou, participant }: Scope): Promise<Latest> => {
  if (mou !== undefined)
    return (await source.log(mou))
      .toReversed()
      .map((event) => ({ mou, event }))
      .slice(0, MOST);
  if (participant === undefined) return await source.register((register) => register.feed({ newest: true, limit: MOST }));
  return await source.register((register) => register.feed({ newest: true, participant, limit: MOST }));
};

const entriesOf = async (source: Source, latest: Latest): Promise<Entry[]> => {
  const unsaid = new Set(latest.filter(({ mou, event }) => !said.has(keyOf(mou, event))).map(({ mou }) => mou));
  for (const mou of unsaid) remember(mou, await source.log(mou));
  return latest.flatMap(({ mou, event }) => said.get(keyOf(mou, event)) ?? []);
};

const entry = (url: string, { mou, title, headline, happened, by, event }: Entry): Xml =>
  block(
    'entry',
    {},
    inline('id', {}, uuidOf({ mou, seq: event.seq, at: event.at })),
    inline('title', {}, `${mou}: ${headline}`),
    inline('updated', {}, event.at),
    inline('link', { rel: 'alternate', href: `${url}/memoranda/${mou}` }),
    inline('category', { term: event.type }),
    block('author', {}, inline('name', {}, by ?? 'The register')),
    inline('summary', {}, `${happened} (${title}; event ${event.seq}, ${event.on}${event.clause === null ? '' : `, ${event.clause}`})`),
  );

/** @param url where the desk is found; the address of the feed itself holds a token, and stands nowhere in it */
export const atomText = async (source: Source, scope: Scope, url: string): Promise<string> => {
  const entries = await entriesOf(source, await latestOf(source, scope));
  const feed = block(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom' },
    inline('id', {}, uuidOf({ feed: url, ...scope })),
    inline('title', {}, ['Memoranda', scope.mou, scope.participant].filter(Boolean).join(': ')),
    inline('updated', {}, entries[0]?.event.at ?? '1970-01-01T00:00:00Z'),
    inline('link', { rel: 'alternate', href: url }),
    ...entries.map((one) => entry(url, one)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed.toString()}\n`;
};
