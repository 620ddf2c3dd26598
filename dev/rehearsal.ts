/** The same scenario on a real Temporal server, whose clock for this one workflow is skipped forward from step to step. */
import { MouClient } from '../client/index.ts';
import { formatInstant, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { due } from '../domain/due.ts';
import type { Event } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import { advanced, beforeOpening, type Standing } from '../domain/judge.ts';
import { actOfStep, refusedStep, type Run, type Scenario, type StepResult } from '../domain/scenario.ts';
import { type ShownState, shownState } from '../domain/awaited.ts';
import { passTime } from './pass-time.ts';
import { stepsOfTime } from './steps-of-time.ts';
import { workflowIdOf } from '../workflows/messages.ts';

/** The workflow must outlive the scenario: it does not settle. */
const NEVER = 'P1000Y';
const PATIENCE = 30_000;

type Step = Scenario['steps'][number];

export type Rehearsed = Run & {
  /** Why not all of it was done. */
  stopped?: Error;
};

class Rehearsal {
  readonly #address: string;
  readonly #scenario: Scenario;
  readonly #instrument: Instrument;
  readonly #steps: StepResult[] = [];
  #client: MouClient | undefined;
  #opened = false;
  /** What is added to the server's clock: a scenario may lie in the past, and its first instant is not now. */
  #clockOffset = 0;
  /** Where it stood after the last step. */
  #standing: Standing;
  /** The instant of the last step. */
  #reached: Milliseconds = Number.NEGATIVE_INFINITY;

  constructor(address: string, scenario: Scenario, instrument: Instrument) {
    this.#address = address;
    this.#scenario = scenario;
    this.#instrument = instrument;
    this.#standing = beforeOpening(scenario.mou);
  }

  /** What failed on the way ends it: what was done until then is told all the same. */
  async run(tell: (line: string) => void): Promise<Rehearsed> {
    try {
      for (const [index, step] of this.#scenario.steps.entries()) {
        tell(`${index + 1}/${this.#scenario.steps.length} ${step.at} ${step.do}`);
        const instant = parseInstant(step.at);
        await this.#moveClockTo(instant);
        this.#steps.push(await this.#take(step, index));
        // What the act made due at once.
        await this.#moveClockTo(instant);
      }
      return { mou: this.#scenario.mou, steps: this.#steps, state: await this.#state() };
    } catch (error) {
      return { mou: this.#scenario.mou, steps: this.#steps, state: null, stopped: error as Error };
    } finally {
      await this.#client?.close();
    }
  }

  async #connected(): Promise<MouClient> {
    this.#client ??= await MouClient.connect({ connection: { address: this.#address }, namespace: 'default', patience: PATIENCE });
    return this.#client;
  }

  /** All that falls due on the way happens on the way, each at its instant. */
  async #moveClockTo(instant: Milliseconds): Promise<void> {
    if (!this.#opened) return;
    const { connection } = await this.#connected();
    const clock = { namespace: 'default', workflowId: workflowIdOf(this.#scenario.mou) };
    // What acts recorded is known, so that only what time did has to be asked for.
    let known = true;
    await passTime(connection, clock, { until: instant, offset: this.#clockOffset }, async () => {
      if (!known) await this.#placeDue();
      known = false;
      const { state, at } = this.#standing;
      return state && due(state, Math.max(at, this.#reached))?.at;
    });
    this.#reached = instant;
  }

  async #take(step: Step, index: number): Promise<StepResult> {
    const at = formatInstant(parseInstant(step.at));
    if (step.do === 'look') {
      if (this.#opened) await this.#placeDue();
      return { at, do: 'look', ok: true, state: await this.#state() };
    }
    try {
      const events = await this.#act(step, index);
      return { at, do: step.do, ok: true, events };
    } catch (error) {
      return { at, do: step.do, ...refusedStep(error) };
    }
  }

  async #act(step: Step, index: number): Promise<Event[]> {
    const client = await this.#connected();
    const act = actOfStep(this.#scenario, index, this.#instrument);
    if (step.do === 'open' && !this.#opened) {
      this.#clockOffset = parseInstant(step.at) - Date.now();
      client.startWith({ settling: NEVER, clockOffset: this.#clockOffset });
    }
    const { events } = await client.act(this.#scenario.mou, act);
    this.#opened = true;
    // Where the clock went on by itself, time may have come before the act.
    if (events[0]?.seq === this.#standing.seq + 1) this.#standing = events.reduce(advanced, this.#standing);
    else await this.#placeDue();
    return events;
  }

  async #state(): Promise<ShownState | null> {
    return this.#opened ? shownState(await (await this.#connected()).state(this.#scenario.mou)) : null;
  }

  /** Puts what time did itself in its place among the steps: events that no act caused. */
  async #placeDue(): Promise<void> {
    const events = await (await this.#connected()).events(this.#scenario.mou, { after: this.#standing.seq });
    const { steps, after } = stepsOfTime(this.#standing, events);
    for (const step of steps) this.#steps.push({ at: step[0]?.at ?? '', do: 'due', ok: true, events: step });
    this.#standing = after;
  }
}

/** @param address a Temporal server with time skipping, that a worker serves */
export const rehearse = (address: string, scenario: Scenario, instrument: Instrument, tell: (line: string) => void): Promise<Rehearsed> =>
  new Rehearsal(address, scenario, instrument).run(tell);
