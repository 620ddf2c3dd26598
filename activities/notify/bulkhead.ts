/**
 * A destination that does not answer holds each attempt until its time is up. Were all of a worker's attempts held so,
 * everybody else would wait: so of a destination that ails only a few are let through at a time, and the others are put
 * off at once; and no single destination, well or not, has all of them.
 */
import { NotTaken } from './port.ts';

const MOST_IF_AILING = 3;
/** A failure that took less holds nobody up. Milliseconds. */
const SLOW = 1_000;

type Destination = { inFlight: number; ailing: boolean };

export class Bulkhead {
  readonly #most: number;
  readonly #byName = new Map<string, Destination>();

  /** @param most attempts at one destination at a time */
  constructor(most: number) {
    this.#most = most;
  }

  /** Runs an attempt, or throws `NotTaken` where the destination has enough of them already. */
  async run<Result>(name: string, attempt: () => Promise<Result>): Promise<Result> {
    const destination = this.#byName.get(name) ?? { inFlight: 0, ailing: false };
    this.#byName.set(name, destination);
    if (destination.inFlight >= (destination.ailing ? MOST_IF_AILING : this.#most)) {
      throw new NotTaken(`${name}: ${destination.inFlight} other messages are being tried there`, 'long');
    }
    destination.inFlight += 1;
    const began = performance.now();
    try {
      const result = await attempt();
      destination.ailing = false;
      return result;
    } catch (error) {
      destination.ailing = performance.now() - began > SLOW;
      throw error;
    } finally {
      destination.inFlight -= 1;
      if (destination.inFlight === 0 && !destination.ailing) this.#byName.delete(name);
    }
  }
}
