/** Verbs that ask: nothing is recorded. */
import type { MouClient } from '../../client/index.ts';
import { answeredByLines } from '../answered-by.ts';
import { connect } from '../connect.ts';
import { eventsAsOf, stateAsOf, type AsOf } from '../../projections/as-of.ts';
import { isCivilDate, isInstant, parseInstant } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { explain as explanationsOf, type Explanation } from '../../projections/explain.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import type { Version } from '../../projections/versions.ts';
import { UsageError } from '../failure.ts';
import { answer, EVENT_HEADINGS, eventRow, type Options, table } from '../output.ts';
import { knownVersions, versionFrom } from '../versions.ts';
import { statusLines, textLines } from '../views.ts';

const asked = async <Answer>(question: (client: MouClient) => Promise<Answer>): Promise<Answer> => {
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
  if (knownAt !== undefined && !isInstant(knownAt)) {
    throw new UsageError(`--known-at: ${knownAt} is not an instant, such as 2027-03-01T00:00:00Z`);
  }
  return { on, knownAt: knownAt === undefined ? undefined : parseInstant(knownAt) };
};

const inWords = (options: Options): string => {
  const on = optional(options.on);
  const knownAt = optional(options.knownAt);
  return [on ? `on ${on}` : '', knownAt ? `as known at ${knownAt}` : ''].filter(Boolean).join(', ');
};

/** @param when in words */
export const nothingRecorded = (mou: string, when: string): Refusal =>
  new Refusal('UNKNOWN_MOU', `mou: nothing was recorded of ${mou} ${when}`);

export const logOf = (mou: string): Promise<Event[]> => asked((client) => client.events(mou));

const stateOf = async (mou: string, options: Options): Promise<State> => {
  const asOf = asOfFrom(options);
  if (asOf.on === undefined && asOf.knownAt === undefined) return await asked((client) => client.state(mou));
  const state = stateAsOf(await logOf(mou), asOf);
  if (!state) throw nothingRecorded(mou, inWords(options));
  return state;
};

/** As of now, and who says so. */
const current = async (mou: string, options: Options): Promise<void> => {
  const { value: state, by } = await asked((client) => client.look(mou));
  answer(options, { ...state, answeredBy: by }, () => [...statusLines(state, ''), ...answeredByLines(by)]);
};

export const status = async (mou: string, options: Options): Promise<void> => {
  const { on, knownAt } = asOfFrom(options);
  if (on === undefined && knownAt === undefined) return await current(mou, options);
  const state = await stateOf(mou, options);
  answer(options, state, () => statusLines(state, inWords(options)));
};

export const events = async (mou: string, options: Options): Promise<void> => {
  const asOf = asOfFrom(options);
  const log = eventsAsOf(await logOf(mou), asOf);
  answer(options, log, () => table(EVENT_HEADINGS, log.map(eventRow)));
};

const versionOf = async (mou: string, options: Options): Promise<Version> => {
  if (options.on !== undefined) throw new UsageError('--on and --version: a date or a version, not both');
  const asOf = asOfFrom(options);
  const versions = knownVersions(await logOf(mou), asOf);
  if (versions.length === 0) throw nothingRecorded(mou, inWords(options));
  return versionFrom(versions, '--version', options.version);
};

export const text = async (mou: string, options: Options): Promise<void> => {
  const { version, instrument } = options.version === undefined ? await stateOf(mou, options) : await versionOf(mou, options);
  const { title, clauses } = instrument;
  answer(options, { mou, version, title, clauses }, () => textLines({ version, instrument }));
};

const explanationLines = ({ sentence, clause, clauseText, inputs, rule }: Explanation): string[] => [
  sentence,
  `  clause ${clause}: “${clauseText.trim()}”`,
  ...inputs.map(({ name, value }) => `  ${name}: ${value}`),
  `  rule: ${rule}`,
  '',
];

export const explain = async (mou: string, options: Options): Promise<void> => {
  const state = await stateOf(mou, options);
  const dates = explanationsOf(state);
  const none = [`No date of ${mou} is computed yet: it is ${state.status}.`];
  answer(options, { mou: state.mou, dates }, () => (dates.length === 0 ? none : dates.flatMap(explanationLines)));
};
