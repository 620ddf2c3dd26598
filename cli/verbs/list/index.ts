/** `mou list`: from the register where one is known, otherwise what Temporal remembers. */
import { NoService } from '../../../client/errors.ts';
import type { Listed, MouClient } from '../../../client/index.ts';
import { isCivilDate } from '../../../domain/calendar.ts';
import type { Status } from '../../../domain/state.ts';
import type { ListAsked, Listed as Recorded, Register } from '../../../register/port.ts';
import { connect, databaseUrl } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { flagOf } from '../../flag-of.ts';
import { answer, type Options, progress } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';

const STATUSES = ['open', 'operative', 'discontinued'];
/** What the register alone can tell. */
const FILTERS = ['status', 'participant', 'expectedBefore', 'openDecisions', 'search'];
const PAGE = 500;
/** Shown to people at once, where they name no other number; a script gets all. */
const SHOWN = 50;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const mustBeValid = ({ status, expectedBefore, limit }: Record<'status' | 'expectedBefore' | 'limit', string | undefined>): void => {
  if (status !== undefined && !STATUSES.includes(status)) throw new UsageError(`--status: ${status} is not one of ${STATUSES.join(', ')}`);
  if (expectedBefore !== undefined && !isCivilDate(expectedBefore)) {
    throw new UsageError(`--expected-before: ${expectedBefore} is not a civil date, as YYYY-MM-DD`);
  }
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError(`--limit: ${limit} is not a number from 1 to 999999`);
};

const askedFrom = (options: Options): ListAsked => {
  const status = text(options.status);
  const expectedBefore = text(options.expectedBefore);
  const limit = text(options.limit);
  mustBeValid({ status, expectedBefore, limit });
  const asked = {
    status: status as Status | undefined,
    expectedBefore,
    participant: text(options.participant),
    search: text(options.search),
    after: text(options.after),
    openDecisions: options.openDecisions === true ? true : undefined,
    deadLetters: options.deadLetters === true ? true : undefined,
    limit: limit === undefined ? undefined : Number(limit),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
};

/** `stuck` is not the register's to know: null until the server was asked. */
const listedOf = ({ seq: _, expectedOn, commencesAt: __, commencedOn, changedAt: ___, ...listed }: Recorded): Listed => ({
  ...listed,
  discontinuationOn: commencedOn ?? expectedOn,
  stuck: null,
});

const HEADINGS = ['mou', 'status', 'operative on', 'discontinuation', 'Participants', 'dead letters'];

const lines = (all: readonly Listed[]): string[] => {
  const rows = all.map(({ mou, status, operativeOn, discontinuationOn, participants, deadLetters, stuck }) => [
    ...[mou, stuck === null ? status : `${status}, STUCK`, operativeOn ?? '–', discontinuationOn ?? '–'],
    ...[participants.join(', '), `${deadLetters || ''}`],
  ]);
  const reasons = all.flatMap(({ mou, stuck }) => (stuck === null ? [] : [`${mou} is stuck: ${stuck}`]));
  if (rows.length === 0) return ['No such memorandum.'];
  return [...table(HEADINGS, rows), ...(reasons.length === 0 ? [] : ['', ...reasons])];
};

/** All pages, up to the limit where one is named. */
export const pagesOf = async (register: Pick<Register, 'list'>, { limit = Number.POSITIVE_INFINITY, ...asked }: ListAsked) => {
  const found: Listed[] = [];
  let { after } = asked;
  while (found.length < limit) {
    const size = Math.min(PAGE, limit - found.length);
    const { memoranda, next } = await register.list({ ...asked, limit: size, ...(after !== undefined && { after }) });
    found.push(...memoranda.map(listedOf));
    if (next === null) break;
    after = next;
  }
  return found;
};

/** Without a register there are no filters, but for what the server's own index tells. */
const fromServer = async (client: MouClient, options: Options, { after = '', limit }: ListAsked): Promise<Listed[]> => {
  const filter = FILTERS.find((name) => options[name] !== undefined);
  if (filter) throw new NoService(`${flagOf(filter)}: needs the register: set DATABASE_URL, or run npx mou dev in this folder`);
  const found = (await client.list()).filter(({ deadLetters }) => options.deadLetters !== true || deadLetters > 0);
  return found.filter(({ mou }) => mou > after).slice(0, limit);
};

/** The register is asked alone; which memoranda are stuck only the server knows, and where it does not answer, that is said. */
const fromRegister = async (client: MouClient, asked: ListAsked): Promise<Listed[]> => {
  const [found, stuck] = await Promise.all([
    withRegister((register) => pagesOf(register, asked)),
    client.stuck().catch((error: Error) => progress(`Which of them are stuck is not known: ${error.message}`)),
  ]);
  return found.map((listed) => ({ ...listed, stuck: stuck?.get(listed.mou) ?? null }));
};

const listed = async (options: Options, asked: ListAsked): Promise<Listed[]> => {
  const hasRegister = (await databaseUrl()) !== undefined;
  const client = await connect();
  try {
    return hasRegister ? await fromRegister(client, asked) : await fromServer(client, options, asked);
  } finally {
    await client.close();
  }
};

export const verb: Verb = {
  usage: 'list',
  summary: 'Lists the memoranda.',
  examples: ['list --status operative --expected-before 2027-01-01', 'list --search "quantum -ships"', 'list --dead-letters'],
  options: [
    { flag: '--status <status>', help: 'open, operative or discontinued' },
    { flag: '--participant <id>', help: 'of this Participant' },
    { flag: '--expected-before <date>', help: 'discontinuation is expected to commence before this date' },
    { flag: '--open-decisions', help: 'with decisions that wait for a consent' },
    { flag: '--dead-letters', help: 'with messages that did not arrive' },
    { flag: '--search <words>', help: 'in the title, the clauses and the titles of documents' },
    { flag: '--limit <number>', help: 'at most so many' },
    { flag: '--after <id>', help: 'after this one, for the next page' },
  ],
  run: async (options) => {
    const asked = askedFrom(options);
    const most = asked.limit ?? (options.json ? undefined : SHOWN);
    // One more than is shown tells whether there are more.
    const found = await listed(options, { ...asked, ...(most !== undefined && { limit: most + 1 }) });
    const shown = found.slice(0, most);
    answer(options, shown, () => lines(shown));
    if (found.length > shown.length) progress(`More follow: --after ${shown.at(-1)?.mou}, or --limit with a greater number.`);
  },
};
