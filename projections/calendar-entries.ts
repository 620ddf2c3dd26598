/**
 * The memorandum's dates as entries of a calendar: each a whole day, under an identity that stays while the date moves.
 * An entry that no longer stands is kept as cancelled, so that a calendar that holds it can take it out.
 */
import { byDate, type CivilDate, parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { departuresOf, neverJoins } from '../domain/end.ts';
import { evolve } from '../domain/evolve.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { State } from '../domain/state.ts';
import { type Act, actsOf } from './acts.ts';
import { type Explanation, explain, explainMeetings } from './explain.ts';
import { headlineOf } from './headline.ts';
import { clocksAt, plain, quoted, sentenceCase } from './words.ts';

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
  /** The number of the last event of the act that made the entry what it is: a later act always has a greater one. */
  sequence: number;
  /** The instant at which that event was recorded, ISO 8601, UTC. */
  stamp: string;
};

type Dated = Pick<CalendarEntry, 'id' | 'date' | 'summary' | 'description' | 'status'>;

const hasLeft = ({ notices, discontinuation }: State, notice: string): boolean =>
  notices[notice]?.takesOut === true && notices[notice].status === 'effective' && discontinuation?.notice !== notice;

/** A notice that ends it for all has no entry: the one of the discontinuation says all. Nor has what was decided and is over, nor who never joins. */
const hasEntry = (state: State, { id, date, expected }: Explanation): boolean => {
  const { decisions, status } = state;
  const [kind, name = ''] = id.split('/');
  if (kind === 'notice') return departuresOf(state).some(({ notice }) => notice === name) || hasLeft(state, name);
  if (kind === 'decision') return decisions[name]?.kind === 'modify' && decisions[name].status !== 'lapsed';
  if (kind === 'member') return !neverJoins(state, date);
  return kind !== 'action' || status === 'operative' || expected;
};

const fromExplanation = (state: State, { id, date, what, sentence, rule, expected, at }: Explanation): Dated => {
  const clocks = at ? clocksAt(state, parseInstant(at)) : [];
  return {
    id,
    date,
    summary: `${state.mou}: ${what}`,
    description: [sentence, rule, ...clocks].join('\n'),
    status: expected ? 'TENTATIVE' : 'CONFIRMED',
  };
};

/** Those whose entries may differ. An entry is made of the meeting and of what the text calls it, and its agenda may be long. */
const changedMeetings = (before: State | undefined, after: State): string[] => {
  const isSameText = before?.instrument.terms.committee === after.instrument.terms.committee;
  return Object.keys({ ...before?.meetings, ...after.meetings }).filter((id) => !isSameText || before?.meetings[id] !== after.meetings[id]);
};

const meetings = ({ meetings: all, mou, instrument }: State, ids: readonly string[]): Dated[] =>
  ids
    .flatMap((id) => (all[id] ? [{ id, ...all[id] }] : []))
    .flatMap(({ id, status, on, heldOn, place, agenda }) =>
      status === 'cancelled'
        ? []
        : [
            {
              id: `meeting/${id}`,
              date: heldOn ?? on,
              summary: `${mou}: ${plain(instrument.terms.committee?.name ?? 'Meeting')} ${id}`,
              description: [
                sentenceCase(
                  `meeting ${id} ${heldOn ? `was held on ${heldOn}` : `is scheduled for ${on}`} at ${plain(place)} (${instrument.terms.committee?.clause}).`,
                ),
                ...agenda.map((item) => `– ${quoted(item)}`),
              ].join('\n'),
              status: heldOn ? ('CONFIRMED' as const) : ('TENTATIVE' as const),
            },
          ],
    );

const entriesOf = (state: State, explanations: readonly Explanation[]): Dated[] =>
  explanations.filter((one) => hasEntry(state, one)).map((one) => fromExplanation(state, one));

/** What no date rests on but those of meetings and of their actions. */
const APART: ReadonlySet<string> = new Set<keyof State>(['seq', 'meetings', 'initiatives', 'contacts', 'reminded', 'quietUntil']);

const restOnTheSame = (before: State, after: State): boolean =>
  (Object.keys({ ...before, ...after }) as (keyof State)[]).every((part) => APART.has(part) || before[part] === after[part]);

/** The entries of both that may differ. Most acts are of cooperation: they leave the hundreds of dates alone that many years bring. */
const thatMayDiffer = (before: State | undefined, after: State): [Dated[], Dated[]] => {
  const ids = changedMeetings(before, after);
  const isOfMeetings = before !== undefined && restOnTheSame(before, after);
  const of = (state: State): Dated[] => [
    ...entriesOf(state, isOfMeetings ? explainMeetings(state, ids) : explain(state)),
    ...meetings(state, ids),
  ];
  return [before ? of(before) : [], of(after)];
};

const isSame = (a: Dated | undefined, b: Dated): boolean =>
  a !== undefined && a.date === b.date && a.summary === b.summary && a.description === b.description && a.status === b.status;

/** Says in its text that it no longer stands: a calendar that knows no cancelled entries shows it all the same. */
const cancelled = (mou: string, { summary, description, ...rest }: Dated, because: string): Dated => ({
  ...rest,
  summary: `${mou}: no longer stands: ${summary.slice(mou.length + 2)}`,
  description: `This date no longer stands: ${because}.\nIt said: ${description.split('\n')[0]}`,
  status: 'CANCELLED',
});

/** Entries that are new or changed, and those that no longer stand, as cancelled. An entry that moved is one that changed. */
const changesBetween = (before: State | undefined, after: State, because: () => string): Dated[] => {
  const [was, is] = thatMayDiffer(before, after);
  const known = new Map(was.map((one) => [one.id, one]));
  const standing = new Set(is.map(({ id }) => id));
  const gone = was.filter(({ id }) => !standing.has(id)).map((one) => cancelled(after.mou, one, because()));
  return [...is.filter((one) => !isSame(known.get(one.id), one)), ...gone];
};

/** The same however the date moves, and in whichever feed or message it is. */
export const uidOf = (id: string, { mou, openedAt }: { mou: string; openedAt: string }): string =>
  `${id.replaceAll('/', '.')}.${fingerprint({ mou, at: openedAt }).slice(0, 24)}@mou-engine`;

const entry = (dated: Dated, state: State, { seq, at }: Event): CalendarEntry => ({
  ...dated,
  uid: uidOf(dated.id, state),
  sequence: seq,
  stamp: at,
});

/**
 * What an act changed in the calendar, each entry once, as it stands after the whole act; empty where it moved no date.
 *
 * @param after the state after the act
 */
export const calendarChanges = ({ before, events }: Act, after: State): CalendarEntry[] => {
  const last = events.at(-1);
  if (!last) return [];
  return changesBetween(before, after, () => headlineOf({ before, events }, after)).map((dated) => entry(dated, after, last));
};

/** All the dates of a memorandum by its whole log, cancelled ones too, in the order of their dates. */
export const calendarOf = (log: readonly Event[]): CalendarEntry[] => {
  const entries = new Map<string, CalendarEntry>();
  let before: State | undefined;
  for (const events of actsOf(log)) {
    const after = events.reduce<State | undefined>(evolve, before) as State;
    for (const changed of calendarChanges({ before, events }, after)) entries.set(changed.id, changed);
    before = after;
  }
  return [...entries.values()].sort((a, b) => byDate(a.date, b.date) || (a.uid < b.uid ? -1 : 1));
};
