/** Which events belong together: those of one act, or those that time itself brought about at one instant. */
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';

/** The state before an act, undefined before the memorandum is opened, and all events of that act. */
export type Act = { before: State | undefined; events: readonly Event[] };

/** Events next to each other that are told together. An act has its own id; what time does has none, and goes by its instant. */
const isSameAct = (one: Event, next: Event): boolean =>
  one.act === undefined || next.act === undefined
    ? one.act === next.act && one.at === next.at
    : one.act.id === next.act.id && one.act.sha256 === next.act.sha256;

/** The events of a log, in its order, by act. */
export const actsOf = (log: readonly Event[]): Event[][] => {
  const acts: Event[][] = [];
  for (const event of log) {
    const current = acts.at(-1);
    const last = current?.at(-1);
    if (current && last && isSameAct(last, event)) current.push(event);
    else acts.push([event]);
  }
  return acts;
};
