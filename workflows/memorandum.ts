/** One workflow a memorandum: a thin shell round the decider, with a durable timer and an outbox. */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { ACT_NAMES, type Act, type ActName } from '../domain/acts/index.ts';
import { addPeriod, beginsEverywhere, dateEverywhere, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { due } from '../domain/due.ts';
import { parseAct } from '../domain/input.ts';
import { zonesOf } from '../domain/instrument.ts';
import { Memorandum, type Receipt } from '../domain/memorandum.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { AlarmClock, type Appointment } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { type Carried, packLog, pageOf, unpackLog } from './log-carrier.ts';
import { listenForMail } from './mail-requests.ts';
import { eventsQuery, type MemorandumInput, outboxQuery, stateQuery, updateFor, type View, viewQuery } from './messages.ts';
import { Outbox } from './outbox.ts';
import { detailsOf, searchAttributesOf, summaryOf } from './presentation.ts';
import { PermanentRecord } from './record.ts';

/** A refusal crosses to the caller as an application failure; thrown from a validator it leaves no history. */
const asFailure = (error: unknown): unknown =>
  error instanceof Refusal
    ? ApplicationFailure.create({ message: error.message, type: error.code, nonRetryable: true, details: [error.toJSON()] })
    : error;

/** In events. */
const LONGEST_HISTORY = 1_500;

class Life {
  readonly #input: MemorandumInput;
  readonly #memorandum: Memorandum;
  readonly #outbox: Outbox;
  readonly #record: PermanentRecord;
  readonly #clock: AlarmClock;
  #moved = 0;
  #shown = { details: '', attributes: '' };

  constructor(input: MemorandumInput, { log, deliveries, untold }: Carried) {
    const now = () => this.#now();
    const moved = () => {
      this.#moved += 1;
    };
    this.#input = input;
    this.#memorandum = new Memorandum(input.mou, log);
    const { sent, deliverWithin } = input;
    this.#outbox = new Outbox(this.#memorandum, new Deliveries(deliveries, moved, untold), { sent, deliverWithin, now });
    this.#record = new PermanentRecord(this.#memorandum, this.#outbox, input.recorded);
    this.#clock = new AlarmClock(now, moved);
    listenForMail(this.#outbox);
    for (const name of ACT_NAMES) this.#listen(name);
    setHandler(viewQuery, (after) => this.#view(after));
    setHandler(stateQuery, () => this.#memorandum.state ?? null);
    setHandler(eventsQuery, (after) => pageOf(this.#memorandum.log, after));
    setHandler(outboxQuery, () => this.#outbox.view());
  }

  #view(after: number): View {
    const { mou, seq, log, state } = this.#memorandum;
    const [status, since] = [state?.status ?? null, pageOf(log, after)];
    return {
      mou,
      seq,
      head: this.#memorandum.headAt(seq),
      status,
      base: null,
      since,
      appended: this.#record.recorded,
      waiting: null,
      stuck: null,
    };
  }

  #listen(name: ActName): void {
    const handler = (input: Act): Receipt => this.#attempt(name, parseAct, input, (act) => this.#enter(act));
    const validator = (input: Act): void => {
      this.#attempt(name, parseAct, input, (act) => this.#memorandum.repeated(act) ?? this.#memorandum.attempt(act, this.#now()));
    };
    setHandler(updateFor(name), handler, { validator, description: `Records the act ${name}` });
  }

  #attempt<Result>(name: ActName, parse: typeof parseAct, input: Act, what: (act: Act) => Result): Result {
    try {
      const act = parse(input, this.#memorandum.state?.instrument);
      if (act.do !== name) throw new Refusal('INVALID', `do: ${act.do} was sent as ${name}`);
      return what(act);
    } catch (error) {
      throw asFailure(error);
    }
  }

  #enter(act: Act): Receipt {
    const receipt = this.#memorandum.record(act, this.#now());
    this.#moved += 1;
    return receipt;
  }

  #now(): Milliseconds {
    return Date.now() + (this.#input.clockOffset ?? 0);
  }

  async live(): Promise<State> {
    await this.#opening();
    for (;;) {
      const seen = this.#moved;
      while (this.#memorandum.settle(this.#now()));
      this.#show();
      this.#record.start();
      this.#outbox.start();
      this.#clock.arm(this.#next());
      if (this.#isOver()) return await this.#close();
      await condition(() => this.#moved !== seen || this.#isLong() || this.#isOver());
      if (this.#isLong()) await this.#continue();
    }
  }

  /** A workflow is started together with its first act; where that was refused there is nothing to live for. */
  async #opening(): Promise<void> {
    if (this.#memorandum.state || (await condition(() => this.#memorandum.state !== undefined, '1 minute'))) return;
    throw ApplicationFailure.nonRetryable('The memorandum was never opened', 'NEVER_OPENED');
  }

  #next(): Appointment | undefined {
    const { state } = this.#memorandum;
    const next = state && due(state, this.#now());
    if (state && next) return { at: next.at, summary: summaryOf(next.act, state) };
    const until = this.#settledAt();
    return until === undefined || until <= this.#now() ? undefined : { at: until, summary: 'The settling period ends' };
  }

  /** The instant at which the settling period after commencement has ended at every seat; undefined before commencement. */
  #settledAt(): Milliseconds | undefined {
    const { state, log } = this.#memorandum;
    if (state?.status !== 'discontinued') return undefined;
    const commenced = log.findLast((event) => event.type === 'DiscontinuationCommenced');
    const zones = zonesOf(state.instrument);
    const recordedOn = dateEverywhere(parseInstant(commenced?.at ?? ''), zones);
    return beginsEverywhere(addPeriod(recordedOn, this.#input.settling ?? 'P30D'), zones);
  }

  #isOver(): boolean {
    const until = this.#settledAt();
    return until !== undefined && until <= this.#now() && this.#outbox.drained && this.#record.complete;
  }

  /** Long before the server suggests it: the whole history is replayed within the time of one task, wherever the run moves. */
  #isLong(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested || historyLength > LONGEST_HISTORY;
  }

  async #close(): Promise<State> {
    await this.#outbox.stop();
    this.#record.stop();
    await condition(allHandlersFinished);
    return this.#memorandum.state as State;
  }

  async #continue(): Promise<never> {
    await this.#outbox.stop();
    this.#record.stop();
    await condition(allHandlersFinished);
    const { sent } = this.#outbox.view();
    const { all, untold } = this.#outbox.deliveries;
    return continueAsNew<typeof memorandum>(
      { ...this.#input, sent, recorded: this.#record.recorded },
      packLog(this.#memorandum.log, all, untold),
    );
  }

  /** What the Web UI shows, and by what the list of workflows can be filtered. */
  #show(): void {
    const { state } = this.#memorandum;
    if (!state) return;
    const { dead } = this.#outbox.deliveries;
    const details = detailsOf(state, dead);
    if (details !== this.#shown.details) setCurrentDetails(details);
    const attributes = JSON.stringify(searchAttributesOf(state, dead));
    if (attributes !== this.#shown.attributes) upsertSearchAttributes(searchAttributesOf(state, dead));
    this.#shown = { details, attributes };
  }
}

/**
 * The life of a memorandum, from its opening to the end of the settling period after discontinuation.
 * Acts are Updates; a refused one leaves no history. Ends with the final state as its result.
 *
 * @param carried the events of the runs before this one and what became of their messages, as `packLog` makes them
 */
export async function memorandum(input: MemorandumInput, carried?: Uint8Array): Promise<State> {
  return await new Life(input, carried ? unpackLog(carried) : { log: [], deliveries: [] }).live();
}
