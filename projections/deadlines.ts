/** Dates that lie ahead, in words and as entries of a calendar. */
import { type Deadline, type DeadlineOf, deadlinesOf } from '../domain/deadlines.ts';
import type { Event } from '../domain/events.ts';
import { type Instrument, nameOf } from '../domain/instrument.ts';
import type { State } from '../domain/state.ts';
import { type CalendarEntry, uidOf } from './calendar-entries.ts';

/** What is expected on the date. */
const SAYS: Record<DeadlineOf, (about: string) => string> = {
  operation: () => 'becomes operative',
  lapse: () => 'lapses, unless it is operative before',
  withdrawal: (about) => `withdrawal is expected to take effect (${about})`,
  membership: (about) => `${about} is expected to belong from then on`,
  expiry: () => 'the term ends, unless it is renewed or extended',
  renewal: () => 'last day for the delivery of a notice of non-renewal',
  review: (about) => `review ${about} is due`,
  committee: () => 'the committee is expected to meet by then',
  commencement: (about) => `discontinuation is expected to commence (${about})`,
  decision: (about) => `decision ${about} is expected to take effect`,
  meeting: (about) => `meeting ${about}`,
  action: (about) => `action ${about} is due`,
  'parent-end': (about) => `${about}, under which it stands, is expected to end`,
};

/** @param instrument by which who joins is named; without it, as in a list of many memoranda, by its id */
export const deadlineLine = ({ what, about }: Deadline, instrument?: Instrument): string => {
  const isNamed = what === 'membership' && about !== null && instrument !== undefined;
  return SAYS[what](isNamed ? nameOf(instrument, about) : (about ?? '–'));
};

/** Of what a view does not say otherwise, each date that lies ahead, with its clause. */
export const deadlineSentences = (deadlines: readonly Deadline[], kinds: ReadonlySet<DeadlineOf>, instrument: Instrument): string[] =>
  deadlines
    .filter(({ what }) => kinds.has(what))
    .map((one) => `${one.on}: ${deadlineLine(one, instrument)}${one.clause === null ? '' : ` (${one.clause})`}`);

/** By which the memorandum's own feed and messages name the same date. */
const ENTRY: Record<DeadlineOf, (about: string) => string> = {
  operation: () => 'operative',
  lapse: () => 'lapse',
  withdrawal: (about) => `notice/${about}`,
  membership: (about) => `member/${about}`,
  expiry: () => 'term-end',
  renewal: () => 'notice-by',
  review: () => 'review',
  committee: () => 'next-meeting',
  commencement: () => 'discontinuation',
  decision: (about) => `decision/${about}`,
  meeting: (about) => `meeting/${about}`,
  action: (about) => `action/${about}`,
  'parent-end': () => 'parent-end',
};

type Kept = Deadline & { mou: string; title: string; seq: number; changedAt: string; openedAt: string };

/** The dates of one memorandum, as the register tells those of all. */
export const datedIn = (state: State, log: readonly Event[]): Kept[] => {
  const { mou, seq, openedAt, instrument } = state;
  const kept = { mou, title: instrument.title, seq, changedAt: log.at(-1)?.at ?? openedAt, openedAt };
  return deadlinesOf(state).map((one) => ({ ...kept, ...one }));
};

type Asked = { [Name in 'from' | 'until' | 'of' | 'what']?: string | undefined };

/** As the register chooses among those of all. */
export const isAskedFor = (one: Deadline, { from, until, of, what }: Asked): boolean =>
  (from === undefined || one.on >= from) &&
  (until === undefined || one.on <= until) &&
  (of === undefined || one.of.includes(of)) &&
  (what === undefined || one.what === what);

/** Under the identities of the memorandum's own feed, so that a calendar that takes both shows each date once. */
export const deadlineEntry = (deadline: Kept): CalendarEntry => {
  const { on: date, mou, title, what, about, of, clause, seq: sequence, changedAt: stamp } = deadline;
  const id = ENTRY[what](about ?? '–');
  return {
    id,
    uid: uidOf(id, deadline),
    date,
    summary: `${mou}: ${deadlineLine(deadline)}`,
    description: [title, `Concerns: ${of.join(', ')}`, ...(clause === null ? [] : [`Clause: ${clause}`])].join('\n'),
    status: 'TENTATIVE',
    sequence,
    stamp,
  };
};
