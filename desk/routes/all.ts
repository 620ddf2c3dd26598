/** What is asked of all memoranda at once. */
import { z } from 'zod';
import { NoService } from '../../client/errors.ts';
import { AWAITED } from '../../domain/awaited.ts';
import { dateAt } from '../../domain/calendar.ts';
import { DEADLINES } from '../../domain/deadlines.ts';
import { Day, Slug } from '../../domain/values.ts';
import type { Listed as Recorded } from '../../register/port.ts';
import { nextLink, replied } from '../reply.ts';
import { type Asked, defineRoute } from '../route.ts';
import { Awaited, Deadline, Listed, Status } from '../schemas.ts';
import type { Source } from '../source.ts';

const Yes = z.enum(['true', 'false']).transform((text) => text === 'true');
const Limit = z.coerce.number().int().min(1).max(1_000).default(100);

export const Filters = z.strictObject({
  status: Status.optional(),
  participant: Slug.optional().describe("a Participant's id"),
  expectedBefore: Day.optional().describe('discontinuation is expected to commence before this date'),
  expiringBefore: Day.optional().describe('the current term ends before this date'),
  noticeByBefore: Day.optional().describe('the last day for a notice that stops the renewal falls before this date'),
  awaiting: z
    .string()
    .max(200)
    .optional()
    .describe("a Participant's id of which something is waited for; or that and what, as us:signature"),
  openDecisions: Yes.optional().describe('true: with decisions that wait for a consent; false: without'),
  deadLetters: Yes.optional().describe('true: with messages that did not arrive; false: without'),
  search: z
    .string()
    .max(500)
    .optional()
    .describe('words in the title, the clauses and the titles of documents: quantum -ships "joint committee"'),
  after: Slug.optional().describe('only memoranda whose id comes after this one'),
  limit: Limit,
});
export type Filters = z.output<typeof Filters>;

/** `next`: the id after which the next page begins; null on the last one. */
type ListPage = { found: z.output<typeof Listed>[]; next: string | null };

/** Which of them are stuck only the server knows; where it does not answer, nothing is said of it. */
const fromRegister = async (source: Source, filters: Filters): Promise<ListPage> => {
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const [{ memoranda, next }, stuck] = await Promise.all([source.register((register) => register.list(given)), source.stuck()]);
  return { found: memoranda.map((one: Recorded) => ({ ...one, stuck: stuck?.get(one.mou) ?? null })), next };
};

const FILTERS = ['openDecisions', 'search'] as const;

/** Without a register: what the server itself remembers. */
const fromServer = async (source: Source, query: Filters): Promise<ListPage> => {
  const filter = FILTERS.find((name) => query[name] !== undefined);
  if (filter) throw new NoService(`${filter}: only a register could tell, and none is known here: set DATABASE_URL`);
  const { after = '', limit, ...rest } = query;
  const filters = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const all = (await source.client.list(filters)).filter(({ mou }) => mou > after);
  const found = all.slice(0, limit).map(({ discontinuationOn: expectedOn, ...one }) => ({ ...one, expectedOn }));
  return { found, next: all.length > limit ? (found.at(-1)?.mou ?? null) : null };
};

/** One page of the memoranda that are asked for. Throws `NoService`. */
export const listPage = (source: Source, filters: Filters): Promise<ListPage> =>
  source.hasRegister ? fromRegister(source, filters) : fromServer(source, filters);

export const list = defineRoute({
  method: 'get',
  path: '/v1/memoranda',
  id: 'listMemoranda',
  summary: 'The memoranda, by id, filtered and page by page.',
  details: 'The header `Link` names the next page.',
  needs: 'reader',
  query: Filters,
  answers: { 200: { description: 'A page of them.', schema: z.array(Listed) } },
  handle: async ({ query, c, desk: { source, url } }) => {
    const { found, next } = await listPage(source, query);
    return replied(c, found, next === null ? {} : nextLink(c, url, { after: next }));
  },
});

const PAGE = { offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('how many to pass over'), limit: Limit };

const paged = ({ c, desk: { url } }: Asked<{}, unknown>, all: readonly unknown[], offset: number, limit: number): Response => {
  const isLast = all.length <= offset + limit;
  return replied(c, all.slice(offset, offset + limit), isLast ? {} : nextLink(c, url, { offset: String(offset + limit) }));
};

export const awaited = defineRoute({
  method: 'get',
  path: '/v1/awaited',
  id: 'listAwaited',
  summary: 'What is waited for under all memoranda: what is due first, and then what has waited longest.',
  needs: 'reader',
  query: z.strictObject({ of: Slug.optional().describe("a Participant's id"), what: z.enum(AWAITED).optional(), ...PAGE }),
  answers: { 200: { description: 'A page of it.', schema: z.array(Awaited.extend({ title: z.string() })) } },
  handle: async (asked) => {
    const { of, what, offset, limit } = asked.query;
    // One more than is shown tells whether there is a next page.
    const filters = { limit: offset + limit + 1, ...(of !== undefined && { of }), ...(what !== undefined && { what }) };
    return paged(asked, await asked.desk.source.register((register) => register.awaited(filters)), offset, limit);
  },
});

export const deadlines = defineRoute({
  method: 'get',
  path: '/v1/deadlines',
  id: 'listDeadlines',
  summary: 'The dates that lie ahead of all memoranda, in their order.',
  needs: 'reader',
  query: z.strictObject({
    of: Slug.optional().describe("a Participant's id: what concerns it"),
    what: z.enum(DEADLINES).optional(),
    from: Day.optional().describe('from this civil date on; default: today, UTC'),
    until: Day.optional().describe('until this civil date, that day included'),
    ...PAGE,
  }),
  answers: { 200: { description: 'A page of them.', schema: z.array(Deadline) } },
  handle: async (asked) => {
    const { offset, limit, from = dateAt(Date.now(), 'UTC'), ...rest } = asked.query;
    const filters = Object.fromEntries(
      Object.entries({ from, limit: offset + limit + 1, ...rest }).filter(([, value]) => value !== undefined),
    );
    const found = await asked.desk.source.register((register) => register.deadlines(filters));
    const shown = found.map(({ mou, title, on, what, about, of, clause }) => ({ mou, title, on, what, about, of, clause }));
    return paged(asked, shown, offset, limit);
  },
});
