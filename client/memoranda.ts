/** The acts: each an Update of the memorandum's workflow, retried by its id. */
import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { type Act, ACT_NAMES } from '../domain/acts/index.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { parseAct } from '../domain/input.ts';
import { Memorandum, type Receipt } from '../domain/memorandum.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Carried, packLog } from '../workflows/log-carrier.ts';
import {
  type Bounce,
  bounceUpdate,
  type MemorandumInput,
  resendUpdate,
  TASK_QUEUE,
  updateFor,
  WORKFLOW_TYPE,
  workflowIdOf,
} from '../workflows/messages.ts';
import { NoService } from './errors.ts';
import { idOf, Questions } from './questions.ts';

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Temporal remembers updates by id alone: the content is part of it, so that two acts under one id are told apart. */
const updateIdOf = (act: Act): string => `${act.id}:${fingerprint(act).slice(0, 16)}`;

export class Memoranda extends Questions {
  constructor(...connected: ConstructorParameters<typeof Questions>) {
    super(...connected);
    for (const name of ACT_NAMES) {
      Object.assign(this, { [camelCase(name)]: (mou: string, facts: object) => this.act(mou, { do: name, ...facts }) });
    }
  }

  /** Checks an act and records nothing. Throws `Refusal` INVALID naming the field and the clause, which the memorandum's instrument knows. */
  async check(mou: string, input: unknown): Promise<Act> {
    try {
      return parseAct(input);
    } catch (error) {
      const state = await this.state(mou).catch(() => undefined);
      if (!state) throw error;
      return parseAct(input, state.instrument);
    }
  }

  /**
   * Records an act and gives its receipt. Retried by the same id until it is answered; without an id it is given one.
   * Throws `Refusal` (INVALID, UNKNOWN_MOU, or by the memorandum's rules) or `NoService`.
   */
  async act(mou: string, input: unknown): Promise<Receipt> {
    const id = idOf(mou);
    const isOpening = (input as Partial<Act>)?.do === 'open';
    const act = await this.check(id, { id: randomUUID(), ...(input as object), ...(isOpening && { mou: id }) });
    if (act.do === 'open') return (await this.archived(id)).length > 0 ? await this.#afterTheEnd(id, act) : await this.#start(act, {});
    try {
      return await this.call(() => this.handle(id).executeUpdate(updateFor(act.do), { args: [act], updateId: updateIdOf(act) }));
    } catch (error) {
      if (this.isForgotten(error)) return await this.#afterTheEnd(id, act);
      throw error;
    }
  }

  /**
   * Sends messages again, each under its own key: those named, or all that did not arrive. Gives their keys. Throws
   * `Refusal` INVALID for a key that nothing was sent under, UNKNOWN_MOU, DISCONTINUED once the settling period is over.
   */
  async resend(mou: string, keys: string[] | null = null): Promise<string[]> {
    return await this.#whileItRuns(mou, () => this.ask(mou, (handle) => handle.executeUpdate(resendUpdate, { args: [keys] })));
  }

  /**
   * Records what a mail server reported of a message later. The same report again changes nothing, even if the message was
   * sent again since: a run of the workflow knows it by its id.
   */
  async recordBounce(mou: string, bounce: Bounce): Promise<void> {
    const update = { args: [bounce] as [Bounce], updateId: `bounce:${fingerprint(bounce)}` };
    await this.#whileItRuns(mou, () => this.ask(mou, (handle) => handle.executeUpdate(bounceUpdate, update)));
  }

  /** What memoranda opened from now on are started with. */
  startWith(start: Omit<MemorandumInput, 'mou'>): void {
    this.options = { ...this.options, start };
  }

  /** A workflow begins together with its first act; where it runs already, the act meets it. */
  async #start(act: Act, carried: Partial<MemorandumInput>, { log, deliveries }: Carried = { log: [], deliveries: [] }): Promise<Receipt> {
    const mou = act.do === 'open' ? act.mou : (carried.mou ?? '');
    const title = act.do === 'open' ? act.instrument.title : `${mou}, taken up again`;
    const operation = new WithStartWorkflowOperation(WORKFLOW_TYPE, {
      workflowId: workflowIdOf(mou),
      taskQueue: this.options.taskQueue ?? TASK_QUEUE,
      args: [{ ...this.options.start, ...carried, mou }, ...(log.length > 0 ? [packLog(log, deliveries)] : [])],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: log.length > 0 ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
      staticSummary: title,
    });
    try {
      return await this.call(() =>
        this.client.workflow.executeUpdateWithStart(updateFor(act.do), {
          args: [act],
          updateId: updateIdOf(act),
          startWorkflowOperation: operation,
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return await this.#afterTheEnd(mou, act);
      throw error;
    }
  }

  /**
   * The act finds no running workflow: none was ever started, or the settling period after discontinuation is over.
   * Then the log decides as the workflow would have, and what it accepts (a rectification) takes the memorandum up again.
   */
  async #afterTheEnd(mou: string, act: Act): Promise<Receipt> {
    const log = await this.events(mou);
    const memorandum = new Memorandum(mou, log);
    const before = memorandum.repeated(act);
    if (before) return before;
    memorandum.attempt(act, Date.now() + (this.options.start?.clockOffset ?? 0));
    const [{ sent }, deliveries] = await Promise.all([this.outbox(mou), this.deliveries(mou)]);
    return await this.#start(act, { mou, sent, recorded: log.length }, { log, deliveries });
  }

  /** Once the settling period is over nothing more is sent: that is said, where the memorandum is not simply unknown. */
  async #whileItRuns<Answer>(mou: string, attempt: () => Promise<Answer>): Promise<Answer> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'UNKNOWN_MOU') throw error;
      const { discontinuation, status } = await this.state(mou);
      if (status !== 'discontinued')
        throw new NoService(`Temporal has forgotten ${mou}: its next act takes it up again, and then ask again`);
      throw new Refusal(
        'DISCONTINUED',
        `The memorandum is discontinued since ${discontinuation?.commencedOn}, and its settling period is over`,
      );
    }
  }
}
