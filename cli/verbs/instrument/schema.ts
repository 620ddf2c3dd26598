import { instrumentSchema } from '../../../instruments/schema.ts';

/** The document is JSON either way; for people it is printed so that it can be read. */
export const schema = (): void => {
  process.stdout.write(`${JSON.stringify(instrumentSchema(), null, 2)}\n`);
};
