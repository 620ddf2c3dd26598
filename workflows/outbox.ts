/**
 * What must follow an event, until it is done: each recipient is told of each event, in order, at least once.
 *
 * The outbox is a cursor a recipient over the log, and a list of what became of each message. A recipient whose server
 * is down keeps nobody else waiting, and no act, no timer and no continue-as-new either: the next run sends again what
 * this one could not finish, under the same idempotency key.
 */
import { ActivityFailure, CancellationScope, condition, isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { NotifyActivities, NotifyResult } from '../activities/notify/index.ts';
import { formatInstant, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import type { RecordedContact } from '../domain/contacts.ts';
import { countTold, isServed, nextTold, type Recipient, recipientsOf } from '../domain/recipient-spans.ts';
import type { Event } from '../domain/events.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { fold } from '../domain/evolve.ts';
import { actsOf } from '../projections/acts.ts';
import { type Message, messageTo, type ToldAct, toldAct } from '../projections/message.ts';
import type { Deliveries } from './deliveries.ts';
import type { OutboxView } from './messages.ts';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = DAY / 24;
/** For messages on their way where a run ends. */
const PATIENCE = '5 seconds';

const ATTEMPT = {
  startToCloseTimeout: '45 seconds',
  // A worker that was killed between sending and saying so is noticed by this, long before the attempt's own limit.
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 hour' },
} as const;

/** What the server said at last: behind a time-out lies the failure of the last attempt. */
const reasonOf = (failure: ActivityFailure): string => {
  const { cause } = failure;
  const last = cause?.cause instanceof Error ? cause.cause : cause;
  return last?.message ?? failure.message;
};

export type OutboxOptions = {
  sent?: Record<string, number> | undefined;
  /** How long a message is tried, in milliseconds from the recording of its event. Default 7 days. */
  deliverWithin?: Milliseconds | undefined;
  now: () => Milliseconds;
};

export class Outbox {
  readonly deliveries: Deliveries;
  readonly #memorandum: Memorandum;
  readonly #sent: Record<string, number>;
  readonly #within: Milliseconds;
  readonly #now: () => Milliseconds;
  readonly #scope = new CancellationScope();
  readonly #running = new Set<string>();
  #sending = 0;
  #resting = false;
  #last: { seq: number; told: ToldAct | undefined } | undefined;
  #known: { seq: number; recipients: Map<string, Recipient> } = { seq: 0, recipients: new Map() };

  constructor(memorandum: Memorandum, deliveries: Deliveries, { sent = {}, deliverWithin = 7 * DAY, now }: OutboxOptions) {
    this.#memorandum = memorandum;
    this.deliveries = deliveries;
    this.#sent = { ...sent };
    this.#within = deliverWithin;
    this.#now = now;
  }

  /** Begins to serve the recipients there are, and to send again what is to be. Calling it again does nothing. */
  start(): void {
    for (const key of this.#recipients().keys()) this.#run(key, () => this.#serve(key));
    for (const { recipient } of this.deliveries.waiting()) this.#run(`again ${recipient}`, () => this.#sendAgain(recipient));
  }

  /**
   * Begins no further message, and leaves off once those on their way are answered for. Where that takes too long they
   * are sent again by the next run, under the same key.
   */
  async stop(): Promise<void> {
    this.#resting = true;
    if (this.#sending > 0) await condition(() => this.#sending === 0, PATIENCE);
    this.#scope.cancel();
  }

  get drained(): boolean {
    return this.view().waiting === 0 && this.deliveries.waiting().length === 0;
  }

  view(): OutboxView {
    const waiting = [...this.#recipients()].reduce(
      (sum, [key, one]) => sum + countTold(one, this.#sent[key] ?? 0, this.#memorandum.seq),
      0,
    );
    return { sent: { ...this.#sent }, waiting, dead: this.deliveries.dead };
  }

  /** Whether a message can be sent again: its recipient must still be told of events. */
  isServed(recipient: string): boolean {
    const known = this.#recipients().get(recipient);
    return known !== undefined && isServed(known);
  }

  #run(name: string, what: () => Promise<void>): void {
    if (this.#running.has(name)) return;
    this.#running.add(name);
    void this.#scope
      .run(what)
      .finally(() => this.#running.delete(name))
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  #recipients(): Map<string, Recipient> {
    const { seq, log: events, state } = this.#memorandum;
    if (this.#known.seq !== seq) {
      const all = recipientsOf(state?.instrument.participants.map(({ id }) => id) ?? [], events);
      this.#known = { seq, recipients: new Map(all.map((one) => [one.key, one])) };
    }
    return this.#known.recipients;
  }

  #contact(key: string): RecordedContact | null {
    return this.#recipients().get(key)?.contact ?? null;
  }

  #next(key: string): number | undefined {
    const recipient = this.#recipients().get(key);
    return recipient && nextTold(recipient, this.#sent[key] ?? 0, this.#memorandum.seq);
  }

  async #serve(key: string): Promise<void> {
    for (;;) {
      await condition(() => !this.#resting && this.#next(key) !== undefined);
      const seq = this.#lastOfAct(this.#next(key) as number);
      const { at } = this.#memorandum.log[seq - 1] as Event;
      // Whoever comes late, because another message was in the way or no worker ran, still gets a fair chance.
      const left = Math.max(parseInstant(at) + this.#within - this.#now(), Math.min(HOUR, this.#within));
      await this.#send(key, seq, left);
      this.#sent[key] = seq;
    }
  }

  async #sendAgain(recipient: string): Promise<void> {
    for (let next = this.deliveries.waiting(recipient)[0]; next; next = this.deliveries.waiting(recipient)[0]) {
      if (this.#resting) return;
      await this.#send(recipient, next.seq, this.#within);
    }
  }

  /** Recipients who are served alike are told the same at about the same time: it is made once for all of them. */
  #told(seq: number): ToldAct | undefined {
    if (this.#last?.seq !== seq) this.#last = { seq, told: this.#tell(seq) };
    return this.#last.told;
  }

  #act(seq: number): Event[] {
    return actsOf(this.#memorandum.log).find((events) => events.some((event) => event.seq === seq)) ?? [];
  }

  #lastOfAct(seq: number): number {
    return this.#act(seq).at(-1)?.seq ?? seq;
  }

  #tell(seq: number): ToldAct | undefined {
    const events = this.#act(seq);
    return toldAct({ before: fold(this.#memorandum.log.slice(0, (events[0]?.seq ?? 1) - 1)), events });
  }

  async #send(key: string, seq: number, within: Milliseconds): Promise<void> {
    const recipient = this.#recipients().get(key) as Recipient;
    const told = this.#told(seq);
    const message = told && messageTo(told, recipient);
    if (!message) return;
    const about = { key: message.key, seq, recipient: key, channel: recipient.contact?.channel ?? ('email' as const) };
    this.#sending += 1;
    try {
      const result = await this.#attempt(key, message, within);
      const at = formatInstant(this.#now());
      if ('skipped' in result) this.deliveries.skip({ ...about, at, status: 'skipped', detail: result.skipped });
      else {
        const { messageId, detail } = result;
        const addresses = result.addresses?.map((one) => ({ ...one, at }));
        this.deliveries.record({ ...about, at, status: 'accepted', messageId, detail, ...(addresses && { addresses }) });
      }
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const detail = reasonOf(error);
      log.error('A notification is a dead letter', { key: message.key, reason: detail });
      this.deliveries.record({ ...about, at: formatInstant(this.#now()), status: 'dead', detail });
    } finally {
      this.#sending -= 1;
    }
  }

  /** A contact changed while a message is tried: it goes to the new address at once, under the same key. */
  async #attempt(key: string, message: Message, within: Milliseconds): Promise<NotifyResult> {
    const summary = `${message.type} → ${key}`;
    const { notify } = proxyActivities<NotifyActivities>({ ...ATTEMPT, scheduleToCloseTimeout: within, summary });
    for (;;) {
      const contact = this.#contact(key);
      const scope = new CancellationScope();
      // A change of other contacts records this one anew, in the same words.
      const moved = () => condition(() => JSON.stringify(this.#contact(key)) !== JSON.stringify(contact));
      try {
        const result = await scope.run(() => Promise.race([contact ? notify(message, contact) : notify(message), moved()]));
        if (result) return result;
      } finally {
        scope.cancel();
      }
    }
  }
}
