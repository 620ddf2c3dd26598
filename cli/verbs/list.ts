/** `mou list`: from the register where one is known, otherwise what Temporal remembers. */
import { type Listed, NoService } from '../../client/index.ts';
import { isCivilDate } from '../../domain/calendar.ts';
import type { Status } from '../../domain/state.ts';
import type { ListAsked, Listed as Recorded } from '../../register/port.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { answer, type Options, table } from '../output.ts';

const STATUSES = ['open', 'operative', 'discontinued'];
const FILTERS = ['status', 'participant', 'expectedBefore', 'openDecisions', 'search', 'limit', 'after'];
const PAGE = 500;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const mustBeValid = ({ status, expectedBefore, limit }: Record<'status' | 'expectedBefore' | 'limit', string | undefined>): void => {
  if (status !== undefined && !STATUSES.includes(status)) throw new UsageError(`--status: ${status} is not one of ${STATUSES.join(', ')}`);
  if (expectedBefore !== undefined && !isCivilDate(expectedBefore)) {
    throw new UsageError(`--expected-before: ${expectedBefore} is not a civil date, as YYYY-MM-DD`);
  }
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError(`--limit: ${limit} is not a number from 1 on`);
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
    limit: limit === undefined ? undefined : Number(limit),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
};

const listedOf = ({ mou, status, operativeOn, expectedOn, commencedOn, participants, title, version, openDecisions, head }: Recorded) => ({
  mou,
  status,
  operativeOn,
  discontinuationOn: commencedOn ?? expectedOn,
  participants,
  title,
  version,
  openDecisions,
  head,
});

const lines = (all: readonly Listed[]): string[] => {
  const rows = all.map((one) => [one.mou, one.status, one.operativeOn ?? '–', one.discontinuationOn ?? '–', one.participants.join(', ')]);
  return rows.length === 0 ? ['No memorandum is open.'] : table(['mou', 'status', 'operative on', 'discontinuation', 'Participants'], rows);
};

/** All pages, unless a limit is named. */
export const list = async (options: Options): Promise<void> => {
  const asked = askedFrom(options);
  const client = await connect();
  try {
    if (!client.archive) {
      const filter = FILTERS.find((name) => options[name] !== undefined);
      if (filter) throw new NoService(`--${filter}: needs the register: set DATABASE_URL, or run npx mou dev in this folder`);
      const all = await client.list();
      return answer(options, all, () => lines(all));
    }
    const found: Listed[] = [];
    let after = asked.after;
    do {
      const page = await client.archive.ask((register) => register.list({ limit: PAGE, ...asked, ...(after && { after }) }));
      found.push(...page.memoranda.map(listedOf));
      after = page.next ?? undefined;
    } while (after !== undefined && asked.limit === undefined);
    answer(options, found, () => lines(found));
  } finally {
    await client.close();
  }
};
