/** From events that were judged to what the clerk is told of them. */
import { addPeriod, beginsEverywhere, dateEverywhere, type Milliseconds } from '../../domain/calendar.ts';
import { termOf } from '../../domain/deadlines.ts';
import { due } from '../../domain/due.ts';
import type { Event } from '../../domain/events.ts';
import { withoutInstrument } from '../../domain/instrument-once.ts';
import { zonesOf } from '../../domain/instrument.ts';
import { recipientsIn, recipientsOfAct, toldAtOnce, toldOfAct } from '../../domain/recipients.ts';
import type { State } from '../../domain/state.ts';
import { toldInDigests } from '../../domain/told-in-digests.ts';
import { actsOf } from '../../projections/acts.ts';
import type { Group, Next, Recorded } from './port.ts';
import { shownOf, staleAt, summaryOf } from './shown.ts';
import { follow, type Known, type Standings } from './standings.ts';

const hasEnded = ({ status }: State): boolean => status !== 'open' && status !== 'operative';

/** The instant at which the settling period after the end is over at every seat. */
const closingOf = ({ state, at }: Known, settling: string): Milliseconds | null => {
  if (!state || !hasEnded(state)) return null;
  const zones = zonesOf(state.instrument);
  return beginsEverywhere(addPeriod(dateEverywhere(at, zones), settling), zones);
};

const groupOf = (before: Known, events: readonly Event[], after: Known): Group => {
  const state = after.state as State;
  const recipients = recipientsOfAct(before.state, state);
  const told = toldOfAct(before.state, events, state, recipients);
  const digests = toldInDigests(told, after.at);
  const contacts = new Map((before.state ? recipientsIn(before.state) : []).map(({ key, contact }) => [key, JSON.stringify(contact)]));
  const isMoved = ({ key, contact }: (typeof recipients)[number]) => contacts.has(key) && contacts.get(key) !== JSON.stringify(contact);
  return {
    first: (events[0] as Event).seq,
    last: after.seq,
    before: before.head,
    head: after.head,
    to: toldAtOnce(told),
    ...(digests.length > 0 && { digests }),
    moved: recipients.filter(isMoved).map(({ key }) => key),
  };
};

const nextOf = (state: State, now: Milliseconds): Next | null => {
  const next = due(state, now);
  const stale = staleAt(state, now);
  if (stale !== null && (!next || stale < next.at))
    return { at: stale, summary: `${termOf(state).noticeBy}, the last day for a notice, is past` };
  return next ? { at: next.at, summary: summaryOf(next.act, state) } : null;
};

/** Remembers each step, so that messages and the next act find it. */
export const recordedOf = (
  standings: Standings,
  known: Known,
  events: readonly Event[],
  { now, settling, shows }: { now: Milliseconds; settling: string; shows: boolean },
): Recorded => {
  const groups: Group[] = [];
  let after = known;
  for (const told of actsOf(events)) {
    const before = after;
    after = follow(before, told);
    standings.keep({ before, events: told, after });
    groups.push(groupOf(before, told, after));
  }
  const state = after.state as State;
  const last = Math.max(now, after.at);
  const [shown, earlier] = [shownOf(state, last), known.state && shownOf(known.state, known.at)];
  const endsNow = shows || !known.state || hasEnded(known.state) !== hasEnded(state);
  return {
    found: 'recorded',
    events: [...events],
    groups,
    status: state.status,
    next: nextOf(state, last),
    recipients: recipientsIn(state).map(({ key }) => key),
    ...((shows || JSON.stringify(shown) !== JSON.stringify(earlier)) && { shown }),
    ...(endsNow && { closesAt: closingOf(shows ? { ...after, at: now } : after, settling) }),
  };
};

/** The clerk has the instrument already, as the act carried it: the history need not hold it twice. */
export const withoutInstrumentOf = (recorded: Recorded, act: unknown): Recorded => {
  const [event] = recorded.events;
  const sent = JSON.stringify((act as { instrument?: unknown }).instrument);
  if (event?.type !== 'MemorandumOpened' || JSON.stringify(event.data.instrument) !== sent) return recorded;
  return { ...recorded, events: withoutInstrument(recorded.events) };
};
