import { NoService } from '../client/index.ts';
import { RegisterUnavailable } from '../register/errors.ts';
import type { Register } from '../register/port.ts';
import { openRegister } from '../register/postgres.ts';
import { databaseUrl } from './connect.ts';

/** Works with the register, and closes it. Throws `NoService` where none is known or none answers. */
export const withRegister = async <Result>(work: (register: Register) => Promise<Result>): Promise<Result> => {
  const url = await databaseUrl();
  if (url === undefined) throw new NoService('No register is known: set DATABASE_URL, or run npx mou dev in this folder');
  try {
    const register = await openRegister({ url });
    try {
      return await work(register);
    } finally {
      await register.close();
    }
  } catch (error) {
    if (error instanceof RegisterUnavailable) throw new NoService(error.message);
    throw error;
  }
};
