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
import { reminderDate, reminderKey } from './evolve/terms.ts';
import { remindersOf, type Term } from './instrument.ts';
import { nextReview } from './review.ts';
import { openProposals } from './rules/open-proposals.ts';
import type { State } from './state.ts';

type Reminder = DataOf<'ReminderDue'>;

/** The days on which to remind, in order: after what is outstanding was asked for, before all else; of an action on its date too. */
const daysOf = (data: Reminder, { instrument }: State): CivilDate[] => {
  const periods = remindersOf(instrument);
  if ('since' in data) return periods[data.about].map((period) => addPeriod(data.since, period)).sort();
  const { about, dueOn } = data;
  const before = periods[about === 'withdrawal' ? 'commencement' : about].map((period) => subtractPeriod(dueOn, period)).sort();
  return about === 'action' ? [...before, dueOn] : before;
};

/** The term by whose clause it is reminded. */
const TERMS: Record<Reminder['about'], Term> = {
  signature: 'signature',
  lapse: 'operative',
  commencement: 'commencement',
  withdrawal: 'withdrawal',
  renewal: 'duration',
  expiry: 'duration',
  review: 'review',
  consent: 'modification',
  meeting: 'committee',
  action: 'committee',
};

export const termBehind = (data: Reminder): Term => (data.about === 'commencement' && data.decision ? 'modification' : TERMS[data.about]);

const outstanding = (state: State, done: (id: string) => boolean): string[] => membersOf(state).filter((id) => !done(id));

/** Some have signed, and others have not yet: since the first signature was recorded, and not since its date. */
const signatures = (state: State): Reminder[] => {
  const [first] = state.signatures;
  const missing = outstanding(state, (id) => state.signatures.some(({ by }) => by === id));
  return first && missing.length > 0 ? [{ about: 'signature', since: first.recordedOn, outstanding: missing }] : [];
};

const commencement = ({ discontinuation }: State): Reminder[] => {
  if (!discontinuation || discontinuation.commencedOn) return [];
  const { expectedOn: dueOn, notice, decision } = discontinuation;
  return [{ about: 'commencement', dueOn, ...(notice && { notice }), ...(decision && { decision }) }];
};

/** Which proposals can still be taken costs much to find out. */
const consents = (state: State): Reminder[] =>
  (remindersOf(state.instrument).consent.length === 0 ? [] : openProposals(state)).map(
    ([decision, { proposedOn: since, consents: given }]) => ({
      about: 'consent',
      decision,
      since,
      outstanding: outstanding(state, (id) => Object.hasOwn(given, id)),
    }),
  );

/** The last day for a notice that stops the renewal or, where nothing renews it by itself, the end of the term. */
const term = (state: State): Reminder[] => {
  const { expiry, discontinuation } = state;
  if (!expiry || (discontinuation && discontinuation.expectedOn <= expiry.expectedOn)) return [];
  const { expectedOn, noticeBy } = expiry;
  if (noticeBy !== null && stopsOf(state).length === 0) return [{ about: 'renewal', dueOn: noticeBy, expectedOn }];
  return endsWithTerm(state) ? [{ about: 'expiry', dueOn: expectedOn }] : [];
};

const reviews = (state: State): Reminder[] => {
  const next = nextReview(state);
  return next ? [{ about: 'review', ...next }] : [];
};

const departures = (state: State): Reminder[] =>
  departuresOf(state).map(({ notice, participant, expectedOn: dueOn }) => ({ about: 'withdrawal', notice, participant, dueOn }));

/** The last day on which it can still become operative. */
const lapse = (state: State): Reminder[] => {
  const dueOn = lastDayToBegin(state);
  return dueOn === null || state.operation ? [] : [{ about: 'lapse', dueOn, outstanding: awaitedOf(state).map(({ of }) => of) }];
};

const meetings = (state: State): Reminder[] => {
  const members = membersOf(state);
  return Object.entries(state.meetings).flatMap(([meeting, held]): Reminder[] => {
    const actions = openActions(held, members).map(
      ([action, { owner, what, dueOn }]): Reminder => ({ about: 'action', meeting, action, owner, what, dueOn }),
    );
    return held.status === 'scheduled' ? [{ about: 'meeting', meeting, dueOn: held.on }, ...actions] : actions;
  });
};

/** All that is to be reminded of as things stand. */
const remindersIn = (state: State): Reminder[] => {
  if (state.status === 'open') return [...signatures(state), ...lapse(state)];
  if (state.status !== 'operative') return [];
  return [commencement, departures, term, reviews, consents, meetings].flatMap((some) => some(state));
};

/** The days still to come: after the last reminder of the same date. */
const remaining = (state: State, data: Reminder): CivilDate[] => {
  const last = state.reminded[reminderKey(data)];
  const days = daysOf(data, state);
  return last?.date === reminderDate(data) ? days.filter((day) => day > last.on) : days;
};

/** Nobody needs to be reminded of a commencement or a meeting whose date has begun; an action is still to be done. */
const isOver = (data: Reminder, today: CivilDate): boolean => 'dueOn' in data && data.about !== 'action' && data.dueOn <= today;

/**
 * The first day on which there is something to remind of, and of what; undefined where there is nothing.
 *
 * @param today the date that has begun at every seat: reminders of what is over by then fall away
 */
export const nextReminder = (state: State, today: CivilDate): { on: CivilDate; subject: string } | undefined => {
  let next: { on: CivilDate; subject: string } | undefined;
  for (const data of remindersIn(state)) {
    const [on] = isOver(data, today) ? [] : remaining(state, data);
    if (on !== undefined && (next === undefined || on < next.on)) next = { on, subject: reminderKey(data) };
  }
  return next;
};

/** The reminder of a subject that is due on a day: the latest of those not made yet, which makes good for the earlier ones. */
export const reminderOf = (state: State, subject: string, today: CivilDate): { on: CivilDate; data: Reminder } | undefined => {
  const data = remindersIn(state).find((one) => reminderKey(one) === subject);
  const on = data && remaining(state, data).findLast((day) => day <= today);
  return data && on !== undefined ? { data, on } : undefined;
};
