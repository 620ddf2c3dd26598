import { NoService } from '../client/errors.ts';
import { serverFrom } from '../client/server.ts';
import type { Register } from '../register/port.ts';
import { databaseUrl } from './connect.ts';

/** Milliseconds for each question. */
const PATIENCE = 10_000;

/** Throws `NoService` where no register is known. */
export const registerPlace = async (): Promise<{ url: string; namespace: string; patience: number }> => {
  const url = await databaseUrl();
  if (url === undefined) throw new NoService('No register is known: set DATABASE_URL, or run npx mou dev in this folder');
  return { url, namespace: serverFrom().namespace, patience: PATIENCE };
};

/** Works with the register, and closes it. Throws `NoService` where none is known or none answers. */
export const withRegister = async <Result>(work: (register: Register) => Promise<Result>): Promise<Result> => {
  const { Archive } = await import('../client/archive.ts');
  const archive = new Archive(await registerPlace());
  try {
    return await archive.ask(work);
  } finally {
    await archive.close();
  }
};
