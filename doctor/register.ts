/** The register: whether it answers, whether its tables are those of this version, and whose memoranda it keeps. */
import { openRegister } from '../register/postgres.ts';
import type { Register } from '../register/port.ts';
import { type Found, ok } from './findings.ts';

/** Leaves its tables as they are. Throws as `openRegister`. */
export const openedRegister = async (url: string, namespace: string, patience: number): Promise<Register> =>
  await openRegister({ url, namespace, patience, connections: 2, migrates: false });

export const ofRegister = async (register: Register, url: string): Promise<Found> => {
  // A role that may not read is found here.
  await register.list({ limit: 1 });
  const { host, pathname } = new URL(url);
  return ok(`${host}${pathname} answers, and its tables are those of this version`);
};
