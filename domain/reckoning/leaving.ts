/** By which of the notices that run one leaves alone, and by which the memorandum ends for all (III.4). */
import { byDate, type CivilDate } from '../calendar.ts';
import type { Life } from './life.ts';
import { isPending } from './outcomes.ts';

/** The notices whose periods run, by the day to which they lead, the first day first. */
export const runningByDay = (life: Life): [on: CivilDate, ids: string[]][] => {
  const days = new Map<CivilDate, string[]>();
  for (const [id, one] of life.notices)
    if (isPending(one) && one.expectedOn !== null) days.set(one.expectedOn, [...(days.get(one.expectedOn) ?? []), id]);
  return [...days].sort(([a], [b]) => byDate(a, b));
};

/**
 * Of the notices that lead to a day, the one that ends the memorandum for all: enough remain where it is undefined.
 *
 * @param gone who will have left before
 */
export const endingOf = (life: Life, on: CivilDate, ids: readonly string[], gone: readonly string[] = []): string | undefined => {
  const ending = ids.find((id) => !life.notices.get(id)?.takesOut);
  if (ending !== undefined) return ending;
  const leaving = new Set([...gone, ...ids.map((id) => life.noticeFacts(id).by)]);
  const remaining = life.membersOn(on).filter((id) => !leaving.has(id)).length;
  return remaining < (life.text.terms.withdrawal?.remaining ?? 1) ? ids[0] : undefined;
};

/** The notices by which one leaves alone before a day, as far as those that run now tell. */
export const leavingBefore = (life: Life, day: CivilDate): Set<string> => {
  const leaving: string[] = [];
  for (const [on, ids] of runningByDay(life)) {
    if (on >= day) break;
    const gone = leaving.map((id) => life.noticeFacts(id).by);
    if (endingOf(life, on, ids, gone) === undefined) leaving.push(...ids);
  }
  return new Set(leaving);
};
