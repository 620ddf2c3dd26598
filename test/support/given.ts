/**
 * Given what was recorded, when one more act is recorded or time passes, then these events follow, or this refusal.
 *
 * It tells a story as a scenario run does: times only move forward, what falls due in between happens in between and at
 * its own instant, and what an act makes due at once (a delivery recorded late) happens right after it. Every state and
 * event on the way is deep-frozen, so that a rule that changed one in place would throw.
 */
import { expect } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { type Milliseconds, parseInstant } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { DataOf, Event, EventType } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { GATE } from './keys.ts';
import { Refusal, type RefusalCode } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';

/** An act and the instant at which it is recorded or, alone, an instant until which time passes. */
export type Step = readonly [act: ActInput, at: string] | string;

/** As much of an event as a test's sentence speaks of. */
export type Expected = {
  [Type in EventType]: {
    type: Type;
    seq?: number;
    on?: string;
    at?: string;
    by?: string | null;
    clause?: string;
    data?: Partial<DataOf<Type>>;
  };
}[EventType];

export const MOU = 'test-1';

/** Freezes plain data to its depth. What is frozen already is taken to be so to its depth. */
export const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
};

/** Where stories stand that began with the same steps, and each step with which one of them went on. */
type Begun = { log: readonly Event[]; clock: Milliseconds; next: Map<string, Begun> };

const BEGINNING: Begun = { log: [], clock: Number.NEGATIVE_INFINITY, next: new Map() };

/** A memorandum with a clock that only moves forward. */
class Story {
  readonly memorandum: Memorandum;
  clock: Milliseconds;

  constructor({ log, clock }: Begun) {
    this.memorandum = new Memorandum(MOU, log, GATE);
    this.clock = clock;
  }

  /** Time passes: its own acts happen, each at the instant at which it is due. */
  pass(at: string): Event[] {
    const until = parseInstant(at);
    if (until < this.clock) throw new Error(`The story goes back in time, to ${at}`);
    const events: Event[] = [];
    for (let next = this.#due(); next && next.at <= until; next = this.#due()) {
      this.clock = Math.max(next.at, this.clock);
      const happened = this.memorandum.settle(this.clock);
      if (!happened || events.length > 1_000) throw new Error(`Time is never done with ${next.act.do}`);
      events.push(...happened);
      this.#freeze();
    }
    this.clock = until;
    return events;
  }

  /** Records an act as a script wrote it; the refusal is returned, and must have changed nothing. */
  record(act: ActInput, at: string): Event[] | Refusal {
    this.pass(at);
    const before = { log: [...this.memorandum.log], state: this.memorandum.state };
    try {
      const { events } = this.memorandum.record(parseAct(act, this.memorandum.state?.instrument), this.clock);
      this.#freeze();
      return events;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(this.memorandum.log, 'a refusal leaves the log').toEqual(before.log);
      expect(this.memorandum.state, 'a refusal leaves the state').toBe(before.state);
      return error;
    }
  }

  #due() {
    return this.memorandum.state && due(this.memorandum.state, this.clock);
  }

  #freeze(): void {
    deepFreeze(this.memorandum.state);
    for (const event of this.memorandum.log) deepFreeze(event);
  }
}

/** What came of the last thing that happened in a story. */
class Outcome {
  readonly #story: Story;
  readonly #result: Event[] | Refusal;
  /** What time did at once afterwards. */
  readonly #after: Event[];

  constructor(story: Story, result: Event[] | Refusal, after: Event[]) {
    this.#story = story;
    this.#result = result;
    this.#after = after;
  }

  /** Exactly these events, in this order; none says that nothing happened. */
  then(...expected: Expected[]): this {
    expect(this.events.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
    expect(this.events).toMatchObject(expected);
    return this;
  }

  /** Exactly these events of time itself, due as soon as the act was recorded. */
  andAtOnce(...expected: Expected[]): this {
    expect(this.#after.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
    expect(this.#after).toMatchObject(expected);
    return this;
  }

  /** Refused with this code, under this clause and, where it matters, for this reason. */
  thenRefused(code: RefusalCode, clause?: string, says: RegExp | string = ''): this {
    const { refusal } = this;
    expect(refusal.toJSON()).toMatchObject({ code, ...(clause && { clause }) });
    expect(refusal.message).toMatch(says);
    return this;
  }

  /** As much of the state as the sentence speaks of. */
  withState(expected: object): this {
    expect(this.state).toMatchObject(expected);
    return this;
  }

  get refusal(): Refusal {
    if (!(this.#result instanceof Refusal)) throw new Error(`Not refused: it made ${this.events.map(({ type }) => type)} happen`);
    return this.#result;
  }

  get events(): Event[] {
    if (this.#result instanceof Refusal) throw new Error(`Refused: ${this.#result.code}, ${this.#result.message}`);
    return this.#result;
  }

  get state(): State {
    const { state } = this.memorandum;
    if (!state) throw new Error('No memorandum has been opened');
    return state;
  }

  get memorandum(): Memorandum {
    return this.#story.memorandum;
  }

  when(act: ActInput, at: string): Outcome {
    return doing(this.#story, act, at);
  }

  whenTimeReaches(at: string): Outcome {
    return new Outcome(this.#story, this.#story.pass(at), []);
  }

  /** The story goes on, and none of these steps may be refused. */
  and(...steps: Step[]): Outcome {
    return tell(this.#story, steps);
  }
}

const doing = (story: Story, act: ActInput, at: string): Outcome => {
  const result = story.record(act, at);
  return new Outcome(story, result, story.pass(at));
};

const tell = (story: Story, steps: readonly Step[]): Outcome => {
  let last = new Outcome(story, [], []);
  for (const step of steps) {
    last = typeof step === 'string' ? last.whenTimeReaches(step) : last.when(...step);
    // What is given must have happened: asking for the events of a refusal throws with its reason.
    void last.events;
  }
  return last;
};

/** What comes before the last step is told once for all stories that begin with it. */
const begunWith = (steps: readonly Step[]): Begun =>
  steps.reduce<Begun>((begun, step) => {
    const key = JSON.stringify(step);
    const known = begun.next.get(key);
    if (known) return known;
    const story = new Story(begun);
    tell(story, [step]);
    const next = { log: [...story.memorandum.log], clock: story.clock, next: new Map() };
    begun.next.set(key, next);
    return next;
  }, BEGINNING);

/** Given that these acts were recorded at these instants. None of them may be refused. */
export const given = (...steps: Step[]): Outcome => tell(new Story(begunWith(steps.slice(0, -1))), steps.slice(-1));
