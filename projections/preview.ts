/** What recording an act would make happen, found by the judge and recorded nowhere: for people who look before they act. */
import type { Act } from '../domain/acts/index.ts';
import { type Awaited, awaitedOf } from '../domain/awaited.ts';
import { formatInstant, type Milliseconds } from '../domain/calendar.ts';
import { type Deadline, deadlinesOf } from '../domain/deadlines.ts';
import type { Delivery } from '../domain/delivery.ts';
import { due } from '../domain/due.ts';
import type { Event } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import { judgeTime } from '../domain/judge.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { toldOfAct } from '../domain/recipients.ts';
import type { State, Status } from '../domain/state.ts';
import { type Explanation, explain } from './explain.ts';
import { type Message, messageTo, toldAct } from './message.ts';

/** One who would be told, and through which channel: null where the worker's settings say it. */
export type Told = {
  recipient: string;
  participant: string;
  channel: string | null;
  /** Told in its digest, the next morning, and not at once. */
  digest: boolean;
  /** Why the last message to it reached nobody, as the worker found it; null where it did, or none was sent yet. */
  unreached: string | null;
};

export type Preview = {
  mou: string;
  /** The instant at which it was judged, ISO 8601, UTC. */
  at: string;
  /** The number of the last event that is recorded, 0 before the memorandum is opened. */
  seq: number;
  /** The act is recorded already: these are its events, and nothing would be added. */
  repeated: boolean;
  /** With what time does at once. */
  status: Status;
  /** What time has to do first; it would be recorded before the act. */
  settled: Event[];
  events: Event[];
  /** What time does at once, where a date that the act brings has come already: it would be recorded right after the act. */
  atOnce: Event[];
  /** The dates that the act brings or moves, each with its reason. */
  dates: Explanation[];
  /** The dates that it takes away, as they stood. */
  gone: Explanation[];
  told: Told[];
  /** What they would be told, each of them the same; null where nobody would be told. */
  says: Pick<Message, 'headline' | 'events' | 'follows'> | null;
  /** What would be waited for next, and the dates that would lie ahead. */
  awaited: Awaited[];
  deadlines: Deadline[];
  /** What time would do next, and when. */
  next: { do: string; at: string } | null;
};

/** A corrected place or name stands among the inputs, and moves nothing. */
const same = ({ inputs: _, ...a }: Explanation, b: Explanation | undefined): boolean =>
  b !== undefined && JSON.stringify(a) === JSON.stringify({ ...b, inputs: undefined });

const datesBetween = (before: State | undefined, after: State): Pick<Preview, 'dates' | 'gone'> => {
  const was = new Map((before ? explain(before) : []).map((one) => [one.id, one]));
  const is = explain(after);
  const standing = new Set(is.map(({ id }) => id));
  return { dates: is.filter((one) => !same(one, was.get(one.id))), gone: [...was.values()].filter(({ id }) => !standing.has(id)) };
};

/** "discontinuation expected to commence, 2027-08-03": a date that no longer lies ahead, by its name. */
export const goneLine = ({ what, date }: Explanation): string => `${what}, ${date}`;

/** How one would be told, in words: at once, or with the other acts of the day. */
export const toldHow = ({ channel, digest, unreached }: Told): string => {
  if (unreached !== null) return `nobody is reached: ${unreached}`;
  return `${channel ?? 'whom the worker’s settings name, if anybody'}${digest ? ', in the digest of the next morning' : ''}`;
};

/** Whom the worker's settings name only the worker knows: what it found when it last told is known here. */
const unreachedIn = (deliveries: readonly Delivery[], recipient: string): string | null => {
  const last = deliveries.findLast((one) => one.recipient === recipient);
  return last?.status === 'skipped' ? last.detail : null;
};

type Judged = { before: State | undefined; events: readonly Event[]; after: State };

const tellingOf = ({ before, events, after }: Judged, deliveries: readonly Delivery[]): Pick<Preview, 'told' | 'says'> => {
  const act = toldAct({ before, events });
  if (!act) return { told: [], says: null };
  const told = toldOfAct(before, events, after)
    .filter(({ recipient }) => messageTo(act, recipient) !== undefined)
    .map(
      ({ recipient: { key, participant, contact }, digestIn }): Told => ({
        ...{ recipient: key, participant, channel: contact?.channel ?? null, digest: digestIn !== null },
        unreached: unreachedIn(deliveries, key),
      }),
    );
  const { headline, events: said, follows } = act.common;
  return { told, says: told.length > 0 ? { headline, events: said, follows } : null };
};

const aheadOf = (after: State, now: Milliseconds): Pick<Preview, 'awaited' | 'deadlines' | 'next'> => {
  const next = due(after, now);
  return {
    awaited: awaitedOf(after),
    deadlines: deadlinesOf(after),
    next: next ? { do: next.act.do, at: formatInstant(next.at) } : null,
  };
};

/**
 * Throws the `Refusal` with which the act would be refused.
 *
 * @param now milliseconds since the epoch
 * @param deliveries what is known of earlier messages, oldest first
 */
export const previewOf = (memorandum: Memorandum, act: Act, now: Milliseconds, deliveries: readonly Delivery[] = []): Preview => {
  const { mou, seq, standing } = memorandum;
  const common = { mou, at: formatInstant(now), seq };
  const kept = memorandum.repeated(act);
  if (kept) {
    const none = { settled: [], atOnce: [], dates: [], gone: [], told: [], says: null };
    return { ...common, repeated: true, status: kept.status, events: kept.events, ...none, ...aheadOf(standing.state as State, now) };
  }
  const { settled, judged } = memorandum.attempt(act, now);
  const before = settled.reduce<State | undefined>(evolve, standing.state);
  const time = judgeTime(judged.after, now);
  const after = time.after.state as State;
  return {
    ...common,
    ...{ repeated: false, status: after.status, settled, events: judged.events, atOnce: time.events },
    ...datesBetween(before, after),
    ...tellingOf({ before, events: judged.events, after: judged.after.state as State }, deliveries),
    ...aheadOf(after, now),
  };
};
