/**
 * What must follow an event, until it is done: each Participant is notified of each event, in order, at least once.
 *
 * The outbox is a cursor a recipient over the log. A recipient whose mail server is down keeps nobody else waiting, and
 * no act, no timer and no continue-as-new either: the next run sends again what this one could not finish, under the
 * same idempotency key.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyActivities,
} from '@temporalio/workflow';
import type { NotifyActivities } from '../activities/notify/index.ts';
import type { Event } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { type Notification, notificationsOf } from '../domain/notification.ts';
import type { OutboxView, Undeliverable } from './messages.ts';

const ATTEMPT = {
  startToCloseTimeout: '1 minute',
  // No limit of attempts: a mail server that is down for a month delays the mail by a month.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 minutes' },
} as const;

export class Outbox {
  readonly #memorandum: Memorandum;
  readonly #sent: Record<string, number>;
  readonly #undeliverable: Undeliverable[];
  readonly #scope = new CancellationScope();
  #running = new Set<string>();

  constructor(memorandum: Memorandum, sent: Record<string, number> = {}, undeliverable: Undeliverable[] = []) {
    this.#memorandum = memorandum;
    this.#sent = { ...sent };
    this.#undeliverable = [...undeliverable];
  }

  /** Begins to serve the Participants, once it is known who they are. Calling it again does nothing. */
  start(): void {
    for (const { id } of this.#memorandum.state?.instrument.participants ?? []) {
      if (this.#running.has(id)) continue;
      this.#running.add(id);
      void this.#scope
        .run(() => this.#serve(id))
        .catch((error) => {
          if (!isCancellation(error)) throw error;
        });
    }
  }

  /** Leaves off where it is: what is in flight is sent again by the next run. */
  stop(): void {
    this.#scope.cancel();
  }

  get drained(): boolean {
    return this.view().waiting === 0;
  }

  view(): OutboxView {
    const { seq } = this.#memorandum;
    const recipients = this.#memorandum.state?.instrument.participants ?? [];
    const waiting = recipients.reduce((sum, { id }) => sum + seq - (this.#sent[id] ?? 0), 0);
    return { sent: { ...this.#sent }, waiting, undeliverable: [...this.#undeliverable] };
  }

  async #serve(recipient: string): Promise<void> {
    for (;;) {
      const seq = (this.#sent[recipient] ?? 0) + 1;
      await condition(() => this.#memorandum.seq >= seq);
      const event = this.#memorandum.log[seq - 1] as Event;
      const notification = this.#notification(event, recipient);
      if (notification) await this.#send(event, notification);
      this.#sent[recipient] = seq;
    }
  }

  /** What was true when the event was recorded is what the notification says, however late it is sent. */
  #notification(event: Event, recipient: string): Notification | undefined {
    const { log, state, seq } = this.#memorandum;
    const then = event.seq === seq ? state : fold(log.slice(0, event.seq));
    return then && notificationsOf(event, then).find((one) => one.recipient === recipient);
  }

  async #send(event: Event, notification: Notification): Promise<void> {
    const summary = `${event.type} → ${notification.recipient}`;
    try {
      await proxyActivities<NotifyActivities>({ ...ATTEMPT, summary }).notify(notification);
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const reason = error.cause instanceof ApplicationFailure ? error.cause.message : String(error.cause);
      log.error('A notification cannot be delivered', { key: notification.key, reason });
      this.#undeliverable.push({ seq: event.seq, recipient: notification.recipient, reason });
    }
  }
}
