/** Of all memoranda: what is awaited and of whom, the dates that lie ahead by month, what is stuck or did not arrive, and the list. */
import type { Context } from 'hono';
import { NoService } from '../../client/errors.ts';
import { addPeriod, dateAt } from '../../domain/calendar.ts';
import { STATUSES } from '../../domain/state.ts';
import { awaitedThing } from '../../projections/awaited.ts';
import { deadlineLine } from '../../projections/deadlines.ts';
import { listPage } from '../routes/all.ts';
import type { Desk, Env } from '../route.ts';
import type { Source } from '../source.ts';
import { sentenceCase } from '../../projections/words.ts';
import { type Entered, enteredIn, filtersFrom } from './filters.ts';
import { firstOf } from './first-of.ts';
import { mayOpen } from './links.ts';
import { page } from './reply.ts';

const AWAITED_SHOWN = 12;
const DATES_SHOWN = 40;
const TROUBLES_SHOWN = 20;

export const monthInWords = (date: string): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

type Ahead = { on: string; mou: string; title: string; says: string; of: readonly string[] };

const byMonth = (dates: readonly Ahead[]): { month: string; dates: Ahead[] }[] =>
  [...new Set(dates.map(({ on }) => on.slice(0, 7)))].map((month) => ({
    month: monthInWords(`${month}-01`),
    dates: dates.filter(({ on }) => on.startsWith(month)),
  }));

/** One more than is shown is asked for: whether there are others. */
const aheadOf = async (source: Source) => {
  const from = dateAt(Date.now(), 'UTC');
  const [pending, dated] = await source.register((register) =>
    Promise.all([
      register.awaited({ limit: AWAITED_SHOWN + 1 }),
      register.deadlines({ from, until: addPeriod(from, 'P1Y'), limit: DATES_SHOWN + 1 }),
    ]),
  );
  const dates = dated.slice(0, DATES_SHOWN).map((one) => ({ ...one, says: sentenceCase(deadlineLine(one)), of: one.of }));
  return {
    awaited: pending.slice(0, AWAITED_SHOWN).map((one) => ({ ...one, says: awaitedThing(one) })),
    moreAwaited: pending.length > AWAITED_SHOWN,
    months: byMonth(dates),
    moreDates: dated.length > DATES_SHOWN,
  };
};

/** What cannot go on by itself, or was told to nobody: somebody has to look. */
const troubles = async (source: Source) => {
  const [stuck, { found, next }] = await Promise.all([source.stuck(), listPage(source, { limit: TROUBLES_SHOWN, deadLetters: true })]);
  return {
    stuck: firstOf([...(stuck ?? [])], TROUBLES_SHOWN),
    isStuckKnown: stuck !== undefined,
    undelivered: found.map(({ mou, title = mou, deadLetters }) => ({ mou, title, deadLetters })),
    moreUndelivered: next !== null,
  };
};

const nextPage = (given: Record<string, string>, next: string | null): string | null =>
  next === null ? null : `/?${new URLSearchParams({ ...given, after: next }).toString()}#memoranda`;

type Names = Map<string, Record<string, string>>;

/** By name, as people speak of them; by id where no register tells the names. */
const named = async (
  source: Source,
  { found }: { found: readonly { mou: string }[] },
  ahead: Awaited<ReturnType<typeof aheadOf>> | null,
) => {
  const shown = [...found, ...(ahead?.awaited ?? []), ...(ahead?.months.flatMap(({ dates }) => dates) ?? [])].map(({ mou }) => mou);
  const all: Names | null = source.hasRegister
    ? await source.register((register) => register.participantNames(shown)).catch(unanswered)
    : null;
  return (mou: string, ids: readonly string[]): string => ids.map((id) => all?.get(mou)?.[id] ?? id).join(', ');
};

const listed = async (source: Source, given: Entered) => {
  const { filters, ...asked } = await filtersFrom(given, source);
  return { ...asked, list: await listPage(source, filters) };
};

export const overviewPage = async (c: Context<Env>, { source }: Desk): Promise<Response> => {
  const given = enteredIn(c);
  const isFirst = Object.keys(given).length === 0;
  const [{ list, ...asked }, ahead, trouble] = await Promise.all([
    listed(source, given),
    isFirst && source.hasRegister ? source.lately('ahead', () => aheadOf(source)).catch(unanswered) : null,
    isFirst ? source.lately('troubles', () => troubles(source)) : null,
  ]);
  const { found, next } = list;
  const { wrong } = asked;
  const names = await named(source, list, ahead);
  const data = {
    ...{ ...asked, given, isFirst, ahead, trouble, found, names, statuses: STATUSES },
    ...{
      next: nextPage(given, next),
      today: dateAt(Date.now(), 'UTC'),
      hasRegister: source.hasRegister,
      mayOpen: mayOpen(c.get('caller')),
    },
  };
  return page(c, 'overview', { title: 'Overview' }, data, wrong.length > 0 ? 400 : 200);
};

const unanswered = (error: unknown): null => {
  if (error instanceof NoService) return null;
  throw error;
};
