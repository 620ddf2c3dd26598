/**
 * After a restore the register and Temporal may stand at different moments. Each memorandum is held against both: what one
 * of them lacks, the other gives; where each holds something that the other does not, nothing is changed and that is told.
 */
import type { Client } from '@temporalio/client';
import { genesis, link } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import type { Gate } from '../domain/authorisation.ts';
import { Memorandum } from '../domain/memorandum.ts';
import { unknownMou } from '../domain/refusal.ts';
import type { Head } from '../register/port.ts';
import { deliveriesQuery, mouOf, type View, viewQuery, WORKFLOW_TYPE, workflowIdOf } from '../workflows/messages.ts';
import type { Archive } from './archive.ts';
import { isNotFound } from './calls.ts';
import { NoService } from './errors.ts';
import { ENDED_BADLY } from './list.ts';
import { RegisterReader } from './register-reader.ts';
import { type HandedOver, takenUp, untoldOf } from './taken-up.ts';
import { wholeView } from './workflow-reader.ts';

/**
 * `same`: both hold the same. `filled`: the register was given what it lacked. `taken-up`: the memorandum goes on from the
 * register, in a new workflow. `ended`: its life is over, and nothing runs. `conflict`: each holds what the other does not.
 */
export type Found = 'same' | 'filled' | 'taken-up' | 'ended' | 'conflict';

export type Reconciled = {
  mou: string;
  found: Found;
  /** How far each of them went before; null where it did not know the memorandum. */
  register: number | null;
  workflow: number | null;
  /** Events that only the workflow held: given to the register, given up, or in the way of what is kept. */
  other?: Event[];
};

type Compared = Pick<Reconciled, 'found' | 'other'>;

export type How = {
  /** Tells what would be done, and does nothing. */
  dry?: boolean;
  /** Where each holds what the other does not: goes on from the register, and gives up what only the workflow holds. */
  preferRegister?: boolean;
};

type Place = {
  client: Client;
  archive: Archive;
  gate: Gate;
  call: <Result>(attempt: () => Promise<Result>, mou: string) => Promise<Result>;
  /** Begins a workflow in the place of the one that may run. */
  start: (mou: string, handedOver: HandedOver) => Promise<void>;
};

/** Events in their order, and the head of the chain before the first and after each. */
type Chain = { from: number; heads: string[]; events: Event[] };

const chainOf = (mou: string, { base, since }: Pick<View, 'base' | 'since'>): Chain => {
  const heads = [base?.head ?? genesis(mou)];
  for (const event of since) heads.push(link(heads.at(-1) as string, event));
  return { from: base?.seq ?? 0, heads, events: since };
};

const headAt = ({ from, heads }: Chain, seq: number): string | undefined => heads[seq - from];

/** The last event up to which both are the same. */
const lastInCommon = (kept: Chain, carried: Chain): number => {
  let at = Math.min(kept.events.length, carried.from + carried.events.length);
  while (at > carried.from && headAt(kept, at) !== headAt(carried, at)) at -= 1;
  return at;
};

const after = ({ events }: Chain, seq: number): Event[] => events.filter((event) => event.seq > seq);

const hasEnded = (status: string): boolean => status !== 'open' && status !== 'operative';

