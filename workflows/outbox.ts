/**
 * Who is to be told of what, until it is done: each recipient is told of each act, in order, at least once.
 *
 * After an act one activity tells all recipients and appends the events. Who could not be told, or is slow, is told apart from
 * then on, by an activity of its own that is tried for days: it keeps nobody else waiting, and no act, no timer and no
 * hand-over either. The next run sends again what this one could not finish, under the same idempotency key.
 */
import { condition, log } from '@temporalio/workflow';
import type { Group } from '../activities/judge/port.ts';
import type { Reached, TellDone, TellOneAsked } from '../activities/tell/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { Backlog } from './backlog.ts';
import type { Appointment } from './clock.ts';
import type { Delivery } from '../domain/delivery.ts';
import { isMemorandum } from '../domain/recipient-key.ts';
import type { Deliveries } from './deliveries.ts';
import { Digests } from './digests.ts';
import type { Feed } from './feed.ts';
import { formatInstant } from './instant.ts';
import type { Ledger } from './ledger.ts';
import type { OutboxView } from './messages.ts';
import { packOutbox, type PackedOutbox, type Pending, unpackOutbox } from './outbox-pages.ts';
import { type Ended, tellAll, tellOne } from './telling.ts';

const HOUR = 60 * 60 * 1000;
/** Groups told by one activity. */
const MOST_AT_ONCE = 20;
/**
 * Where something was told less than so long ago, more may follow soon. The answer of the activity then waits a moment, so that
 * acts which come meanwhile are told together, and so that none of them waits for the task which takes that answer.
 */
const LATELY = 1_000;
const LINGER = 250;
const TOO_MANY = 'too many messages wait to be sent';

/** By its last event; of a digest also by its first. */
type Message = { last: number; since?: number };

export type OutboxOptions = {
  ledger: Ledger;
  deliveries: Deliveries;
  feed: Feed;
  /** How long a message is tried, in milliseconds from the recording of its event. */
  deliverWithin: Milliseconds;
  /** Whether the clock is the real one: in a rehearsal a moment of the worker's can be years. */
  lingers: boolean;
  now: () => Milliseconds;
  changed: () => void;
};

export class Outbox {
  readonly deliveries: Deliveries;
  readonly #options: OutboxOptions;
  readonly #backlog: Backlog;
  readonly #apart: Set<string>;
  /** Those of them whom the last attempt did not reach. */
  readonly #failing: Set<string>;
  readonly #digests: Digests;
  /** By recipient, how often its address changed: who is being told is then told at the new one. */
  readonly #moved = new Map<string, number>();
  readonly #running = new Set<string>();
  /** Up to this event the run before may have told what it could not say. */
  readonly #doubtful: number;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** How often all were told together. */
  #rounds = 0;
  #resting = false;

  constructor(pages: PackedOutbox, options: OutboxOptions) {
    this.deliveries = options.deliveries;
    this.#options = options;
    const { apart, digests, ...waiting } = unpackOutbox(pages);
    this.#backlog = new Backlog(waiting);
    this.#apart = new Set(apart);
    this.#failing = new Set(apart);
    this.#digests = new Digests(digests, options.now);
    this.#doubtful = waiting.pending.at(-1)?.last ?? 0;
  }

