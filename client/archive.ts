/** The register, opened when it is first asked: what answers when Temporal has forgotten. */
import { RegisterUnavailable } from '../register/errors.ts';
import type { Register } from '../register/port.ts';
import { NoService } from './errors.ts';

export class Archive {
  readonly #url: string;
  readonly #patience: number;
  #opened: Promise<Register> | undefined;

  /** @param url of the register's PostgreSQL @param patience milliseconds until a question fails with `NoService` */
  constructor(url: string, patience: number) {
    this.#url = url;
    this.#patience = patience;
  }

  /** Throws `NoService` where the register does not answer. */
  async ask<Answer>(question: (register: Register) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(await this.#register());
    } catch (error) {
      if (error instanceof RegisterUnavailable) throw new NoService(error.message);
      throw error;
    }
  }

  /** One that could not be opened is opened anew when it is next asked: it may be back. */
  #register(): Promise<Register> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  // Most commands never ask it: its libraries are loaded when one does.
  async #open(): Promise<Register> {
    const { openRegister } = await import('../register/postgres.ts');
    return await openRegister({ url: this.#url, patience: this.#patience, connections: 2 });
  }

  async close(): Promise<void> {
    await (await this.#opened?.catch(() => undefined))?.close();
  }
}
