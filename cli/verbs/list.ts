/** `mou list`: from the register where one is known, otherwise what Temporal remembers. */
import { type Listed, NoService } from '../../client/index.ts';
import { isCivilDate } from '../../domain/calendar.ts';
import type { Status } from '../../domain/state.ts';
import type { ListAsked, Listed as Recorded, Register } from '../../register/port.ts';
import { connect, databaseUrl } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { flagOf } from '../flag-of.ts';
import { answer, type Options, table } from '../output.ts';
import { withRegister } from '../with-register.ts';

const STATUSES = ['open', 'operative', 'discontinued'];
/** What the register alone can tell. */
const FILTERS = ['status', 'participant', 'expectedBefore', 'openDecisions', 'search', 'limit', 'after'];
const PAGE = 500;

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

const listedOf = ({ seq: _, expectedOn, commencesAt: __, commencedOn, changedAt: ___, ...listed }: Recorded) => ({
  ...listed,
  discontinuationOn: commencedOn ?? expectedOn,
});

const HEADINGS = ['mou', 'status', 'operative on', 'discontinuation', 'Participants', 'dead letters'];

const lines = (all: readonly Listed[]): string[] => {
  const rows = all.map(({ mou, status, operativeOn, discontinuationOn, participants, deadLetters }) => [
    ...[mou, status, operativeOn ?? '–', discontinuationOn ?? '–', participants.join(', '), `${deadLetters || ''}`],
  ]);
  return rows.length === 0 ? ['No such memorandum.'] : table(HEADINGS, rows);
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
const fromServer = async (options: Options): Promise<Listed[]> => {
  const filter = FILTERS.find((name) => options[name] !== undefined);
  if (filter) throw new NoService(`${flagOf(filter)}: needs the register: set DATABASE_URL, or run npx mou dev in this folder`);
  const client = await connect();
  try {
    return (await client.list()).filter(({ deadLetters }) => options.deadLetters !== true || deadLetters > 0);
  } finally {
    await client.close();
  }
};

/** The register needs no server: it is asked alone. */
export const list = async (options: Options): Promise<void> => {
  const asked = askedFrom(options);
  const hasRegister = (await databaseUrl()) !== undefined;
  const found = hasRegister ? await withRegister((register) => pagesOf(register, asked)) : await fromServer(options);
  answer(options, found, () => lines(found));
};
