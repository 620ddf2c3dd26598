/** What the clerk has done after an act: the register takes the events, and each recipient is told. */
import type { Milliseconds } from '../../domain/calendar.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import type { Carried, Group } from '../judge/port.ts';

/** Which events are told, by numbers: what they say is known to the worker, or to the register. */
export type Told = Pick<Group, 'first' | 'last' | 'before' | 'head'>;

/**
 * For a worker that does not know what happened: the events that the register may lack; and all, where it is down. `isLast`:
 * more help there is not, and where it is not enough the attempt fails. `taken`: what an attempt that died, or whose answer was lost, had sent.
 */
export type Help = { events?: Event[]; carried?: Carried; isLast?: true; taken?: Delivery[] };

/** The trace that the act belongs to, as W3C Trace Context has it. */
export type Traced = { trace?: string };

type Asked = Help & {
  mou: string;
  /** The clerk's clock. */
  now: Milliseconds;
  /** By recipient, the key of the message that was skipped last: only the last one is kept. */
  skipped: Record<string, string>;
};

export type TellAsked = Asked & {
  groups: (Told & Traced & { to: string[] })[];
  /** Some of it may have been sent already, by a run before this one. */
  again?: true;
  /** Append the events above this number to the register; null: not now. */
  appendAfter: number | null;
  /** Milliseconds for which the answer waits once all is told: the memorandum is busy, and acts that follow meanwhile are told together. */
  linger?: Milliseconds;
};

export type TellOneAsked = Asked & {
  /** By its last event alone where it is told again after a long time; of a digest also by its first one. */
  group: (Told | { last: number; since?: number }) & Traced;
  recipient: string;
  /** The latest group: it says where the recipient is reached now. */
  latest: Told;
};

/** How far one recipient was told, and what stands in the way of the rest. `after`: milliseconds that the other side asks for. */
export type Reached = { upTo: number; failed?: { reason: string; after?: number }; slow: boolean };

export type TellDone = {
  /** Up to which number the register holds the events; null without a register; absent where it was not asked. */
  appended?: number | null | { failed: string };
  reached: Record<string, Reached>;
  deliveries: Delivery[];
  /** Whether the register knows of these deliveries. */
  kept: boolean;
};

/** This worker does not know what happened: to be asked again with more help. */
export type Helpless = { need: 'help'; taken: Delivery[] };

export type TellActivities = {
  /** Makes one attempt of each: what fails is said, and is the clerk's to try again. */
  tell: (asked: TellAsked) => Promise<TellDone | Helpless>;
  /**
   * Tells one recipient of one group. Throws `ApplicationFailure`, not to be retried, where the other side will never take
   * it; anything else that is thrown is to be retried.
   */
  tellOne: (asked: TellOneAsked) => Promise<{ delivery: Delivery | null; kept: boolean; slow: boolean } | Helpless>;
};
