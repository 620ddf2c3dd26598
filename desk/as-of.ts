/** Questions as of a date, as known at an instant: the same two that the command has. */
import { z } from 'zod';
import { isCivilDate, isInstant, notAnInstant, parseInstant } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { Day, Slug } from '../domain/values.ts';
import { type AsOf, isAhead, stateAsOf } from '../projections/as-of.ts';
import type { Head } from '../register/port.ts';
import { tagOf } from './reply.ts';
import type { Source } from './source.ts';

const Instant = z.string().refine((text) => isInstant(text) || isCivilDate(text), { error: ({ input }) => notAnInstant(String(input)) });

export const MOU = z.strictObject({ mou: Slug.describe("the memorandum's id") });

export const KNOWN_AT = { knownAt: Instant.optional().describe('as known at this instant, such as 2027-03-01T00:00:00Z; default: now') };
export const AS_OF = { on: Day.optional().describe('as of this civil date; default: all that is recorded'), ...KNOWN_AT };

type Query = { on?: string | undefined; knownAt?: string | undefined };

export const asOfFrom = ({ on, knownAt }: Query): AsOf => ({
  on,
  knownAt: knownAt === undefined ? undefined : parseInstant(isInstant(knownAt) ? knownAt : `${knownAt}T00:00:00Z`),
});

export const isNow = ({ on, knownAt }: AsOf): boolean => on === undefined && knownAt === undefined;

export const nothingRecorded = (mou: string, { on, knownAt }: Query): Refusal =>
  new Refusal(
    'UNKNOWN_MOU',
    `mou: nothing was recorded of ${mou} ${[on && `on ${on}`, knownAt && `as known at ${knownAt}`].filter(Boolean).join(', ')}`,
  );

export type Standing = { state: State; tag: string; expected: boolean };

/** What was expected on a date, and then is so without that anything was recorded, is another answer. */
const standing = (state: State, { head }: Head, expected: boolean): Standing => ({
  ...{ state, expected, tag: tagOf(expected ? `${head}-expected` : head) },
});

/** The state as it was asked for. Of a date that lies ahead it is expected, by what is decided already. */
export const standingOf = async (source: Source, mou: string, query: Query): Promise<Standing> => {
  const asOf = asOfFrom(query);
  const { on, knownAt } = asOf;
  if (isNow(asOf)) {
    const { state, head } = await source.look(mou);
    return standing(state, head, false);
  }
  // In this order: no answer is older than its tag.
  const head = await source.head(mou);
  const log = await source.log(mou);
  const state = stateAsOf(log, asOf);
  if (!state) throw nothingRecorded(mou, query);
  return standing(state, head, on !== undefined && isAhead(state, on, knownAt ?? Date.now()));
};
