/** The acts: each an Update of the memorandum's workflow, retried by its id. */
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { type Act, ACT_NAMES } from '../domain/acts/index.ts';
import type { Gate } from '../domain/authorisation.ts';
import type { Delivery } from '../domain/delivery.ts';
import { withInstrument } from '../domain/instrument-once.ts';
import type { Event } from '../domain/events.ts';
import { parseAct } from '../domain/input.ts';
import { Memorandum, type Receipt } from '../domain/memorandum.ts';
import { ifUnknownMou, isUnknownMou, Refusal } from '../domain/refusal.ts';
import { overBy } from '../domain/rules/over.ts';
import { type Preview, previewOf } from '../projections/preview.ts';
import {
  type Answered,
  type Bounce,
  bounceUpdate,
  type HandedOver,
  type MemorandumInput,
  resendUpdate,
  type Signed,
  TASK_QUEUE,
  updateFor,
  WORKFLOW_TYPE,
  workflowIdOf,
} from '../workflows/messages.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import { jwsFor, keyFor } from '../keys/signing.ts';
import { NoService } from './errors.ts';
import { Reconciliation } from './reconcile.ts';
import { takenUp, untoldOf } from './taken-up.ts';
import { idOf, Questions } from './questions.ts';

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** An act under way: as it is sent, and the id by which its attempts are one. Sent again it is judged again: a refusal is no receipt. */
type Sending = { act: Act; updateId: string };

/** Its fields in one order: what is recorded of it is then the same to the letter, and need not be told twice. */
const sendingOf = (act: Act): Sending => ({ act: JSON.parse(canonicalJson(act)) as Act, updateId: `${act.id}:${randomUUID()}` });

/** The worker asks for what its deployment asks for. */
const GATE: Gate = { asks: 'open', keepers: null, verify: verifyEd25519 };

