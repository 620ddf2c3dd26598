/**
 * The permanent record: every event is appended to the register, in order, at least once. A register that is down delays
 * this and nothing else; once it is back the record catches up by itself.
 */
import { ActivityFailure, CancellationScope, condition, isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register/index.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { pageOf } from './log-carrier.ts';

const { append } = proxyActivities<RegisterActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  summary: 'to the register',
});

export class PermanentRecord {
  readonly #memorandum: Memorandum;
  readonly #scope = new CancellationScope();
  /** The number of the last event that the register is known to hold. */
  #recorded: number;
  #running = false;

  constructor(memorandum: Memorandum, recorded = 0) {
    this.#memorandum = memorandum;
    this.#recorded = recorded;
  }

  get recorded(): number {
    return this.#recorded;
  }

  get complete(): boolean {
    return this.#recorded >= this.#memorandum.seq;
  }

  /** Begins to append. Calling it again does nothing. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#scope
      .run(() => this.#follow())
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  stop(): void {
    this.#scope.cancel();
  }

  async #follow(): Promise<void> {
    for (;;) {
      await condition(() => !this.complete);
      const page = pageOf(this.#memorandum.log, this.#recorded);
      const last = page.at(-1)?.seq ?? this.#recorded;
      try {
        // Without a register there is nothing to wait for. Where one is set up later, it asks for what it lacks.
        this.#recorded = (await append(this.#memorandum.mou, page)) ?? last;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        log.error('The register holds other events than the memorandum', { after: this.#recorded, reason: error.cause?.message });
        const { seq } = this.#memorandum;
        await condition(() => this.#memorandum.seq > seq);
      }
    }
  }
}
