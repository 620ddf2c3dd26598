/**
 * The permanent record: every event is appended to the register, in order, at least once; and beside it what became of
 * the messages, in few batches. A register that is down delays this and nothing else; once it is back the record catches
 * up by itself.
 */
import { ActivityFailure, CancellationScope, condition, isCancellation, log, patched, proxyActivities } from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register/index.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { pageOf } from './log-carrier.ts';
import type { Outbox } from './outbox.ts';

const { append, keepDeliveries } = proxyActivities<RegisterActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  summary: 'to the register',
});

export class PermanentRecord {
  readonly #memorandum: Memorandum;
  readonly #outbox: Outbox;
  readonly #scope = new CancellationScope();
  /** The number of the last event that the register is known to hold. */
  #recorded: number;
  #running = false;
  /** False in a run that began before deliveries were handed over: the next run does. */
  readonly #tells = patched('deliveries-to-register');
  /** False in a run that began when a timer bounded the wait. */
  readonly #needsNoTimer = patched('hand-over-without-timer');

  constructor(memorandum: Memorandum, outbox: Outbox, recorded = 0) {
    this.#memorandum = memorandum;
    this.#outbox = outbox;
    this.#recorded = recorded;
  }

  get recorded(): number {
    return this.#recorded;
  }

  get complete(): boolean {
    return this.#isAppended && (!this.#tells || this.#outbox.deliveries.areTold);
  }

  get #isAppended(): boolean {
    return this.#recorded >= this.#memorandum.seq;
  }

  /** Begins to append and to hand over. Calling it again does nothing. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#run(() => this.#follow());
    if (this.#tells) this.#run(() => this.#handOver());
  }

  #run(what: () => Promise<void>): void {
    void this.#scope.run(what).catch((error) => {
      if (!isCancellation(error)) throw error;
    });
  }

  stop(): void {
    this.#scope.cancel();
  }

  async #follow(): Promise<void> {
    for (;;) {
      await condition(() => !this.#isAppended);
      const page = pageOf(this.#memorandum.log, this.#recorded);
      const last = page.at(-1)?.seq ?? this.#recorded;
      try {
        // Without a register there is nothing to wait for. Where one is set up later, it asks for what it lacks.
        const recorded = (await append(this.#memorandum.mou, page)) ?? last;
        if (recorded < this.#recorded) this.#outbox.deliveries.tellAgain();
        this.#recorded = recorded;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        log.error('The register holds other events than the memorandum', { after: this.#recorded, reason: error.cause?.message });
        const { seq } = this.#memorandum;
        await condition(() => this.#memorandum.seq > seq);
      }
    }
  }

  /** Once no message is on its way, or one was given up: an activity a message would be too many. */
  async #timeToTell(): Promise<void> {
    const { deliveries } = this.#outbox;
    if (this.#needsNoTimer) return await condition(() => !deliveries.areTold && (this.#outbox.drained || deliveries.haveUntoldDead));
    await condition(() => !deliveries.areTold);
    if (!this.#outbox.drained) await condition(() => this.#outbox.drained, '1 minute', { summary: 'Messages are on their way' });
  }

  async #handOver(): Promise<void> {
    const { deliveries } = this.#outbox;
    for (;;) {
      await this.#timeToTell();
      const changes = deliveries.changes();
      await keepDeliveries(this.#memorandum.mou, changes.kept, changes.forgotten);
      deliveries.told(changes);
    }
  }
}
