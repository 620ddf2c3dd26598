/** The register as the worker reaches it: opened when it is first needed, and again where it could not be. */
import type { Logger } from 'pino';
import { RegisterUnavailable } from '../../register/errors.ts';
import type { Register } from '../../register/port.ts';
import { openRegister } from '../../register/postgres.ts';

/** Gives the register; rejects where it cannot be opened now. */
export type RegisterAccess = () => Promise<Register>;

export type OpenedRegister = {
  access: RegisterAccess;
  /**
   * Makes or updates the tables, and says whether the database answered: one that is down is tried again by what needs it.
   * Throws `RegisterUnfit` where it is another namespace's register, or one that this worker may not use.
   */
  prepare: () => Promise<boolean>;
  close: () => Promise<void>;
};

export const registerAt = (url: string, namespace: string, logger: Logger): OpenedRegister => {
  let opened: Promise<Register> | undefined;
  const access = (): Promise<Register> => {
    opened ??= openRegister({ url, namespace }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const prepare = async (): Promise<boolean> => {
    try {
      await access();
      return true;
    } catch (error) {
      if (!(error instanceof RegisterUnavailable)) throw error;
      logger.warn({ err: error }, 'The register does not answer: events wait until it does');
      return false;
    }
  };
  return { access, prepare, close: async () => await (await opened?.catch(() => undefined))?.close() };
};
