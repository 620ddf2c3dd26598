/**
 * A memorandum's life, told from its facts alone, day by day in the order of their civil dates. So the same facts have
 * the same consequences, in whichever order and however late they were recorded.
 *
 * On each day first happens what is due on it, an end before all else, and then what is dated on it; a modification that was
 * decided for the day comes after an end that is decided on it, as what is decided on that day itself does.
 *
 * Of the same facts several lives are told, by the papers that are read and by how far time goes on:
 *
 * - `livedUntil`: the papers of up to a day. How a paper of that day is judged, however late it comes to light.
 * - `livedBy`: all papers, and time up to today. What is recorded.
 * - `expectedLife`: the same, and on to the end. What is expected.
 * - `lifeLeftAlone`: the same, were nothing more recorded: who is expected to leave has left.
 */
import { addDays, type CivilDate } from '../calendar.ts';
import type { Facts } from './facts.ts';
import { Life } from './life.ts';
import { isByTheText, type Moment, momentsOf, ORDER } from './moments.ts';
import { take } from './papers.ts';
import { lookAhead, passTo } from './time.ts';

/** Modifications decided on one day change the text together; what that makes due on the day comes after all of them. */
const isTogether = (before: Moment | undefined, { on, ...moment }: Moment): boolean =>
  before?.on === on && [before, moment].every((one) => one.what === 'consent' && ORDER[one.kind] === ORDER.modify);

/** @param until the last day that is told, null: of all papers; what those of a later date say is not known yet */
const toldBy = (facts: Facts, until: CivilDate | null, hasCome: Life['hasCome']): Life => {
  const life = new Life(facts, hasCome);
  let before: Moment | undefined;
  for (const moment of momentsOf(facts, life.operation.operativeOn)) {
    if (until !== null && moment.on > until) break;
    // A paper is read with what is decided by then for a day that may not have begun everywhere: its reading lets no time pass.
    if (moment.what !== 'reading' && !isTogether(before, moment))
      passTo(life, moment.on, isByTheText(moment) ? undefined : 'modifications');
    take(life, moment);
    before = moment;
  }
  return life;
};

/** Up to the day that time has come to; null: to none yet. */
const upTo =
  (reached: CivilDate | null): Life['hasCome'] =>
  (day) =>
    reached !== null && day <= reached;

/** How all stood on a day, by the papers of on or before it, and by what time has brought. */
export const livedUntil = (facts: Facts, day: CivilDate, reached: CivilDate | null = day): Life => {
  const life = toldBy(facts, day, upTo(reached));
  passTo(life, day);
  return life;
};

/** Whether the end was due by a day without what is dated on it. */
export const isEndDue = (facts: Facts, day: CivilDate): boolean => {
  const life = toldBy(facts, addDays(day, -1), upTo(day));
  passTo(life, day);
  return life.end !== null;
};

/**
 * What all papers say, and what time has brought by a day. They may lie after it: seats differ in date. Who leaves on such a day is
 * asked still: that it will be gone decides nothing yet, and serves nobody (III.2, III.4).
 */
export const livedBy = (facts: Facts, today: CivilDate): Life => {
  const life = toldBy(facts, null, upTo(today));
  passTo(life, today);
  return life;
};

/**
 * The same, and what follows from what is decided by then, up to the end where there is one.
 *
 * @param by null: time has brought nothing yet
 */
export const expectedLife = (facts: Facts, by: CivilDate | null = null): Life => {
  const life = toldBy(facts, null, upTo(by));
  if (by !== null) passTo(life, by);
  lookAhead(life);
  return life;
};

/** The same, were nothing more recorded: once somebody has left, it is decided without. */
export const lifeLeftAlone = (facts: Facts): Life => {
  const life = toldBy(facts, null, () => true);
  lookAhead(life);
  return life;
};
