/**
 * One workflow a memorandum: the clerk. It holds no rules and folds nothing: it has acts judged one after the other, enters
 * what was found, sets the clock, and has the register and the recipients told.
 */
import { allHandlersFinished, ApplicationFailure, condition, continueAsNew, log } from '@temporalio/workflow';
import { setDefaultUpdateHandler, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Recorded, Shown } from '../activities/judge/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { bytesOf } from '../domain/limits.ts';
import { type HandedOver, NOTHING } from './handed-over.ts';
import { Changes } from './changes.ts';
import { AlarmClock, type Appointment, earlier } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { NextDue } from './next-due.ts';
import { atRest, Feed } from './feed.ts';
import { askHandOver, judgeAct, judgeDue, mustBeAdmitted, refused } from './judging.ts';
import { Ledger } from './ledger.ts';
import { listenForMail } from './mail-requests.ts';
import { type Answered, type Base, type MemorandumInput, type MemorandumResult, outboxQuery, viewQuery, workflowIdOf } from './messages.ts';
import { Outbox } from './outbox.ts';
import { pageOf } from './pages.ts';
import { Presenter } from './presentation.ts';
import { Queue } from './queue.ts';
import { currentTrace } from './trace.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * The act under the name by which it was sent, which it need not say again. How large an act may be is the judge's to say:
 * its answer stands in the history, and a limit here would not.
 */
const namedAct = (name: string, act: unknown): unknown => {
  const { do: named = name } = (act ?? {}) as { do?: unknown };
  if (named !== name) throw refused('INVALID', `do: ${JSON.stringify(named).slice(0, 60)} was sent as ${name.slice(0, 60)}`);
  return typeof act === 'object' && act !== null && !Array.isArray(act) ? { do: name, ...act } : act;
};

class MemorandumWorkflow {
  readonly #input: MemorandumInput;
  readonly #ledger: Ledger;
  readonly #deliveries: Deliveries;
  readonly #feed: Feed;
  readonly #outbox: Outbox;
  readonly #clock: AlarmClock;
  readonly #queue = new Queue();
  /** Taken up again: nothing is done before what came with the start is held against what is kept. */
  #admission: Promise<void> | undefined;
  readonly #due: NextDue;
  #shown: Shown | null;
  #closesAt: Milliseconds | null;
  /** The round of telling in which it was shown last. */
  #shownIn: number | undefined;
  readonly #presenter = new Presenter();
  readonly #changes = new Changes();
  /** Acts answered: the moment after one is the quietest, for the sender of the next has only just been told. */
  #answered = 0;
  #refusals = 0;
  /** Acts that wait for the register to take those before them. */
  #waitForRoom = 0;
  /** In events: before there are more, the run is not handed over. */
  #longest = 0;