  pages(): PackedOutbox {
    return packOutbox({ ...this.#backlog.pages, apart: [...this.#apart], digests: this.#digests.all });
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  get drained(): boolean {
    return this.#backlog.pending.length === 0 && this.#digests.all.length === 0 && this.deliveries.waiting().length === 0;
  }

  /** The number of the telling of all that is under way; undefined where none is. */
  get round(): number | undefined {
    return this.#running.has('all') ? this.#rounds : undefined;
  }

  get nextDigest(): Appointment | undefined {
    return this.#digests.next;
  }

  view(): OutboxView {
    const { unreached, pages } = this.#backlog;
    const waiting = unreached.length + this.#digests.all.length;
    return { sent: { ...pages.sent }, waiting, unreached: [...new Set(unreached)], dead: this.deliveries.dead };
  }

  /** What could not be handed over at the first attempt; undefined where nothing waits. */
  get untold(): { messages: number; since: Milliseconds } | undefined {
    const late = this.#backlog.pending
      .map((group) => ({ at: group.at, messages: [...this.#failing].filter((key) => this.#backlog.isWaiting(group, key)).length }))
      .filter(({ messages }) => messages > 0);
    if (late.length === 0) return undefined;
    return { messages: late.reduce((sum, { messages }) => sum + messages, 0), since: Math.min(...late.map(({ at }) => at)) };
  }

  /** Whether a message can be sent again: its recipient must still be told of what happens, or be a memorandum that was to record it. */
  isServed(recipient: string): boolean {
    return isMemorandum(recipient) || this.#backlog.recipients.includes(recipient);
  }

  /** @param trace of the act that made it happen */
  add(groups: readonly Group[], recipients: readonly string[], trace?: string): void {
    const at = this.#options.now();
    for (const group of groups) {
      this.#backlog.add(group, at, trace);
      for (const key of group.moved) this.#moved.set(key, (this.#moved.get(key) ?? 0) + 1);
      this.#digests.add(group);
    }
    this.#backlog.recipients = recipients;
    for (const { recipient, ...digest } of this.#digests.giveUp()) this.#dies(recipient, digest, TOO_MANY);
    for (const { recipient, last } of this.#backlog.giveUp()) this.#dies(recipient, { last }, TOO_MANY);
  }

  /** Begins what is to be done. Calling it again does nothing. */
  start(): void {
    if (this.#resting) return;
    for (const key of this.#apart) if (this.#backlog.nextOf(key)) this.#run(key, () => this.#tellApart(key));
    for (const { recipient } of this.#digests.due()) this.#run(`digest ${recipient}`, () => this.#sendDigests(recipient));
    for (const { recipient } of this.deliveries.waiting()) this.#run(`again ${recipient}`, () => this.#sendAgain(recipient));
    if (this.#batch().length > 0) this.#run('all', () => this.#tellAll());
    // What nobody is told of any more goes to the register alone.
    else if (!this.#running.has('all')) this.#options.feed.goesAlone();
  }

  /** Begins no further message. What is on its way answers soon, and what waits for its next attempt is given up to the next run. */
  rest(): void {
    this.#resting = true;
  }

  /** Goes on after all. */
  wake(): void {
    this.#resting = false;
  }

  #run(name: string, what: () => Promise<void>): void {
    if (this.#running.has(name)) return;
    this.#running.add(name);
    void what().finally(() => {
      this.#running.delete(name);
      this.#options.changed();
    });
  }

  #dies(recipient: string, { last: seq, since }: Message, reason: string, tried?: Delivery['channel']): void {
    const key = `${this.#options.ledger.mou}/${seq}/${recipient}`;
    log.error('A message is a dead letter', { key, reason });
    const at = formatInstant(this.#options.now());
    const channel = tried ?? (isMemorandum(recipient) ? 'memorandum' : 'unknown');
    this.deliveries.came({ key, seq, recipient, channel, at, status: 'dead', detail: reason, ...(since && { since }) }, false);
  }

  /** What is told to all at once: groups that somebody waits for who is not told apart, or that are to be appended. */
  #batch(): Pending[] {
    const { appendAfter } = this.#options.feed;
    return this.#backlog.pending
      .map((group) => ({ ...group, to: group.to.filter((key) => !this.#apart.has(key) && this.#backlog.isWaiting(group, key)) }))
      .filter(({ to, last }) => to.length > 0 || (appendAfter !== null && last > appendAfter))
      .slice(0, MOST_AT_ONCE);
  }

  #isBusy(): boolean {
    const { lingers, ledger, now } = this.#options;
    return lingers && now() - this.#toldAt < LATELY && !ledger.isFilling;
  }

  async #tellAll(): Promise<void> {
    const { ledger, feed, now } = this.#options;
    for (let groups = this.#batch(); groups.length > 0 && !this.#resting; groups = this.#batch()) {
      const told = groups.map(({ at: _, ...group }) => group);
      const asked = {
        mou: ledger.mou,
        now: now(),
        skipped: this.deliveries.skipped,
        groups: told,
        ...(told.some(({ last }) => last <= this.#doubtful) && { again: true as const }),
        appendAfter: feed.askAfter(told[0]?.first ?? 0),
        ...(this.#isBusy() && { linger: LINGER }),
      };
      this.#toldAt = asked.now;
      this.#rounds += 1;
      const done = await tellAll(ledger, asked);
      if ('reached' in done) this.#took(done, groups);
      else this.#failed(groups, done.noted);
      this.#backlog.prune();
      this.#options.changed();
    }
  }

  #took({ appended, reached, deliveries, kept }: TellDone, groups: readonly Pending[]): void {
    this.#options.feed.took(appended, groups.at(-1)?.last ?? 0);
    for (const one of deliveries) this.deliveries.came(one, kept);
    for (const [key, { upTo, failed, slow }] of Object.entries(reached)) {
      this.#backlog.reached(key, upTo);
      if (failed || slow) this.#apart.add(key);
      if (failed) this.#failing.add(key);
      if (failed) this.#run(key, () => this.#tellApart(key, failed));
    }
  }

  /** The worker died, or answered too late: it is not known what was sent, and what was not is sent again under its key. */
  #failed(groups: readonly Pending[], noted: readonly Delivery[]): void {
    this.#options.feed.fails();
    for (const key of groups.flatMap(({ to }) => to)) {
      this.#apart.add(key);
      this.#failing.add(key);
      const taken = noted.filter(({ recipient }) => recipient === key);
      this.#run(key, () => this.#tellApart(key, undefined, taken));
    }
  }

  async #tellApart(key: string, failed?: Reached['failed'], taken: Delivery[] = []): Promise<void> {
    let isWell = false;
    // The other side may ask for a while; and it was tried a moment ago. At a new address nobody asked for anything.
    const moves = this.#moved.get(key);
    const wait = Math.min(Math.max(1_000, failed?.after ?? 0), HOUR);
    if (failed) await condition(() => this.#resting || this.#moved.get(key) !== moves, wait);
    for (let group = this.#backlog.nextOf(key); group && !this.#resting; group = this.#backlog.nextOf(key)) {
      const ended = await this.#tellOne(key, group, group.at, taken);
      if (ended === 'resting') return;
      if ('slow' in ended) isWell = !ended.slow;
      this.#backlog.reached(key, group.last);
      this.#failing.delete(key);
      this.#backlog.prune();
      this.#options.changed();
    }
    if (isWell) this.#apart.delete(key);
  }

  /** Where the run ends before one is sent or given up it stays, and the next run sends it under the same key. */
  async #sendDigests(recipient: string): Promise<void> {
    for (let [next] = this.#digests.due(recipient); next && !this.#resting; [next] = this.#digests.due(recipient)) {
      const { since, last, at } = next;
      if ((await this.#tellOne(recipient, { since, last }, at)) === 'resting') return;
      this.#digests.remove(next);
      this.#options.changed();
    }
  }

  async #sendAgain(recipient: string): Promise<void> {
    for (let [next] = this.deliveries.waiting(recipient); next && !this.#resting; [next] = this.deliveries.waiting(recipient)) {
      const { key, seq: last, since } = next;
      const ended = await this.#tellOne(recipient, { last, ...(since !== undefined && { since }) }, this.#options.now());
      if (ended === 'resting') return;
      if ('delivery' in ended && !ended.delivery) this.deliveries.forget(key);
      this.#options.changed();
    }
  }

  /**
   * Tells one of one group, and enters what came of it.
   *
   * @param from the instant from which the time counts in which it is tried: who comes late, because another message was in the
   *   way or no worker ran, still gets a fair chance
   */
  async #tellOne(recipient: string, group: TellOneAsked['group'], from: Milliseconds, taken: Delivery[] = []): Promise<Ended> {
    const { ledger, deliverWithin, now } = this.#options;
    const { latest } = this.#backlog;
    const ended = await tellOne(
      ledger,
      {
        ...{ mou: ledger.mou, now: now(), skipped: this.deliveries.skipped, recipient, group, latest },
        ...(taken.length > 0 && { taken }),
      },
      {
        within: Math.max(from + deliverWithin - now(), Math.min(HOUR, deliverWithin)),
        isResting: () => this.#resting,
        moves: () => this.#moved.get(recipient) ?? 0,
        latest: () => this.#backlog.latest,
      },
    );
    if (ended === 'resting') return ended;
    if ('dead' in ended) this.#dies(recipient, group, ended.dead, ended.channel);
    else if (ended.delivery) this.deliveries.came(ended.delivery, ended.kept);
    return ended;
  }
}