const TAKEN_UP = (mou: string): string => `${mou}, taken up again`;
/** In letters: the server refuses longer summaries. */
const LONGEST_SUMMARY = 100;

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
    return (await this.record(mou, input)).receipt;
  }

  /** As `act`, and says whether the act had been recorded before. */
  async record(mou: string, input: unknown): Promise<{ receipt: Receipt; repeated: boolean }> {
    const { repeated = false, ...receipt } = await this.#send(mou, input);
    return { receipt, repeated };
  }

  /**
   * What recording the act now would make happen: its events, dates, messages, and what would be awaited. Nothing is recorded.
   * Throws as `act` does, for the same reasons; what is not signed yet is looked at as though it were.
   */
  async preview(mou: string, input: unknown): Promise<Preview> {
    return (await this.previewed(mou, input)).preview;
  }

  /** As `preview`, with the log by which it was judged. */
  async previewed(mou: string, input: unknown): Promise<{ preview: Preview; log: readonly Event[] }> {
    const id = idOf(mou);
    const act = await this.#checked(id, input);
    const [log, deliveries] = await Promise.all([this.#logOf(id), this.#deliveriesOf(id)]);
    return { preview: previewOf(new Memorandum(id, log, { ...GATE, isPreview: true }), act, this.#now(), deliveries), log };
  }

  /** As far as they are known: a preview is right without them. */
  async #deliveriesOf(mou: string): Promise<Delivery[]> {
    return await this.deliveries(mou).catch(() => []);
  }

  /** Empty before the memorandum is opened. */
  async #logOf(mou: string): Promise<Event[]> {
    return (await this.events(mou).catch(ifUnknownMou)) ?? [];
  }

  #now(): number {
    return Date.now() + (this.options.start?.clockOffset ?? 0);
  }

  async #checked(mou: string, input: unknown): Promise<Act> {
    const isOpening = (input as Partial<Act>)?.do === 'open';
    return await this.check(mou, { id: randomUUID(), ...(input as object), ...(isOpening && { mou }) });
  }

  async #send(mou: string, input: unknown): Promise<Answered> {
    const id = idOf(mou);
    const act = await this.#signed(id, await this.#checked(id, input));
    if (act.do === 'open') return (await this.#isKept(id)) ? await this.#afterTheEnd(id, act) : await this.#start(id, act);
    try {
      const { updateId, act: sent } = sendingOf(act);
      return await this.call(() => this.handle(id).executeUpdate(updateFor(act.do), { args: [sent], updateId }));
    } catch (error) {
      if (this.isForgotten(error)) return await this.#afterTheEnd(id, act);
      throw error;
    }
  }

  /** As it is where it is signed already, or nobody signs here. */
  async #signed<Asked extends { do: string; by?: string; jws?: string }>(mou: string, act: Asked): Promise<Asked> {
    const { signer } = this.options;
    if (!signer || act.jws !== undefined) return act;
    const state = () => this.state(mou).catch(ifUnknownMou);
    const key = await keyFor(signer, { mou, act, state });
    return key ? { ...act, jws: await jwsFor(key, mou, act, this.#now()) } : act;
  }

  /** What is asked beside acts, with an id of its own. */
  async #signedRequest(mou: string, request: { do: string; keys?: string[] | null; bounce?: Bounce; jws?: string }): Promise<Signed> {
    const { id, jws } = await this.#signed(mou, { ...request, id: randomUUID() });
    return jws === undefined ? {} : { id, jws };
  }

  /** A register that is down keeps nobody from opening: it tells later of two memoranda under one id. */
  async #isKept(mou: string): Promise<boolean> {
    try {
      return (await this.archive?.ask((register) => register.head(mou))) !== undefined;
    } catch (error) {
      if (error instanceof NoService) return false;
      throw error;
    }
  }

  /**
   * Sends messages again, each under its own key: those named, or all that did not arrive. Gives their keys. Throws
   * `Refusal` INVALID for a key that nothing was sent under, UNKNOWN_MOU, and once the settling period is over DISCONTINUED, EXPIRED,
   * LAPSED or ANNULLED.
   *
   * @param by the signature of somebody else, who asks through us; otherwise our own signer signs, where there is one
   */
  async resend(mou: string, keys: string[] | null = null, by?: Signed): Promise<string[]> {
    const signed = by ?? (await this.#signedRequest(mou, { do: 'resend', keys }));
    return await this.#whileItRuns(mou, () => this.ask(mou, (handle) => handle.executeUpdate(resendUpdate, { args: [keys, signed] })));
  }

  /**
   * Records what a mail server reported of a message later. The same report again changes nothing, even if the message was
   * sent again since.
   */
  async recordBounce(mou: string, bounce: Bounce): Promise<void> {
    const signed = await this.#signedRequest(mou, { do: 'record-bounce', bounce });
    await this.#whileItRuns(mou, () => this.ask(mou, (handle) => handle.executeUpdate(bounceUpdate, { args: [bounce, signed] })));
  }

  /** What memoranda opened from now on are started with. */
  startWith(start: Omit<MemorandumInput, 'mou'>): void {
    this.options = { ...this.options, start };
  }

  #beginning(mou: string, title: string, handedOver?: HandedOver) {
    return {
      workflowId: workflowIdOf(mou),
      taskQueue: this.options.taskQueue ?? TASK_QUEUE,
      args: [{ ...this.options.start, mou }, ...(handedOver ? [handedOver] : [])],
      staticSummary: title.slice(0, LONGEST_SUMMARY),
    };
  }

  /** Holds the register and Temporal against each other, after a restore. Throws `NoService` where no register is known. */
  reconciliation(): Reconciliation {
    if (!this.archive) throw new NoService('No register is known: set DATABASE_URL');
    return new Reconciliation({
      client: this.client,
      archive: this.archive,
      gate: GATE,
      call: (attempt, mou) => this.call(attempt, mou),
      start: async (mou, handedOver) => {
        const policies = { workflowIdConflictPolicy: 'TERMINATE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' } as const;
        await this.call(() =>
          this.client.workflow.start(WORKFLOW_TYPE, { ...this.#beginning(mou, TAKEN_UP(mou), handedOver), ...policies }),
        );
      },
    });
  }

  /** A workflow begins together with its first act; where it runs already, the act meets it. */
  async #start(mou: string, act: Act, handedOver?: HandedOver): Promise<Answered> {
    const { updateId, act: sent } = sendingOf(act);
    const options = {
      ...this.#beginning(mou, act.do === 'open' ? act.instrument.title : TAKEN_UP(mou), handedOver),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: handedOver ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
    } as const;
    try {
      const receipt = await this.call(() =>
        this.client.workflow.executeUpdateWithStart(updateFor(act.do), {
          args: [sent],
          updateId,
          // One serves one attempt only.
          startWorkflowOperation: new WithStartWorkflowOperation(WORKFLOW_TYPE, options),
        }),
      );
      return { ...receipt, events: withInstrument(receipt.events, sent) };
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return await this.#afterTheEnd(mou, act);
      throw error;
    }
  }

  /**
   * The act finds no running workflow: none was ever started, or the settling period after the end is over. Then the log
   * decides as the workflow would have, and what it accepts (a rectification) takes the memorandum up again.
   */
  async #afterTheEnd(mou: string, act: Act): Promise<Answered> {
    if (this.archive) await this.reconciliation().keepWhatItLeft(mou);
    const log = await this.events(mou);
    const memorandum = new Memorandum(mou, log, GATE);
    const before = memorandum.repeated(act);
    if (before) return { ...before, repeated: true };
    memorandum.attempt(act, this.#now());
    const [{ sent }, deliveries] = await Promise.all([this.outbox(mou), this.deliveries(mou)]);
    const isKept = this.archive !== undefined;
    // Without the register it is not known which messages went well.
    const untold = isKept ? untoldOf(memorandum, deliveries, this.#now()) : undefined;
    return await this.#start(mou, act, takenUp(memorandum, { sent, deliveries, isKept, ...(untold && { untold }) }));
  }

  /** Once the settling period is over nothing more is sent: that is said, where the memorandum is not simply unknown. */
  async #whileItRuns<Answer>(mou: string, attempt: () => Promise<Answer>): Promise<Answer> {
    try {
      return await attempt();
    } catch (error) {
      if (!isUnknownMou(error)) throw error;
      const state = await this.state(mou);
      const over = overBy(state);
      if (!over) throw new NoService(`Temporal has forgotten ${mou}: its next act takes it up again, and then ask again`);
      throw new Refusal(over.code, `${over.says}, and its settling period has passed`, over.clause).spokenBy(state.instrument);
    }
  }
}
