/** Desk officers who record act after act, and record each again under its own id until they are answered, whatever happens meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { busyActs } from '../../bench/busy-years.ts';
import { yesterday } from '../../bench/temporal/life.ts';
import type { MouClient, Receipt } from '../../client/index.ts';
import { Refusal } from '../../domain/refusal.ts';

export type Answered = { id: string; receipt: Receipt };

/** Between two acts, and before an act is tried again. Milliseconds. */
const REST = 50;

export class Writer {
  readonly mou: string;
  readonly answered: Answered[] = [];
  /** What was tried and not answered, with the reason: each was tried again. */
  readonly failures = new Map<string, number>();
  /** Milliseconds: the longest that one act took until it was answered. */
  longest = 0;
  readonly #client: MouClient;
  readonly #acts = busyActs(yesterday());

  constructor(client: MouClient, mou: string) {
    this.#client = client;
    this.mou = mou;
  }

  /** Until it is told to stop; the act on its way is then brought to its end. */
  async write(stopping: AbortSignal): Promise<void> {
    for (let n = 1; !stopping.aborted; n += 1) {
      const act = { ...this.#acts.next().value, id: `${this.mou}-act-${n}` };
      const began = Date.now();
      this.answered.push({ id: act.id, receipt: await this.#record(act) });
      this.longest = Math.max(this.longest, Date.now() - began);
      await pause(REST);
    }
  }

  async #record(act: { id: string }): Promise<Receipt> {
    for (;;) {
      try {
        return await this.#client.act(this.mou, act);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const reason = (error as Error).message.slice(0, 60);
        this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
        await pause(REST);
      }
    }
  }
}
