/**
 * The way to the register: every event is appended, in order, at least once, and what is known of messages beside it. It
 * goes along with telling; this is for what the register did not take then. A register that is down delays this and
 * nothing else; once it is back, this catches up by itself.
 */
import {
  ActivityCancellationType,
  ActivityFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyActivities,
} from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register/index.ts';
import type { TellDone } from '../activities/tell/port.ts';
import type { Deliveries } from './deliveries.ts';
import type { Ledger } from './ledger.ts';
import { pageOf } from './pages.ts';

const { append, keepDeliveries } = proxyActivities<RegisterActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  // Where a run ends, what is being written is waited for, and what waits for its next attempt is given up at once.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  summary: 'to the register',
});

export class Feed {
  readonly #ledger: Ledger;
  readonly #deliveries: Deliveries;
  readonly #changed: () => void;
  #scope = new CancellationScope();
  #failed = false;
  /** Whether the register did not take what it was given, which is more than that nothing went along with telling. */
  #isBehind = false;
  #running = 0;
  #resting = false;
  /** The event up to which the register holds others: nothing is appended until a later one comes. */
  #conflictAt = 0;

  constructor(ledger: Ledger, deliveries: Deliveries, changed: () => void) {
    this.#ledger = ledger;
    this.#deliveries = deliveries;
    this.#changed = changed;
  }

  /** Above which event those are to be appended along with telling; null: not along with it. */
  get appendAfter(): number | null {
    return this.#failed ? null : this.#ledger.appended;
  }

  /** The same for events from that number on: where no register is known of, whether there is one now. */
  askAfter(first: number): number | null {
    return this.#failed ? null : (this.#ledger.appended ?? first - 1);
  }

  /** Since when events wait that the register did not take; undefined where it took all. */
  get behindSince(): string | undefined {
    return this.#isBehind ? this.#ledger.waiting?.since : undefined;
  }

  /** What is missing could not be appended, and is tried again. */
  get isFailing(): boolean {
    return this.#failed;
  }

  get isIdle(): boolean {
    return this.#running === 0;
  }

  get isComplete(): boolean {
    const { appended, seq } = this.#ledger;
    return appended === null || (appended >= seq && this.#deliveries.areTold);
  }

  /** What the register said to the events that went along with telling, up to that number. */
  took(appended: TellDone['appended'], upTo: number): void {
    if (appended === undefined) return;
    if (typeof appended === 'object' && appended !== null) {
      this.fails();
      return;
    }
    this.#holds(appended);
    if (appended !== null && appended < upTo) this.fails();
  }

  /** No telling is due that events could go along with. */
  goesAlone(): void {
    const { appended, seq } = this.#ledger;
    if (appended !== null && appended < seq) this.#failed = true;
  }

  /** What is missing is appended apart from telling, until the register has caught up. */
  fails(): void {
    if (this.#ledger.appended === null) return;
    this.#failed = true;
    this.#isBehind = true;
  }

  /** Begins what is to be done. Calling it again does nothing. */
  start(isDrained: boolean): void {
    if (this.#resting) return;
    const { appended, seq } = this.#ledger;
    if (this.#failed && this.#running === 0 && appended !== null && seq > this.#conflictAt) this.#run(() => this.#catchUp());
    const isTime = isDrained || this.#deliveries.haveUntoldDead;
    if (!this.#failed && this.#running === 0 && appended !== null && isTime && !this.#deliveries.areTold)
      this.#run(() => this.#tellDeliveries());
  }

  /** Begins nothing more; what is under way answers soon. */
  rest(): void {
    this.#resting = true;
    this.#scope.cancel();
  }

  /** Goes on after all. */
  wake(): void {
    this.#resting = false;
    this.#scope = new CancellationScope();
  }

  #run(what: () => Promise<void>): void {
    this.#running += 1;
    void this.#scope
      .run(what)
      .catch((error) => {
        if (!isCancellation(error) && !(error instanceof ActivityFailure)) throw error;
      })
      .finally(() => {
        this.#running -= 1;
        this.#changed();
      });
  }

  /** Without a register there is nothing to wait for. One that is set up later asks for what it lacks. */
  #holds(appended: number | null): void {
    const before = this.#ledger.appended;
    this.#ledger.appended = appended;
    if (appended === null) this.#deliveries.allTold();
    if (appended === null || appended >= this.#ledger.seq) {
      this.#failed = false;
      this.#isBehind = false;
    }
    if (appended !== null && (before === null || appended < before)) this.#deliveries.tellAgain();
    if (appended !== null && appended < this.#ledger.baseSeq) this.#conflicts('The register lacks events that it held');
  }

  #conflicts(reason: string | undefined): void {
    const { mou, seq, appended } = this.#ledger;
    log.error('The register does not hold what the memorandum recorded', { mou, after: appended, reason });
    this.#failed = true;
    this.#isBehind = true;
    this.#conflictAt = seq;
  }

  async #catchUp(): Promise<void> {
    while (this.#failed && this.#ledger.seq > this.#conflictAt && !this.#resting) {
      const page = pageOf(this.#ledger.waitingEvents, 0);
      if (page.length === 0) {
        this.#failed = false;
        return;
      }
      try {
        this.#holds(await append(this.#ledger.mou, page));
        this.#changed();
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error) || this.#resting) throw error;
        this.#conflicts(error.cause?.message);
      }
    }
  }

  async #tellDeliveries(): Promise<void> {
    while (!this.#deliveries.areTold && !this.#resting) {
      const changes = this.#deliveries.changes();
      await keepDeliveries(this.#ledger.mou, changes.kept, changes.forgotten);
      this.#deliveries.told(changes);
    }
  }
}

/** Resolves once nothing of them is under way, or after a minute. */
export const atRest = async (...parts: { isIdle: boolean }[]): Promise<void> => {
  const isQuiet = () => parts.every(({ isIdle }) => isIdle);
  if (!isQuiet()) await condition(isQuiet, '1 minute');
};
