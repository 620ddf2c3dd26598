import { Slug } from '../domain/values.ts';
import { UsageError } from './failure.ts';

/** The id of a memorandum, before anybody is asked about it: what is not valid is so where no server answers, too. */
export const mustBeId = (mou: string, named = 'mou'): string => {
  if (Slug.safeParse(mou).success) return mou;
  throw new UsageError(`${named}: ${JSON.stringify(mou.slice(0, 40))} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`);
};
