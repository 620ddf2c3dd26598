/** What the verbs that ask share: nothing is recorded. */
import type { MouClient } from '../client/index.ts';
import { connect } from './connect.ts';
import { type AsOf, isAhead, stateAsOf } from '../projections/as-of.ts';
import { isCivilDate } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { UsageError } from './failure.ts';
import { instantFrom } from './instants.ts';
import type { Options } from './output.ts';

/** Asks, and closes the connection. */
export const asked = async <Answer>(question: (client: MouClient) => Promise<Answer>): Promise<Answer> => {
  const client = await connect();
  try {
    return await question(client);
  } finally {
    await client.close();
  }
};

const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const dateFrom = (flag: string, value: unknown): string => {
  if (typeof value === 'string' && isCivilDate(value)) return value;
  throw new UsageError(`${flag}: ${String(value)} is not a civil date, as YYYY-MM-DD`);
};

export const asOfFrom = (options: Options): AsOf => {
  const on = options.on === undefined ? undefined : dateFrom('--on', options.on);
  const knownAt = optional(options.knownAt);
  return { on, knownAt: knownAt === undefined ? undefined : instantFrom('--known-at', knownAt) };
};

export const inWords = (options: Options, ahead = false): string => {
  const on = optional(options.on);
  const given = optional(options.knownAt);
  // A date is its beginning: what was recorded later that day was not known yet, and that is told.
  const knownAt = given !== undefined && isCivilDate(given) ? `${given}T00:00:00Z` : given;
  return [on ? `on ${on}${ahead ? ', expected by what is decided' : ''}` : '', knownAt ? `as known at ${knownAt}` : '']
    .filter(Boolean)
    .join(', ');
};

/** @param when in words */
export const nothingRecorded = (mou: string, when: string): Refusal =>
  new Refusal('UNKNOWN_MOU', `mou: nothing was recorded of ${mou} ${when}`);

export const logOf = (mou: string): Promise<Event[]> => asked((client) => client.events(mou));

/** What is answered as of a date that lies ahead is expected by what is decided, and says so. */
export const aheadOf = (state: State, options: Options): boolean => {
  const { on, knownAt } = asOfFrom(options);
  return on !== undefined && isAhead(state, on, knownAt ?? Date.now());
};

/** As of now, or as the flags say. */
export const stateOf = async (mou: string, options: Options): Promise<State> => {
  const asOf = asOfFrom(options);
  if (asOf.on === undefined && asOf.knownAt === undefined) return await asked((client) => client.state(mou));
  const state = stateAsOf(await logOf(mou), asOf);
  if (!state) throw nothingRecorded(mou, inWords(options));
  return state;
};
