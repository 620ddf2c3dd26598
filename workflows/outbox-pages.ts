/** What the outbox keeps, and the short form in which one run hands it to the next: the same recipients wait for many acts. */
import type { Told, Traced } from '../activities/tell/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { bytesOf } from '../domain/limits.ts';
import type { Digest } from './digests.ts';

/** A group of events that somebody is still to be told of, and when it was recorded. */
export type Pending = Told & Traced & { to: string[]; at: Milliseconds };

export type Waiting = {
  pending: Pending[];
  /** By recipient, the number of the last event told. */
  sent: Record<string, number>;
  /** Who is told of what happens now. */
  recipients: string[];
  /** The last group of all: it says where recipients are reached. */
  latest: Told | null;
};

export type OutboxPages = Waiting & {
  /** Who is told apart from the others. */
  apart: string[];
  digests: readonly Digest[];
};

/** Recipients by their place in `names`, and lists of them by their place in `lists`. */
export type PackedOutbox = {
  names: string[];
  lists: number[][];
  pending: (Told & Traced & { to: number; at: Milliseconds })[];
  sent: [recipient: number, seq: number][];
  recipients: number[];
  apart: number[];
  /** Only where some wait. */
  digests?: [recipient: number, since: number, last: number, at: Milliseconds][];
  latest: Told | null;
};

/** The place of each item, in the order in which they come; equal ones have one. */
class Places {
  readonly items: string[] = [];
  readonly #places = new Map<string, number>();

  of(item: string): number {
    const place = this.#places.get(item) ?? this.items.push(item) - 1;
    this.#places.set(item, place);
    return place;
  }
}

/** How far those were told who are told no more, and wait for nothing, is the log's to know. */
export const packOutbox = ({ pending, sent, recipients, apart, digests, latest }: OutboxPages): PackedOutbox => {
  const names = new Places();
  const lists = new Places();
  const known = new Map<readonly string[], number>();
  const placesOf = (keys: readonly string[]): number[] => keys.map((key) => names.of(key));
  const packed = {
    recipients: placesOf(recipients),
    pending: pending.map(({ to, ...group }) => {
      const list = known.get(to) ?? lists.of(JSON.stringify(placesOf(to)));
      known.set(to, list);
      return { ...group, to: list };
    }),
    apart: placesOf(apart),
    ...(digests.length > 0 && {
      digests: digests.map(({ recipient, since, last, at }): [number, number, number, number] => [names.of(recipient), since, last, at]),
    }),
    latest,
  };
  const served = new Set(names.items);
  return {
    ...packed,
    sent: Object.entries(sent).flatMap(([key, seq]): [number, number][] => (served.has(key) ? [[names.of(key), seq]] : [])),
    names: names.items,
    lists: lists.items.map((list) => JSON.parse(list) as number[]),
  };
};

/** The list of the group before where it is the same: one list is then counted once, and soon. */
export const sharedWith = (before: Pending | undefined, to: string[]): string[] =>
  before?.to.length === to.length && before.to.every((key, at) => key === to[at]) ? before.to : to;

/** Groups that may wait, and in bytes what all of them may have: the oldest beyond that are dead letters. A few always may. */
const MOST_PENDING = 300;
const MOST_BYTES = 128 * 1024;
const FEW = 20;

/** Whether more waits than can be handed over. */
export const isTooMuch = (waiting: Waiting): boolean => {
  const { length } = waiting.pending;
  if (length <= FEW || length > MOST_PENDING) return length > FEW;
  const { pending, lists } = packOutbox({ ...waiting, apart: [], digests: [] });
  return bytesOf([pending, lists]) > MOST_BYTES;
};

export const unpackOutbox = ({ names, lists, pending, sent, recipients, apart, digests = [], latest }: PackedOutbox): OutboxPages => {
  const keysOf = (places: readonly number[]): string[] => places.map((place) => names[place] as string);
  const all = lists.map(keysOf);
  return {
    pending: pending.map(({ to, ...group }) => ({ ...group, to: all[to] as string[] })),
    sent: Object.fromEntries(sent.map(([place, seq]) => [names[place] as string, seq])),
    recipients: keysOf(recipients),
    apart: keysOf(apart),
    digests: digests.map(([place, since, last, at]) => ({ recipient: names[place] as string, since, last, at })),
    latest,
  };
};

export const EMPTY_OUTBOX: PackedOutbox = { names: [], lists: [], pending: [], sent: [], recipients: [], apart: [], latest: null };
