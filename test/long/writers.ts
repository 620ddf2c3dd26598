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
  /** The act that took longest until it was answered: milliseconds, from which instant on, and after how long each attempt failed, and why. */
  longest: { took: number; from: string; failures: string[] } = { took: 0, from: '', failures: [] };
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
      const failures: string[] = [];
      this.answered.push({
        id: act.id,
        receipt: await this.#record(act, (reason) => failures.push(`${Date.now() - began} ms: ${reason}`)),
      });
      const took = Date.now() - began;
      if (took > this.longest.took) this.longest = { took, from: new Date(began).toISOString(), failures };
      await pause(REST);
    }
  }

  async #record(act: { id: string }, failed: (reason: string) => void): Promise<Receipt> {
    for (;;) {
      try {
        return await this.#client.act(this.mou, act);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const reason = (error as Error).message.slice(0, 120);
        failed(reason);
        this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
        await pause(REST);
      }
    }
  }
}