export class Reconciliation {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** All that the register keeps or whose workflow runs, by id. */
  async ids(): Promise<string[]> {
    const { client, archive } = this.#place;
    const ids = new Set((await archive.ask((register) => register.heads())).map(({ mou }) => mou));
    const query = `WorkflowType = '${WORKFLOW_TYPE}' AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) ids.add(mouOf(workflowId));
    return [...ids].sort();
  }

  /**
   * Throws `Refusal` UNKNOWN_MOU where neither knows it, and `NoService` where one of them does not answer: of a workflow that the
   * server ended, `preferRegister` does without the answer.
   */
  async reconcile(mou: string, how: How = {}): Promise<Reconciled> {
    const view = await this.#viewIf(mou, ['RUNNING']);
    const kept = await this.#place.archive.ask((register) => register.head(mou));
    const told = { mou, register: kept?.seq ?? null, workflow: view?.seq ?? null };
    if (!view) return { ...told, ...(await this.#withoutWorkflow(mou, kept, how)) };
    // One that is being opened, and one that both know alike.
    if (view.seq === (kept?.seq ?? 0) && (view.seq === 0 || view.head === kept?.head)) return { ...told, found: 'same' };
    return { ...told, ...(await this.#compared(mou, how)) };
  }

  /**
   * A workflow that the server ended had answered acts of which the register may not have been given the events yet: they are
   * kept before anything goes on. Throws `NoService` where that cannot be known, or where both hold different events.
   */
  async keepWhatItLeft(mou: string): Promise<void> {
    const kept = await this.#place.archive.ask((register) => register.head(mou));
    const left = await this.#left(mou, kept, {});
    if (left?.found === 'conflict') {
      throw new NoService(`${mou}: its workflow, which has ended, and the register hold different events. Look with: mou reconcile ${mou}`);
    }
  }

  /** What a workflow that the server ended holds beyond the register; undefined where there is none such. */
  async #left(mou: string, kept: Head | undefined, how: How): Promise<Compared | undefined> {
    const view = await this.#viewIf(mou, ENDED_BADLY).catch((error) => {
      if (how.preferRegister && error instanceof NoService) return undefined;
      throw error;
    });
    return view && view.seq > (kept?.seq ?? 0) ? await this.#compared(mou, how) : undefined;
  }

  async #withoutWorkflow(mou: string, kept: Head | undefined, how: How): Promise<Compared> {
    const left = await this.#left(mou, kept, how);
    if (left && (left.found !== 'filled' || how.dry)) return left;
    const state = (kept || left) && (await this.#place.archive.ask((register) => register.state(mou)));
    if (!state) throw unknownMou(mou);
    if (hasEnded(state.status)) return left ?? { found: 'ended' };
    if (!how.dry) await this.#takeUp(mou);
    return { found: 'taken-up' };
  }

  async #compared(mou: string, { dry, preferRegister }: How): Promise<Compared> {
    const kept = chainOf(mou, { base: null, since: await this.#place.archive.ask((register) => register.events(mou)) });
    const carried = await this.#carried(mou, kept.events.length);
    const at = lastInCommon(kept, carried);
    const other = after(carried, at);
    if (at === kept.events.length && headAt(kept, at) === headAt(carried, at)) {
      if (!dry && other.length > 0) await this.#fill(mou, other);
      return other.length > 0 ? { found: 'filled', other } : { found: 'same' };
    }
    const isConflict = other.length > 0 || headAt(kept, at) !== headAt(carried, at);
    if (isConflict && !preferRegister) return { found: 'conflict', other };
    if (!dry) await this.#takeUp(mou);
    return { found: 'taken-up', ...(other.length > 0 && { other }) };
  }

  /** What the workflow carries and, where the register ends before that begins, what its earlier runs carried. */
  async #carried(mou: string, from: number): Promise<Chain> {
    let { runId, view } = await this.#run(mou);
    let chain = chainOf(mou, view);
    while (chain.from > from) {
      const earlier = await this.#before(mou, runId);
      if (earlier === undefined) break;
      ({ runId, view } = await this.#run(mou, earlier));
      const longer = chainOf(mou, view);
      // What a run hands over may be more than its last hand-over said; it never differs.
      if (headAt(longer, chain.from) !== chain.heads[0]) break;
      const known = chain.from - longer.from;
      chain = {
        from: longer.from,
        heads: [...longer.heads.slice(0, known), ...chain.heads],
        events: [...longer.events.slice(0, known), ...chain.events],
      };
    }
    return chain;
  }

  async #run(mou: string, run?: string): Promise<{ runId: string; view: View }> {
    const { client, call } = this.#place;
    const { runId } = run === undefined ? await call(() => client.workflow.getHandle(workflowIdOf(mou)).describe(), mou) : { runId: run };
    const handle = client.workflow.getHandle(workflowIdOf(mou), runId);
    return { runId, view: await wholeView(mou, (seq) => call(() => handle.query(viewQuery, seq), mou)) };
  }

  /** The run before, while the namespace still remembers it. */
  async #before(mou: string, runId: string): Promise<string | undefined> {
    const { client } = this.#place;
    const asked = { namespace: client.options.namespace, execution: { workflowId: workflowIdOf(mou), runId }, maximumPageSize: 1 };
    const { history } = await client.workflowService.getWorkflowExecutionHistory(asked);
    const earlier = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!earlier) return undefined;
    const handle = client.workflow.getHandle(workflowIdOf(mou), earlier);
    return await handle.describe().then(() => earlier, ifForgotten);
  }

  /** Of the latest run where it stands as asked; undefined otherwise, and where it is forgotten. */
  async #viewIf(mou: string, statuses: readonly string[]): Promise<View | undefined> {
    const { client, call } = this.#place;
    const handle = client.workflow.getHandle(workflowIdOf(mou));
    const known = await call(() => handle.describe(), mou).catch(ifForgotten);
    if (!known || !statuses.includes(known.status.name)) return undefined;
    return await call(() => handle.query(viewQuery, Number.MAX_SAFE_INTEGER), mou);
  }

  /** What is known here already of a message may be later than what the workflow says. */
  async #fill(mou: string, events: readonly Event[]): Promise<void> {
    const { client, archive, call } = this.#place;
    await archive.ask((register) => register.append(mou, events));
    const handle = client.workflow.getHandle(workflowIdOf(mou));
    const known = new Set((await archive.ask((register) => register.deliveries(mou))).map(({ key }) => key));
    const carried = await call(() => handle.query(deliveriesQuery, 0), mou);
    const fresh = carried.filter(({ key }) => !known.has(key));
    if (fresh.length > 0) await archive.ask((register) => register.keepDeliveries(mou, fresh));
  }

  async #takeUp(mou: string): Promise<void> {
    const { archive, gate, start } = this.#place;
    const reader = new RegisterReader(archive);
    const [{ value: log }, { sent }, deliveries] = await Promise.all([reader.events(mou, 0), reader.outbox(mou), reader.deliveries(mou)]);
    const memorandum = new Memorandum(mou, log, gate);
    await start(mou, takenUp(memorandum, { sent, deliveries, isKept: true, untold: untoldOf(memorandum, deliveries, Date.now()) }));
  }
}

const ifForgotten = (error: unknown): undefined => {
  if (!isNotFound(error)) throw error;
};
