/**
 * The memorandum's dates as entries of a calendar: each a whole day, under an identity that stays while the date moves.
 * An entry that no longer stands is kept as cancelled, so that a calendar that holds it can take it out.
 */
import { type CivilDate, parseInstant, wallClock } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { evolve, fold } from '../domain/evolve.ts';
import { type Explanation, explain } from './explain.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { State } from '../domain/state.ts';
import { plain, quoted, sentenceCase } from './words.ts';

export type CalendarEntry = {
  /** The same however the date moves: `discontinuation`, `last-operative-day`, `decision/d1`, `meeting/m1` … */
  id: string;
  /** RFC 5545, 3.8.4.7: unique among all memoranda of all registers, and stable. */
  uid: string;
  date: CivilDate;
  summary: string;
  description: string;
  /** Tentative while the date is expected. */
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** The number of the event that made the entry what it is: a later one always has a greater number. */
  sequence: number;
  /** The instant at which that event was recorded, ISO 8601, UTC. */
  stamp: string;
};

type Dated = Pick<CalendarEntry, 'id' | 'date' | 'summary' | 'description' | 'status'>;

/** Notices have no entry: the one of the discontinuation that they lead to says all. Nor has what was decided and is over. */
const hasEntry = ({ decisions, status }: State, { id, expected }: Explanation): boolean => {
  const [kind, name = ''] = id.split('/');
  if (kind === 'notice') return false;
  if (kind === 'decision') return decisions[name]?.kind === 'modify' && decisions[name].status !== 'lapsed';
  return kind !== 'action' || status === 'operative' || expected;
};

const fromExplanation = (state: State, { id, date, what, sentence, rule, expected, at }: Explanation): Dated => {
  const clocks = at ? state.instrument.participants.map(({ seat }) => `${wallClock(parseInstant(at), seat.timeZone)} in ${seat.city}`) : [];
  return {
    id,
    date,
    summary: `${state.mou}: ${what}`,
    description: [sentence, rule, ...clocks].join('\n'),
    status: expected ? 'TENTATIVE' : 'CONFIRMED',
  };
};

const meetings = ({ meetings: all, mou, instrument }: State): Dated[] =>
  Object.entries(all).flatMap(([id, { status, on, heldOn, place, agenda }]) =>
    status === 'cancelled'
      ? []
      : [
          {
            id: `meeting/${id}`,
            date: heldOn ?? on,
            summary: `${mou}: ${plain(instrument.terms.committee.name)} ${id}`,
            description: [
              sentenceCase(
                `meeting ${id} ${heldOn ? `was held on ${heldOn}` : `is scheduled for ${on}`} at ${plain(place)} (${instrument.terms.committee.clause}).`,
              ),
              ...agenda.map((item) => `– ${quoted(item)}`),
            ].join('\n'),
            status: heldOn ? ('CONFIRMED' as const) : ('TENTATIVE' as const),
          },
        ],
  );

const datesOf = (state: State | undefined): Dated[] =>
  state
    ? [
        ...explain(state)
          .filter((one) => hasEntry(state, one))
          .map((one) => fromExplanation(state, one)),
        ...meetings(state),
      ]
    : [];

const isSame = (a: Dated | undefined, b: Dated): boolean =>
  a !== undefined && a.date === b.date && a.summary === b.summary && a.description === b.description && a.status === b.status;

/** What an event made of the calendar: entries that are new or changed, and those that no longer stand, as cancelled. */
const changesBetween = (before: readonly Dated[], after: readonly Dated[]): Dated[] => {
  const known = new Map(before.map((one) => [one.id, one]));
  const standing = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !standing.has(id)).map((one) => ({ ...one, status: 'CANCELLED' as const }));
  return [...after.filter((one) => !isSame(known.get(one.id), one)), ...gone];
};

const entry = (dated: Dated, event: Event, opening: Event): CalendarEntry => {
  const register = fingerprint({ mou: opening.type === 'MemorandumOpened' ? opening.data.mou : '', at: opening.at });
  return { ...dated, uid: `${dated.id.replaceAll('/', '.')}.${register.slice(0, 24)}@mou-engine`, sequence: event.seq, stamp: event.at };
};

/** What the event of that number made of the calendar; empty for one that moved no date. */
export const calendarChanges = (log: readonly Event[], seq: number): CalendarEntry[] => {
  const [opening] = log;
  const event = log[seq - 1];
  if (!opening || !event) return [];
  const before = fold(log.slice(0, seq - 1));
  return changesBetween(datesOf(before), datesOf(evolve(before, event))).map((dated) => entry(dated, event, opening));
};

/** All the dates of a memorandum by its whole log, cancelled ones too, in the order of their dates. */
export const calendarOf = (log: readonly Event[]): CalendarEntry[] => {
  const [opening] = log;
  const entries = new Map<string, CalendarEntry>();
  let state: State | undefined;
  let before: Dated[] = [];
  for (const event of log) {
    state = evolve(state, event);
    const after = datesOf(state);
    for (const dated of changesBetween(before, after)) entries.set(dated.id, entry(dated, event, opening ?? event));
    before = after;
  }
  return [...entries.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.uid < b.uid ? -1 : 1));
};
