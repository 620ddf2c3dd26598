/**
 * Reminders: of a commencement or a departure, a meeting and an action before their dates, and of what is outstanding after it was asked
 * for. How long before or after is the instrument's to say (`reminders`); an action is always reminded of on its date.
 *
 * A reminder belongs to a date: where the date moves, its reminders move with it; where it falls away, so do they. Those
 * missed because something was recorded late are made good by one.
 */
import { awaitedOf, lastDayToBegin, membersOf, openActions } from './awaited.ts';
import { addPeriod, type CivilDate, subtractPeriod } from './calendar.ts';
import { departuresOf, endsWithTerm, stopsOf } from './end.ts';
import type { DataOf } from './events.ts';
import { type Reminders as Periods, remindersOf, type Term } from './instrument.ts';
import { nextReview } from './review.ts';
import { openProposals } from './rules/open-proposals.ts';
import type { State } from './state.ts';

export type About = DataOf<'ReminderDue'>['about'];

/** What is reminded of: its name among the state's reminders, its date, and the days on which to remind, in order. */
export type Subject = { key: string; date: CivilDate; days: CivilDate[]; clause: Term; data: DataOf<'ReminderDue'> };

const before = (date: CivilDate, periods: readonly string[]): CivilDate[] => periods.map((period) => subtractPeriod(date, period)).sort();
const after = (date: CivilDate, periods: readonly string[]): CivilDate[] => periods.map((period) => addPeriod(date, period)).sort();

const outstanding = (state: State, done: (id: string) => boolean): string[] => membersOf(state).filter((id) => !done(id));

/** Some have signed, and others have not yet: since the first signature was recorded, and not since its date. */
const signatures = (state: State, { signature }: Periods): Subject[] => {
  const [first] = state.signatures;
  if (first === undefined || signature.length === 0) return [];
  const since = first.recordedOn;
  const missing = outstanding(state, (id) => state.signatures.some(({ by }) => by === id));
  const data = { about: 'signature' as const, since, outstanding: missing };
  return missing.length === 0 ? [] : [{ key: 'signature', date: since, days: after(since, signature), clause: 'signature', data }];
};

const commencement = ({ discontinuation }: State, periods: Periods): Subject[] => {
  if (!discontinuation || discontinuation.commencedOn || periods.commencement.length === 0) return [];
  const { expectedOn: dueOn, notice, decision } = discontinuation;
  const data = { about: 'commencement' as const, dueOn, ...(notice && { notice }), ...(decision && { decision }) };
  const clause: Term = decision ? 'modification' : 'commencement';
  return [{ key: 'commencement', date: dueOn, days: before(dueOn, periods.commencement), clause, data }];
};

const consents = (state: State, { consent }: Periods): Subject[] =>
  (consent.length === 0 ? [] : openProposals(state)).map(([decision, { proposedOn: since, consents: given }]) => {
    const data = { about: 'consent' as const, decision, since, outstanding: outstanding(state, (id) => Object.hasOwn(given, id)) };
    return { key: `consent/${decision}`, date: since, days: after(since, consent), clause: 'modification' as const, data };
  });

/** The last day for a notice that stops the renewal or, where nothing renews it by itself, the end of the term. */
const term = (state: State, periods: Periods): Subject[] => {
  const { expiry, discontinuation } = state;
  if (!expiry || (discontinuation && discontinuation.expectedOn <= expiry.expectedOn)) return [];
  const { expectedOn, noticeBy } = expiry;
  if (noticeBy !== null && stopsOf(state).length === 0) {
    const data = { about: 'renewal' as const, dueOn: noticeBy, expectedOn };
    return [{ key: 'renewal', date: noticeBy, days: before(noticeBy, periods.renewal), clause: 'duration', data }];
  }
  if (!endsWithTerm(state)) return [];
  const data = { about: 'expiry' as const, dueOn: expectedOn };
  return [{ key: 'expiry', date: expectedOn, days: before(expectedOn, periods.expiry), clause: 'duration', data }];
};

const reviews = (state: State, periods: Periods): Subject[] => {
  const next = nextReview(state);
  if (!next) return [];
  const data = { about: 'review' as const, ...next };
  return [{ key: 'review', date: next.dueOn, days: before(next.dueOn, periods.review), clause: 'review', data }];
};

