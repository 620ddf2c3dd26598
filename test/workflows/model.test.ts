/**
 * Random lives on a real Temporal server, its clock skipped forward between the acts, against the decider alone: fed with
 * the same acts at the instants that the server recorded, it must come to the same. A failure prints its seed: run it
 * again with TEST_SEED.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Act, ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { readClock } from '../../dev/time-skipping.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { SEED } from '../support/seed.ts';
import { confirm, open, sign } from '../domain/acts.ts';
import { plusDays } from '../domain/oracle.ts';
import { actOf, INSTRUMENTS, instrument, type Move, move } from '../domain/random-life.ts';
import { type Engine, newMou, startEngine } from '../support/engine.ts';

const LIVES = 8;
const MOVES = 25;
const HOUR = 3_600_000;
/**
 * The memoranda's clock stands ten minutes after an hour: no date begins anywhere between the judgement of the server and ours, or
 * while what was due is read, whatever time it is now.
 */
const OFFSET = HOUR / 6 - (Date.now() % HOUR);

/** What an act came to: its events, or the code by which it was refused. */
type Outcome = Event[] | string;

const outcomeOf = async (recording: () => Promise<Event[]> | Event[]): Promise<Outcome> => {
  try {
    return await recording();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** One memorandum twice: on the server, and in this process. */
class Twins {
  readonly mou: string;
  readonly #engine: Engine;
  readonly #alone: Memorandum;
  acts = 0;
  refused = 0;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.mou = newMou(`model-${name}`);
    this.#alone = new Memorandum(this.mou);
  }

  get state(): State {
    return this.#alone.state as State;
  }

  /** The workflow's clock: the machine's, and what was skipped and added. */
  async now(): Promise<number> {
    const { now } = await readClock(this.#engine.client.connection, { namespace: 'default', workflowId: workflowIdOf(this.mou) });
    return now + OFFSET;
  }

  async today(): Promise<string> {
    return new Date(await this.now()).toISOString().slice(0, 10);
  }

  async wait(hours: number): Promise<void> {
    if (hours > 0) await this.#engine.skip(this.mou, hours * HOUR);
    await this.#follow();
    const now = await this.now();
    expect(due(this.state, now)?.at ?? Number.POSITIVE_INFINITY, 'what was due by now has been recorded').toBeGreaterThan(now);
  }

  async act(input: ActInput): Promise<void> {
    this.acts += 1;
    const act = parseAct({ ...input, id: `act-${this.acts}`, ...(input.do === 'open' && { mou: this.mou }) });
    const served = await outcomeOf(async () => (await this.#engine.client.act(this.mou, act)).events);
    const followed = await this.#follow(act);
    // Refused, or an act recorded before: no event tells when it was tried.
    const now = await this.now();
    const alone = followed ?? (await outcomeOf(() => this.#alone.record(act, now).events));
    expect(served, `${act.do}, ${act.id} of ${this.mou}`).toEqual(alone);
    if (typeof served === 'string') this.refused += 1;
  }

  /** Records here what the server has recorded since, each at its instant: the acts of time, and the events of one act. */
  async #follow(act?: Act): Promise<Event[] | undefined> {
    const log = await this.#engine.client.events(this.mou);
    const { seq } = this.#alone;
    let recorded: Event[] | undefined;
    for (let next = log[seq]; next; next = log[this.#alone.seq]) {
      const at = parseInstant(next.at);
      const events = act && next.act?.id === act.id ? (recorded = this.#alone.record(act, at).events) : this.#alone.settle(at);
      expect(events, `${next.type} of ${this.mou}, by time itself`).toBeDefined();
    }
    expect(log.slice(seq)).toEqual(this.#alone.log.slice(seq));
    return recorded;
  }

  /** In the end: the same log, and a state that is what the log makes of it. */
  async compare(): Promise<void> {
    const log = await this.#engine.client.events(this.mou);
    expect(log).toEqual(this.#alone.log);
    const state = await this.#engine.client.state(this.mou);
    expect(state).toEqual(this.state);
    expect(fold(log)).toEqual(state);
  }
}

const live = async (engine: Engine, name: string, moves: readonly Move[]): Promise<Twins> => {
  const twins = new Twins(engine, name);
  await twins.act(open(INSTRUMENTS[name]));
  const today = await twins.today();
  for (const by of ['us', 'rok']) await twins.act(sign(by, plusDays(today, -1)));
  for (const by of twins.state.operativeOn === null ? ['us', 'rok'] : []) await twins.act(confirm(by, plusDays(today, -1)));
  for (const one of moves) {
    await twins.wait(one.hours);
    await twins.act(actOf(one, twins.state, await twins.today()));
  }
  await twins.compare();
  return twins;
};

let engine: Engine;
beforeAll(async () => {
  // The memoranda must outlive the test: they do not settle.
  engine = await startEngine({ settling: 'P1000Y', clockOffset: OFFSET });
});
afterAll(() => engine.stop());

it(`in ${LIVES} random lives the server comes to what the decider comes to alone`, async () => {
  const names = fc.sample(instrument, { seed: SEED, numRuns: LIVES });
  const moves = fc.sample(fc.array(move, { minLength: MOVES, maxLength: MOVES }), { seed: SEED, numRuns: LIVES });
  const lives = await Promise.all(names.map((name, index) => live(engine, name, moves[index] ?? [])));
  const acts = lives.reduce((sum, life) => sum + life.acts, 0);
  const refused = lives.reduce((sum, life) => sum + life.refused, 0);
  console.info(`${acts} acts, ${refused} of them refused`);
  expect(acts).toBeGreaterThanOrEqual(200);
  expect(refused).toBeLessThan(acts);
});
