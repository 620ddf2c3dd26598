/** What time did, step by step, told from the log: which events one act of time recorded together is not written there. */
import { parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { advanced, judgeNextDue, type Standing } from '../domain/judge.ts';

/** @param events the log from where the memorandum stands `before`; what acts recorded is passed over */
export const stepsOfTime = (before: Standing, events: readonly Event[]): { steps: Event[][]; after: Standing } => {
  const steps: Event[][] = [];
  let after = before;
  for (let at = 0; at < events.length; ) {
    const first = events[at] as Event;
    const together = first.act ? 1 : (judgeNextDue(after, parseInstant(first.at))?.events.length ?? 1);
    const step = events.slice(at, at + together);
    if (!first.act) steps.push(step);
    after = step.reduce(advanced, after);
    at += step.length;
  }
  return { steps, after };
};
