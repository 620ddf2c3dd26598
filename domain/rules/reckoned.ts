/** What follows from the facts of a memorandum, as of an instant. */
import { type CivilDate, dateEverywhere, latest, type Milliseconds } from '../calendar.ts';
import type { Facts } from '../reckoning/facts.ts';
import { factsOf } from '../reckoning/from-state.ts';
import type { Life } from '../reckoning/life.ts';
import { type DecisionOutcome, isPending, type NoticeOutcome } from '../reckoning/outcomes.ts';
import { expectedLife, lifeLeftAlone, livedBy, livedUntil } from '../reckoning/reckon.ts';
import { zonesIn } from '../seats.ts';
import { type Decision, hasLeft, type State } from '../state.ts';

export type Reckoned = {
  /** The date that has begun at every seat. */
  today: CivilDate;
  /** What the papers say, and what time has brought by today. */
  lived: Life;
  /** The same, and what is expected to follow from what is decided: told once it is asked for. */
  readonly ahead: Life;
};

type Known = {
  facts: Facts;
  lived: Map<CivilDate, Life>;
  until: Map<CivilDate, Life>;
  ahead: Map<CivilDate | null, Life>;
  leftAlone?: Life;
};

/** Asked several times in one act, of a state that never changes: its facts, and the lives that were told of them. */
const known = new WeakMap<State, Known>();

const knownOf = (state: State): Known => {
  const now = known.get(state) ?? { facts: factsOf(state), lived: new Map(), until: new Map(), ahead: new Map() };
  known.set(state, now);
  return now;
};

/**
 * How all stood on a day, by the papers of on or before it: a paper is judged as it would have been, had it been recorded in time,
 * however late it is.
 */
export const lifeOn = (state: State, day: CivilDate): Life => {
  const { facts, until } = knownOf(state);
  const told = until.get(day) ?? livedUntil(facts, day, state.reachedOn);
  until.set(day, told);
  return told;
};

/** What is expected to follow from what is decided by a day: by the last on which time has brought something, as far as that is recorded. */
export const aheadOf = (state: State, by = state.reachedOn): Life => {
  const { facts, ahead } = knownOf(state);
  const told = ahead.get(by) ?? expectedLife(facts, by);
  ahead.set(by, told);
  return told;
};

/** What follows if nothing more is recorded. */
export const leftAlone = (state: State): Life => {
  const now = knownOf(state);
  return (now.leftAlone ??= lifeLeftAlone(now.facts));
};

/** A departure that is due and not recorded yet has decided what waited for it alone; nothing else of today is decided by time. */
const decidedBy = ({ reachedOn }: State, life: Life): CivilDate | null => {
  const left = life.departures.findLast(({ on }) => life.hasCome(on))?.on ?? null;
  return left === null || reachedOn === null ? (left ?? reachedOn) : latest(left, reachedOn);
};

export const reckon = (state: State, now: Milliseconds): Reckoned => {
  const { facts, lived } = knownOf(state);
  // A seat that moved west has not come to the date yet on which it moved, and what happened then has happened.
  const begun = dateEverywhere(now, zonesIn(state));
  const today = state.reachedOn === null ? begun : latest(begun, state.reachedOn);
  const told = lived.get(today) ?? livedBy(facts, today);
  lived.set(today, told);
  return {
    today,
    lived: told,
    get ahead() {
      return aheadOf(state, decidedBy(state, told));
    },
  };
};

/** With the text as it was signed, by which all is told again: a state may be shown, or carried, without it. */
export const isWhole = ({ signed, modifications }: State): boolean => signed !== undefined || modifications.length === 0;

export const isOver = ({ status }: Pick<State, 'status'>): boolean => status !== 'open' && status !== 'operative';

const byTheEnd = ({ closedBy }: { closedBy?: string }): boolean => closedBy === 'commencement' || closedBy === 'expiry';

/** One that leads to the end of a term leads to where that will be by what is decided already: it may be moved before it comes. */
export const noticeOutcome = ({ lived, ahead }: Pick<Reckoned, 'lived' | 'ahead'>, id: string): NoticeOutcome | undefined => {
  const outcome = lived.notices.get(id);
  if (!outcome || outcome.expectedOn === null || !isPending(outcome) || !lived.term) return outcome;
  return { ...outcome, expectedOn: ahead.notices.get(id)?.expectedOn ?? outcome.expectedOn };
};

/** What happened to a notice, as far as time has recorded it: an end or a departure that is due and not recorded yet has closed nothing. */
export const noticeNow = (state: State, id: string, reckoned: Reckoned): NoticeOutcome | undefined => {
  const outcome = noticeOutcome(reckoned, id);
  if (!outcome || isOver(state)) return outcome;
  const { closedBy: _, ...open } = outcome;
  const pending = { ...open, status: outcome.deliveredOn === null ? ('given' as const) : ('delivered' as const) };
  const isByTheDeparture = outcome.status === 'effective' || outcome.closedBy === 'departure';
  if (!isByTheDeparture) return byTheEnd(outcome) ? pending : outcome;
  const giver = state.notices[id]?.by;
  return giver !== undefined && hasLeft(state, giver) ? outcome : pending;
};

/** A departure completed it, and the correction could not be made: of that the papers say nothing. */
export const isUnmade = ({ kind, status, takenOn }: Decision, outcome: DecisionOutcome): boolean =>
  kind === 'rectify' && status === 'lapsed' && outcome.takenOn === takenOn;

/** The same of a decision. */
export const decisionNow = (state: State, id: string, lived: Life): DecisionOutcome | undefined => {
  const outcome = lived.decisions.get(id);
  const decision = state.decisions[id];
  if (!outcome || !decision) return undefined;
  if (decision.kind === 'modify' && outcome.status === 'effective') {
    return { ...outcome, status: state.modifications.includes(id) ? 'effective' : 'taken' };
  }
  if (isUnmade(decision, outcome)) return { ...outcome, status: 'lapsed', closedBy: 'conflict' };
  if (isOver(state)) return outcome;
  const { closedBy: _, ...open } = outcome;
  if (outcome.status === 'lapsed' && byTheEnd(outcome)) return { ...open, status: outcome.takenOn === null ? 'proposed' : 'taken' };
  return decision.kind === 'discontinue-on' && outcome.status === 'effective' ? { ...open, status: 'taken' } : outcome;
};
