import { Archive } from '../client/archive.ts';
import { NoService } from '../client/index.ts';
import type { Register } from '../register/port.ts';
import { databaseUrl } from './connect.ts';

/** Milliseconds for each question. */
const PATIENCE = 10_000;

/** Works with the register, and closes it. Throws `NoService` where none is known or none answers. */
export const withRegister = async <Result>(work: (register: Register) => Promise<Result>): Promise<Result> => {
  const url = await databaseUrl();
  if (url === undefined) throw new NoService('No register is known: set DATABASE_URL, or run npx mou dev in this folder');
  const archive = new Archive(url, PATIENCE);
  try {
    return await archive.ask(work);
  } finally {
    await archive.close();
  }
};
