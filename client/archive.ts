/** The register, opened when it is first asked. A client leaves its tables as they are. */
import { RegisterUnavailable, RegisterUnfit } from '../register/errors.ts';
import { openedOnce } from '../register/opened-once.ts';
import type { Register } from '../register/port.ts';
import type { Passwords, Role } from '../register/roles.ts';
import { BadSetting, NoService } from './errors.ts';

type Place = {
  /** Of the register's PostgreSQL. */
  url: string;
  /** Whose memoranda are asked for. */
  namespace: string;
  /** Milliseconds until a question fails with `NoService`. */
  patience: number;
};

const asOurs = (error: unknown): unknown => {
  if (error instanceof RegisterUnavailable) return new NoService(error.message);
  if (!(error instanceof RegisterUnfit)) return error;
  return error.why === 'other-namespace' ? new BadSetting(`DATABASE_URL: ${error.message}`) : new NoService(error.message);
};

/** Makes or updates the register's tables, and gives the names of the migrations that were missing. Throws as `Archive.ask`. */
export const migrate = async ({ url, patience }: Place): Promise<string[]> => {
  const { migrateRegister } = await import('../register/postgres.ts');
  try {
    return await migrateRegister({ url, patience });
  } catch (error) {
    throw asOurs(error);
  }
};

/** Makes the roles of those who append to the register and read it. Throws as `Archive.ask`. */
export const makeRoles = async ({ url, patience }: Place, passwords: Passwords): Promise<Role[]> => {
  const { makeRegisterRoles } = await import('../register/postgres.ts');
  try {
    return await makeRegisterRoles({ url, patience, passwords });
  } catch (error) {
    throw asOurs(error);
  }
};

export class Archive {
  readonly #register: ReturnType<typeof openedOnce<Register>>;

  constructor(place: Place) {
    // Most commands never ask it: its libraries are loaded when one does.
    this.#register = openedOnce(async () => {
      const { openRegister } = await import('../register/postgres.ts');
      return await openRegister({ ...place, connections: 2, migrates: false });
    });
  }

  /** Throws `NoService` where the register does not answer or is not of this version, `BadSetting` where it is another namespace's. */
  async ask<Answer>(question: (register: Register) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(await this.#register.get());
    } catch (error) {
      throw asOurs(error);
    }
  }

  async close(): Promise<void> {
    await this.#register.close();
  }
}
