/** Every date that lies ahead of a memorandum, as things stand: what is expected on it, whom it concerns, by which clause. */
import { lastDayToBegin, membersOf, openActions } from './awaited.ts';
import { addDays, byDate, type CivilDate } from './calendar.ts';
import { dueByRhythm, rhythmOf } from './committee.ts';
import { departuresOf, isAfterTheEnd, joiningsOf, stopsOf } from './end.ts';
import type { Term } from './instrument.ts';
import { nextReview } from './review.ts';
import { willTakeEffect } from './rules/open-proposals.ts';
import { clauseOf } from './rules/recording.ts';
import { clauseOfEnd, clauseOfNotice, groundOf, joinsBy } from './rules/text.ts';
import type { State } from './state.ts';

/** Named like reminders, where there is a reminder of it. */
export const DEADLINES = [
  'operation',
  'lapse',
  'commencement',
  'withdrawal',
  'membership',
  'expiry',
  'renewal',
  'decision',
  'review',
  'committee',
  'meeting',
  'action',
  'parent-end',
] as const;
export type DeadlineOf = (typeof DEADLINES)[number];

export type Deadline = {
  on: CivilDate;
  what: DeadlineOf;
  /** The notice, decision, meeting or action (`m1/a1`) that it is about, or the Participant that joins; the number of a review. */
  about: string | null;
  /** The Participants whom it concerns, by their ids. */
  of: string[];
  clause: string | null;
};

type Reading = { state: State; everybody: string[]; clause: (term: Term) => string | null };

/** When it becomes operative, where that is certain and lies ahead; or when it lapses, unless it is complete before. */
const beginning = ({ state, everybody: of, clause }: Reading): Deadline[] => {
  if (state.status !== 'open') return [];
  const one = { about: null, of, clause: clause('operative') };
  if (state.operation) return [{ on: state.operation.expectedOn, what: 'operation', ...one }];
  const lastDay = lastDayToBegin(state);
  return lastDay === null ? [] : [{ on: addDays(lastDay, 1), what: 'lapse', ...one }];
};

/** The end of the term, which may be a renewal, and the last day on which a notice that stops that may be delivered. */
const term = ({ state, everybody: of, clause }: Reading): Deadline[] => {
  const { status, expiry, discontinuation } = state;
  if (status !== 'operative' || !expiry || (discontinuation && discontinuation.expectedOn <= expiry.expectedOn)) return [];
  const one = { about: null, of, clause: clause('duration') };
  const { expectedOn, noticeBy } = expiry;
  // Once a notice has stopped the renewal, nothing is left to be stopped.
  const isOpen = noticeBy !== null && stopsOf(state).length === 0;
  return [{ on: expectedOn, what: 'expiry', ...one }, ...(isOpen ? [{ on: noticeBy, what: 'renewal' as const, ...one }] : [])];
};

const withdrawals = ({ state, everybody: of }: Reading): Deadline[] =>
  departuresOf(state).map(({ notice, expectedOn: on }) => {
    return { on, what: 'withdrawal', about: notice, of, clause: clauseOfNotice(state, notice, 'withdrawal') };
  });

const memberships = ({ state, everybody }: Reading): Deadline[] =>
  joiningsOf(state).map(({ participant: about, from, expectedOn: on }) => {
    const { clause } = groundOf(state, from, joinsBy(state, about));
    return { on, what: 'membership', about, of: [...everybody, about], clause };
  });

const reviews = ({ state, everybody: of, clause }: Reading): Deadline[] => {
  const next = nextReview(state);
  return next ? [{ on: next.dueOn, what: 'review', about: `${next.review}`, of, clause: clause('review') }] : [];
};

const commencement = ({ state, everybody: of }: Reading): Deadline[] => {
  const { discontinuation } = state;
  if (!discontinuation || discontinuation.commencedOn) return [];
  const { expectedOn: on, notice, decision } = discontinuation;
  return [{ on, what: 'commencement', about: notice ?? decision, of, clause: clauseOfEnd(state, discontinuation) }];
};

const decisions = ({ state, everybody, clause }: Reading): Deadline[] =>
  Object.entries(state.decisions).flatMap(([about, { status, effectiveOn: on, kind }]): Deadline[] =>
    status === 'taken' && on !== null && kind !== 'discontinue-on' && willTakeEffect(state, about, on)
      ? [{ on, what: 'decision', about, of: everybody, clause: clause('modification') }]
      : [],
  );

const meetings = ({ state, everybody, clause }: Reading): Deadline[] =>
  Object.entries(state.meetings).flatMap(([meeting, held]): Deadline[] => [
    ...(held.status === 'scheduled'
      ? [{ on: held.on, what: 'meeting' as const, about: meeting, of: everybody, clause: clause('committee') }]
      : []),
    ...openActions(held, everybody).map(
      ([id, { owner, dueOn }]): Deadline => ({
        on: dueOn,
        what: 'action',
        about: `${meeting}/${id}`,
        of: [owner],
        clause: clause('committee'),
      }),
    ),
  ]);

/** By when the committee is next due to meet, scheduled or not. */
const committee = ({ state, everybody: of }: Reading): Deadline[] => {
  const rhythm = rhythmOf(state);
  if (!rhythm || isAfterTheEnd(state, dueByRhythm(rhythm))) return [];
  return [{ on: dueByRhythm(rhythm), what: 'committee', about: null, of, clause: clauseOf(rhythm.text, 'committee') }];
};

/** The end of the memorandum under which it stands, as that one told it. */
const above = ({ state, everybody: of }: Reading): Deadline[] => {
  const { parentEnd, status } = state;
  const on = status === 'open' || status === 'operative' ? (parentEnd?.expectedOn ?? null) : null;
  return on === null ? [] : [{ on, what: 'parent-end', about: state.instrument.under ?? null, of, clause: null }];
};

/** In the order of their dates; those that are past and still open are among them. */
export const deadlinesOf = (state: State): Deadline[] => {
  const everybody = membersOf(state);
  const reading: Reading = { state, everybody, clause: (term) => clauseOf(state.instrument, term) };
  return [beginning, commencement, withdrawals, memberships, term, decisions, reviews, committee, meetings, above]
    .flatMap((some) => some(reading))
    .sort((a, b) => byDate(a.on, b.on));
};

/** The end of the current term and the last day for a notice that stops its renewal, while it is operative; and when it expired. */
export const termOf = ({ status, expiry }: State): Record<'expiresOn' | 'noticeBy' | 'expiredOn', CivilDate | null> => {
  const { expectedOn, noticeBy, expiredOn } = expiry ?? { expectedOn: null, noticeBy: null, expiredOn: null };
  return status === 'operative' ? { expiresOn: expectedOn, noticeBy, expiredOn } : { expiresOn: null, noticeBy: null, expiredOn };
};

/**
 * The first date on which something is to happen or to be done; what is overdue is the first. Null where there is none.
 *
 * @param today once a last day for notices is past, nothing can be done about it any more
 */
export const nextDateOf = (deadlines: readonly Deadline[], today: CivilDate): CivilDate | null =>
  deadlines.find(({ what, on }) => what !== 'renewal' || on >= today)?.on ?? null;
