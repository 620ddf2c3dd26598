/** What time itself will do next: the one instant for which the workflow keeps a durable timer. */
import { beginsEverywhere, byDate, type CivilDate, dateEverywhere, type Milliseconds } from './calendar.ts';
import { factsOf } from './reckoning/from-state.ts';
import { operationOf } from './reckoning/operation.ts';
import { nextReminder } from './reminders.ts';
import { nextReview } from './review.ts';
import { zonesIn } from './seats.ts';
import { isTaken, type State } from './state.ts';

/** An act of time: recorded like any other, and by nobody. */
export type DueAct =
  | { do: 'lapse' }
  | { do: 'become-operative' }
  | { do: 'commence' }
  | { do: 'end-term' }
  | { do: 'withdraw'; notice: string }
  | { do: 'take-effect'; decision: string }
  | { do: 'begin-membership'; participant: string }
  | { do: 'review' }
  | { do: 'remind'; subject: string; on: CivilDate };
export type Due = { at: Milliseconds; act: DueAct };

/** On its date, that has begun everywhere at the instant. */
type Candidate = Due & { on: CivilDate };
type On = (date: CivilDate, act: DueAct) => Candidate;

/** While it is open: the day on which it becomes operative or, where it does not in time, lapses. */
const untilOperative = (state: State, dueOn: On): Candidate[] => {
  if (state.operation) return [dueOn(state.operation.expectedOn, { do: 'become-operative' })];
  const { lapsesOn } = operationOf(factsOf(state));
  return lapsesOn ? [dueOn(lapsesOn, { do: 'lapse' })] : [];
};

/** Who is taken out by a notice of its own, one after the other. */
const withdrawals = ({ notices }: State, dueOn: On): Candidate[] =>
  Object.entries(notices).flatMap(([notice, { status, takesOut, expectedOn }]): Candidate[] =>
    takesOut && expectedOn !== null && (status === 'delivered' || status === 'given')
      ? [dueOn(expectedOn, { do: 'withdraw', notice })]
      : [],
  );

/** Who joined later and waits, one after the other. */
const memberships = ({ joining = {} }: State, dueOn: On): Candidate[] =>
  Object.entries(joining).flatMap(([participant, { since, beginsAt }]): Candidate[] =>
    beginsAt === null ? [] : [dueOn(since, { do: 'begin-membership', participant })],
  );

const modifications = ({ decisions }: State, dueOn: On): Candidate[] => {
  const taken = Object.entries(decisions).flatMap(([id, decision]) =>
    decision.kind === 'modify' && decision.status === 'taken' && isTaken(decision)
      ? [{ decision: id, on: decision.effectiveOn, seq: decision.takenSeq ?? 0 }]
      : [],
  );
  const [next] = taken.sort((a, b) => byDate(a.on, b.on) || a.seq - b.seq);
  return next ? [dueOn(next.on, { do: 'take-effect', decision: next.decision })] : [];
};

/** An end goes first: from that date nothing takes effect any more. */
const whileOperative = (state: State, dueOn: On): Candidate[] => {
  const review = nextReview(state);
  return [
    ...(state.discontinuation ? [dueOn(state.discontinuation.expectedOn, { do: 'commence' })] : []),
    ...(state.expiry ? [dueOn(state.expiry.expectedOn, { do: 'end-term' })] : []),
    ...withdrawals(state, dueOn),
    ...memberships(state, dueOn),
    ...modifications(state, dueOn),
    ...(review ? [dueOn(review.dueOn, { do: 'review' })] : []),
  ];
};

/** Two dates may begin in the same instant, where a seat never had the one between: the earlier goes first. */
const isFirst = (one: Candidate, other: Candidate): boolean => one.at < other.at || (one.at === other.at && one.on <= other.on);

/**
 * The next act of time and its instant (milliseconds since the epoch, UTC), or undefined where time has nothing to do.
 *
 * @param now where it is given, reminders of what is over by then fall away
 */
export const due = (state: State, now: Milliseconds = Number.NEGATIVE_INFINITY): Due | undefined => {
  if (state.status !== 'open' && state.status !== 'operative') return undefined;
  const zones = zonesIn(state);
  const dueOn: On = (on, act) => ({ on, at: beginsEverywhere(on, zones), act });
  const candidates = state.status === 'open' ? untilOperative(state, dueOn) : whileOperative(state, dueOn);
  const reminder = nextReminder(state, Number.isFinite(now) ? dateEverywhere(now, zones) : '');
  if (reminder) candidates.push(dueOn(reminder.on, { do: 'remind', ...reminder }));
  const [first, ...others] = candidates;
  if (!first) return undefined;
  const { at, act } = others.reduce((so, one) => (isFirst(so, one) ? so : one), first);
  return { at, act };
};
