/** The register as the worker reaches it: opened when it is first needed, and again where it could not be. */
import { RegisterUnavailable } from '../../register/errors.ts';
import { openedOnce } from '../../register/opened-once.ts';
import type { Register } from '../../register/port.ts';
import { openRegister } from '../../register/postgres.ts';

/** Gives the register; rejects where it cannot be opened now. */
export type RegisterAccess = () => Promise<Register>;

export type OpenedRegister = {
  access: RegisterAccess;
  /**
   * Makes or updates the tables, and says why the database did not answer, if it did not: it is tried again by what needs it.
   * Throws `RegisterUnfit` where it is another namespace's register, or one that this worker may not use.
   */
  prepare: () => Promise<string | undefined>;
  close: () => Promise<void>;
};

export const registerAt = (url: string, namespace: string): OpenedRegister => {
  const { get: access, close } = openedOnce(() => openRegister({ url, namespace }));
  const prepare = async (): Promise<string | undefined> => {
    try {
      await access();
      return undefined;
    } catch (error) {
      if (!(error instanceof RegisterUnavailable)) throw error;
      return error.message;
    }
  };
  return { access, prepare, close };
};
