/** From when a modification has its effect that all have consented to (III.2 of the seed). */
import { type CivilDate, latest } from '../calendar.ts';
import type { Terms } from '../terms.ts';
import { operativeFrom } from './operation.ts';

type Text = Partial<Pick<Terms, 'modification'>>;

/** Whether a text makes its modifications wait. */
export const waitsIn = ({ modification }: Text): boolean => modification?.after !== undefined || modification?.firstOfNextMonth === true;

/** Taken on a day, by the text of that day; a later date that it states counts, a sooner one does not. */
export const effectiveFrom = ({ modification }: Text, takenOn: CivilDate, statedOn?: CivilDate | null): CivilDate =>
  latest(operativeFrom(takenOn, modification ?? {}), statedOn ?? takenOn);
