/** A memorandum whose id nobody knows: perhaps another was meant. */
import { isUnknownMou, Refusal } from '../domain/refusal.ts';
import { asked } from './asking.ts';

/** The error, with the ids that may have been meant where no memorandum of that id is known. A hint never takes the error's place. */
export const withNearId = async (error: unknown, mou: string | undefined): Promise<unknown> => {
  if (!isUnknownMou(error) || mou === undefined) return error;
  const hint = await asked((client) => client.nearId(mou)).catch(() => '');
  return hint === '' ? error : new Refusal(error.code, `${error.message}${hint}`, error.clause);
};