  constructor(input: MemorandumInput, { ledger, outbox, deliveries, next, shown, closesAt, stuck }: HandedOver) {
    const now = () => this.#now();
    const changed = () => this.#changes.happened();
    this.#input = input;
    this.#ledger = new Ledger(input.mou, ledger);
    this.#deliveries = new Deliveries(deliveries, changed, ledger.appended !== null);
    this.#feed = new Feed(this.#ledger, this.#deliveries, changed);
    const parts = { ledger: this.#ledger, deliveries: this.#deliveries, feed: this.#feed };
    this.#outbox = new Outbox(outbox, { ...parts, deliverWithin: input.deliverWithin ?? 7 * DAY, lingers: !this.#isShifted, now, changed });
    this.#clock = new AlarmClock(now, changed);
    [this.#shown, this.#closesAt] = [shown, closesAt];
    // Taken up again after it had ended: what time does next is to be asked first.
    const asked = shown === null && ledger.seq > 0 ? { at: Number.NEGATIVE_INFINITY, summary: 'Taken up again' } : next;
    this.#due = new NextDue(input.mou, { next: asked, stuck }, now);
    // What another run handed over has been admitted before.
    if (ledger.seq > 0 && workflowInfo().continuedFromExecutionRunId === undefined) this.#admission = this.#admitted();
    listenForMail({ outbox: this.#outbox, ledger: this.#ledger, now, changed });
    // Which acts there are is the judge's to know: an act more changes nothing here.
    setDefaultUpdateHandler((name, act) => this.#act(name, act));
    setHandler(viewQuery, (after) => this.#view(after));
    setHandler(outboxQuery, () => this.#outbox.view());
  }

  async #act(name: string, act: unknown): Promise<Answered> {
    const named = namedAct(name, act);
    const cameAt = this.#now();
    try {
      return await this.#queue.run(() => this.#judge(named, cameAt));
    } catch (error) {
      this.#refusals += 1;
      throw error;
    } finally {
      this.#answered += 1;
      // Also what was refused makes the history longer.
      this.#changes.happened();
    }
  }

  async #judge(act: unknown, cameAt: Milliseconds): Promise<Answered> {
    if (this.#admission) await this.#admission;
    const { receipt, recorded } = await judgeAct(this.#ledger, act, { ...this.#moment(), cameAt, trace: currentTrace() }, () =>
      this.#makeRoom(),
    );
    if (!recorded) return { ...receipt, repeated: true };
    this.#enter(recorded);
    return receipt;
  }

  /** False where the register fails, or takes nothing within a while. */
  async #makeRoom(): Promise<boolean> {
    const isClear = () => this.#ledger.waiting === undefined;
    this.#waitForRoom += 1;
    await condition(() => isClear() || this.#feed.appendAfter === null, '10 seconds');
    this.#waitForRoom -= 1;
    return isClear();
  }

  #moment() {
    const clerk = { settling: this.#input.settling ?? 'P30D', shows: this.#shown === null, shifted: this.#isShifted };
    return { now: this.#now(), ...clerk, dueAt: this.#due.lateSince };
  }

  #enter({ groups, recipients, next, shown, closesAt }: Recorded): void {
    this.#due.passed(next);
    if (shown) this.#shown = shown;
    if (closesAt !== undefined) this.#closesAt = closesAt;
    this.#outbox.add(groups, recipients, currentTrace());
    this.#changes.happened();
  }

  #now(): Milliseconds {
    return Date.now() + (this.#input.clockOffset ?? 0);
  }

  #view(after: number) {
    const { mou, seq, head, status, base, since, baseSeq, appended, waiting } = this.#ledger;
    const page = pageOf(since, Math.max(0, after - baseSeq));
    return {
      mou,
      seq,
      head,
      status,
      base: after < baseSeq ? base : null,
      since: page,
      appended,
      waiting: (this.#feed.isFailing && waiting) || null,
      stuck: this.#due.stuck,
    };
  }

  get #isShifted(): boolean {
    return (this.#input.clockOffset ?? 0) !== 0;
  }

  async #admitted(): Promise<void> {
    await this.#queue.run(() => mustBeAdmitted(this.#ledger, this.#isShifted));
  }

  async live(): Promise<MemorandumResult> {
    if (this.#admission) await this.#admission;
    await this.#opening();
    for (;;) {
      const seen = this.#changes.count;
      await this.#passTime();
      this.#outbox.start();
      this.#show();
      this.#feed.start(this.#outbox.drained);
      this.#clock.arm(earlier(this.#appointment, this.#outbox.nextDigest));
      if (this.#isOver()) return this.#close();
      // Whether a handler has finished tells nobody.
      if (this.#isSettled) await condition(() => this.#changes.count !== seen || this.#isLong() || this.#isOver());
      else await this.#changes.since(seen);
      if (this.#isLong()) await this.#handOver();
    }
  }

  /** A workflow is started together with its first act; where that was refused there is nothing to live for. */
  async #opening(): Promise<void> {
    const isOpened = () => this.#ledger.seq > 0;
    if (!isOpened()) await condition(() => isOpened() || this.#refusals > 0, '1 minute');
    // Another opening may come with the one that was refused.
    if (!isOpened()) await condition(() => isOpened() || allHandlersFinished());
    if (isOpened()) return;
    throw ApplicationFailure.nonRetryable('The memorandum was never opened', 'NEVER_OPENED');
  }

  /** Time's own acts are judged like any other; what fails is shown, and tried again. */
  async #passTime(): Promise<void> {
    while (this.#due.isNow) {
      try {
        this.#enter(await this.#queue.run(() => judgeDue(this.#ledger, this.#moment())));
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        this.#due.failed(error.message);
      }
    }
  }

  /** What time does next, or the end of the settling period. */
  get #appointment(): Appointment | undefined {
    const until = this.#closesAt;
    if (this.#due.appointment || until === null || until <= this.#now()) return this.#due.appointment;
    return { at: until, summary: 'The settling period ends' };
  }

  get #isSettled(): boolean {
    return this.#closesAt !== null && this.#closesAt <= this.#now();
  }

  #isOver(): boolean {
    // Nothing may come between this answer and the end: what was recorded then would never be told.
    return this.#isSettled && allHandlersFinished() && this.#queue.isIdle && this.#outbox.drained && this.#feed.isComplete;
  }

  /** As the server suggests, which stands in the history: a number of ours, once changed, would break the runs that there are. */
  #isLong(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested && historyLength > this.#longest;
  }

  #close(): MemorandumResult {
    const { mou, seq, head, status } = this.#ledger;
    return { mou, seq, head, status };
  }

  /**
   * The run ends where nothing is on its way: an answer that came while it ends would have the whole run replayed. Acts go
   * on meanwhile. The best moment is the one in which an act is answered; where none comes, soon is good enough.
   */
  async #handOver(): Promise<void> {
    this.#outbox.rest();
    this.#feed.rest();
    await atRest(this.#outbox, this.#feed);
    const seen = this.#answered;
    await condition(() => this.#answered !== seen && this.#queue.isIdle, '300 milliseconds');
    const { base, fits, again } = await askHandOver(this.#ledger, this.#bytesBeside());
    await condition(() => this.#waitForRoom > 0 || (this.#queue.isIdle && allHandlersFinished()));
    if (this.#waitForRoom > 0 || !fits) return this.#goOn(again);
    await continueAsNew<typeof memorandum>(this.#input, this.#handedOverWith(base));
  }

  #handedOverWith(base: Base | null): HandedOver {
    return { ...this.#beside(), ledger: this.#ledger.pages(base) };
  }

  /** All that is handed over but the state and the events. */
  #bytesBeside(): number {
    const { base: _, since: __, ...ledger } = this.#ledger.pages(null);
    return bytesOf({ ...this.#beside(), ledger });
  }

  #beside(): Omit<HandedOver, 'ledger'> {
    return {
      outbox: this.#outbox.pages(),
      deliveries: this.#deliveries.pages(),
      next: this.#due.next,
      shown: this.#shown,
      closesAt: this.#closesAt,
      stuck: this.#due.stuck,
    };
  }

  /** Too much would be handed over while the register does not answer: this run goes on until it does. */
  #goOn(again: number): void {
    log.warn('The run is not handed over yet: too much waits for the register', { mou: this.#input.mou });
    this.#longest = workflowInfo().historyLength + (this.#waitForRoom > 0 ? 0 : again);
    this.#outbox.wake();
    this.#feed.wake();
    this.#changes.happened();
  }

  /**
   * What the Web UI shows, and by what the list of workflows can be filtered. Each change of it is an event of the history and a
   * row that the server writes: what a quick row of acts changes is shown as it is told, together.
   */
  #show(): void {
    const { round } = this.#outbox;
    if (!this.#shown || (round !== undefined && round === this.#shownIn)) return;
    this.#shownIn = round;
    const presented = {
      ...{ shown: this.#shown, ledger: this.#ledger, dead: this.#deliveries.dead, stuck: this.#due.stuck },
      ...{ untold: this.#outbox.untold, unkeptSince: this.#feed.behindSince },
    };
    this.#presenter.show(presented, this.#deliveries.unkept);
  }
}

/**
 * The life of a memorandum, from its opening to the end of the settling period after it ended. Acts are Updates.
 *
 * @param handedOver by the run before this one, or by who takes the memorandum up again
 */
export async function memorandum(input: MemorandumInput, handedOver: HandedOver = NOTHING): Promise<MemorandumResult> {
  const { workflowId } = workflowInfo();
  if (workflowId !== workflowIdOf(input.mou)) {
    throw ApplicationFailure.nonRetryable(`The workflow ${workflowId} is not that of ${input.mou}`, 'NOT_AUTHORISED');
  }
  return await new MemorandumWorkflow(input, handedOver).live();
}
