/** What time itself has to do next. Where that fails it is shown, and tried again after a while. */
import { log } from '@temporalio/workflow';
import type { Next } from '../activities/judge/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Appointment } from './clock.ts';
import { formatInstant } from './instant.ts';
import type { Stuck } from './messages.ts';

const HOUR = 60 * 60 * 1000;
// Instants before 1970 are negative: this is before all of them.
const AT_ONCE = { at: Number.NEGATIVE_INFINITY, after: 60_000 };

export class NextDue {
  readonly #mou: string;
  readonly #now: () => Milliseconds;
  #next: Next | null;
  /** When it came to be known here; what another run handed over was known before. */
  #knownAt = Number.NEGATIVE_INFINITY;
  #stuck: Stuck | null;
  /** When it is tried again, and after how long the next time. */
  #again = AT_ONCE;

  constructor(mou: string, { next, stuck }: { next: Next | null; stuck: Stuck | null }, now: () => Milliseconds) {
    this.#mou = mou;
    this.#now = now;
    this.#next = next;
    this.#stuck = stuck;
  }

  get next(): Next | null {
    return this.#next;
  }

  get stuck(): Stuck | null {
    return this.#stuck;
  }

  /** Whether it is to be done now, and not only later because it failed. */
  get isNow(): boolean {
    return this.#next !== null && this.#next.at <= this.#now() && this.#again.at <= this.#now();
  }

  /** Since when it is late; null where nothing is due. What fell due before it was known of is late from then on. */
  get lateSince(): Milliseconds | null {
    if (this.#next === null) return null;
    const since = Math.max(this.#next.at, this.#knownAt);
    return since <= this.#now() && Number.isFinite(since) ? since : null;
  }

  /** For when the clock is to be set; undefined where time has nothing to do. */
  get appointment(): Appointment | undefined {
    if (this.#next === null) return undefined;
    return this.#stuck ? { at: this.#again.at, summary: `Tried again: ${this.#next.summary}` } : this.#next;
  }

  /** Something was recorded: what was due went before it. */
  passed(next: Next | null): void {
    this.#next = next;
    this.#knownAt = this.#now();
    this.#stuck = null;
    this.#again = AT_ONCE;
  }

  failed(reason: string): void {
    const what = this.#next?.summary ?? '';
    const { after } = this.#again;
    log.error('What time should have done failed, and is tried again', { mou: this.#mou, what, reason });
    this.#stuck = { what, since: this.#stuck?.since ?? formatInstant(this.#now()), reason };
    this.#again = { at: this.#now() + after, after: Math.min(2 * after, HOUR) };
  }
}
