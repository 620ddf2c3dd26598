/** One durable timer, at the instant at which time itself has something to do. */
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Milliseconds } from '../domain/calendar.ts';

export type Appointment = { at: Milliseconds; summary: string };

export const earlier = (one: Appointment | undefined, other: Appointment | undefined): Appointment | undefined =>
  one && other ? (other.at < one.at ? other : one) : (one ?? other);

// Temporal clamps a timer of more than a century without a word: longer waits are taken in stages.
const LONGEST = 10 * 365 * 24 * 60 * 60 * 1000;

export class AlarmClock {
  readonly #now: () => Milliseconds;
  readonly #ring: () => void;
  #armed: { appointment: Appointment; scope: CancellationScope } | undefined;

  /** @param now the workflow's clock @param ring called when the instant has come, or a stage on the way to it */
  constructor(now: () => Milliseconds, ring: () => void) {
    this.#now = now;
    this.#ring = ring;
  }

  /** Arms the timer again only where the instant or its meaning changed, so that the history shows one timer, not one an act. */
  arm(next: Appointment | undefined): void {
    const { appointment } = this.#armed ?? {};
    if (appointment?.at === next?.at && appointment?.summary === next?.summary) return;
    this.#armed?.scope.cancel();
    this.#armed = undefined;
    if (!next) return;
    const scope = new CancellationScope();
    this.#armed = { appointment: next, scope };
    void scope
      .run(() => this.#wait(next))
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  async #wait(next: Appointment): Promise<void> {
    const wait = Math.max(0, next.at - this.#now());
    await sleep(Math.min(wait, LONGEST), { summary: next.summary });
    this.#armed = undefined;
    this.#ring();
  }
}