const departures = (state: State, { commencement: periods }: Periods): Subject[] =>
  (periods.length === 0 ? [] : departuresOf(state)).map(({ notice, participant, expectedOn: dueOn }) => {
    const data = { about: 'withdrawal' as const, notice, participant, dueOn };
    return { key: `withdrawal/${notice}`, date: dueOn, days: before(dueOn, periods), clause: 'withdrawal', data };
  });

/** The last day on which it can still become operative. */
const lapse = (state: State, periods: Periods): Subject[] => {
  const dueOn = lastDayToBegin(state);
  if (dueOn === null || state.operation) return [];
  const data = { about: 'lapse' as const, dueOn, outstanding: awaitedOf(state).map(({ of }) => of) };
  return [{ key: 'lapse', date: dueOn, days: before(dueOn, periods.lapse), clause: 'operative', data }];
};

const meetings = (state: State, periods: Periods): Subject[] => {
  const members = membersOf(state);
  return Object.entries(state.meetings).flatMap(([meeting, held]) => {
    const { status, on: dueOn } = held;
    const subjects = openActions(held, members).map(([id, action]) => actionSubject(meeting, id, action, periods));
    return status === 'scheduled' ? [meetingSubject(meeting, dueOn, periods), ...subjects] : subjects;
  });
};

const meetingSubject = (meeting: string, dueOn: CivilDate, periods: Periods): Subject => ({
  key: `meeting/${meeting}`,
  date: dueOn,
  days: before(dueOn, periods.meeting),
  clause: 'committee',
  data: { about: 'meeting', meeting, dueOn },
});

const actionSubject = (
  meeting: string,
  action: string,
  { owner, what, dueOn }: { owner: string; what: string; dueOn: string },
  periods: Periods,
): Subject => ({
  key: `action/${meeting}/${action}`,
  date: dueOn,
  days: [...before(dueOn, periods.action), dueOn],
  clause: 'committee',
  data: { about: 'action', meeting, action, owner, what, dueOn },
});

/** All that is to be reminded of as things stand. */
export const subjectsOf = (state: State): Subject[] => {
  const periods = remindersOf(state.instrument);
  if (state.status === 'open') return [...signatures(state, periods), ...lapse(state, periods)];
  if (state.status !== 'operative') return [];
  return [
    ...commencement(state, periods),
    ...departures(state, periods),
    ...term(state, periods),
    ...reviews(state, periods),
    ...consents(state, periods),
    ...meetings(state, periods),
  ];
};

/** The days still to come of a subject: after the last reminder of the same date. */
const remaining = (state: State, { key, date, days }: Subject): CivilDate[] => {
  const last = state.reminded[key];
  return last?.date === date ? days.filter((day) => day > last.on) : days;
};

const OVER_ON_ITS_DAY = new Set<About>(['commencement', 'withdrawal', 'meeting', 'renewal', 'expiry', 'review', 'lapse']);

/** Nobody needs to be reminded of a commencement or a meeting whose date has begun. */
const isOver = ({ data, date }: Subject, today: CivilDate): boolean => OVER_ON_ITS_DAY.has(data.about) && date <= today;

/**
 * The first day on which there is something to remind of, and of what; undefined where there is nothing.
 *
 * @param today the date that has begun at every seat: reminders of what is over by then fall away
 */
export const nextReminder = (state: State, today: CivilDate): { on: CivilDate; subject: string } | undefined => {
  let next: { on: CivilDate; subject: string } | undefined;
  for (const subject of subjectsOf(state)) {
    const [on] = isOver(subject, today) ? [] : remaining(state, subject);
    if (on !== undefined && (next === undefined || on < next.on)) next = { on, subject: subject.key };
  }
  return next;
};

/** The reminder of a subject that is due on a day: the latest of those not made yet, which makes good for the earlier ones. */
export const reminderOf = (state: State, key: string, today: CivilDate): (Subject & { on: CivilDate }) | undefined => {
  const subject = subjectsOf(state).find((one) => one.key === key);
  const on = subject && remaining(state, subject).findLast((day) => day <= today);
  return subject && on !== undefined ? { ...subject, on } : undefined;
};
