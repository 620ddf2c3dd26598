/** What a Participant is told of a day: all the acts that its contact left for the digest, in one message. */
import type { Recipient } from '../domain/recipients.ts';
import type { State } from '../domain/state.ts';
import { awaitedNext } from './awaited.ts';
import type { CalendarEntry } from './calendar-entries.ts';
import { explain } from './explain.ts';
import { weightiest } from './headline.ts';
import { type DigestedAct, type Message, messageTo, type ToldAct } from './message.ts';

const digested = ({ headline, by, on, recorded, events, follows }: Message): DigestedAct => ({
  headline,
  by,
  on,
  recorded,
  events,
  follows,
});

/** Each entry once, as the last act left it. */
const calendarOf = (messages: readonly Message[]): CalendarEntry[] => [
  ...new Map(messages.flatMap(({ calendar }) => calendar).map((entry) => [entry.uid, entry])).values(),
];

/**
 * A day with one act is told as that act is. Dates and what is awaited are as they are now: another act may have moved them that
 * the digest does not hold, because it was told at once.
 *
 * @param acts in the order in which they were recorded
 * @param now the state after the latest act of all
 */
export const digestTo = (acts: readonly ToldAct[], recipient: Recipient, now: State): Message | undefined => {
  const messages = acts.flatMap((act) => messageTo(act, recipient) ?? []);
  const last = messages.at(-1);
  const main = weightiest(acts.flatMap(({ events }) => events));
  const heaviest = messages.find(({ events }) => events.some(({ event }) => event.seq === main?.seq));
  if (!last || !heaviest || messages.length === 1) return last;
  const [first] = messages.flatMap(({ events }) => events);
  const named = new Set(messages.flatMap(({ dates }) => dates.map(({ id }) => id)));
  const { type, on, clause } = heaviest;
  return {
    ...{ ...last, type, on, clause, by: null },
    headline: `${messages.length} acts of the last day, among them: ${heaviest.headline}`,
    ...(first && { since: first.event.seq }),
    acts: messages.map(digested),
    events: messages.flatMap(({ events }) => events),
    follows: [],
    awaited: awaitedNext(now),
    dates: explain(now).filter(({ id }) => named.has(id)),
    courtesy: messages.find(({ courtesy }) => courtesy)?.courtesy ?? null,
    calendar: calendarOf(messages),
  };
};
