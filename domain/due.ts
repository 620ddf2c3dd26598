/** What time itself will do next: the one instant for which the workflow keeps a durable timer. */
import { beginsEverywhere, type CivilDate, dateEverywhere, type Milliseconds, parseInstant } from './calendar.ts';
import { factsOf } from './reckoning/from-state.ts';
import { operationOf } from './reckoning/operation.ts';
import { nextReminder } from './reminders.ts';
import { reviewOn } from './review.ts';
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
  | { do: 'review' }
  | { do: 'remind'; subject: string; on: CivilDate };
export type Due = { at: Milliseconds; act: DueAct };

type Begins = (date: CivilDate) => Milliseconds;

/** While it is open: the day on which it becomes operative or, where it does not in time, lapses. */
const untilOperative = (state: State, begins: Begins): Due[] => {
  if (state.operation) return [{ at: parseInstant(state.operation.beginsAt), act: { do: 'become-operative' } }];
  if (!state.instrument.terms.operative.lapses) return [];
  const { lapses, lapsesOn } = operationOf(factsOf(state));
  return lapses && lapsesOn ? [{ at: begins(lapsesOn), act: { do: 'lapse' } }] : [];
};

/** Who is taken out by a notice of its own, one after the other. */
const withdrawals = ({ notices }: State, begins: Begins): Due[] =>
  Object.entries(notices).flatMap(([notice, { status, takesOut, expectedOn }]): Due[] =>
    takesOut && expectedOn !== null && (status === 'delivered' || status === 'given')
      ? [{ at: begins(expectedOn), act: { do: 'withdraw', notice } }]
      : [],
  );

const modifications = ({ decisions }: State, begins: Begins): Due[] => {
  const taken = Object.entries(decisions).flatMap(([id, decision]) =>
    decision.kind === 'modify' && decision.status === 'taken' && isTaken(decision)
      ? [{ decision: id, on: decision.effectiveOn, seq: decision.takenSeq }]
      : [],
  );
  const [next] = taken.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq));
  return next ? [{ at: begins(next.on), act: { do: 'take-effect', decision: next.decision } }] : [];
};

/** An end goes first: from that date nothing takes effect any more. */
const whileOperative = (state: State, begins: Begins): Due[] => {
  const review = reviewOn(state, state.reviews + 1);
  return [
    ...(state.discontinuation ? [{ at: parseInstant(state.discontinuation.commencesAt), act: { do: 'commence' as const } }] : []),
    ...(state.expiry ? [{ at: parseInstant(state.expiry.ceasesAt), act: { do: 'end-term' as const } }] : []),
    ...withdrawals(state, begins),
    ...modifications(state, begins),
    ...(review === null ? [] : [{ at: begins(review), act: { do: 'review' as const } }]),
  ];
};

/**
 * The next act of time and its instant (milliseconds since the epoch, UTC), or undefined where time has nothing to do.
 *
 * @param now where it is given, reminders of what is over by then fall away
 */
export const due = (state: State, now: Milliseconds = Number.NEGATIVE_INFINITY): Due | undefined => {
  if (state.status !== 'open' && state.status !== 'operative') return undefined;
  const zones = zonesIn(state);
  const begins = (date: CivilDate) => beginsEverywhere(date, zones);
  const candidates = state.status === 'open' ? untilOperative(state, begins) : whileOperative(state, begins);
  const reminder = nextReminder(state, Number.isFinite(now) ? dateEverywhere(now, zones) : '');
  if (reminder) candidates.push({ at: begins(reminder.on), act: { do: 'remind', ...reminder } });
  return candidates.reduce<Due | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
};
